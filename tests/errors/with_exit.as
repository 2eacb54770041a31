class M:
    def __enter__(self): return self
    def __exit__(self, *a): return False
with M() as m:
    raise ValueError("inside with")
