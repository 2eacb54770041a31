x = 1; y = []
assert (x, "hi")
assert (x,)
if x is 1: pass
if 1 is x: pass
if x is "a": pass
if x is not (): pass
if x is None: pass
if x is -1: pass
if x is (1, 2): pass
if x is 1.5 is b"a": pass
if x is ...: pass
def never():
    "s"(1)
    1(2)
    (1, 2)(3)
    [1](2)
    {1}(2)
    {1: 2}(3)
    [x for x in y](2)
    f"a"(2)
    (lambda: 1)(2)
    1.5(1)
    None(1)
    True()
    ...(1)
    b"x"(1)
    (i for i in y)(2)
    {i for i in y}(2)
    {i:i for i in y}(2)
    1[1]
    1.5[1]
    None[1]
    ...[1]
    {1}[1]
    {i for i in y}[1]
    (lambda: 1)[1]
    (i for i in y)[1]
    "s"["t"]
    "s"[1.5]
    (1, 2)["t"]
    [1, 2]["t"]
    [1, 2][1, 2]
    [1, 2][None]
    [1, 2][[1]]
    [1, 2][{1}]
    [1, 2][{1:2}]
    [1, 2][lambda: 1]
    [1, 2][f"a"]
    [1, 2][(x, y)]
    [1, 2][1:2]
    [1, 2][True]
    [x for x in y]["a"]
    f"a"["b"]
    b"a"["b"]
    "a"[...]
    "s"[1+1.5]
    [1][1:2, 3]
    [1][(i for i in y)]
"\d"
b"\d"
"\400"
b"\400"
f"\d{x}\e"
"""
ab \q
"""
"ok"  "\w"
[0x1for x in ()]
1if 1else 2
