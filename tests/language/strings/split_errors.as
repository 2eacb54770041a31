def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


attempt(lambda: ('a'.split('')))
attempt(lambda: ('a'.rsplit('')))
attempt(lambda: ('a'.split(1)))
attempt(lambda: ('a'.split(' ', None)))
attempt(lambda: ('a'.split(sep=None, maxsplit=True)))
attempt(lambda: ('a b'.split(maxsplit=0)))
attempt(lambda: ('a'.partition('')))
attempt(lambda: ('a'.partition(1)))
attempt(lambda: ('a'.rpartition(b'a')))
