print(", ".join(["a", "b"]), "".join(("x", "y")), "-".join("abc"), ".".join(c for c in "xyz"), "sep".join([]), "s".join(["one"]))
try:
    ",".join(["a", 1])
except TypeError as e:
    print(e)
try:
    ",".join(5)
except TypeError as e:
    print(e)
