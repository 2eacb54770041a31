for c in "aé漢":
    print(c, end=";")
print()
print(list("abc"), tuple("xy"), [*"pq"], dict(enumerate("ab")), "".join(reversed("abc")), min("hello"), sorted("hello"))
