ns = {}
exec("x = 1\ndef f(): return x + 1", ns)
print(ns["x"], ns["f"](), eval("x * 10", ns), eval("1 + 2"))
globals()["made"] = 5
print(made, "made" in globals(), sorted(k for k in locals() if k in ("made", "ns")))
def f(a, b=2):
    c = 3
    return locals()
print(f(1))
exec("made = 6")
print(made)
try:
    eval("1 +")
except SyntaxError as e:
    print(type(e).__name__, e.msg)
