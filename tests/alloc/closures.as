def counter(start, step=1, *, limit=None):
    value = start

    def bump(by=None):
        nonlocal value
        value += step if by is None else by
        if limit is not None and value > limit:
            value = start
        return value

    return bump


def decorate(*tags):
    def wrap(fn):
        def inner(*args, **kwargs):
            return tags, fn(*args, **kwargs)
        inner.__name__ = fn.__name__
        return inner
    return wrap


@decorate('a', 'b')
def area(w, h=2, /, *more, scale=1, **extra):
    return w * h * scale, more, extra


c = counter(5, limit=9)
print([c() for _ in range(6)], c(by=2), area(3), area(3, 4, 5, scale=2, x=1), area.__name__)
adders = [lambda x, i=i: x + i for i in range(4)]
print([f(10) for f in adders], (lambda *a, k=2: (a, k))(1, k=3), counter.__defaults__, counter.__kwdefaults__)
try:
    area()
except TypeError as e:
    print(e)
