class Single:
    inst = None
    def __new__(cls, *args):
        if cls.inst is None:
            cls.inst = super().__new__(cls)
        return cls.inst
    def __init__(self, v): self.v = v
a = Single(1); b = Single(2)
print(a is b, a.v)
class Other:
    def __new__(cls): return 5
    def __init__(self): print("never")
print(Other())
