for v in ([], {}, set()):
    try: hash(v)
    except TypeError as e: print(e)
    try: {v: 1}
    except TypeError as e: print(e)
for f in (lambda: -"", lambda: ~1.5, lambda: +[], lambda: abs(""), lambda: 1 + "", lambda: [] - [], lambda: {} | 1, lambda: 1 @ 2, lambda: 1 ** "", lambda: pow(1, "", 3), lambda: divmod(1, ""), lambda: print >> 3):
    try: print(f())
    except TypeError as e: print(e)
