class A:
    def __getattribute__(self, name):
        if name == "magic": return "from getattribute"
        return super().__getattribute__(name)
    def __setattr__(self, name, value):
        print("set", name)
        super().__setattr__(name, value)
    def __delattr__(self, name):
        print("del", name)
        super().__delattr__(name)
    def __getattr__(self, name): return f"missing {name}"
a = A()
a.x = 1
print(a.x, a.magic, a.nothing)
del a.x
print(a.x)
