src = "def f(n):\n  t = 0\n  for i in range(n):\n    if i % 2:\n" + "".join(f"      t += {j}\n" for j in range(5000)) + "    else:\n      t -= 1\n  return t\n"
ns = {}
exec(src, ns)
print(ns["f"](4))
