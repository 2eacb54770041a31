s = "hello"
print(s.startswith("he"), s.endswith("lo"), s.startswith(("x", "he")), s.startswith("l", 2), s.endswith("l", 0, 4), s.startswith(""))
try:
    s.startswith(5)
except TypeError as e:
    print(e)
