def setattr(o, n, v): object.__setattr__(o, n, v)
def hasattr(o, n):
    try: object.__getattribute__(o, n)
    except AttributeError: return False
    return True
g = ExceptionGroup("m",[ValueError(1)])
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
t(lambda: g.split(3))
t(lambda: g.split(int))
t(lambda: g.split((ValueError,int)))
t(lambda: g.split(print))
class C:
    def __call__(s,e): return True
t(lambda: g.split(C()))
t(lambda: ExceptionGroup("x",range(3)))
t(lambda: ExceptionGroup("x",3))
t(lambda: ExceptionGroup("x",{}))
t(lambda: ExceptionGroup("x",{1:ValueError()}))
t(lambda: ExceptionGroup("x",(e for e in [ValueError()])))
t(lambda: ExceptionGroup("x",[ValueError()],k=3))
t(lambda: ExceptionGroup("x",excs=3))
t(lambda: ExceptionGroup(3,[ValueError()]))
t(lambda: ExceptionGroup("x",[ValueError]))
t(lambda: setattr(g,"message",3))
t(lambda: setattr(g,"exceptions",3))
t(lambda: g.derive())
t(lambda: g.derive([]))
t(lambda: ExceptionGroup[int])
try:
    try: 1/0
    except ZeroDivisionError as z:
        raise ExceptionGroup("q",[ValueError(1),KeyError(2)]) from z
except ExceptionGroup as e:
    e.add_note("hi")
    a,b=e.split(KeyError)
    print(a.__cause__,a.__context__,a.__suppress_context__,a.__notes__, a.__traceback__ is e.__traceback__)
try:
    try: 1/0
    except ZeroDivisionError as z:
        raise ExceptionGroup("q",[ValueError(1),KeyError(2)])
except ExceptionGroup as e:
    a,b=e.split(KeyError)
    print(a.__cause__,a.__context__,a.__suppress_context__,hasattr(a,"__notes__"))
class D(ExceptionGroup):
    def derive(self, x): return 3
t(lambda: D("x",[ValueError(1),KeyError(2)]).split(KeyError))
class E(ExceptionGroup):
    def __new__(cls, m, e, extra=None):
        self = super().__new__(cls, m, e); self.extra=extra; return self
    def __init__(self, m, e, extra=None): pass
    def derive(self, x): return E(self.message, x, self.extra)
t(lambda: [ (p.extra,p) for p in E("x",[ValueError(1),KeyError(2)],5).split(KeyError)])
t(lambda: BaseExceptionGroup("x",[KeyboardInterrupt()]).subgroup(lambda e: 1/0))
t(lambda: g.subgroup(lambda e: isinstance(e,ValueError)))
t(lambda: g.subgroup(ValueError) )
t(lambda: g.subgroup(ExceptionGroup) is g)
t(lambda: g.subgroup(KeyError))
print(isinstance(g, Exception), ExceptionGroup.__bases__, ExceptionGroup.__mro__, issubclass(BaseExceptionGroup, Exception))
print(repr(g), str(g), g.args, g.message, g.exceptions)
print(str(ExceptionGroup("t", (ValueError(1), OSError(2)))), repr(ExceptionGroup("t", (ValueError(1), OSError(2)))))
n = ExceptionGroup("top", [ValueError(1), ExceptionGroup("in", [KeyError(2), ValueError(3)]), OSError(4)])
print(n.split((KeyError, OSError)))
print(n.subgroup(lambda e: isinstance(e, KeyError)))
print(n.split(lambda e: isinstance(e, ExceptionGroup) and e.message == "in"))
print(n.derive([TypeError()]), BaseExceptionGroup("b", [GeneratorExit()]).derive([TypeError()]))
print(type(BaseExceptionGroup("b", [TypeError()])), type(BaseExceptionGroup("b", [SystemExit()])))
t(lambda: ExceptionGroup("b", [SystemExit()]))
class G(ExceptionGroup): pass
t(lambda: G("b", [SystemExit()]))
class H(BaseExceptionGroup): pass
t(lambda: type(H("b", [ValueError()])))
t(lambda: type(G("b", [ValueError(), KeyError()]).subgroup(KeyError)))
def deep(n):
    e = ValueError(n)
    for i in range(n): e = ExceptionGroup(str(i), [e])
    return e
d = deep(50)
print(d.split(ValueError)[0] is not d, d.split(KeyError)[0])
