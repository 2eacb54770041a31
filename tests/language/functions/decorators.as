def log(f):
    print("decorating", f.__name__)
    def wrapper(*a, **k):
        print("before", a, k)
        try:
            return f(*a, **k)
        finally:
            print("after")
    return wrapper
def times(n):
    print("times", n)
    def deco(f): return lambda *a: [f(*a) for _ in range(n)]
    return deco
@log
@times(2)
def double(x): return x * 2
print(double(4))
@lambda c: c()
class Instance:
    v = 1
print(Instance.v)
