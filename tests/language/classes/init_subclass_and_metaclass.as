class Base:
    subs = []
    def __init_subclass__(cls, /, tag=None, **kw): super().__init_subclass__(**kw); Base.subs.append((cls.__name__, tag))
class A(Base, tag="x"): pass
class B(A): pass
print(Base.subs)
class Meta(type):
    def __new__(m, name, bases, ns, **kw): ns["added"] = name.lower(); return super().__new__(m, name, bases, ns)
    def __call__(cls, *a): print("making", cls.__name__); return super().__call__(*a)
    def __repr__(cls): return f"<meta {cls.__name__}>"
class M(metaclass=Meta): pass
print(M.added, M, type(M).__name__, isinstance(M(), M))
T = type("Dyn", (A,), {"v": 5})
print(T.v, T.__name__, Base.subs[-1])
