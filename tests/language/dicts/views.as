d = {"a": 1, "b": 2}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k))
d["c"] = 3
print(k, list(v), ("c", 3) in i, "a" in k, 2 in v)
print(sorted(k & {"a", "z"}), sorted(k | {"z"}), sorted(k - {"a"}), k == {"a", "b", "c"}, k.isdisjoint({"q"}))
