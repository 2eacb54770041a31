/* Values go in and come out as they are, and wrong kinds are told. */
#include "tests/embed/_check.h"

static void simple(AsterVM *vm) {
    int64_t i = 0;
    double d = 0;
    size_t size = 0;
    CHECK(aster_kind(vm, aster_none(vm)) == ASTER_NONE && aster_is_none(aster_none(vm)));
    CHECK(aster_kind(vm, aster_bool(vm, true)) == ASTER_BOOL &&
          aster_truth(vm, aster_bool(vm, false)) == 0);
    CHECK(aster_to_int(vm, aster_int(vm, INT64_MIN), &i) && i == INT64_MIN);
    CHECK(aster_to_int(vm, aster_int(vm, INT64_MAX), &i) && i == INT64_MAX);
    CHECK(aster_to_int(vm, aster_bool(vm, true), &i) && i == 1);
    CHECK(aster_to_float(vm, aster_float(vm, -0.1), &d) && d == -0.1);
    CHECK(aster_to_float(vm, aster_int(vm, 3), &d) && d == 3);
    CHECK(strcmp(aster_to_str(vm, aster_str(vm, "h\xc3\xa9"), &size), "h\xc3\xa9") == 0 &&
          size == 3);
    CHECK(aster_len(vm, aster_str(vm, "h\xc3\xa9")) == 2);
    CHECK(memcmp(aster_to_bytes(vm, aster_bytes(vm, "a\0b", 3), &size), "a\0b", 3) == 0 &&
          size == 3);
    CHECK(strcmp(aster_type_name(vm, aster_float(vm, 1)), "float") == 0);
    CHECK(!aster_has_error(vm));
}

static bool told(AsterVM *vm, const char *type) {
    bool same = strcmp(aster_error_type(vm), type) == 0 && aster_error_is(vm, "Exception");
    aster_error_clear(vm);
    return same && !aster_has_error(vm) && strcmp(aster_error_text(vm), "") == 0;
}

static void wrong(AsterVM *vm) {
    int64_t i = 7;
    double d;
    CHECK(!aster_to_int(vm, aster_str(vm, "7"), &i) && told(vm, "TypeError"));
    CHECK(!aster_to_int(vm, aster_float(vm, 7), &i) && told(vm, "TypeError"));
    CHECK(runs(vm, "big = 2 ** 70"));
    CHECK(!aster_to_int(vm, aster_global(vm, "big"), &i) && told(vm, "OverflowError"));
    CHECK(!aster_to_float(vm, aster_none(vm), &d) && told(vm, "TypeError"));
    CHECK(!aster_to_str(vm, aster_int(vm, 7), NULL) && told(vm, "TypeError"));
    CHECK(!aster_to_bytes(vm, aster_str(vm, "x"), NULL) && told(vm, "TypeError"));
    CHECK(!aster_str(vm, "\xff\xfe") && told(vm, "UnicodeDecodeError"));
    CHECK(aster_len(vm, aster_int(vm, 1)) == -1 && told(vm, "TypeError"));
    CHECK(!aster_append(vm, aster_dict(vm), aster_none(vm)) && told(vm, "TypeError"));
    CHECK(!aster_get_key(vm, aster_dict(vm), "x") && told(vm, "KeyError"));
    CHECK(!aster_get_at(vm, aster_list(vm, 0, NULL), 0) && told(vm, "IndexError"));
    CHECK(!aster_set_key(vm, aster_tuple(vm, 0, NULL), "x", NULL) && told(vm, "TypeError"));
    CHECK(!aster_attr(vm, aster_int(vm, 1), "nothing") && told(vm, "AttributeError"));
    CHECK(!aster_global(vm, "nothing") && told(vm, "NameError"));
    CHECK(!aster_call(vm, aster_int(vm, 1), 0, NULL) && told(vm, "TypeError"));
    CHECK(!aster_import(vm, "no_such_module") && told(vm, "ModuleNotFoundError"));
}

static void containers(AsterVM *vm) {
    AsterValue items[] = {aster_int(vm, 1), aster_str(vm, "two"), NULL};
    AsterValue list = aster_list(vm, 3, items), tuple = aster_tuple(vm, 3, items),
               dict = aster_dict(vm);
    CHECK(aster_kind(vm, list) == ASTER_LIST && aster_kind(vm, tuple) == ASTER_TUPLE);
    CHECK(aster_append(vm, list, tuple) && aster_len(vm, list) == 4);
    CHECK(aster_set_key(vm, dict, "list", list) && aster_set(vm, dict, items[0], items[1]));
    CHECK(aster_set_global(vm, "d", dict));
    CHECK(runs(vm, "print(d, sorted(map(str, d)))"));
    CHECK(printed("{'list': [1, 'two', None, (1, 'two', None)], 1: 'two'} ['1', 'list']\n"));
    CHECK(aster_is_none(aster_get_at(vm, tuple, -1)));
    CHECK(strcmp(aster_to_str(vm, aster_get(vm, dict, items[0]), NULL), "two") == 0);
    CHECK(strcmp(aster_to_str(vm, aster_repr(vm, tuple), NULL), "(1, 'two', None)") == 0);
    CHECK(strcmp(aster_to_str(vm, aster_text(vm, items[1]), NULL), "two") == 0);
    CHECK(runs(vm, "class L(list): pass\nl = L([1])\nf = len"));
    CHECK(aster_kind(vm, aster_global(vm, "l")) == ASTER_LIST);
    CHECK(aster_kind(vm, aster_global(vm, "f")) == ASTER_FUNCTION);
    CHECK(aster_kind(vm, aster_import(vm, "sys")) == ASTER_OTHER);
}

static void methods(AsterVM *vm) {
    AsterValue text = aster_str(vm, "a-b-c"), dash = aster_str(vm, "-");
    AsterValue parts = aster_call_method(vm, text, "split", 1, &dash);
    CHECK(parts && aster_len(vm, parts) == 3);
    AsterValue module = aster_module(vm, "host");
    CHECK(module && aster_set_attr(vm, module, "answer", aster_int(vm, 42)));
    CHECK(runs(vm, "import host\nfrom host import answer\nprint(host.answer + answer)") &&
          printed("84\n"));
}

/* Scopes release what was made in them; kept values outlive them. */
static void scopes(AsterVM *vm) {
    CHECK(runs(vm, "class Noisy:\n    def __init__(self, n): self.n = n\n    def __del__(self): "
                   "print('gone', self.n)"));
    AsterValue noisy = aster_global(vm, "Noisy"), n = aster_int(vm, 1), m = aster_int(vm, 2);
    AsterScope scope = aster_scope_open(vm), inner;
    AsterValue kept = aster_keep(vm, aster_call(vm, noisy, 1, &n));
    inner = aster_scope_open(vm);
    aster_call(vm, noisy, 1, &m);
    CHECK(printed(""));
    aster_scope_close(vm, inner);
    CHECK(printed("gone 2\n"));
    for (int i = 0; i < 1000; i++) aster_str(vm, "many values");
    aster_scope_close(vm, scope);
    CHECK(printed(""));
    aster_drop(vm, kept);
    aster_drop(vm, NULL);
    CHECK(printed("gone 1\n"));
}

int main(void) {
    AsterVM *vm = open_vm(NULL);
    simple(vm);
    wrong(vm);
    containers(vm);
    methods(vm);
    scopes(vm);
    aster_keep(vm, aster_dict(vm)); /* what is kept at the end is released with the VM */
    close_vm(vm);
    return finish("values");
}
