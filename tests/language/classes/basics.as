class Dog:
    """A dog."""
    kind = "canine"
    def __init__(self, name): self.name = name
    def speak(self, n=1): return f"{self.name}: " + "woof " * n
d = Dog("Rex")
print(d.speak(), d.speak(2), d.kind, Dog.kind, Dog.__name__, Dog.__doc__, type(d) is Dog, d.__class__.__name__, d.__dict__)
d.kind = "mine"
print(d.kind, Dog.kind, Dog("x").kind)
Dog.kind = "all"
print(d.kind, Dog("x").kind)
f = d.speak
print(f(), Dog.speak(d), f.__self__ is d, f.__func__ is Dog.speak)
print(repr(Dog), repr(d).startswith("<__main__.Dog object at 0x"))
