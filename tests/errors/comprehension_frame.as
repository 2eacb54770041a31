def bad(x): return 10 // x
print([bad(v) for v in (2, 1, 0)])
