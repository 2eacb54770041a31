for x in (1, 2, 3):
    if x == 5: break
else: print("not found")
for x in (1, 2, 3):
    if x == 2: break
else: print("never")
print(x)
for x in []: pass
else: print("empty")
print(x)
for i, (a, b) in enumerate([(1, 2), (3, 4)]): print(i, a, b)
for a, *b in [(1, 2, 3), "xyz"]: print(a, b)
for d in [{}]:
    for d["k"] in range(3): pass
    print(d)
