def inner():
    x = yield 1
    print("inner got", x)
    try:
        yield 2
    except ValueError as e:
        print("inner caught", e)
        yield 3
    return "inner result"
def outer():
    r = yield from inner()
    print("r =", r)
    yield from [10, 20]
    yield from range(2)
it = outer()
print(next(it), it.send("hello"), it.throw(ValueError("v")), list(it))
def bad(): yield from 5
try:
    list(bad())
except TypeError as e:
    print(e)
def closing():
    try:
        yield 1
    finally:
        print("inner closed")
def wrap(): yield from closing()
w = wrap(); next(w); w.close()
