/* Frame and traceback objects. */
#include "vm/traceback.h"

#include "vm/objects/containers.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"

CodePos as_code_pos(const Code *code, uint32_t pc) {
    static const CodePos none;
    return pc < code->ninstr ? code->pos[pc] : none;
}

uint32_t as_frame_line(const Frame *f) {
    uint32_t line = as_code_pos(f->code, (uint32_t)(f->pc - f->code->instr)).line;
    return line ? line : f->code->first_line;
}

/* --- frame objects --- */

FrameObject *as_frame_object(Thread *t, Frame *f) {
    if (f->frame_object) {
        as_incref_obj(f->frame_object);
        return (FrameObject *)f->frame_object;
    }
    uint32_t n = f->code->nlocals;
    FrameObject *o = as_new(t, T_FRAME, sizeof *o + n * sizeof(Value), true);
    if (!o) return NULL;
    o->live = f;
    o->code = f->code;
    as_incref_obj(o->code);
    o->func = f->func;
    as_incref_obj(o->func);
    o->globals = f->func->globals;
    as_incref_obj(o->globals);
    o->locals_dict = as_incref(f->locals);
    o->back = AS_UNDEF;
    for (uint32_t i = 0; i < n; i++) o->locals[i] = AS_UNDEF;
    f->frame_object = &o->obj;
    as_incref_obj(o);
    return o;
}

void as_frame_detach(Thread *t, Frame *f) {
    FrameObject *o = (FrameObject *)f->frame_object;
    f->frame_object = NULL;
    o->live = NULL;
    o->pc = (uint32_t)(f->pc - f->code->instr);
    if (o->obj.rc > 1) {
        o->nlocals = f->code->nlocals;
        for (uint32_t i = 0; i < o->nlocals; i++) {
            o->locals[i] = f->regs[i];
            f->regs[i] = AS_UNDEF;
        }
    }
    as_decref_obj(t, o);
}

static void frame_traverse(Obj *self, VisitFn visit, void *arg) {
    FrameObject *o = (FrameObject *)self;
    AS_VISIT_OBJ(o->func);
    AS_VISIT_OBJ(o->globals);
    AS_VISIT(o->locals_dict);
    AS_VISIT(o->back);
    for (uint32_t i = 0; i < o->nlocals; i++) AS_VISIT(o->locals[i]);
}

static void frame_clear(Thread *t, Obj *self) {
    FrameObject *o = (FrameObject *)self;
    for (uint32_t i = 0; i < o->nlocals; i++) as_clear(t, &o->locals[i]);
    as_clear(t, &o->back);
    as_clear(t, &o->locals_dict);
}

static void frame_dealloc(Thread *t, Obj *self) {
    FrameObject *o = (FrameObject *)self;
    frame_clear(t, self);
    size_t size = sizeof *o + o->code->nlocals * sizeof(Value);
    if (o->func) as_decref_obj(t, o->func);
    as_decref_obj(t, o->globals);
    as_decref_obj(t, o->code);
    as_free_obj(t, self, size);
}

static FrameObject *frame_of(Value v) { return (FrameObject *)as_obj(v); }

static uint32_t pc_of(const FrameObject *o) {
    return o->live ? (uint32_t)(o->live->pc - o->live->code->instr) : o->pc;
}

static uint32_t line_of(const FrameObject *o) {
    uint32_t line = as_code_pos(o->code, pc_of(o)).line;
    return line ? line : o->code->first_line;
}

static Value frame_repr(Thread *t, Value self) {
    FrameObject *o = frame_of(self);
    return as_str_format(t, "<frame at %p, file '%V', line %u, code %V>", (void *)o, o->code->filename, line_of(o),
                         o->code->name);
}

/* The locals of a frame as a dict (owned): the namespace itself for module and class code, else a snapshot. */
Value as_frame_locals(Thread *t, FrameObject *o) {
    if (!as_is_undef(o->locals_dict)) return as_incref(o->locals_dict);
    Code *code = o->code;
    if (code->flags & CODE_MODULE) return as_incref(as_from_obj(o->globals));
    Dict *d = as_dict_new(t);
    if (!d) return AS_UNDEF;
    OWNED(held, as_from_obj(d));
    Value *locals = o->live ? o->live->regs : o->locals;
    uint32_t n = o->live ? code->nlocals : o->nlocals;
    for (uint32_t i = 0; i < n; i++) {
        Value v = locals[i];
        if (code->local_kinds[i] == LOCAL_HIDDEN) continue;
        if (code->local_kinds[i] == LOCAL_CELL && as_is_exact(v, T_CELL)) v = ((Cell *)as_obj(v))->value;
        if (!as_is_undef(v) && !as_dict_set(t, d, code->local_names[i], v)) return AS_UNDEF;
    }
    for (uint32_t i = 0; o->func && o->func->closure && i < code->nfree; i++) {
        Value v = ((Cell *)as_obj(o->func->closure->items[i]))->value;
        if (!as_is_undef(v) && !as_dict_set(t, d, code->free_names[i], v)) return AS_UNDEF;
    }
    return as_move(&held);
}

static Value frame_code(Thread *t, Value *a, int n) { (void)t, (void)n; return as_incref(as_from_obj(frame_of(a[0])->code)); }
static Value frame_globals(Thread *t, Value *a, int n) { (void)t, (void)n; return as_incref(as_from_obj(frame_of(a[0])->globals)); }
static Value frame_lineno(Thread *t, Value *a, int n) { (void)t, (void)n; return as_int(line_of(frame_of(a[0]))); }
static Value frame_lasti(Thread *t, Value *a, int n) { (void)t, (void)n; return as_int(2 * (int64_t)pc_of(frame_of(a[0]))); }
static Value frame_locals(Thread *t, Value *a, int n) { (void)n; return as_frame_locals(t, frame_of(a[0])); }
static Value frame_builtins(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    FrameObject *o = frame_of(a[0]);
    return as_incref(as_from_obj(o->func->builtins));
}

static Value frame_back(Thread *t, Value *a, int n) {
    (void)n;
    FrameObject *o = frame_of(a[0]);
    if (!o->live) return as_is_undef(o->back) ? AS_NONE : as_incref(o->back);
    if (!o->live->back) return AS_NONE;
    FrameObject *back = as_frame_object(t, o->live->back);
    return back ? as_from_obj(back) : AS_UNDEF;
}

static Value frame_clear_method(Thread *t, Value *a, int n) {
    (void)n;
    FrameObject *o = frame_of(a[0]);
    if (o->live && !(o->live->flags & FRAME_CORO)) return as_raise(t, T_RUNTIME_ERROR, "cannot clear an executing frame");
    if (!o->live) frame_clear(t, &o->obj);
    return AS_NONE;
}

#define GETTER(name, fn) {name, "self, /", fn, NULL, NATIVE_GETTER}

static const NativeDef frame_methods[] = {
    GETTER("f_code", frame_code), GETTER("f_globals", frame_globals), GETTER("f_lineno", frame_lineno),
    GETTER("f_lasti", frame_lasti), GETTER("f_locals", frame_locals), GETTER("f_back", frame_back),
    GETTER("f_builtins", frame_builtins),
    {"clear", "self, /", frame_clear_method, "Drop the references that the frame holds.", 0}, {0},
};

const TypeDef as_def_FRAME = {
    .id = T_FRAME,
    .slots = {.dealloc = frame_dealloc, .traverse = frame_traverse, .clear = frame_clear, .repr = frame_repr},
    .methods = frame_methods, .flags = TYPE_CONTAINER | TYPE_FINAL | TYPE_NO_NEW,
};

/* --- tracebacks --- */

void as_traceback_add(Thread *t, Frame *f) {
    Value exc = as_take_exc(t);
    if (as_same(exc, t->vm->memory_error)) {
        as_restore_exc(t, exc);
        return;
    }
    FrameObject *frame = as_frame_object(t, f);
    Traceback *tb = frame ? as_new(t, T_TRACEBACK, sizeof *tb, true) : NULL;
    as_clear_exc(t);
    if (!tb) {
        if (frame) as_decref_obj(t, frame);
        t->exc = exc;
        return;
    }
    Exception *e = as_as_exc(exc);
    tb->next = as_is_undef(e->traceback) ? AS_NONE : as_incref(e->traceback);
    tb->frame = as_from_obj(frame);
    tb->pc = (uint32_t)(f->pc - f->code->instr);
    tb->line = as_frame_line(f);
    as_assign(t, &e->traceback, as_from_obj(tb));
    t->exc = exc;
}

static void tb_traverse(Obj *self, VisitFn visit, void *arg) {
    AS_VISIT(((Traceback *)self)->next);
    AS_VISIT(((Traceback *)self)->frame);
}

static void tb_clear(Thread *t, Obj *self) {
    as_clear(t, &((Traceback *)self)->next);
    as_clear(t, &((Traceback *)self)->frame);
}

static void tb_dealloc(Thread *t, Obj *self) {
    tb_clear(t, self);
    as_free_obj(t, self, sizeof(Traceback));
}

static Traceback *tb_of(Value v) { return (Traceback *)as_obj(v); }

static Value tb_next(Thread *t, Value *a, int n) {
    if (n < 2) return as_incref(tb_of(a[0])->next);
    if (!as_is_none(a[1]) && !as_is_exact(a[1], T_TRACEBACK))
        return as_raise(t, T_TYPE_ERROR, "expected traceback object, got '%T'", a[1]);
    for (Value at = a[1]; as_is_obj(at); at = tb_of(at)->next)
        if (as_same(at, a[0])) return as_raise(t, T_VALUE_ERROR, "traceback loop detected");
    as_assign(t, &tb_of(a[0])->next, as_incref(a[1]));
    return AS_NONE;
}

static Value tb_frame(Thread *t, Value *a, int n) { (void)t, (void)n; return as_incref(tb_of(a[0])->frame); }
static Value tb_lineno(Thread *t, Value *a, int n) { (void)t, (void)n; return as_int(tb_of(a[0])->line); }
static Value tb_lasti(Thread *t, Value *a, int n) { (void)t, (void)n; return as_int(2 * (int64_t)tb_of(a[0])->pc); }

static const NativeDef tb_methods[] = {
    {"tb_next", "self, value=None, /", tb_next, NULL, NATIVE_GETTER | NATIVE_SETTER},
    GETTER("tb_frame", tb_frame), GETTER("tb_lineno", tb_lineno), GETTER("tb_lasti", tb_lasti), {0},
};

const TypeDef as_def_TRACEBACK = {
    .id = T_TRACEBACK,
    .slots = {.dealloc = tb_dealloc, .traverse = tb_traverse, .clear = tb_clear},
    .methods = tb_methods, .flags = TYPE_CONTAINER | TYPE_FINAL | TYPE_NO_NEW, .size = sizeof(Traceback),
};
