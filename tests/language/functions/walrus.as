if (n := 10) > 5: print(n)
print([y := 1, y ** 2], [last := x for x in range(3)], last)
while (n := n - 4) > 0: print(n)
print((a := 1, b := 2), a, b)
def f(x): return x
print(f(z := 5), z)
