name, n, pi = "Ann", 3, 3.14159
print(f"{name} has {n} items", f"{n + 1}", f"{name!r} {name!s} {name!a}", f"{{literal}}", f"{pi:.2f}")
print(f"{n=}", f"{n = }", f"{name=!s}", f"{pi=:.1f}", f"{n + 1 = }")
print(f"{'nested ' + 'quotes'}", f'{name + "x"}', f"{name:>{n + 5}}|", f"{[i * i for i in range(n)]}", f"{ {'a': 1}['a'] }")
print(f"multi {
    n
} line", f"a" "b" f"{n}", rf"\n{n}", f"{n:{'0'}>{5}}")
