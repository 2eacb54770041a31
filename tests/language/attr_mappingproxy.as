class A: x = 1
p = A.__dict__
M = type(p)
q = M({"a": 1})
print(q, q["a"], len(q), list(q), q.get("z", 5), q == {"a": 1}, q | {"b": 2}, list(q.items()))
try: q["a"] = 2
except TypeError as e: print(e)
try: M(3)
except TypeError as e: print(e)
try: del q["a"]
except TypeError as e: print(e)
