def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


attempt(lambda: (b'%d %x %5.2f|%-5d|%05d' % (5, 255, 2.5, 3, 4)))
attempt(lambda: (b'%s %b %c%c %a' % (b'x', bytearray(b'y'), 97, b'z', 'é')))
attempt(lambda: (b'%5s|%-5s|%.1s' % (b'a', b'b', b'cd'), bytearray(b'%d') % 5, b'%(a)s' % {b'a': b'1'}))
attempt(lambda: (b'%s' % 'a'))
attempt(lambda: (b'%b' % 1))
attempt(lambda: (b'%c' % 300))
attempt(lambda: (b'%c' % 'a'))
attempt(lambda: (b'%d' % 'a'))
attempt(lambda: (b'%(a)s' % {'a': b'1'}))
attempt(lambda: (b'%y' % 1))
attempt(lambda: (b'a' % 1))
attempt(lambda: (b'%' % ()))
