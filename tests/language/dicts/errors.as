def attempt(f):
    try:
        print(f())
    except (KeyError, TypeError, ValueError, RuntimeError) as e:
        print(type(e).__name__, e)
attempt(lambda: {}["missing"])
attempt(lambda: {}[(1, 2)])
attempt(lambda: {}.pop("x"))
attempt(lambda: {}.popitem())
attempt(lambda: {[]: 1})
attempt(lambda: {}.update(5))
attempt(lambda: dict([1]))
attempt(lambda: dict([(1, 2, 3)]))
attempt(lambda: dict(["ab", "c"]))
attempt(lambda: {}[{}])
attempt(lambda: {}[[]])
attempt(lambda: {} < {})
attempt(lambda: {**5})
attempt(lambda: {}.get())
def drop():
    d = {}
    del d["k"]
attempt(drop)
def grow():
    d = {1: 1}
    for k in d: d[k + 1] = 1
attempt(grow)
def rekey():
    d = {1: 1, 2: 2}
    for k in list(d): pass
    for k in d:
        del d[1]; d[3] = 1
attempt(rekey)
