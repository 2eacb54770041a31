class R:
    def __radd__(self, other):
        return ("radd", other)

    def __rmul__(self, other):
        return ("rmul", other)

    def __rmod__(self, other):
        return ("rmod", other)

    def __index__(self):
        return 2


print("a" + R(), "a" * R())
print(b"a" + R(), b"a" * R())
