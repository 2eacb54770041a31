class C:
    def __repr__(self): return f"<{self.other!r}>"
c = C()
c.other = c
try:
    repr(c)
except RecursionError as e:
    print(type(e).__name__)
