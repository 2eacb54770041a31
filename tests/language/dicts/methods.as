d = {"a": 1, "b": 2, "c": 3}
print(d.pop("a"), d.pop("zz", "default"), d.popitem(), d)
print(d.setdefault("b", 9), d.setdefault("n", []), d)
d.update({"x": 1}); d.update([("y", 2)]); d.update(z=3); print(d)
e = d.copy(); e.clear(); print(e, len(d))
print(dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), list(reversed({"a": 1, "b": 2})))
print({"a": 1} | {"b": 2}, {"a": 1} == {"a": 1.0}, {"a": 1, "b": 2} == {"b": 2, "a": 1})
f = {"a": 1}
f |= {"a": 2, "c": 3}
print(f)
