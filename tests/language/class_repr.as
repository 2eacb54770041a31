class A: pass
r = repr(A())
print(r.startswith("<__main__.A object at 0x"), r.endswith(">"))
class O:
    class I: pass
print(O.I, repr(O.I())[:25])
print(int, type, object, list, type(None), type(len), type(lambda: 0), type([].append))
print(repr(int.__add__), repr(list.append), object.__init__, int.real)
print(repr((5).__add__)[:36], repr([].__len__)[:35])
