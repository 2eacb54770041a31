class A:
    def __init__(self): self.x = 1
    def __getattribute__(self, name):
        if name == "magic": return 42
        return object.__getattribute__(self, name)
class B(A):
    def __getattr__(self, name): return "fallback " + name
print(A().x, A().magic, B().x, B().magic, B().nope)
try: A().nope
except AttributeError as e: print(e)
