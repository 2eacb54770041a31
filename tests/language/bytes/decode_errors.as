def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


attempt(lambda: (b'a\xffb'.decode()))
attempt(lambda: (b'a\xe2\x82'.decode()))
attempt(lambda: (b'a\xe2(\xa1'.decode()))
attempt(lambda: (b'a\xed\xa0\x80'.decode()))
attempt(lambda: (b'\xc0\x80'.decode()))
attempt(lambda: (b'\x80'.decode()))
attempt(lambda: (b'\xf4\x90\x80\x80'.decode()))
attempt(lambda: (b'\xf0\x9f\x98'.decode()))
attempt(lambda: (b'\xf0'.decode()))
attempt(lambda: (b'a\xff'.decode('ascii')))
attempt(lambda: (b'a'.decode('foo')))
attempt(lambda: (b'a'.decode(1)))
attempt(lambda: (b'\xff'.decode('ascii', 'foo')))
attempt(lambda: (b'\xff'.decode('ascii', 'xmlcharrefreplace')))
attempt(lambda: (b'a\x00b'.decode('utf-16')))
attempt(lambda: (b'\x00\xd8'.decode('utf-16-le')))
attempt(lambda: (b'\x00\xd8a\x00'.decode('utf-16-le')))
attempt(lambda: (b'\x00\xdca\x00'.decode('utf-16-le')))
attempt(lambda: (b'a\0\0'.decode('utf-32-le')))
attempt(lambda: (b'\0\xd8\0\0'.decode('utf-32-le')))
attempt(lambda: (b'\0\0\x11\0'.decode('utf-32-le')))
