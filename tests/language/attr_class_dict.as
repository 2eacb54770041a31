class A:
    x = 1
    def f(self): pass
print(list(A.__dict__))
print(type(A.__dict__), A.__dict__["x"], "f" in A.__dict__, len(A.__dict__) > 3)
try: A.__dict__["x"] = 2
except TypeError as e: print(e)
class B:
    x: int
    y: str = ""
print(B.__annotations__)
