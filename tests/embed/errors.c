/* Errors cross natives in both directions, and the end of a program is reported with its status. */
#include "tests/embed/_check.h"

static AsterValue raises(AsterVM *vm, int argc, const AsterValue *argv, void *ctx) {
    (void)argc, (void)ctx;
    const char *type = aster_to_str(vm, argv[0], NULL);
    return type ? aster_raise(vm, type, "%d%%", 50) : NULL;
}

static AsterValue forgets(AsterVM *vm, int argc, const AsterValue *argv, void *ctx) {
    (void)vm, (void)argc, (void)argv, (void)ctx;
    return NULL;
}

/* What it calls fails, and it does not mind. */
static AsterValue recovers(AsterVM *vm, int argc, const AsterValue *argv, void *ctx) {
    (void)argc, (void)ctx;
    AsterValue result = aster_call(vm, argv[0], 0, NULL);
    return result ? result : aster_str(vm, aster_error_type(vm));
}

static AsterValue passes_on(AsterVM *vm, int argc, const AsterValue *argv, void *ctx) {
    (void)argc, (void)ctx;
    return aster_call(vm, argv[0], 0, NULL);
}

static AsterValue raises_value(AsterVM *vm, int argc, const AsterValue *argv, void *ctx) {
    (void)argc, (void)ctx;
    return aster_raise_value(vm, argv[0]);
}

/* first, /, second, *rest, key=None, **others: how the arguments arrive. */
static AsterValue shape(AsterVM *vm, int argc, const AsterValue *argv, void *ctx) {
    (void)ctx;
    AsterValue list = aster_list(vm, 0, NULL);
    for (int i = 0; i < argc; i++) aster_append(vm, list, argv[i] ? argv[i] : aster_str(vm, "-"));
    return list;
}

static void natives(AsterVM *vm) {
    aster_define(vm, "raises", "type", raises, NULL);
    aster_define(vm, "forgets", "", forgets, NULL);
    aster_define(vm, "recovers", "f", recovers, NULL);
    aster_define(vm, "passes_on", "f", passes_on, NULL);
    aster_define(vm, "raises_value", "e", raises_value, NULL);
    aster_define(vm, "shape", "first, /, second=None, *rest, key=None, **others", shape, NULL);
    CHECK(runs(vm, "try: raises('ValueError')\nexcept ValueError as e: print(e)") &&
          printed("50%\n"));
    CHECK(fails(vm, "raises('KeyboardInterrupt')", "KeyboardInterrupt"));
    CHECK(fails(vm, "raises('NoSuchError')", "SystemError"));
    CHECK(fails(vm, "raises(3)", "TypeError"));
    CHECK(fails(vm, "forgets()", "SystemError"));
    CHECK(runs(vm, "print(recovers(lambda: 1 / 0), recovers(lambda: 5))") &&
          printed("ZeroDivisionError 5\n"));
    CHECK(fails(vm, "passes_on(lambda: 1 / 0)", "ZeroDivisionError"));
    CHECK(runs(vm, "class Mine(Exception): pass\n"
                   "for e in Mine, Mine('x'), 3:\n"
                   "    try: raises_value(e)\n"
                   "    except Exception as got: print(type(got).__name__, got)"));
    CHECK(printed("Mine \nMine x\nTypeError exceptions must derive from BaseException\n"));
    CHECK(runs(vm, "print(shape(1), shape(1, 2, 3, 4, key=5, x=6))"));
    CHECK(printed("[1, '-', '-', '-'] [1, 2, 5, {'x': 6}, 3, 4]\n"));
    CHECK(fails(vm, "shape(first=1)", "TypeError") && fails(vm, "shape()", "TypeError"));
    CHECK(fails(vm, "forgets(1)", "TypeError") &&
          fails(vm, "raises('ValueError', 2)", "TypeError"));
    CHECK(runs(vm, "print(forgets, raises.__name__)") &&
          printed("<built-in function forgets> raises\n"));
    CHECK(!aster_native(vm, "wide", "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z", shape,
                        NULL));
    CHECK(strcmp(aster_error_type(vm), "SystemError") == 0);
    aster_error_clear(vm);
}

static int status_of(AsterVM *vm, const char *source) {
    aster_run_string(vm, source, "<test>");
    return aster_error_report(vm);
}

static void reports(AsterVM *vm) {
    CHECK(aster_error_report(vm) == 0);
    CHECK(status_of(vm, "pass") == 0 && printed(""));
    CHECK(status_of(vm, "raise SystemExit") == 0 && printed(""));
    CHECK(status_of(vm, "raise SystemExit(300)") == 44 && printed(""));
    CHECK(status_of(vm, "raise SystemExit('bye')") == 1 && printed("bye\n"));
    CHECK(status_of(vm, "raise SystemExit([1])") == 1 && printed("[1]\n"));
    CHECK(status_of(vm, "raise KeyboardInterrupt") == 130);
    CHECK(strstr(kept_output, "KeyboardInterrupt") != NULL);
    CHECK(status_of(vm, "x = (1") == 1 && strstr(kept_output, "SyntaxError: '(' was never closed"));
    CHECK(status_of(vm, "raise ValueError('text of it')") == 1);
    CHECK(strstr(kept_output, "ValueError: text of it") != NULL);
    kept_size = 0;
    aster_run_string(vm, "def f(): raise ValueError('deep')\nf()", "somewhere.as");
    CHECK(strstr(aster_error_text(vm), "ValueError: deep") && aster_error_is(vm, "Exception"));
    CHECK(aster_error_is(vm, "ValueError") && !aster_error_is(vm, "KeyError") &&
          !aster_error_is(vm, "Nonsense"));
    AsterValue error = aster_error_value(vm), args = aster_attr(vm, error, "args");
    CHECK(strcmp(aster_to_str(vm, aster_get_at(vm, args, 0), NULL), "deep") == 0);
    aster_error_clear(vm);
}

int main(void) {
    AsterVM *vm = open_vm(NULL);
    natives(vm);
    reports(vm);
    close_vm(vm);
    return finish("errors");
}
