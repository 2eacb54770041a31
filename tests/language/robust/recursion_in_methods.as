class C:
    def __getattr__(self, name): return getattr(self, name + "x")
    def __eq__(self, o): return o == self
    def __len__(self): return len(self)
    def __add__(self, o): return self + o
    def __call__(self): return self()
    def __iter__(self): return iter(self)
    def __bool__(self): return bool(self)
    def __hash__(self): return hash(self)
    def __str__(self): return str(self)
    def __lt__(self, o): return self < o
    def __contains__(self, o): return o in self
    def __getitem__(self, k): return self[k]
    def __format__(self, s): return format(self, s)
c = C()
for f in (lambda: c.attr, lambda: c == c, lambda: len(c), lambda: c + 1, lambda: c(), lambda: iter(c), lambda: bool(c), lambda: hash(c), lambda: str(c), lambda: c < c, lambda: 1 in c, lambda: c[0], lambda: f"{c}"):
    try:
        f()
    except RecursionError:
        print("RecursionError")
