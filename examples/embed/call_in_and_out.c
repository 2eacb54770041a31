/* Values across the border: the host calls functions of a script, and the script calls functions
 * of the host. */
#include <aster.h>
#include <stdio.h>
#include <string.h>

static bool print(void *ctx, int fd, const char *bytes, size_t size) {
    (void)ctx;
    return fwrite(bytes, 1, size, fd == 2 ? stderr : stdout) == size;
}

/* price(item, *, currency='EUR'): what is not given is NULL. */
static AsterValue price(AsterVM *vm, int argc, const AsterValue *argv, void *ctx) {
    (void)argc;
    int *calls = ctx;
    const char *item = aster_to_str(vm, argv[0], NULL);
    if (!item) return NULL; /* TypeError is on its way to the script */
    ++*calls;
    if (strcmp(item, "unicorn") == 0)
        return aster_raise(vm, "LookupError", "no price for %s", item);
    const char *currency = argv[1] ? aster_to_str(vm, argv[1], NULL) : "EUR";
    char text[64];
    snprintf(text, sizeof text, "%zu.00 %s", strlen(item), currency ? currency : "?");
    return aster_str(vm, text);
}

static const char script[] = "def order(items, note):\n"
                             "    lines = [f'{item}: {price(item)}' for item in items]\n"
                             "    try:\n"
                             "        price('unicorn', currency='USD')\n"
                             "    except LookupError as e:\n"
                             "        lines.append(f'sorry: {e}')\n"
                             "    return {'lines': lines, 'note': note, 'count': len(items)}\n";

int main(void) {
    AsterOptions options;
    aster_options_init(&options);
    options.output = print;
    AsterVM *vm = aster_open(&options);
    if (!vm) return 1;

    int calls = 0;
    aster_define(vm, "price", "item, *, currency='EUR'", price, &calls);
    if (aster_run_string(vm, script, "order.as") != ASTER_OK) return puts(aster_error_text(vm)), 1;

    AsterScope scope = aster_scope_open(vm);
    AsterValue items[] = {aster_str(vm, "tea"), aster_str(vm, "biscuits")};
    AsterValue arguments[] = {aster_list(vm, 2, items), aster_int(vm, 62)};
    AsterValue result = aster_call(vm, aster_global(vm, "order"), 2, arguments);
    if (!result) return puts(aster_error_text(vm)), 1;

    AsterValue lines = aster_get_key(vm, result, "lines");
    for (int64_t i = 0; i < aster_len(vm, lines); i++)
        printf("%s\n", aster_to_str(vm, aster_get_at(vm, lines, i), NULL));
    int64_t note = 0, count = 0;
    aster_to_int(vm, aster_get_key(vm, result, "note"), &note);
    aster_to_int(vm, aster_get_key(vm, result, "count"), &count);
    printf("note %d, %d items, %d calls of price\n", (int)note, (int)count, calls);
    printf("whole: %s\n", aster_to_str(vm, aster_repr(vm, result), NULL));
    aster_scope_close(vm, scope); /* all values above are released */

    /* Wrong arguments are noticed by the signature. */
    if (aster_run_string(vm, "price()", "<host>") == ASTER_ERROR) {
        AsterValue error = aster_error_value(vm);
        printf("%s: %s\n", aster_error_type(vm), aster_to_str(vm, aster_text(vm, error), NULL));
    }
    aster_close(vm, NULL, NULL);
    return 0;
}
