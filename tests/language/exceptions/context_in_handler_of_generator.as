def g():
    try:
        yield 1
    except KeyError:
        raise ValueError("from generator")
it = g()
next(it)
try:
    it.throw(KeyError("thrown"))
except ValueError as e:
    print(repr(e), repr(e.__context__))
import sys
def h():
    yield sys.exc_info()[0]
try:
    raise IndexError
except IndexError:
    print(next(h()).__name__)
print(sys.exc_info())
