def f():
    try:
        raise ValueError("one")
    except ValueError:
        try:
            raise KeyError("two")
        except KeyError:
            pass
        raise
try:
    f()
except ValueError as e:
    print(repr(e), e.__context__)
try:
    raise
except RuntimeError as e:
    print(e)
def reraiser(): raise
try:
    try:
        raise IndexError("outer")
    except IndexError:
        reraiser()
except IndexError as e:
    print(repr(e))
