def nest(n):
    x = ()
    for _ in range(n): x = (x,)
    return x
a, b = nest(100000), nest(100000)
try:
    a == b
except RecursionError as e:
    print(e)
try:
    hash(nest(3000))
    print("hashed")
except RecursionError as e:
    print("RecursionError")
