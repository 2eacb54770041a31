/* The prompt: readline's callback interface driven by the VM's uv loop, on one thread.
 *
 *   stdin readable -> uv_poll -> rl_callback_read_char -> on_line: uv_run is left
 *   -> aster_repl_eval, outside uv_run -> the next prompt
 *
 * While a line is being typed the loop turns, so tasks go on; what they print is put above the
 * line. Lines are evaluated outside uv_run, so that asyncio.run may turn a loop of its own. */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <uv.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "cli/cli.h"

enum { HISTORY_LINES = 1000 };

typedef struct Repl {
    Cli *cli;
    AsterVM *vm;
    uv_loop_t *loop;
    uv_poll_t input;
    uv_async_t wake;    /* Ctrl-C; also keeps uv_run waiting when a line awaits what never comes */
    uv_prepare_t flush; /* before each wait */
    int open_handles;
    char *text; /* the lines of the statement so far */
    size_t size;
    bool got_line, ended, line_done;
    volatile sig_atomic_t typing, interrupted;
    int status;
} Repl;

/* readline calls back without a context, and so do signals. */
static Repl *the_repl;

/* --- what is typed --- */

static void add_line(Repl *r, const char *line) {
    size_t length = strlen(line);
    char *grown = realloc(r->text, r->size + length + 2);
    if (!grown) return;
    r->text = grown;
    memcpy(grown + r->size, line, length);
    r->size += length;
    grown[r->size++] = '\n';
    grown[r->size] = 0;
}

static void drop_text(Repl *r) {
    free(r->text);
    r->text = NULL;
    r->size = 0;
}

static void on_line(char *line) {
    Repl *r = the_repl;
    rl_callback_handler_remove();
    if (!line) {
        r->ended = true;
        return;
    }
    if (*line) add_history(line);
    add_line(r, line);
    free(line);
    r->got_line = true;
}

static void on_input(uv_poll_t *handle, int status, int events) {
    (void)handle, (void)status, (void)events;
    if (the_repl->typing && !the_repl->got_line && !the_repl->ended) rl_callback_read_char();
}

static void on_wake(uv_async_t *handle) {
    (void)handle;
}

/* What tasks printed without ending the line. */
static void on_prepare(uv_prepare_t *handle) {
    AsterVM *vm = ((Repl *)handle->data)->vm;
    if (!aster_flush(vm)) aster_error_clear(vm);
}

/* Output while a line is being typed: take the line away, and put it back below. */
static void around_output(bool before, bool whole_line) {
    if (before) {
        rl_clear_visible_line();
        fflush(rl_outstream);
        return;
    }
    if (!whole_line) putc('\n', rl_outstream);
    rl_on_new_line();
    rl_forced_update_display();
}

static void begin_typing(Repl *r) {
    const char *prompt =
        r->size ? aster_repl_prompt(r->vm, "ps2", "... ") : aster_repl_prompt(r->vm, "ps1", ">>> ");
    aster_flush(r->vm);
    aster_error_clear(r->vm);
    aster_interrupt_clear(r->vm);
    r->got_line = false;
    r->interrupted = 0;
    rl_callback_handler_install(prompt, on_line);
    r->typing = 1;
    r->cli->around = around_output;
    uv_poll_start(&r->input, UV_READABLE | UV_DISCONNECT, on_input);
}

static void end_typing(Repl *r) {
    uv_poll_stop(&r->input);
    r->cli->around = NULL;
    r->typing = 0;
}

static void read_line(Repl *r) {
    begin_typing(r);
    while (!r->got_line && !r->ended && !r->interrupted) uv_run(r->loop, UV_RUN_ONCE);
    end_typing(r);
    if (r->interrupted && !r->got_line) {
        rl_callback_handler_remove();
        cli_write(r->cli, 2, "\nKeyboardInterrupt\n", 19);
        drop_text(r);
    }
    if (r->ended) cli_write(r->cli, 1, "\n", 1);
}

bool cli_repl_signal(void) {
    Repl *r = the_repl;
    if (!r || !r->typing) return false;
    r->interrupted = 1;
    uv_async_send(&r->wake);
    return true;
}

/* --- evaluating --- */

static void report(Repl *r) {
    if (aster_error_is(r->vm, "SystemExit")) r->ended = true;
    int status = aster_error_report(r->vm);
    if (r->ended) r->status = status;
}

static void on_done(AsterVM *vm, AsterStatus status, AsterValue value, void *ctx) {
    (void)vm, (void)value;
    Repl *r = ctx;
    r->line_done = true;
    if (status == ASTER_ERROR) report(r);
}

static bool is_blank(const char *text) {
    return text[strspn(text, " \t\n\f\r")] == 0;
}

static void evaluate(Repl *r) {
    if (is_blank(r->text)) {
        drop_text(r);
        return;
    }
    AsterScope scope = aster_scope_open(r->vm);
    r->line_done = false;
    AsterStatus status = aster_repl_eval(r->vm, r->text, r->size, "<stdin>", on_done, r);
    if (status != ASTER_INCOMPLETE) drop_text(r);
    if (status == ASTER_ERROR) report(r);
    if (status == ASTER_SUSPENDED)
        while (!r->line_done) uv_run(r->loop, UV_RUN_ONCE);
    aster_scope_close(r->vm, scope);
}

/* --- begin and end --- */

static char *history_path(void) {
    const char *home = getenv("HOME");
    if (!home || !*home || !isatty(0)) return NULL;
    size_t size = strlen(home) + sizeof "/.aster_history";
    char *path = malloc(size);
    if (path) snprintf(path, size, "%s/.aster_history", home);
    return path;
}

static void set_up_readline(char *history) {
    rl_readline_name = "aster";
    rl_catch_signals = 0;
    rl_variable_bind("enable-bracketed-paste", "off");
    rl_bind_key('\t', rl_insert);
    using_history();
    stifle_history(HISTORY_LINES);
    if (history) read_history(history);
}

static void set_prompts(AsterVM *vm) {
    static const char *const prompts[][2] = {{"ps1", ">>> "}, {"ps2", "... "}};
    AsterScope scope = aster_scope_open(vm);
    AsterValue sys = aster_import(vm, "sys");
    for (int i = 0; i < 2 && sys; i++) {
        AsterValue text = aster_str(vm, prompts[i][1]);
        if (text) aster_set_attr(vm, sys, prompts[i][0], text);
    }
    aster_error_clear(vm);
    aster_scope_close(vm, scope);
}

static void on_handle_closed(uv_handle_t *handle) {
    ((Repl *)handle->data)->open_handles--;
}

static bool open_handles(Repl *r) {
    if (uv_async_init(r->loop, &r->wake, on_wake) != 0) return false;
    uv_prepare_init(r->loop, &r->flush);
    uv_prepare_start(&r->flush, on_prepare);
    r->wake.data = r->input.data = r->flush.data = r;
    r->open_handles = 2;
    int flags = fcntl(0, F_GETFL);
    if (uv_poll_init(r->loop, &r->input, 0) != 0) return false;
    r->open_handles = 3;
    /* libuv made the terminal non-blocking, for input() and for other programs as well. */
    return flags >= 0 && fcntl(0, F_SETFL, flags) == 0;
}

static void close_handles(Repl *r) {
    bool polls = r->open_handles > 2;
    if (r->open_handles > 0) {
        uv_close((uv_handle_t *)&r->wake, on_handle_closed);
        uv_close((uv_handle_t *)&r->flush, on_handle_closed);
    }
    if (polls) uv_close((uv_handle_t *)&r->input, on_handle_closed);
    while (r->open_handles) uv_run(r->loop, UV_RUN_ONCE);
}

int cli_repl(Cli *cli) {
    Repl repl = {.cli = cli, .vm = cli->vm, .loop = aster_uv_loop(cli->vm)}, *r = &repl;
    if (!open_handles(r)) {
        close_handles(r);
        fprintf(stderr, "aster: standard input cannot be waited for\n");
        return 1;
    }
    char *history = history_path();
    set_up_readline(history);
    set_prompts(r->vm);
    the_repl = r;
    cli_write(cli, 2,
              "Aster " ASTER_VERSION
              ", Python 3.12's language. `await` works here; Ctrl-D leaves.\n",
              sizeof "Aster " ASTER_VERSION
                     ", Python 3.12's language. `await` works here; Ctrl-D leaves.\n" -
                  1);
    while (!r->ended) {
        read_line(r);
        if (r->got_line) evaluate(r);
    }
    aster_repl_end(r->vm);
    aster_error_clear(r->vm);
    the_repl = NULL;
    close_handles(r);
    drop_text(r);
    if (history && write_history(history) != 0) { /* a home that cannot be written has no history */
    }
    free(history);
    return r->status;
}
