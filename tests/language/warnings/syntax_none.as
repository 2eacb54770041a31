def never(x, y):
    x is None, x is True, x is ..., None is x, x is not False, x is []
    "s"[1], "s"[True], "s"[1:2], (1, 2)[x], [1][-1], {1: 2}["a"], "s"[x], "a".upper(), (lambda: 1)()
    assert x, "no"
    assert ()
    return "\n\x41\101", r"\d", b"\x41", rf"\d{x}", "\
"
print("no warnings")
