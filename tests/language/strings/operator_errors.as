def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


attempt(lambda: ('a' + 1))
attempt(lambda: (1 + 'a'))
attempt(lambda: ('a' + b'a'))
attempt(lambda: ('a' * 'a'))
attempt(lambda: ('a' * 1.5))
attempt(lambda: (1.5 * 'a'))
attempt(lambda: ('a' - 'a'))
attempt(lambda: ('a' * (2 ** 63)))
attempt(lambda: ('ab' * (2 ** 62)))
attempt(lambda: ('a' < 1))
attempt(lambda: (1 in 'a'))
attempt(lambda: ('a' in 1))
attempt(lambda: ('a' * True))
attempt(lambda: ('a' * -1))
