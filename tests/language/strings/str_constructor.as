def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


attempt(lambda: (str()))
attempt(lambda: (str(1)))
attempt(lambda: (str(b'abc')))
attempt(lambda: (str(b'caf\xc3\xa9', 'utf-8')))
attempt(lambda: (str(b'\xff', 'latin1')))
attempt(lambda: (str(bytearray(b'x'), 'UTF8')))
attempt(lambda: (str(b'\xff', errors='replace')))
attempt(lambda: (str(object='x')))
attempt(lambda: (str(encoding='utf-8')))
attempt(lambda: (str(b'\xff', 'utf-8')))
attempt(lambda: (str('a', 'utf-8')))
attempt(lambda: (str(1, 'utf-8')))
attempt(lambda: (str(b'a', 'foo')))
attempt(lambda: (str(b'a', 'ascii', 1)))
attempt(lambda: (str(1, 2, 3, 4)))
attempt(lambda: (str(foo=1)))
