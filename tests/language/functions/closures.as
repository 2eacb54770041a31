def counter():
    n = 0
    def up():
        nonlocal n
        n += 1
        return n
    def read(): return n
    return up, read
up, read = counter()
print(up(), up(), read())
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
gs = [lambda i=i: i for i in range(3)]
print([g() for g in gs])
def outer():
    def inner(): return late
    late = "bound later"
    return inner()
print(outer(), up.__closure__[0].cell_contents)
