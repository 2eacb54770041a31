g = lambda x: x / 0
print([g(v) for v in (1,)])
