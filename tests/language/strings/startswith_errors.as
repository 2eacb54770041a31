def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


attempt(lambda: ('abc'.startswith(('x', 'ab'))))
attempt(lambda: ('abc'.startswith('', 4)))
attempt(lambda: ('abc'.startswith('', 3)))
attempt(lambda: ('abc'.endswith('bc', 1, 3)))
attempt(lambda: ('abc'.startswith(1)))
attempt(lambda: ('abc'.startswith((1,))))
attempt(lambda: ('abc'.endswith(1)))
attempt(lambda: ('abc'.endswith(('c', 1))))
attempt(lambda: ('abc'.startswith(())))
attempt(lambda: ('abc'.startswith(['a'])))
