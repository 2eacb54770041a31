class C:
    a = 1
    def __getattr__(self, name):
        if name.startswith("dyn_"): return name[4:]
        raise AttributeError(f"no {name}")
c = C()
print(getattr(c, "a"), getattr(c, "dyn_x"), getattr(c, "zz", "default"), hasattr(c, "a"), hasattr(c, "zz"))
setattr(c, "b", 5); print(c.b, vars(c)); delattr(c, "b"); print(vars(c))
try:
    getattr(c, "zz")
except AttributeError as e:
    print(e)
for x, n in ((5, "foo"), ("s", "foo"), (None, "foo"), ([], "add"), (int, "foo"), (C, "q"), (len, "foo"), (lambda: 0, "foo")):
    try:
        getattr(x, n)
    except AttributeError as e:
        print(e)
try:
    (5).x = 1
except AttributeError as e:
    print(e)
try:
    object().x = 1
except AttributeError as e:
    print(e)
