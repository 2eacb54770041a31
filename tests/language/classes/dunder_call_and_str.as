class F:
    def __call__(self, *a, **k): return a, k
    def __str__(self): return "S"
    def __repr__(self): return "R"
    def __bool__(self): return False
    def __int__(self): return 7
    def __float__(self): return 1.5
    def __index__(self): return 2
    def __len__(self): return 9
f = F()
print(f(1, x=2), str(f), repr(f), f"{f} {f!r}", bool(f), int(f), float(f), [10, 20, 30][f], len(f), callable(f), "ab" * f, hex(f), range(f))
class G:
    def __repr__(self): return "only repr"
print(str(G()), G())
class H:
    def __str__(self): return 5
try:
    str(H())
except TypeError as e:
    print(e)
