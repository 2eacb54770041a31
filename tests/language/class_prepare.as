class M(type):
    @classmethod
    def __prepare__(m, name, bases, **kw):
        print("prepare", name, bases, kw)
        return {"injected": 5}
    def __new__(m, name, bases, ns, **kw): return super().__new__(m, name, bases, ns)
    def __init__(c, name, bases, ns, **kw): super().__init__(name, bases, ns)
class A(metaclass=M, opt=2):
    y = injected + 1
print(A.y, A.injected)
