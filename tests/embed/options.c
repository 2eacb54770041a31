/* Options do what they say, and old hosts' shorter ones are understood. */
#include <stddef.h>
#include <stdlib.h>

#include "tests/embed/_check.h"

static void settings(void) {
    static const char *const argv[] = {"name", "--flag"}, *const path[] = {"/nowhere", "/else",
                                                                           NULL};
    AsterOptions options;
    aster_options_init(&options);
    options.output = keep_output;
    options.argc = 2;
    options.argv = argv;
    options.path = path;
    AsterVM *vm = aster_open(&options);
    CHECK(runs(vm, "import sys\nprint(sys.argv, sys.path, __name__)"));
    CHECK(printed("['name', '--flag'] ['/nowhere', '/else'] __main__\n"));
    CHECK(strcmp(aster_version(), ASTER_VERSION) == 0);
    close_vm(vm);
}

static void short_options(void) {
    AsterOptions options;
    memset(&options, 0xA5, sizeof options); /* what lies behind `size` bytes is not looked at */
    size_t known = offsetof(AsterOptions, loop);
    memset(&options, 0, known);
    options.size = known;
    AsterVM *vm = aster_open(&options);
    CHECK(vm && runs(vm, "print('dropped')"));
    close_vm(vm);
}

static void memory_limit(void) {
    AsterOptions options;
    aster_options_init(&options);
    options.output = keep_output;
    options.memory_limit = 8 << 20;
    AsterVM *vm = aster_open(&options);
    CHECK(fails(vm, "x = 'a' * 10 ** 8", "MemoryError"));
    CHECK(fails(vm, "x = [0]\nwhile True: x += x", "MemoryError"));
    CHECK(runs(vm, "x = None\nprint('alive')") && printed("alive\n"));
    CHECK(aster_memory_used(vm) > 0 && aster_memory_used(vm) <= 8 << 20);
    AsterScope scope = aster_scope_open(vm);
    int made = 0;
    while (made < 10000000 && aster_bytes(vm, "0123456789", 10)) made++;
    CHECK(made < 10000000 && aster_error_is(vm, "MemoryError"));
    aster_scope_close(vm, scope);
    aster_error_clear(vm);
    CHECK(runs(vm, "print('again')") && printed("again\n"));
    close_vm(vm);
}

/* Whichever allocation fails, opening gives NULL or a VM that can be closed. */
static void failing_allocations(void) {
    for (uint64_t n = 1; n < 400; n += n < 60 ? 1 : 17) {
        AsterOptions options;
        aster_options_init(&options);
        options.fail_alloc = n;
        AsterVM *vm = aster_open(&options);
        if (!vm) continue;
        AsterStatus status =
            aster_run_string(vm, "class C:\n    x = [i for i in range(50)]\nC().x", "<test>");
        CHECK(status == ASTER_OK || aster_error_is(vm, "MemoryError"));
        aster_error_clear(vm);
        close_vm(vm);
    }
}

int main(void) {
    settings();
    short_options();
    memory_limit();
    failing_allocations();
    return finish("options");
}
