print({33, 1, 65, 97, 0})
print({33, 1}, {97, 1, 33}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 100, 200, 300})
print({1, 1, 1}, {1, True, 1.0}, {-1, -2, 5 - 8}, {2 ** 10, 1 << 4, 7})
x = 33
print({x, 1, 65, 97, 0})
print([y for y in {33, 1, 65, 97, 0}])
for y in {33, 1, 65, 97, 0}: print(y, end=" ")
print()
for y in [3, 1, 2]: print(y, end=" ")
print(*{40, 8, 16, 24, 32, 1})
print(x in {33, 1}, x not in {1, 2, 3}, 5 in [1, 5], (1, 2) in {(1, 2), (3, 4)})
def f():
    s = {8, 16, 24, 0}
    s.add(32)
    return s
print(f(), f(), f() is f())
t = {88, 8, 16, 800, 72, 64, 7, 15, 23}
print(t, len(t), t | {1, 2, 3}, t - {8, 16, 99})
print({(1, 8), (2, 16), (3, 24)} == {(3, 24), (2, 16), (1, 8)})
try: [] in {1, 2, 3}
except TypeError as e: print(e)
async def g():
    async for z in [1, 2]: pass
async def h():
    return [z async for z in [1, 2]]
for c in (g(), h()):
    try: c.send(None)
    except TypeError as e: print(e)
