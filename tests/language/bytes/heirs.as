class B(bytes):
    pass


class A(bytearray):
    pass


b = B(b"abc")
b.tag = 1
a = A(b"abc")
a.tag = 2
print(b, type(b + b"d").__name__, type(b[1:]).__name__, type(b.upper()).__name__, b.tag, b == b"abc", hash(b) == hash(b"abc"))
print(a, type(a + b"d").__name__, type(a[1:]).__name__, a.tag, a == b"abc", type(B.fromhex("00")).__name__)
a.append(1)
a += b"z"
print(a, type(a).__name__, bytes(a), type(bytes(b)).__name__)
