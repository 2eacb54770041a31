b = "aé漢".encode()
print(b, len(b), b.decode(), b[0], b[1:3], list("ab".encode("ascii")))
try:
    "é".encode("ascii")
except UnicodeEncodeError as e:
    print(e)
try:
    b"\xff".decode("utf-8")
except UnicodeDecodeError as e:
    print(e)
print("é?".encode("ascii", "replace"), b"a\xffb".decode("utf-8", "replace") == "a\ufffdb", "é".encode("latin-1"))
