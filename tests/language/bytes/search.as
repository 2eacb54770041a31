def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


attempt(lambda: (b'abcabc'.find(b'c', 3), b'abcabc'.find(99), b'abcabc'.rfind(b'b', 0, 3), b'aaaa'.count(b'aa'), b'ab'.count(b'')))
attempt(lambda: (b'abc'.startswith((b'x', b'ab')), b'abc'.endswith(b'bc', 1), b'abc'.startswith(b'', 4)))
attempt(lambda: (b'abc'.index(b'x')))
attempt(lambda: (b'abc'.find('a')))
attempt(lambda: (b'abc'.find(300)))
attempt(lambda: (b'abc'.find(1.5)))
attempt(lambda: (b'abc'.startswith('a')))
attempt(lambda: (b'abc'.startswith(('a',))))
attempt(lambda: (b'abc'.replace(b'b', b'XX'), b'abc'.replace(b'', b'-', 2)))
attempt(lambda: (b'abc'.replace('a', b'')))
