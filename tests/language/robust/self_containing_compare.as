a = []
a.append(a)
b = []
b.append(b)
try:
    print(a == b)
except RecursionError as e:
    print(e)
print(a == a, a in a, a != a)
d, e = {}, {}
d["x"], e["x"] = d, e
try:
    print(d == e)
except RecursionError as x:
    print(x)
try:
    print(a < b)
except RecursionError as x:
    print(x)
