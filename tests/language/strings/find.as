s = "banana"
print(s.find("an"), s.find("an", 2), s.find("x"), s.rfind("an"), s.index("na"), s.count("a"), s.count("ana"), s.count(""))
print(s.find(""), s.find("", 10), s.rfind(""), s.find("a", -3), "an" in s, "x" not in s)
print("aé漢b漢".find("漢"), "aé漢b漢".rfind("漢"), "aé漢b漢".find("b", 2))
try:
    s.index("q")
except ValueError as e:
    print(e)
try:
    1 in s
except TypeError as e:
    print(e)
