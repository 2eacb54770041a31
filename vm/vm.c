/* Opening and closing a VM: heap, built-in types, well-known names, builtins. */
#include "vm/vm.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <time.h>

#include "vm/call.h"
#include "vm/heap.h"
#include "vm/import.h"
#include "vm/interp.h"
#include "vm/objects/containers.h"
#include "vm/objects/descriptors.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"

/* --- the clock of the system --- */

static int64_t read_clock(clockid_t id) {
    struct timespec now;
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t system_monotonic(void *ctx) { (void)ctx; return read_clock(CLOCK_MONOTONIC); }
static int64_t system_wall(void *ctx) { (void)ctx; return read_clock(CLOCK_REALTIME); }

/* Sleeps in one piece; a signal wakes it, and its handler decides whether the sleep goes on. */
static void system_sleep(void *ctx, Thread *t, int64_t ns) {
    (void)ctx;
    int64_t end = read_clock(CLOCK_MONOTONIC) + ns;
    struct timespec until = {end / 1000000000, end % 1000000000};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) != 0)
        if (atomic_load(&t->breaker) & BREAK_SIGNAL) return;
}

static const Clock system_clock = {system_monotonic, system_wall, system_sleep, NULL};

/* --- types --- */

#define X(id, name, base) extern const TypeDef as_def_##id;
#define EXC(id, name, base)
#include "vm/types.def"

/* Of the exception classes that add nothing to their base. */
static const TypeDef plain_exception = {
    .flags = TYPE_CONTAINER | TYPE_HAS_DICT | TYPE_EXCEPTION, .size = sizeof(Exception), .doc = "A built-in exception.",
};

static bool register_types(Thread *t) {
    static const TypeDef *const defs[] = {
        NULL,
#define X(id, name, base) &as_def_##id,
#define EXC(id, name, base) NULL,
#include "vm/types.def"
    };
    for (int id = 1; id < T_BUILTIN_COUNT; id++) {
        TypeDef heir = plain_exception;
        heir.id = (TypeId)id;
        if (!as_type_register(t, defs[id] ? defs[id] : &heir)) return false;
        if (!defs[id]) t->vm->types[id]->def = &plain_exception;
    }
    return true;
}

static bool intern_names(Thread *t) {
    WellKnown *names = &t->vm->names;
#define X(field, text)                                                                             \
    if (!(names->field = as_intern(t, text, sizeof text - 1))) return false;
#include "vm/names.def"
    return true;
}

static void release_names(Thread *t) {
    Str **all = (Str **)&t->vm->names;
    for (size_t i = 0; i < sizeof t->vm->names / sizeof *all; i++)
        if (all[i]) as_decref_obj(t, all[i]);
}

/* --- open --- */

static const char *stack_bound(size_t size) {
    const char *here = __builtin_frame_address(0);
    if (size == 0) {
        struct rlimit limit;
        size = 8 << 20;
        if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) size = limit.rlim_cur;
        if (size > (64u << 20)) size = 64u << 20;
    }
    size_t reserve = size / 8 > (256u << 10) ? (256u << 10) : size / 8;
    return here - (size - reserve);
}

static void seed_hashes(VM *vm) {
    const char *fixed = vm->capabilities & CAP_ENV ? getenv("PYTHONHASHSEED") : NULL;
    if (fixed && *fixed && strcmp(fixed, "random") != 0) {
        vm->hash_seed[0] = strtoull(fixed, NULL, 10) * 0x9E3779B97F4A7C15u;
        vm->hash_seed[1] = ~vm->hash_seed[0];
    } else if (getrandom(vm->hash_seed, sizeof vm->hash_seed, GRND_NONBLOCK) != sizeof vm->hash_seed) {
        vm->hash_seed[0] = (uint64_t)read_clock(CLOCK_MONOTONIC) * 0x9E3779B97F4A7C15u;
        vm->hash_seed[1] = (uint64_t)(uintptr_t)vm;
    }
}

static Thread *thread_new(VM *vm, size_t stack_size) {
    Thread *t = as_mem_zalloc(&vm->mem, sizeof *t);
    if (!t) return NULL;
    t->vm = vm;
    t->exc = AS_UNDEF;
    t->base_handled.exc = AS_UNDEF;
    t->handled = &t->base_handled;
    t->stack_limit = stack_bound(stack_size);
    t->depth_limit = 1000;
    t->context = t->asyncgen_firstiter = t->asyncgen_finalizer = t->parked_on = AS_UNDEF;
    vm->threads = vm->main_thread = t;
    return t;
}

static void init_values(VM *vm) {
    vm->sys_module = vm->builtins_module = vm->main_module = AS_UNDEF;
    vm->memory_error = vm->empty_tuple = vm->empty_str = vm->warnings_filters = vm->argv = AS_UNDEF;
    for (int i = 0; i < 256; i++) vm->latin1[i] = AS_UNDEF;
}

static bool open_namespaces(Thread *t) {
    VM *vm = t->vm;
    if (!(vm->modules = as_dict_new(t))) return false;
    vm->memory_error = as_exc_new(t, T_MEMORY_ERROR, NULL, 0);
    return !as_is_undef(vm->memory_error) && as_import_open(t);
}

/* The empty tuple is shared, and the interpreter takes it from here. */
static bool make_constants(Thread *t) {
    t->vm->empty_tuple = as_tuple_new(t, NULL, 0);
    return !as_is_undef(t->vm->empty_tuple);
}

/* ASTER_FAIL_ALLOC=n or n,once: for tests of the command, in debug builds only. */
static void arm_failure(VM *vm, const VMOptions *o) {
    uint64_t at = o->fail_at;
    vm->mem.fail_once = o->fail_once;
#ifdef AS_DEBUG
    const char *wish = vm->capabilities & CAP_ENV ? getenv("ASTER_FAIL_ALLOC") : NULL;
    if (wish && !at) {
        at = strtoull(wish, NULL, 10);
        vm->mem.fail_once = strstr(wish, ",once") != NULL;
    }
#endif
    vm->mem.fail_at = at ? vm->mem.count + at : 0;
}

VM *as_vm_open(const VMOptions *o) {
    VM *vm = calloc(1, sizeof *vm);
    if (!vm) return NULL;
    as_mem_init(&vm->mem, o->memory_limit ? o->memory_limit : SIZE_MAX);
    vm->capabilities = o->capabilities;
    vm->hooks = o->hooks;
    vm->clock = o->clock ? *o->clock : system_clock;
    vm->uv_loop = o->uv_loop;
    vm->gc_enabled = true;
    vm->gc_stress = o->gc_stress;
    vm->next_version = 1;
    init_values(vm);
    seed_hashes(vm);
    Thread *t = thread_new(vm, o->stack_size);
    bool ok = t && as_heap_open(vm) && intern_names(t) && make_constants(t) && register_types(t) &&
              open_namespaces(t);
    if (ok) arm_failure(vm, o);
    if (ok) return vm;
    as_vm_close(vm, NULL);
    return NULL;
}

/* --- close --- */

/* Modules go first, as CPython does: their namespaces are cleared in the order of import, so that
 * finalizers run while most of the world still stands. */
static void clear_modules(Thread *t) {
    VM *vm = t->vm;
    if (!as_is_undef(vm->main_module)) {
        Value main = vm->main_module;
        vm->main_module = AS_UNDEF;
        if (vm->modules) as_dict_delete(t, vm->modules, as_from_obj(vm->names.__main__));
        as_clear_exc(t);
        if (as_obj(main)->rc > 1) as_module_clear(t, main);
        as_decref(t, main);
    }
    if (vm->heap) as_gc_collect(t, true);
    for (size_t pos = 0; vm->modules;) {
        Value name, module;
        if (!as_dict_next(vm->modules, &pos, &name, &module)) break;
        if (!as_is_exact(module, T_MODULE) || as_same(module, vm->builtins_module) || as_same(module, vm->sys_module))
            continue;
        as_incref(module);
        as_module_clear(t, module);
        as_decref(t, module);
    }
    if (vm->modules) as_dict_clear(t, vm->modules);
    if (vm->heap) as_gc_collect(t, true);
}

static void release_roots(Thread *t) {
    VM *vm = t->vm;
    as_clear(t, &vm->warnings_filters);
    as_clear(t, &vm->argv);
    if (!as_is_undef(vm->sys_module)) as_module_clear(t, vm->sys_module);
    as_clear(t, &vm->sys_module);
    as_clear(t, &vm->builtins_module);
    if (vm->modules) as_decref_obj(t, vm->modules);
    if (vm->builtins) {
        as_dict_clear(t, vm->builtins);
        as_decref_obj(t, vm->builtins);
    }
    vm->modules = vm->builtins = NULL;
    as_clear(t, &t->context);
    as_clear(t, &t->asyncgen_firstiter);
    as_clear(t, &t->asyncgen_finalizer);
    as_clear(t, &t->parked_on);
    as_clear(t, &t->base_handled.exc);
    as_clear_exc(t);
    as_clear(t, &vm->memory_error);
}

void as_vm_finish(VM *vm) {
    Thread *t = vm->main_thread;
    if (!t || !vm->heap || vm->closing) return;
    vm->closing = true;
    vm->mem.fail_at = 0;
    vm->mem.limit = SIZE_MAX;
    clear_modules(t);
}

size_t as_vm_close(VM *vm, FILE *report) {
    Thread *t = vm->main_thread;
    size_t alive = 0;
    as_vm_finish(vm);
    if (t && vm->heap) {
        release_roots(t);
        as_gc_collect(t, true);
        as_types_clear(t);
        as_gc_collect(t, true);
        as_signatures_release_names(t);
        release_names(t);
        as_clear(t, &vm->empty_tuple);
        as_weakrefs_close(vm);
        as_str_close(t);
        as_types_close(t);
        alive = as_heap_count(vm, report);
    }
    as_signatures_close(vm);
    if (t) as_stack_free(t);
    as_heap_close(vm);
    if (t) as_mem_free(&vm->mem, t, sizeof *t);
    free(vm);
    return alive;
}
