/* What a prompt needs: lines evaluated in __main__, one that awaits as a task of the attached
 * loop. */
#include "compiler/compiler.h"
#include "embed/host.h"

static bool note_interruptible(AsterVM *h, Value task) {
    Thread *t = h->t;
    Str *name = as_intern(t, "_set_sigint_task", 16);
    if (!name) return false;
    OWNED(done, as_call_method(t, h->loop, name, &task, 1));
    as_decref_obj(t, name);
    return !as_is_undef(done.v);
}

static AsterStatus wait_for(AsterVM *h, Value coroutine, AsterDone done, void *ctx) {
    Thread *t = h->t;
    OWNED(keep, coroutine);
    OWNED(task, as_loop_create_task(t, h->loop, keep.v));
    bool ok = !as_is_undef(task.v) && note_interruptible(h, task.v) &&
              as_watch(h, task.v, done, ctx, true);
    return as_told(h, ok) ? ASTER_SUSPENDED : ASTER_ERROR;
}

static AsterStatus eval(AsterVM *h, Code *code, AsterDone done, void *ctx) {
    Thread *t = h->t;
    t->vm->uv_entered =
        false; /* a native may turn loops of its own: the prompt's does not turn now */
    t->park_depth = 0;
    Value v = as_run_code(t, code, as_module_dict(t->vm->main_module), AS_UNDEF);
    t->vm->uv_entered = true;
    if (!as_is_undef(v) && as_is_coroutine(v)) return wait_for(h, v, done, ctx);
    as_decref(t, v);
    return as_told(h, !as_is_undef(v)) ? ASTER_OK : ASTER_ERROR;
}

AsterStatus aster_repl_eval(AsterVM *h, const char *source, size_t size, const char *filename,
                            AsterDone done, void *ctx) {
    Thread *t = h->t;
    if (!as_told(h, as_attach(h))) return ASTER_ERROR;
    OWNED(code,
          as_main_code(h, source, size, filename, 1, COMPILE_TOP_AWAIT | COMPILE_INCOMPLETE_OK));
    if (as_is_undef(code.v)) return as_told(h, false), ASTER_ERROR;
    if (as_same(code.v, AS_MISSING)) return ASTER_INCOMPLETE;
    return eval(h, (Code *)as_obj(code.v), done, ctx);
}

void aster_repl_end(AsterVM *h) {
    Thread *t = h->t;
    if (as_is_undef(h->loop)) return;
    t->vm->uv_entered = false;
    OWNED(module, as_import(t, "asyncio.runners"));
    Str *name = as_is_undef(module.v) ? NULL : as_intern(t, "_cancel_all", 11);
    OWNED(done, name ? as_call_method(t, module.v, name, &h->loop, 1) : AS_UNDEF);
    if (name) as_decref_obj(t, name);
    t->vm->uv_entered = true;
    as_told(h, !as_is_undef(done.v));
}

const char *aster_repl_prompt(AsterVM *h, const char *name, const char *fallback) {
    Thread *t = h->t;
    Str *s = as_intern(t, name, strlen(name));
    OWNED(value, s ? as_getattr_opt(t, t->vm->sys_module, s) : AS_UNDEF);
    if (s) as_decref_obj(t, s);
    bool found = !as_is_undef(value.v) && !as_same(value.v, AS_MISSING);
    Value text = found ? as_to_str(t, value.v) : AS_UNDEF;
    if (as_is_undef(text)) return as_clear_exc(t), fallback;
    as_assign(t, &h->prompt, text);
    return as_as_str(text)->data;
}
