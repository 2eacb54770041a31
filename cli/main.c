/* The aster command (being moved onto the public API). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "compiler/compiler.h"
#include "stdlib/modules.h"
#include "stdlib/stdio.h"
#include "vm/import.h"
#include "vm/interp.h"
#include "vm/objects/containers.h"
#include "vm/objects/str.h"
#include "vm/vm.h"
#include "vm/loop/loop.h"

static bool write_fd(void *ctx, int fd, const char *bytes, size_t length) {
    (void)ctx;
    return write(fd, bytes, length) == (ssize_t)length;
}

int main(int argc, char **argv) {
    VMOptions o = {.capabilities = CAP_ALL, .gc_stress = getenv("ASTER_GC") != NULL};
    o.hooks = (Hooks){.compile = as_compile, .find_module = as_stdlib_find, .write = write_fd};
    VM *vm = as_vm_open(&o);
    if (!vm) return fprintf(stderr, "cannot open\n"), 2;
    Thread *t = vm->main_thread;
    size_t size = 0;
    int status = 0;
    bool dis = argc > 2 && strcmp(argv[1], "dis") == 0;
    const char *path = argv[dis ? 2 : 1];
    char *src = strcmp(path, "-c") == 0 ? strdup(argv[2]) : as_read_file(t, path, &size);
    if (strcmp(path, "-c") == 0) size = strlen(src);
    if (src) {
        Value main = as_module_new(t, "__main__", NULL);
        if (as_is_undef(main)) goto done;
        vm->main_module = main;
        as_dict_set_str(t, vm->modules, vm->names.__main__, main);
        as_dict_set_str(t, as_module_dict(main), vm->names.__builtins__, vm->builtins_module);
        Value fn = as_str_from(t, path);
        if (as_is_undef(fn)) goto done;
        Value code = vm->hooks.compile(t, src, size, as_as_str(fn), 0, COMPILE_TOP_AWAIT);
        as_decref(t, fn);
        if (!as_is_undef(code)) {
            if (dis) {
                Value text = as_disassemble(t, (Code *)as_obj(code));
                fputs(as_as_str(text)->data, stdout);
                as_decref(t, text);
            } else {
                t->park_depth = 1;
                Value v = as_run_code(t, (Code *)as_obj(code), as_module_dict(main), AS_UNDEF);
                if (as_same(v, AS_MISSING)) {
                    as_loop_drive(t, &v);
                } else if (as_is_coroutine(v)) {
                    Value main_coroutine = v;
                    v = as_loop_run_main(t, main_coroutine);
                    as_decref(t, main_coroutine);
                }
                as_decref(t, v);
            }
            as_decref(t, code);
        }
    }
done:
    if (as_has_exc(t)) {
        Value e = as_take_exc(t);
        as_print_exception(t, e);
        as_decref(t, e);
        status = 1;
    }
    if (strcmp(path, "-c") == 0) free(src);
    else as_mem_free(&vm->mem, src, size + 1);
    as_loop_close_all(t);
    as_vm_finish(vm);
    as_stdio_close(t);
    size_t alive = as_vm_close(vm, getenv("ASTER_CHECK_LEAKS") ? stderr : NULL);
    if (alive) fprintf(stderr, "aster: %zu objects alive after close\n", alive);
    return status;
}
