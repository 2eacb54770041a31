def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


attempt(lambda: (bytes()))
attempt(lambda: (bytes(3)))
attempt(lambda: (bytes([1, 2, 255])))
attempt(lambda: (bytes(range(5))))
attempt(lambda: (bytes(b'abc')))
attempt(lambda: (bytes(bytearray(b'x'))))
attempt(lambda: (bytes('é', 'utf-8')))
attempt(lambda: (bytes('é', encoding='latin-1', errors='strict')))
attempt(lambda: (bytes(x for x in (1, 2))))
attempt(lambda: (bytes('a')))
attempt(lambda: (bytes(-1)))
attempt(lambda: (bytes([256])))
attempt(lambda: (bytes([-1])))
attempt(lambda: (bytes(['a'])))
attempt(lambda: (bytes(1.5)))
attempt(lambda: (bytes(None)))
attempt(lambda: (bytes(2 ** 100)))
attempt(lambda: (bytes(b'a', 'ascii')))
attempt(lambda: (bytes(encoding='ascii')))
attempt(lambda: (bytes(1, 2)))
