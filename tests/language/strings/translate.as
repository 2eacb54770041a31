table = str.maketrans({"a": "1", "b": None, "c": "xyz"})
print("abcd".translate(table), "hello".translate(str.maketrans("el", "ip")), "hello".translate(str.maketrans("l", "L", "o")))
