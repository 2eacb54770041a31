class P:
    x = 1

    def __getitem__(self, key):
        return repr(key)

    def __format__(self, spec):
        return "<" + spec + ">"


p = P()
print("{} {} {!r}".format(1, "a", "b"), "{1} {0} {1}".format("a", "b"), "{a}{b}{a}".format(a=1, b=2))
print("{0.x} {0[key]} {0[1]} {0[-1]} {0[a.b]}".format(p), "{.x} {[0]}".format(p, [7]))
print("{:abc} {0:}".replace("{0:}", "{:}").format(p, p), "{:{}}|{:>{w}}".format(1, 5, "a", w=4))
print("{{}} {{{}}} }}{{".format(1), "{a[b].x}".format(a={"b": p}), "{!s:>4}|{!a}".format("é", "é"))
print("{0[a}b]} {0[a:b]}".format({"a}b": 3, "a:b": 4}), "{a}".format_map({"a": 1}))


class Missing(dict):
    def __missing__(self, key):
        return "<" + key + ">"


print("{x} and {y}".format_map(Missing(x=1)))
