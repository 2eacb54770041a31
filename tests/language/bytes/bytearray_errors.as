def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


attempt(lambda: (bytearray().pop()))
attempt(lambda: (bytearray(b'abc').pop(5)))
attempt(lambda: (bytearray(b'abc').remove(5)))
attempt(lambda: (bytearray(b'abc').append(500)))
attempt(lambda: (bytearray(b'abc').append('a')))
attempt(lambda: (bytearray(b'abc').insert(1, 256)))
attempt(lambda: (bytearray(b'abc').extend(1)))
attempt(lambda: (bytearray(b'abc').extend('abc')))
attempt(lambda: (bytearray(b'abc').extend([300])))
attempt(lambda: (bytearray(b'abc').__setitem__(0, 300)))
attempt(lambda: (bytearray(b'abc').__setitem__(10, 30)))
attempt(lambda: (bytearray(b'abc').__setitem__('a', 30)))
attempt(lambda: (bytearray(b'abc').__setitem__(slice(0, 1), 30)))
attempt(lambda: (bytearray(b'abc').__setitem__(slice(0, 1), 'a')))
attempt(lambda: (bytearray(b'abc').__setitem__(slice(0, 3, 2), b'aaa')))
attempt(lambda: (bytearray(b'abc').__delitem__(10)))
attempt(lambda: (bytearray('a')))
attempt(lambda: (bytearray([256])))
attempt(lambda: (bytearray(1.5)))
