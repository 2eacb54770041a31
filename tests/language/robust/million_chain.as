class N:
    __slots__ = ("next",)
head = None
for _ in range(1000000):
    n = N()
    n.next = head
    head = n
n = head = None
x = None
for _ in range(1000000): x = [x]
x = None
x = None
for _ in range(300000): x = {"k": x}
x = None
def link(f): return lambda: f
f = None
for _ in range(300000): f = link(f)
f = None
print("released")
