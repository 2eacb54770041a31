d = {}
for i in range(5000): d[f"key{i}"] = i
for i in range(0, 5000, 3): del d[f"key{i}"]
print(len(d), sum(d.values()), d["key4999"], "key3" in d)
for i in range(5000): d[i * 2 ** 40] = i
print(len(d), d[4999 * 2 ** 40])
