def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


attempt(lambda: (b'abc'.hex(), b'abc'.hex(':'), b'abcde'.hex(':', 2), b'abcde'.hex(':', -2), b'abcde'.hex(b'-'), bytearray(b'\xff\x00').hex()))
attempt(lambda: (bytes.fromhex(' aa bB\ncc '), bytearray.fromhex('00ff')))
attempt(lambda: (bytes.fromhex('zz')))
attempt(lambda: (bytes.fromhex('a')))
attempt(lambda: (bytes.fromhex('aa b')))
attempt(lambda: (bytes.fromhex('é')))
attempt(lambda: (bytes.fromhex(1)))
attempt(lambda: (b'ab'.hex('')))
attempt(lambda: (b'ab'.hex('ab')))
attempt(lambda: (b'ab'.hex('é')))
attempt(lambda: (b'ab'.hex(1)))
