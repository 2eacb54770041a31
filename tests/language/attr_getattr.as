class A:
    a = 1
    def __getattr__(self, name):
        if name == "bad": raise AttributeError("no bad")
        return "got " + name
    @property
    def prop(self): raise AttributeError("inner")
x = A()
x.b = 2
print(x.a, x.b, x.c, x.prop, hasattr(x, "bad"), hasattr(x, "q"))
try: x.bad
except AttributeError as e: print(e)
