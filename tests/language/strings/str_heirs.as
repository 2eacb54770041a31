class S(str):
    def __new__(cls, text="none", tag=None):
        self = super().__new__(cls, text)
        self.tag = tag
        return self


s = S("abc", tag=7)
print(s, repr(s), len(s), s.tag, type(s).__name__, s == "abc", hash(s) == hash("abc"))
for result in (s + "d", "d" + s, s * 2, s[1:], s[:], s.upper(), s.strip(), str(s), s.replace("x", "y"), "".join([s])):
    print(repr(result), type(result).__name__)
print({"abc": 1}[s], s in ["abc"], "%s" % s, f"{s}", s.partition("z")[0].tag)


class Shown:
    def __str__(self):
        return S("shown")


print(type(str(Shown())).__name__, str(Shown()))


class Bad:
    def __str__(self):
        return 1


try:
    str(Bad())
except TypeError as e:
    print(e)
