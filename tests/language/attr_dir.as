class A:
    a = 1
    def f(self): pass
x = A()
x.z = 1
print([n for n in dir(x) if not n.startswith("__")])
print([n for n in dir(A) if n.startswith("__")])
class B:
    def __dir__(self): return ["b", "a"]
print(dir(B()))
