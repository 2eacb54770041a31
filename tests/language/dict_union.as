a = {'x': 1, 'y': 2}
b = {'y': 3, 'z': 4}
print(a | b, b | a, a)
a |= b; print(a)
a |= [('q', 0)]; print(a)
class D(dict): pass
print(type(D(a) | b), type(a | D(b)))
try: a | [('q', 0)]
except TypeError as e: print(e)
