print([x * x for x in range(5)], [x for x in range(10) if x % 2 if x > 3], [(a, b) for a in "ab" for b in (1, 2)])
print({x % 3 for x in range(10)}, {k: v for k, v in zip("abc", range(3))}, sum(x for x in range(5)), list(c.upper() for c in "ab"))
print([[y for y in range(x)] for x in range(4)], [a + b for a, b in [(1, 2), (3, 4)]], [*(i for i in (1, 2))])
x = "outer"
[x for x in range(3)]
print(x)
def f(n): return [lambda: n + i for i in range(2)]
print([g() for g in f(10)])
class C:
    items = [1, 2]
    doubled = [i * 2 for i in items]
print(C.doubled)
