class A:
    def who(self): return "A"
    def call(self): return self.who()
class B(A):
    def who(self): return "B+" + super().who()
class C(B):
    def who(self): return "C+" + super().who()
print(C().call(), isinstance(C(), A), issubclass(C, A), issubclass(A, C), [k.__name__ for k in C.__mro__], C.__bases__ == (B,))
