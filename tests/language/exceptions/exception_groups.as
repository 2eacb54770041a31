def show(f):
    try:
        f()
    except BaseException as e:
        print(repr(e))
def a():
    try:
        raise ExceptionGroup("g", [ValueError(1), KeyError(2), ValueError(3)])
    except* ValueError as e:
        print("values", e.exceptions)
    except* KeyError as e:
        print("keys", e.exceptions)
    else:
        print("never")
    finally:
        print("finally")
def b():
    try:
        raise ExceptionGroup("g", [ValueError(1), OSError(2)])
    except* ValueError:
        pass
def c():
    try:
        raise ValueError("naked")
    except* ValueError as e:
        print(repr(e))
for f in (a, b, c): show(f)
g = ExceptionGroup("top", [ValueError(1), ExceptionGroup("in", [KeyError(2)])])
print(g.message, len(g.exceptions), g.subgroup(KeyError), g.split(ValueError))
