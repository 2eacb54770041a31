def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


attempt(lambda: (b' a b  c '.split(), b'a,b,,c'.split(b','), b'a,b,c'.rsplit(b',', 1), b' a b '.split(None, 0)))
attempt(lambda: (b'a\nb\r\nc\rd'.splitlines(), b'a\nb'.splitlines(True), b'a\x0bb'.splitlines()))
attempt(lambda: (b'a=b=c'.partition(b'='), b'a=b=c'.rpartition(b'='), bytearray(b'a=b').partition(b'='), b'a'.partition(b'x')))
attempt(lambda: (b','.join([b'a', bytearray(b'b')]), bytearray(b'-').join([b'a', b'b'])))
attempt(lambda: (b' \x0b a\t'.strip(), b'xxaxx'.strip(b'x'), b'ab'.removeprefix(b'a'), b'ab'.removesuffix(b'b')))
attempt(lambda: (b'a'.split('')))
attempt(lambda: (b'a'.split(b'')))
attempt(lambda: (b'a'.join([1])))
attempt(lambda: (b'a'.join(1)))
attempt(lambda: (b'a'.strip('a')))
attempt(lambda: (b'a'.partition(b'')))
