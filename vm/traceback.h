/* Traceback and frame objects: what remains of frames that an exception passed through. */
#ifndef AS_VM_TRACEBACK_H
#define AS_VM_TRACEBACK_H

#include "vm/frame.h"

/* A frame as scripts see it (tb_frame, sys._getframe). While the Frame lives, `live` points to it; when
 * it ends, its locals move here if anybody else holds this object. */
typedef struct FrameObject {
    Obj obj;
    Frame *live;         /* NULL once the frame has ended */
    Code *code;          /* owned */
    Function *func;      /* owned or NULL */
    Dict *globals;       /* owned */
    Value locals_dict;   /* the namespace of module or class code; UNDEF otherwise */
    Value back;          /* FrameObject of the caller when it was asked for, else UNDEF */
    uint32_t pc;         /* index of the instruction it was last at */
    uint32_t nlocals;
    Value locals[];      /* after the end of the frame */
} FrameObject;

typedef struct Traceback {
    Obj obj;
    Value next;          /* the entry nearer to the raise, or None */
    Value frame;         /* FrameObject */
    uint32_t pc;         /* index of the instruction in the frame's code */
    uint32_t line;
} Traceback;

/* The frame object of a running or suspended frame (owned), made on demand. */
FrameObject *as_frame_object(Thread *t, Frame *f);
/* The frame is about to release its registers: move locals into its frame object if that is shared.
 * Called with f->frame_object set; drops the frame's reference to it. */
void as_frame_detach(Thread *t, Frame *f);
/* Add the frame to the traceback of the pending exception. On failure of memory nothing is added. */
void as_traceback_add(Thread *t, Frame *f);
/* Locals as a dict (owned): the namespace itself for module and class code, else a snapshot. */
Value as_frame_locals(Thread *t, FrameObject *o);
/* Positions of an instruction. */
CodePos as_code_pos(const Code *code, uint32_t pc);

#endif
