/* Programs run to their end: text, files, modules. */
#include "embed/host.h"

#include <sys/stat.h>

#include "compiler/compiler.h"
#include "vm/import.h"

/* --- __main__ --- */

static bool fill_main(Thread *t, Value main) {
    Dict *ns = as_module_dict(main), *annotations = as_dict_new(t);
    OWNED(notes, annotations ? as_from_obj(annotations) : AS_UNDEF);
    return annotations && as_dict_set_str(t, ns, t->vm->names.__annotations__, notes.v) &&
           as_dict_set_str(t, ns, t->vm->names.__builtins__, t->vm->builtins_module) &&
           as_dict_set_str(t, t->vm->modules, t->vm->names.__main__, main);
}

Value as_main_open(AsterVM *h) {
    Thread *t = h->t;
    if (!as_is_undef(t->vm->main_module)) return t->vm->main_module;
    Value main = as_module_new(t, "__main__", NULL);
    if (as_is_undef(main)) return AS_UNDEF;
    if (!fill_main(t, main)) return as_decref(t, main), AS_UNDEF;
    return t->vm->main_module = main;
}

Value as_main_code(AsterVM *h, const char *source, size_t size, const char *filename, int mode,
                   unsigned flags) {
    Thread *t = h->t;
    if (as_is_undef(as_main_open(h))) return AS_UNDEF;
    OWNED(name, as_decode(t, filename, strlen(filename), NULL, NULL));
    if (as_is_undef(name.v)) return AS_UNDEF;
    return t->vm->hooks.compile(t, source, size, as_as_str(name.v), mode, flags);
}

/* --- running --- */

/* Run code in __main__, turning the loop as long as it takes. Owned. */
static Value run_whole(AsterVM *h, Code *code) {
    Thread *t = h->t;
    t->vm->uv_entered = false;
    t->park_depth = t->run_depth + 1;
    Value v = as_run_code(t, code, as_module_dict(t->vm->main_module), AS_UNDEF);
    if (as_same(v, AS_MISSING)) {
        v = AS_UNDEF;
        if (as_loop_drive(t, &v) != RUN_RETURNED) v = AS_UNDEF;
    } else if (!as_is_undef(v) && as_is_coroutine(v)) {
        Value coroutine = v;
        v = as_loop_run_main(t, coroutine);
        as_decref(t, coroutine);
    }
    t->park_depth = 0;
    t->vm->uv_entered = true;
    return v;
}

static bool may_run(AsterVM *h) {
    if (!h->callbacks && !h->parked && !h->t->run_depth) return true;
    return as_fail(h->t, T_RUNTIME_ERROR,
                   "aster_run_* cannot be called while the loop runs: use aster_start_*");
}

static AsterStatus run_code(AsterVM *h, Value code) {
    Thread *t = h->t;
    OWNED(keep, code);
    OWNED(result, as_is_undef(keep.v) ? AS_UNDEF : run_whole(h, (Code *)as_obj(keep.v)));
    return as_told(h, !as_is_undef(result.v)) ? ASTER_OK : ASTER_ERROR;
}

AsterStatus aster_run_source(AsterVM *h, const char *source, size_t size, const char *filename) {
    if (!as_told(h, may_run(h))) return ASTER_ERROR;
    return run_code(h, as_main_code(h, source, size, filename, 0, COMPILE_TOP_AWAIT));
}

AsterStatus aster_run_string(AsterVM *h, const char *source, const char *filename) {
    return aster_run_source(h, source, strlen(source), filename);
}

static bool set_main(AsterVM *h, const char *name, const char *text) {
    Thread *t = h->t;
    OWNED(value, text ? as_decode(t, text, strlen(text), NULL, NULL) : AS_NONE);
    Value main = as_main_open(h);
    return !as_is_undef(value.v) && !as_is_undef(main) &&
           as_dict_set_c(t, as_module_dict(main), name, value.v);
}

AsterStatus aster_run_file(AsterVM *h, const char *path) {
    Thread *t = h->t;
    size_t size = 0;
    bool ready = may_run(h) && set_main(h, "__file__", path) && set_main(h, "__cached__", NULL);
    char *source = ready ? as_read_file(t, path, &size) : NULL;
    if (!source) return as_told(h, false), ASTER_ERROR;
    Value code = as_main_code(h, source, size, path, 0, COMPILE_TOP_AWAIT);
    as_mem_free(&t->vm->mem, source, size + 1);
    return run_code(h, code);
}

AsterValue aster_disassemble(AsterVM *h, const char *source, size_t size, const char *filename) {
    Thread *t = h->t;
    OWNED(code, as_main_code(h, source, size, filename, 0, COMPILE_TOP_AWAIT));
    return as_give(h, as_is_undef(code.v) ? AS_UNDEF : as_disassemble(t, (Code *)as_obj(code.v)));
}

/* --- modules --- */

static bool is_file(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

enum { MAX_PATH = 4096 };

/* The file that running module `tail` of a folder means: *is_package when it is the __main__ of
 * a package. */
static bool file_in(const char *folder, const char *tail, char *path, bool *is_package) {
    static const char *const forms[] = {"%s%s%s/__main__.as", "%s%s%s/__main__.py", "%s%s%s.as",
                                        "%s%s%s.py"};
    char here[MAX_PATH];
    if (!*folder && getcwd(here, sizeof here)) folder = here;
    const char *slash = *folder && folder[strlen(folder) - 1] != '/' ? "/" : "";
    for (int i = 0; i < 4; i++) {
        int n = snprintf(path, MAX_PATH, forms[i], folder, slash, tail);
        *is_package = i < 2;
        if (n > 0 && n < MAX_PATH && is_file(path)) return true;
    }
    return false;
}

static bool find_in(Thread *t, Value folders, const char *tail, char *path, bool *is_package) {
    OWNED(list, as_is_undef(folders) ? AS_UNDEF : as_list_from(t, folders));
    as_decref(t, folders);
    if (as_is_undef(list.v)) return false;
    for (size_t i = 0; i < as_as_list(list.v)->count; i++) {
        Value folder = as_as_list(list.v)->items[i];
        if (as_is_str(folder) && file_in(as_as_str(folder)->data, tail, path, is_package))
            return true;
    }
    return false;
}

static bool no_module(Thread *t, const char *name) {
    OWNED(whole, as_str_from(t, name));
    OWNED(module, as_is_undef(whole.v) ? AS_UNDEF : as_import_module(t, as_as_str(whole.v)));
    if (!as_is_undef(module.v))
        return as_fail(
            t, T_IMPORT_ERROR,
            "No module named %s.__main__; '%s' is a package and cannot be directly executed", name,
            name);
    if (!as_catch(t, T_MODULE_NOT_FOUND_ERROR)) return false;
    return as_fail(t, T_IMPORT_ERROR, "No module named %s", name);
}

/* Import the packages around it and find its file. */
static bool find_module(Thread *t, const char *name, char *path, bool *is_package) {
    const char *dot = strrchr(name, '.'), *tail = dot ? dot + 1 : name;
    OWNED(folders, AS_UNDEF);
    if (dot) {
        OWNED(parent, as_str_new(t, name, (size_t)(dot - name)));
        OWNED(module, as_is_undef(parent.v) ? AS_UNDEF : as_import_module(t, as_as_str(parent.v)));
        if (!as_is_undef(module.v)) folders.v = as_getattr(t, module.v, t->vm->names.__path__);
    } else {
        folders.v = as_getattr(t, t->vm->sys_module, t->vm->names.path);
    }
    if (as_is_undef(folders.v)) return false;
    if (find_in(t, as_move(&folders), tail, path, is_package)) return true;
    if (as_has_exc(t)) return false;
    return no_module(t, name);
}

static bool enter_package(AsterVM *h, const char *name, bool is_package) {
    Thread *t = h->t;
    const char *dot = strrchr(name, '.');
    size_t size = is_package ? strlen(name) : dot ? (size_t)(dot - name) : 0;
    OWNED(package, as_str_new(t, name, size));
    if (as_is_undef(package.v)) return false;
    if (is_package) {
        OWNED(module, as_import_module(t, as_as_str(package.v)));
        /* A folder without __init__ is a package as well. */
        if (as_is_undef(module.v) && !as_catch(t, T_MODULE_NOT_FOUND_ERROR)) return false;
    }
    return as_dict_set_c(t, as_module_dict(as_main_open(h)), "__package__", package.v);
}

static bool set_argv0(Thread *t, const char *path) {
    OWNED(text, as_str_from(t, path));
    if (as_is_undef(text.v) || !as_is_exact(t->vm->argv, T_LIST)) return false;
    List *argv = as_as_list(t->vm->argv);
    if (argv->count) as_assign(t, &argv->items[0], as_incref(text.v));
    return true;
}

AsterStatus aster_run_module(AsterVM *h, const char *name) {
    Thread *t = h->t;
    char path[MAX_PATH];
    bool is_package = false;
    bool ok = !as_is_undef(as_main_open(h));
    if (ok && !(t->vm->capabilities & CAP_MODULES))
        ok = as_fail(t, T_IMPORT_ERROR, "No module named %s", name);
    ok = ok && find_module(t, name, path, &is_package) && enter_package(h, name, is_package) &&
         set_argv0(t, path);
    return as_told(h, ok) ? aster_run_file(h, path) : ASTER_ERROR;
}
