class T:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
d = {1: T('a'), 2: T('b')}
d[1] = T('c'); print('replaced')
del d[2]; print('deleted')
d.clear(); print('cleared')
d = {T('key'): 1}
d = None
print('end')
l = [T(1), T(2), T(3)]
l[0] = None
del l[1:]
print(l)
l = [T(4), T(5)]
l.clear()
s = {T(6)}
s.clear()
t = (T(7), T(8))
t = None
print('done')
