import asyncio
async def link(c): await c
class P:
    def __await__(self): yield
c = link(P())
c.close()
def make(n):
    x = P()
    for _ in range(n): x = link(x)
    return x
x = make(500)
x.send(None)
x.close()
print("closed")
