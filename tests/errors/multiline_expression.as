def f(*args):
    raise KeyError("key")
x = [
    1,
    f(
        2,
        3,
    ),
]
