class Money:
    def __init__(self, n): self.n = n
    def __format__(self, spec): return f"<{spec}:{self.n}>"
    def __str__(self): return "str"
    def __repr__(self): return "repr"
m = Money(5)
print(f"{m}", f"{m:abc}", f"{m!s}", f"{m!r:>6}", format(m, "q"), "{:z}".format(m), format(m))
class Bad:
    def __format__(self, spec): return 5
try:
    f"{Bad()}"
except TypeError as e:
    print(e)
