class A:
    def __repr__(self): return repr(self)
try: repr(A())
except RecursionError as e: print("RecursionError")
class B:
    def __getattr__(self, n): return self.other
try: B().x
except RecursionError as e: print("RecursionError")
class C:
    def __eq__(self, o): return self == o
try: C() == C()
except RecursionError as e: print("RecursionError")
class D:
    def __call__(self): return self()
try: D()()
except RecursionError as e: print("RecursionError")
