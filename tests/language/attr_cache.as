class A:
    x = 1
def get(o): return o.x
a = A()
r = []
for i in range(6):
    r.append(get(a))
    if i == 1: a.x = 10
    if i == 2: A.x = 5
    if i == 3: del a.x
    if i == 4: A.x = property(lambda self: "prop")
print(r)
class B:
    def m(self): return "B"
def call(o): return o.m()
b = B()
r = [call(b), call(b)]
b.m = lambda: "inst"
r.append(call(b))
del b.m
r.append(call(b))
B.m = lambda self: "new"
r.append(call(b))
print(r)
def setx(o, v): o.x = v
class C: pass
c = C()
for i in range(3): setx(c, i)
C.x = property(lambda s: "p", lambda s, v: print("setter", v))
setx(c, 9)
print(c.x)
objs = []
for i in range(10):
    o = C.__new__(C)
    for k in "abcdefgh"[: i % 8 + 1]: setattr(o, k, k)
    objs.append(o)
print([len(o.__dict__) for o in objs])
