A = type("A", (), {"x": 1, "f": lambda self: self.x + 1})
print(A, A().f(), A.__module__, A.__qualname__)
B = type("B", (A,), {})
print(B.__mro__, B().x)
for args in ((1, (), {}), ("A", 3, {}), ("A", (), 3)):
    try: type(*args)
    except TypeError as e: print(e)
A.__name__ = "New"
A.__qualname__ = "Q.New"
print(A, A.__name__)
for f in (lambda: setattr(A, "__name__", 3), lambda: setattr(int, "__name__", "x"), lambda: setattr(A, "__mro__", ()), lambda: setattr(A, "__dict__", {}), lambda: delattr(A, "__name__")):
    try: f()
    except (TypeError, AttributeError) as e: print(e)
