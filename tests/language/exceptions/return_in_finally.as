def a():
    try: return "try"
    finally: return "finally"
def b():
    try: raise ValueError
    finally: return "swallowed"
def c():
    for i in range(3):
        try: return i
        finally: continue
    return "after loop"
def d():
    while True:
        try: raise KeyError
        finally: break
    return "broke"
def e():
    x = 1
    try: return x
    finally: x = 2
def f():
    try:
        try: return "inner"
        finally: print("first")
    finally: print("second")
print(a(), b(), c(), d(), e(), f())
