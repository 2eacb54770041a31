def g():
    while True:
        try:
            yield "ready"
        except ValueError as e:
            yield f"caught {e}"
it = g()
print(next(it), it.throw(ValueError("x")), next(it))
try:
    it.throw(KeyError("through"))
except KeyError as e:
    print(repr(e))
print(list(it))
def unstarted(): yield 1
u = unstarted()
try:
    u.throw(ValueError("before start"))
except ValueError as e:
    print(e, list(u))
