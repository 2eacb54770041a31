class A:
    def __init__(self, v): self.v = v
    def __eq__(self, o):
        if not isinstance(o, A): return NotImplemented
        return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(A(1) == A(1), A(1) != A(1), A(1) == 3, A(1) != 3, A(1) < A(2), A(1) > A(2))
for f in (lambda: A(1) <= A(2), lambda: object() < object(), lambda: 1 < "", lambda: [] > 1, lambda: None >= None, lambda: hash(A(1))):
    try: print(f())
    except TypeError as e: print(e)
class B(A):
    __hash__ = A.__hash__
print(B.__hash__, A.__hash__)
class C:
    def __eq__(self, o): return "yes"
    def __hash__(self): return 7
print(C() == 1, 1 == C(), C() != 1, hash(C()), {C(): 1}[C()])
class P:
    def __lt__(self, o): return "P.lt"
    def __gt__(self, o): return "P.gt"
class Q(P):
    def __gt__(self, o): return "Q.gt"
print(P() < Q(), Q() < P(), 1 < P(), 1 > P())
