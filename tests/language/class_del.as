class A:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
a = A(1)
a = None
b = A(2)
c = b
del b
print("still")
del c
def f():
    x = A(3)
    print("in f")
f()
A(4)
l = [A(5), A(6)]
l.clear()
print("end")
