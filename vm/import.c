/* The import system. A module is looked for in sys.modules, among the built-in and frozen ones, and then
 * as NAME/__init__.as, NAME/__init__.py, NAME.as, NAME.py in each folder of sys.path or of its package. */
#include "vm/import.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vm/interp.h"
#include "vm/objects/containers.h"
#include "vm/objects/numbers.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"

/* --- files --- */

static char *read_all(Thread *t, int fd, size_t *size) {
    size_t capacity = 4096, used = 0;
    struct stat st;
    if (fstat(fd, &st) == 0 && st.st_size > 0) capacity = (size_t)st.st_size + 1;
    char *data = as_mem_alloc(&t->vm->mem, capacity);
    for (;;) {
        if (!data) return as_raise_memory(t), NULL;
        ssize_t got = read(fd, data + used, capacity - used - 1);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) {
            int err = errno;
            if (got == 0) break;
            as_mem_free(&t->vm->mem, data, capacity);
            as_raise_errno(t, err, AS_UNDEF, AS_UNDEF);
            return NULL;
        }
        used += (size_t)got;
        if (capacity - used > 1) continue;
        char *grown = as_mem_realloc(&t->vm->mem, data, capacity, capacity * 2);
        if (!grown) as_mem_free(&t->vm->mem, data, capacity);
        else capacity *= 2;
        data = grown;
    }
    char *fitted = as_mem_realloc(&t->vm->mem, data, capacity, used + 1);
    if (!fitted) {
        as_mem_free(&t->vm->mem, data, capacity);
        return as_raise_memory(t), NULL;
    }
    fitted[used] = 0;
    *size = used;
    return fitted;
}

char *as_read_file(Thread *t, const char *path, size_t *size) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        OWNED(name, as_str_from(t, path));
        if (!as_is_undef(name.v)) as_raise_errno(t, errno, name.v, AS_UNDEF);
        return NULL;
    }
    char *data = read_all(t, fd, size);
    close(fd);
    return data;
}

static bool is_file(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* --- running a module's file --- */

static bool set_module_attr(Thread *t, Value module, Str *name, Value owned) {
    if (as_is_undef(owned)) return false;
    bool ok = as_dict_set_str(t, as_module_dict(module), name, owned);
    as_decref(t, owned);
    return ok;
}

static Value parent_of(Thread *t, Str *name) {
    const char *dot = memrchr(name->data, '.', name->size);
    return dot ? as_str_new(t, name->data, (size_t)(dot - name->data)) : as_str_from(t, "");
}

static bool run_file(Thread *t, Value module, const char *path) {
    size_t size;
    char *source = as_read_file(t, path, &size);
    if (!source) return false;
    OWNED(filename, as_str_from(t, path));
    OWNED(code, as_is_undef(filename.v) ? AS_UNDEF
                                        : t->vm->hooks.compile(t, source, size, as_as_str(filename.v), 0, 0));
    as_mem_free(&t->vm->mem, source, size + 1);
    if (as_is_undef(code.v)) return false;
    Value done = as_run_code(t, (Code *)as_obj(code.v), as_module_dict(module), AS_UNDEF);
    as_decref(t, done);
    return !as_is_undef(done);
}

static Value load_file(Thread *t, Str *name, const char *path, const char *package_dir) {
    WellKnown *names = &t->vm->names;
    OWNED(module, as_module_new(t, name->data, NULL));
    if (as_is_undef(module.v)) return AS_UNDEF;
    if (!set_module_attr(t, module.v, names->__file__, as_str_from(t, path))) return AS_UNDEF;
    if (package_dir) {
        OWNED(dir, as_str_from(t, package_dir));
        Value list = as_is_undef(dir.v) ? AS_UNDEF : as_list_new(t, 1);
        if (as_is_undef(list)) return AS_UNDEF;
        as_list_append(t, as_as_list(list), dir.v);
        if (!set_module_attr(t, module.v, names->__path__, list)) return AS_UNDEF;
        if (!set_module_attr(t, module.v, names->__package__, as_incref(as_from_obj(name)))) return AS_UNDEF;
    } else if (!set_module_attr(t, module.v, names->__package__, parent_of(t, name))) {
        return AS_UNDEF;
    }
    if (!as_dict_set_str(t, t->vm->modules, name, module.v)) return AS_UNDEF;
    if (run_file(t, module.v, path)) {
        Value now = as_dict_get_str(t, t->vm->modules, name);
        return as_is_obj(now) ? as_incref(now) : as_move(&module);
    }
    Value exc = as_take_exc(t);
    as_dict_delete(t, t->vm->modules, as_from_obj(name));
    as_clear_exc(t);
    as_restore_exc(t, exc);
    return AS_UNDEF;
}

/* --- finding --- */

enum { MAX_PATH = 4096 };

static Value find_in_folder(Thread *t, Str *name, const char *folder, const char *tail) {
    static const char *const forms[] = {"%s%s%s/__init__.as", "%s%s%s/__init__.py", "%s%s%s.as", "%s%s%s.py"};
    const char *slash = *folder && folder[strlen(folder) - 1] != '/' ? "/" : "";
    for (int i = 0; i < 4; i++) {
        char path[MAX_PATH], dir[MAX_PATH];
        int n = snprintf(path, sizeof path, forms[i], folder, slash, tail);
        if (n < 0 || n >= MAX_PATH || !is_file(path)) continue;
        snprintf(dir, sizeof dir, "%s%s%s", folder, slash, tail);
        return load_file(t, name, path, i < 2 ? dir : NULL);
    }
    return AS_MISSING;
}

static Value find_on_path(Thread *t, Str *name, Value folders, const char *tail) {
    if (!(t->vm->capabilities & CAP_MODULES)) return AS_MISSING;
    OWNED(list, as_list_from(t, folders));
    if (as_is_undef(list.v)) return AS_UNDEF;
    for (size_t i = 0; i < as_as_list(list.v)->count; i++) {
        Value folder = as_as_list(list.v)->items[i];
        if (!as_is_str(folder)) continue;
        Value found = find_in_folder(t, name, as_as_str(folder)->data, tail);
        if (!as_same(found, AS_MISSING)) return found;
    }
    return AS_MISSING;
}

static Value not_found(Thread *t, Str *name, const char *format, Str *package) {
    OWNED(text, as_str_format(t, format, name, package));
    if (as_is_undef(text.v)) return AS_UNDEF;
    as_raise_args(t, T_MODULE_NOT_FOUND_ERROR, &text.v, 1);
    if (as_exc_is(t, T_MODULE_NOT_FOUND_ERROR))
        as_assign(t, &as_as_exc(t->exc)->field[0], as_incref(as_from_obj(name)));
    return AS_UNDEF;
}

/* One module whose parent (UNDEF at the top) has been imported. */
static Value import_one(Thread *t, Str *name, Value parent, const char *tail) {
    Value known = as_dict_get_str(t, t->vm->modules, name);
    if (as_is_none(known))
        return not_found(t, name, "import of %S halted; None in sys.modules", name);
    if (!as_same(known, AS_MISSING)) return as_incref(known);
    Value found = t->vm->hooks.find_module(t, name);
    if (as_is_undef(found)) return AS_UNDEF;
    if (!as_same(found, AS_MISSING)) {
        if (as_dict_set_str(t, t->vm->modules, name, found)) return found;
        as_decref(t, found);
        return AS_UNDEF;
    }
    OWNED(folders, AS_UNDEF);
    if (as_is_undef(parent)) {
        folders.v = as_is_undef(t->vm->sys_module) ? AS_MISSING
                                                   : as_getattr_opt(t, t->vm->sys_module, t->vm->names.path);
    } else {
        folders.v = as_getattr_opt(t, parent, t->vm->names.__path__);
        if (as_same(folders.v, AS_MISSING)) {
            OWNED(package, parent_of(t, name));
            if (as_is_undef(package.v)) return AS_UNDEF;
            return not_found(t, name, "No module named '%S'; '%S' is not a package", as_as_str(package.v));
        }
    }
    if (as_is_undef(folders.v)) return AS_UNDEF;
    if (!as_same(folders.v, AS_MISSING)) {
        found = find_on_path(t, name, folders.v, tail);
        if (!as_same(found, AS_MISSING)) return found;
    }
    return not_found(t, name, "No module named '%S'", name);
}

/* All of a dotted name; *top gets the first module (owned) when asked for. */
static Value import_dotted(Thread *t, Str *name, Value *top) {
    OWNED(parent, AS_UNDEF);
    for (size_t at = 0;;) {
        const char *dot = memchr(name->data + at, '.', name->size - at);
        size_t end = dot ? (size_t)(dot - name->data) : name->size;
        Str *prefix = as_intern(t, name->data, end);
        if (!prefix) return AS_UNDEF;
        OWNED(held, as_from_obj(prefix));
        Value module = import_one(t, prefix, parent.v, prefix->data + at);
        if (as_is_undef(module)) return AS_UNDEF;
        if (!as_is_undef(parent.v)) {
            Str *tail = as_intern(t, prefix->data + at, end - at);
            bool ok = tail && as_setattr(t, parent.v, tail, module);
            if (tail) as_decref_obj(t, tail);
            if (!ok) {
                as_decref(t, module);
                return AS_UNDEF;
            }
        } else if (top) {
            *top = as_incref(module);
        }
        as_assign(t, &parent.v, module);
        if (!dot) return as_move(&parent);
        at = end + 1;
    }
}

Value as_import_module(Thread *t, Str *name) {
    if (name->size == 0) return as_raise(t, T_VALUE_ERROR, "Empty module name");
    Value known = as_dict_get_str(t, t->vm->modules, name);
    if (as_is_obj(known)) return as_incref(known);
    return import_dotted(t, name, NULL);
}

Value as_import(Thread *t, const char *name) {
    Str *s = as_intern(t, name, strlen(name));
    if (!s) return AS_UNDEF;
    Value module = as_import_module(t, s);
    as_decref_obj(t, s);
    return module;
}

/* The absolute name behind `level` dots, seen from the package of `globals`. */
static Value resolve(Thread *t, Str *name, Dict *globals, int64_t level) {
    Value package = globals ? as_dict_get_str(t, globals, t->vm->names.__package__) : AS_MISSING;
    OWNED(from, AS_UNDEF);
    if (as_is_str(package)) {
        from.v = as_incref(package);
    } else {
        Value own = globals ? as_dict_get_str(t, globals, t->vm->names.__name__) : AS_MISSING;
        if (!as_is_str(own)) return as_raise(t, T_KEY_ERROR, "'__name__' not in globals");
        bool is_package = !as_same(as_dict_get_str(t, globals, t->vm->names.__path__), AS_MISSING);
        from.v = is_package ? as_incref(own) : parent_of(t, as_as_str(own));
    }
    if (as_is_undef(from.v)) return AS_UNDEF;
    if (as_as_str(from.v)->size == 0)
        return as_raise(t, T_IMPORT_ERROR, "attempted relative import with no known parent package");
    for (int64_t i = 1; i < level; i++) {
        if (!memchr(as_as_str(from.v)->data, '.', as_as_str(from.v)->size))
            return as_raise(t, T_IMPORT_ERROR, "attempted relative import beyond top-level package");
        as_assign(t, &from.v, parent_of(t, as_as_str(from.v)));
        if (as_is_undef(from.v)) return AS_UNDEF;
    }
    if (name->size == 0) return as_move(&from);
    return as_str_format(t, "%V.%S", from.v, name);
}

/* from package import names: those that are submodules are imported. */
static bool import_names(Thread *t, Value module, Value names, bool all) {
    OWNED(path, as_getattr_opt(t, module, t->vm->names.__path__));
    if (as_is_undef(path.v)) return false;
    if (as_same(path.v, AS_MISSING)) return true;
    OWNED(package, as_getattr(t, module, t->vm->names.__name__));
    OWNED(list, as_is_undef(package.v) ? AS_UNDEF : as_list_from(t, names));
    if (as_is_undef(list.v)) return false;
    for (size_t i = 0; i < as_as_list(list.v)->count; i++) {
        Value name = as_as_list(list.v)->items[i];
        if (!as_is_str(name)) continue;
        if (as_str_is(as_as_str(name), "*")) {
            OWNED(exported, as_getattr_opt(t, module, t->vm->names.__all__));
            if (as_is_undef(exported.v)) return false;
            if (!all && !as_same(exported.v, AS_MISSING) && !import_names(t, module, exported.v, true)) return false;
            continue;
        }
        OWNED(have, as_getattr_opt(t, module, as_as_str(name)));
        if (as_is_undef(have.v)) return false;
        if (!as_same(have.v, AS_MISSING)) continue;
        OWNED(full, as_str_format(t, "%V.%V", package.v, name));
        if (as_is_undef(full.v)) return false;
        OWNED(sub, as_import_module(t, as_as_str(full.v)));
        if (as_is_undef(sub.v) && !as_catch(t, T_MODULE_NOT_FOUND_ERROR)) return false;
    }
    return true;
}

Value as_import_level(Thread *t, Str *name, Dict *globals, Value fromlist, int64_t level) {
    if (level < 0) return as_raise(t, T_VALUE_ERROR, "level must be >= 0");
    if (name->size == 0 && level == 0) return as_raise(t, T_VALUE_ERROR, "Empty module name");
    OWNED(full, level ? resolve(t, name, globals, level) : as_incref(as_from_obj(name)));
    if (as_is_undef(full.v)) return AS_UNDEF;
    OWNED(top, AS_UNDEF);
    OWNED(module, import_dotted(t, as_as_str(full.v), &top.v));
    if (as_is_undef(module.v)) return AS_UNDEF;
    int wants_names = as_is_undef(fromlist) ? 0 : as_truth(t, fromlist);
    if (wants_names < 0) return AS_UNDEF;
    if (wants_names) return import_names(t, module.v, fromlist, false) ? as_move(&module) : AS_UNDEF;
    if (level == 0) return as_move(&top);
    if (name->size == 0) return as_move(&module);
    /* `__import__("a.b", level=1)` gives package.a: the top cut to the length that was not asked for. */
    const char *dot = memchr(name->data, '.', name->size);
    if (!dot) return as_move(&module);
    size_t cut = name->size - (size_t)(dot - name->data);
    OWNED(first, as_str_new(t, as_as_str(full.v)->data, as_as_str(full.v)->size - cut));
    return as_is_undef(first.v) ? AS_UNDEF : as_import_module(t, as_as_str(first.v));
}

/* --- the interpreter's side --- */

Value as_import_name(Thread *t, Frame *f, Str *name, Value fromlist, Value level) {
    return as_import_level(t, name, f->func->globals, fromlist, as_is_int(level) ? as_int_of(level) : 0);
}

Value as_import_from(Thread *t, Value module, Str *name) {
    Value v = as_getattr_opt(t, module, name);
    if (!as_same(v, AS_MISSING)) return v;
    OWNED(package, as_getattr_opt(t, module, t->vm->names.__name__));
    if (as_is_undef(package.v)) return AS_UNDEF;
    if (as_is_str(package.v)) {
        OWNED(full, as_str_format(t, "%V.%S", package.v, name));
        if (as_is_undef(full.v)) return AS_UNDEF;
        Value sub = as_dict_get(t, t->vm->modules, full.v);
        if (as_is_undef(sub)) return AS_UNDEF;
        if (!as_same(sub, AS_MISSING)) return as_incref(sub);
    }
    OWNED(file, as_getattr_opt(t, module, t->vm->names.__file__));
    if (as_is_undef(file.v)) return AS_UNDEF;
    bool has_file = as_is_str(file.v);
    OWNED(text, has_file ? as_str_format(t, "cannot import name %R from %R (%V)", as_from_obj(name), package.v, file.v)
                         : as_str_format(t, "cannot import name %R from %R (unknown location)", as_from_obj(name),
                                         as_is_str(package.v) ? package.v : AS_NONE));
    if (as_is_undef(text.v)) return AS_UNDEF;
    as_raise_args(t, T_IMPORT_ERROR, &text.v, 1);
    if (as_exc_is(t, T_IMPORT_ERROR) && as_is_str(package.v))
        as_assign(t, &as_as_exc(t->exc)->field[0], as_incref(package.v));
    return AS_UNDEF;
}

static bool store_star(Thread *t, Frame *f, Str *name, Value v) {
    if (as_is_undef(f->locals)) return as_dict_set_str(t, f->func->globals, name, v);
    return as_setitem(t, f->locals, as_from_obj(name), v);
}

bool as_import_star(Thread *t, Frame *f, Value module) {
    OWNED(all, as_getattr_opt(t, module, t->vm->names.__all__));
    if (as_is_undef(all.v)) return false;
    bool declared = !as_same(all.v, AS_MISSING);
    if (!declared) {
        OWNED(dict, as_getattr(t, module, t->vm->names.__dict__));
        if (as_is_undef(dict.v)) return false;
        all.v = as_list_from(t, dict.v);
        if (as_is_undef(all.v)) return false;
    }
    OWNED(names, as_list_from(t, all.v));
    if (as_is_undef(names.v)) return false;
    for (size_t i = 0; i < as_as_list(names.v)->count; i++) {
        Value name = as_as_list(names.v)->items[i];
        if (!as_is_str(name)) continue;
        if (!declared && as_as_str(name)->data[0] == '_') continue;
        OWNED(v, as_getattr(t, module, as_as_str(name)));
        if (as_is_undef(v.v) || !store_star(t, f, as_as_str(name), v.v)) return false;
    }
    return true;
}

/* --- opening and closing --- */

bool as_import_open(Thread *t) {
    VM *vm = t->vm;
    Value builtins = vm->hooks.find_module(t, vm->names.builtins);
    if (!as_is_exact(builtins, T_MODULE)) return false;
    vm->builtins_module = builtins;
    vm->builtins = as_module_dict(builtins);
    as_incref_obj(vm->builtins);
    if (!as_dict_set_str(t, vm->modules, vm->names.builtins, builtins)) return false;
    Value sys = vm->hooks.find_module(t, vm->names.sys);
    if (!as_is_exact(sys, T_MODULE)) return false;
    vm->sys_module = sys;
    return as_dict_set_str(t, vm->modules, vm->names.sys, sys);
}

void as_module_clear(Thread *t, Value module) {
    Dict *d = as_module_dict(module);
    as_incref_obj(d);
    for (int pass = 0; pass < 2; pass++) {
        size_t pos = 0;
        Value key, value;
        while (as_dict_next(d, &pos, &key, &value)) {
            if (!as_is_str(key) || as_is_none(value)) continue;
            const char *name = as_as_str(key)->data;
            bool first = name[0] == '_' && name[1] != '_';
            if (pass == 0 ? !first : as_str_is(as_as_str(key), "__builtins__")) continue;
            OWNED(held, as_incref(key));
            as_dict_set(t, d, held.v, AS_NONE);
            as_clear_exc(t);
        }
    }
    as_dict_clear(t, d);
    as_decref_obj(t, d);
}
