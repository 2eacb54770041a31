def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


attempt(lambda: (b'a' + b'b', b'a' + bytearray(b'b'), bytearray(b'b') + b'a'))
attempt(lambda: (b'ab' * 3, 2 * b'ab', b'ab' * 0, bytearray(b'x') * 2))
attempt(lambda: (b'a' < b'b', b'a' == bytearray(b'a'), b'a' == 'a', b'ab' > b'a'))
attempt(lambda: (97 in b'a', b'bc' in b'abc', b'' in b''))
attempt(lambda: (b'a' + 1))
attempt(lambda: (b'a' + 'a'))
attempt(lambda: (bytearray(b'b') + 'a'))
attempt(lambda: (b'a' * 'a'))
attempt(lambda: (b'a' < 'a'))
attempt(lambda: (256 in b'a'))
attempt(lambda: ('a' in b'a'))
attempt(lambda: (hash(b'a') == hash(b'a')))
attempt(lambda: (hash(bytearray(b'a'))))
attempt(lambda: (1 + b'a'))
