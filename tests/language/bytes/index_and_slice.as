def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


attempt(lambda: (b'abc'[0], b'abc'[-1], b'abc'[1:], b'abc'[::-1], b'abcdef'[1:5:2]))
attempt(lambda: (bytearray(b'abc')[1], bytearray(b'abc')[::2]))
attempt(lambda: (b'a'[5]))
attempt(lambda: (b'a'['a']))
attempt(lambda: (b'a'[2 ** 70]))
attempt(lambda: (b'a'[::0]))
attempt(lambda: (bytearray(b'a')[5]))
attempt(lambda: (bytearray(b'a')['a']))
attempt(lambda: (list(b'ab')))
attempt(lambda: ([x for x in bytearray(b'xyz')]))
