def f(): return super().x
try: f()
except RuntimeError as e: print(e)
def g(a): return super().x
try: g(1)
except RuntimeError as e: print(e)
def t(f):
    try: print(f())
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
t(lambda: super(int).x)
t(lambda: super(3))
t(lambda: super(int, ""))
t(lambda: super(int, str, 3))
class A: pass
class B(A):
    def m(self): return super().nothing
t(lambda: B().m())
class C(A):
    def __init__(self): super().__init__(1)
t(lambda: C())
print(super(B, B()).__class__, repr(super(B, B())), super(B, B).__self__ is B, repr(super(A)))
