/* Programs beside a host's loop: started, told of, refused where the loop turns, ended by
 * closing. */
#include <stdlib.h>
#include <uv.h>

#include "tests/embed/_check.h"

static char story[1024];

static void ended(AsterVM *vm, AsterStatus status, AsterValue value, void *ctx) {
    strcat(strcat(story, ctx), status == ASTER_OK ? "=" : "!");
    AsterValue text = status == ASTER_OK ? aster_text(vm, value) : NULL;
    strcat(strcat(story, text ? aster_to_str(vm, text, NULL) : aster_error_type(vm)), " ");
}

static bool told(const char *text) {
    bool same = strcmp(story, text) == 0;
    if (!same) printf("# told '%s', not '%s'\n", story, text);
    story[0] = 0;
    return same;
}

static const char functions[] = "import asyncio\n"
                                "async def nap(n, result):\n"
                                "    await asyncio.sleep(n / 100)\n"
                                "    return result\n"
                                "async def fail(): raise LookupError('no')\n"
                                "def plain(x): return x * 2\n";

static AsterStatus start(AsterVM *vm, const char *name, int argc, int a, const char *b,
                         char *label) {
    AsterScope scope = aster_scope_open(vm);
    AsterValue argv[] = {aster_int(vm, a), b ? aster_str(vm, b) : NULL};
    AsterStatus status = aster_start_call(vm, aster_global(vm, name), argc, argv, ended, label);
    aster_scope_close(vm, scope);
    return status;
}

static void calls(AsterVM *vm, uv_loop_t *loop) {
    CHECK(runs(vm, functions));
    CHECK(start(vm, "nap", 2, 3, "slow", "a") == ASTER_OK);
    CHECK(start(vm, "nap", 2, 1, "quick", "b") == ASTER_OK);
    CHECK(start(vm, "fail", 0, 0, NULL, "c") == ASTER_OK);
    CHECK(start(vm, "plain", 1, 21, NULL, "d") == ASTER_OK);
    CHECK(told(""));
    uv_run(loop, UV_RUN_DEFAULT);
    CHECK(told("d=42 c!LookupError b=quick a=slow "));
    CHECK(start(vm, "plain", 2, 1, "x", "e") == ASTER_ERROR && aster_error_is(vm, "TypeError"));
    aster_error_clear(vm);
    uv_run(loop, UV_RUN_DEFAULT);
    CHECK(told(""));
}

static void programs(AsterVM *vm, uv_loop_t *loop) {
    CHECK(aster_start_string(vm, "x = 1", "<s>", ended, "now") == ASTER_OK && told("now=None "));
    CHECK(aster_start_string(vm, "x = ", "<s>", ended, "bad") == ASTER_ERROR && told(""));
    CHECK(aster_error_is(vm, "SyntaxError"));
    aster_error_clear(vm);
    CHECK(aster_start_string(vm, "1 / 0", "<s>", ended, "zero") == ASTER_OK &&
          told("zero!ZeroDivisionError "));
    CHECK(aster_start_string(vm, "print(await nap(1, 'top'))", "<s>", ended, "top") == ASTER_OK);
    CHECK(aster_start_string(vm, "print(asyncio.run(nap(2, 'run')))\nprint('on')", "<s>", ended,
                             "run") == ASTER_OK);
    CHECK(aster_start_string(vm, "asyncio.run(nap(2, 'no'))", "<s>", ended, "second") == ASTER_OK);
    CHECK(told("second!RuntimeError ") && strstr(kept_output, "never awaited"));
    kept_size = 0;
    CHECK(start(vm, "nap", 2, 3, "beside", "task") == ASTER_OK);
    uv_run(loop, UV_RUN_DEFAULT);
    CHECK(told("top=None run=None task=beside ") && printed("top\nrun\non\n"));
    CHECK(runs(vm, "print(asyncio.run(nap(1, 'whole')))") &&
          runs(vm, "print(await nap(1, 'await'))"));
    CHECK(printed("whole\nawait\n"));
}

/* --- what is refused --- */

static AsterValue runs_inside(AsterVM *vm, int argc, const AsterValue *argv, void *ctx) {
    (void)argc, (void)argv, (void)ctx;
    CHECK(!aster_close(vm, NULL, NULL));
    return aster_run_string(vm, "1", "<inner>") == ASTER_OK ? aster_none(vm) : NULL;
}

static AsterValue calls_back(AsterVM *vm, int argc, const AsterValue *argv, void *ctx) {
    (void)argc, (void)ctx;
    return aster_call(vm, argv[0], 0, NULL);
}

static void refusals(AsterVM *vm) {
    aster_define(vm, "runs_inside", "", runs_inside, NULL);
    aster_define(vm, "calls_back", "f", calls_back, NULL);
    CHECK(fails(vm, "runs_inside()", "RuntimeError"));
    /* With a native in between the loop is turned there and then: nobody else turns it now. */
    CHECK(runs(vm, "print(calls_back(lambda: asyncio.run(nap(1, 'nested'))))") &&
          printed("nested\n"));
    CHECK(fails(vm,
                "async def main(): calls_back(lambda: asyncio.run(nap(1, 'no')))\n"
                "asyncio.run(main())",
                "RuntimeError"));
    /* The host may be inside uv_run when it calls: then no loop can be turned. */
    AsterScope scope = aster_scope_open(vm);
    CHECK(
        runs(vm, "def turns(): return asyncio.new_event_loop().run_until_complete(nap(1, 'no'))"));
    CHECK(!aster_call(vm, aster_global(vm, "turns"), 0, NULL) &&
          aster_error_is(vm, "RuntimeError"));
    aster_error_clear(vm);
    aster_scope_close(vm, scope);
    kept_size = 0;
}

/* --- closing in the middle --- */

static AsterFuture *held[3];
static int nheld;

static bool hold(AsterVM *vm, AsterFuture *future, int argc, const AsterValue *argv, void *ctx) {
    (void)vm, (void)argc, (void)argv, (void)ctx;
    held[nheld++] = future;
    return true;
}

static bool declines(AsterVM *vm, AsterFuture *future, int argc, const AsterValue *argv,
                     void *ctx) {
    (void)future, (void)argc, (void)argv, (void)ctx;
    return aster_raise(vm, "OSError", "out of order") != NULL;
}

static void cancelled(AsterVM *vm, void *ctx) {
    (void)vm;
    strcat(story, ctx);
}

static void cancels(AsterVM *vm, uv_loop_t *loop) {
    nheld = 0;
    aster_define_async(vm, "hold", "", hold, NULL);
    aster_define_async(vm, "declines", "", declines, NULL);
    CHECK(fails(vm, "await declines()", "OSError"));
    CHECK(fails(vm, "hold()", "RuntimeError")); /* no running event loop */
    CHECK(aster_start_string(vm,
                             "async def main():\n"
                             "    t = asyncio.ensure_future(hold())\n"
                             "    await asyncio.sleep(0.01)\n"
                             "    t.cancel()\n"
                             "    await asyncio.sleep(0.01)\n"
                             "    return 'over'\n"
                             "print(asyncio.run(main()))\n",
                             "<s>", ended, "cancel") == ASTER_OK);
    uv_run(loop, UV_RUN_NOWAIT);
    while (nheld == 0) uv_run(loop, UV_RUN_ONCE);
    CHECK(aster_future_on_cancel(held[0], cancelled, "cancelled "));
    while (!strstr(story, "cancelled")) uv_run(loop, UV_RUN_ONCE);
    CHECK(!aster_future_resolve(held[0], NULL));
    uv_run(loop, UV_RUN_DEFAULT);
    CHECK(told("cancelled cancel=None ") && printed("over\n"));
}

static AsterValue never_made(AsterVM *vm, void *arg) {
    CHECK(vm == NULL);
    ++*(int *)arg;
    return NULL;
}

static void close_in_the_middle(void) {
    uv_loop_t loop;
    uv_loop_init(&loop);
    AsterVM *vm = open_vm(&loop);
    CHECK(runs(vm, functions));
    nheld = 0;
    aster_define_async(vm, "hold", "", hold, NULL);
    CHECK(aster_start_string(vm,
                             "async def main():\n"
                             "    try: await asyncio.gather(hold(), hold(), hold())\n"
                             "    finally: print('finally')\n"
                             "try: asyncio.run(main())\n"
                             "finally: print('unwound')\n",
                             "<s>", ended, "parked") == ASTER_OK);
    CHECK(start(vm, "nap", 2, 100, "x", "task") == ASTER_OK);
    while (nheld < 3) uv_run(&loop, UV_RUN_ONCE);
    size_t live = 12345;
    int freed = 0;
    CHECK(aster_close(vm, note_live, &live) && live == 12345);
    CHECK(strstr(kept_output, "unwound") != NULL);
    kept_size = 0;
    /* The host's ends of the futures are still its own. */
    CHECK(!aster_future_resolve(held[0], NULL));
    CHECK(!aster_future_reject(held[1], "ValueError", "late"));
    CHECK(aster_future_resolve_threadsafe(held[2], never_made, &freed) && freed == 1);
    uv_run(&loop, UV_RUN_DEFAULT);
    CHECK(live == 0 && told(""));
    CHECK(uv_loop_close(&loop) == 0);
}

int main(void) {
    uv_loop_t loop;
    uv_loop_init(&loop);
    AsterVM *vm = open_vm(&loop);
    CHECK(aster_uv_loop(vm) == &loop);
    calls(vm, &loop);
    programs(vm, &loop);
    refusals(vm);
    cancels(vm, &loop);
    size_t live = 12345;
    CHECK(aster_close(vm, note_live, &live));
    uv_run(&loop, UV_RUN_DEFAULT);
    CHECK(live == 0 && uv_loop_close(&loop) == 0);
    close_in_the_middle();
    return finish("loops");
}
