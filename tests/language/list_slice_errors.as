def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
l = [1, 2, 3, 4]
def a(): l[0:1] = 5
def b(): l[::2] = 5
def c(): l[::2] = [1, 2, 3]
def d(): l[::2] = []
def e(): l[::0] = []
def f(): del l[::0]
def g(): l['a':] = []
def h(): return l[1.5:]
def i(): l['a'] = 1
def j(): del l['a']
def k(): l[9] = 1
def m(): del l[9]
def n(): return l[10 ** 30]
def o(): l[-5] = 1
def p(): l[::-1] = [1]
for q in (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p): attempt(q)
print(l)
