src = "def f():\n" + "".join(f"    v{i} = {i} + {i}.5\n" for i in range(1000)) + "    return v0 + v999 + sum([" + ",".join(f"v{i}" for i in range(1000)) + "])\n"
ns = {}
exec(src, ns)
print(ns["f"]())
