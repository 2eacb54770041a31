t = (1, "a", 2.5)
print(t, (1,), (), t[0], t[-1], t[1:], len(t), t + (3,), t * 2, "a" in t, t.index("a"), t.count(1))
print((1, 2) < (1, 3), (1, 2) == (1, 2), hash((1, 2)) == hash((1, 2)), tuple([1, 2]), tuple("ab"), tuple(range(3)))
for bad in ("t[0] = 1", "t.append(1)", "t[9]", "del t[0]", "t + [1]"):
    pass
try:
    t[0] = 1
except TypeError as e:
    print(e)
try:
    del t[0]
except TypeError as e:
    print(e)
try:
    t[5]
except IndexError as e:
    print(e)
try:
    t + [1]
except TypeError as e:
    print(e)
try:
    t.append(1)
except AttributeError as e:
    print(e)
try:
    hash(([],))
except TypeError as e:
    print(e)
