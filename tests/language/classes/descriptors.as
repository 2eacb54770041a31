class Field:
    def __set_name__(self, owner, name): self.name = name; print("named", name, owner.__name__)
    def __get__(self, obj, owner): return self if obj is None else obj.__dict__.get(self.name, "unset")
    def __set__(self, obj, value): obj.__dict__[self.name] = value * 2
class NonData:
    def __get__(self, obj, owner): return "nondata"
class C:
    f = Field()
    n = NonData()
c = C()
print(c.f, c.n, type(C.f).__name__)
c.f = 5
c.n = "instance wins"
print(c.f, c.n)
