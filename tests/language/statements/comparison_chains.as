def v(x): print("v", x); return x
print(v(1) < v(2) < v(3))
print(v(3) < v(2) < v(1))
print(1 < 2 > 1 != 5 in [5] is not None)
print(1 == 1 in [1], (1 == 1) in [1], not 1 in [2], None is None is not True)
