def f(x):
    try:
        return 1
    finally:
        assert (x, 1)
x = 2
while x is 1: pass
if 0:
    1()
def g():
    return
    x is 1
class C: 
    y: object = "\d" is 1
lambda: 1()
[1() for i in () if 1 is 2]
