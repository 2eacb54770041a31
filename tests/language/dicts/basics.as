d = {"a": 1, "b": 2}
d["c"] = 3
d["a"] = 10
print(d, len(d), d["b"], "a" in d, "z" in d, list(d), list(d.values()), list(d.items()))
del d["b"]
d["b"] = 5
print(d, d.get("x"), d.get("x", 0), d.get("a"))
print({1: "int", 1.0: "float", True: "bool"}, {**d, "z": 1}, dict(a=1, b=2), dict([("k", "v")]), dict({"q": 1}, r=2))
