class A: pass
a = A()
print(hash(a) == hash(a), a == a, a == A(), a != A(), {a: 1}[a])
class B:
    def __eq__(self, o): return True
try: {B(): 1}
except TypeError as e: print(e)
class C:
    def __hash__(self): return -1
print(hash(C()))
class D:
    def __hash__(self): return "x"
try: hash(D())
except TypeError as e: print(e)
class E:
    def __hash__(self): return 1 << 70
print(hash(E()) == hash(1 << 70))
