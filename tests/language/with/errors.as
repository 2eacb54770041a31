class NoExit:
    def __enter__(self): return 1
class Bad:
    def __enter__(self): raise ValueError("enter fails")
    def __exit__(self, *a): print("never")
class BadExit:
    def __enter__(self): return self
    def __exit__(self, *a): raise KeyError("exit fails")
def attempt(m, body=lambda: None):
    try:
        with m: body()
    except Exception as e:
        print(type(e).__name__, e, repr(e.__context__))
attempt(5); attempt(NoExit()); attempt(Bad()); attempt(BadExit()); attempt(BadExit(), lambda: 1 / 0)
