def f():
    raise ValueError("original")
try:
    f()
except ValueError:
    raise
