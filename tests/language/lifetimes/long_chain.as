class N: pass
head = None
for i in range(200000):
    n = N()
    n.next = head
    head = n
n = None
head = None
deep = []
for i in range(200000): deep = [deep]
deep = None
t = ()
for i in range(200000): t = (t,)
t = None
print("released")
