def f():
    raise ValueError("original")
def g():
    try:
        f()
    except ValueError as e:
        raise e
g()
