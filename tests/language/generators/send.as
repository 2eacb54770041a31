def acc():
    total = 0
    while True:
        x = yield total
        if x is None: break
        total += x
    return f"total {total}"
a = acc()
print(next(a), a.send(5), a.send(7))
try:
    a.send(None)
except StopIteration as e:
    print(e.value)
try:
    acc().send(1)
except TypeError as e:
    print(e)
