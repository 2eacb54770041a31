def f():
    try:
        raise ValueError("first")
    finally:
        raise KeyError("second")
try:
    f()
except KeyError as e:
    print(repr(e), repr(e.__context__), e.__cause__, e.__suppress_context__)
def g():
    try:
        return 1
    finally:
        raise IndexError("lost the return")
try:
    g()
except IndexError as e:
    print(e, e.__context__)
