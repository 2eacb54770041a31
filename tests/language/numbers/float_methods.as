print((2.5).is_integer(), (2.0).is_integer(), (0.75).as_integer_ratio(), (1e10).hex(), float.fromhex("0x1.8p1"))
print((3.7).__int__(), int(-3.7), hash(1.0) == hash(1), hash(0.5), hash(float("inf")))
