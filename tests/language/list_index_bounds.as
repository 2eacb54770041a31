l = [1, 2, 3, 1, 2, 3]
print(l.index(1, 1), l.index(3, -2), l.index(2, -100, 100), l.index(1, 3, 4))
try: l.index(1, 4, -1)
except ValueError as e: print(e)
print(l.count(1), l.count('x'), 3 in l, 4 in l, 1.0 in l, True in l)
