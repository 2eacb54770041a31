def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


attempt(lambda: ('abc'.index('z')))
attempt(lambda: ('abc'.rindex('z')))
attempt(lambda: ('abc'.find(1)))
attempt(lambda: ('abc'.find('a', 'b')))
attempt(lambda: ('abc'.index(b'z')))
attempt(lambda: ('abc'.count(None)))
