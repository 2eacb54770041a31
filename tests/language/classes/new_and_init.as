class S:
    one = None
    def __new__(cls, *a):
        print("new", cls.__name__, a)
        if cls.one is None: cls.one = super().__new__(cls)
        return cls.one
    def __init__(self, *a): print("init", a)
print(S(1) is S(2))
class Other:
    def __new__(cls): return 5
    def __init__(self): print("never")
print(Other())
class Bad:
    def __init__(self): return 5
try:
    Bad()
except TypeError as e:
    print(e)
class I(int):
    def __new__(cls, v): return super().__new__(cls, v * 2)
print(I(4), I(4) + 1, type(I(1)).__name__, isinstance(I(1), int))
