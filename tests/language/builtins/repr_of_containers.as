class R:
    def __repr__(self): return "R()"
    def __str__(self): return "str"
print([R()], (R(), 1), {R(): "x"}, {"a": [R()]}, str(R()), repr(R()), [None, True, 1.0, "q'"], ([],), [()], {(): {}})
print(str([]), str({}), str(()), str(set()), repr(frozenset()), [...], str(None))
