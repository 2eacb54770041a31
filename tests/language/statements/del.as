x = 1
del x
try:
    x
except NameError as e:
    print(e)
class C: pass
c = C()
c.a = 1
del c.a
try:
    c.a
except AttributeError as e:
    print(e)
try:
    del c.a
except AttributeError as e:
    print(e)
d = {1: 2}
del d[1], c
print(d)
a, b = 1, 2
del (a, b)
print("a" in globals())
