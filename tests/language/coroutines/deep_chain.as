async def down(n):
    if n == 0: return 1
    return 1 + await down(n - 1)
try:
    down(300).send(None)
except StopIteration as e:
    print(e.value)
class P:
    def __await__(self): return (yield "parked")
async def deep(n):
    return await P() if n == 0 else await deep(n - 1)
c = deep(200)
print(c.send(None))
try:
    c.send("woken")
except StopIteration as e:
    print(e.value)
