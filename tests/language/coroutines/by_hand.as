class Pause:
    def __init__(self, v): self.v = v
    def __await__(self):
        got = yield self.v
        return got
async def f():
    a = await Pause(1)
    b = await Pause(2)
    return a + b
c = f()
print(type(c).__name__, c.send(None), c.send(10))
try:
    c.send(20)
except StopIteration as e:
    print(e.value)
try:
    c.send(None)
except RuntimeError as e:
    print(e)
d = f()
try:
    d.send(5)
except TypeError as e:
    print(e)
d.close()
