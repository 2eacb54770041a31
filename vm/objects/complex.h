/* complex: the C interface. */
#ifndef AS_VM_OBJECTS_COMPLEX_H
#define AS_VM_OBJECTS_COMPLEX_H

#include "vm/object.h"

typedef struct Complex {
    Obj obj;
    double real, imag;
} Complex;

Value as_complex(Thread *t, double real, double imag);
/* (ar + ai j) ** (br + bi j), with CPython's errors. */
Value as_complex_power(Thread *t, double ar, double ai, double br, double bi);
/* format(v, spec) for complex. */
Value as_complex_format(Thread *t, Value v, Str *spec);

#endif
