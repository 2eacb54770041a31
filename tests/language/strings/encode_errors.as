def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


attempt(lambda: ('é'.encode('ascii')))
attempt(lambda: ('aéé'.encode('ascii')))
attempt(lambda: ('aé€'.encode('latin-1')))
attempt(lambda: ('\ud800'.encode()))
attempt(lambda: ('\ud800\udc00'.encode()))
attempt(lambda: ('a\ud800\udc00b'.encode('utf-16')))
attempt(lambda: ('a'.encode('foo')))
attempt(lambda: ('a'.encode(1)))
attempt(lambda: ('a'.encode('utf-8', 1)))
attempt(lambda: ('a'.encode('utf-8', 'foo')))
attempt(lambda: ('\ud800'.encode('utf-8', 'foo')))
attempt(lambda: ('\ud800'.encode('utf-8', 'surrogateescape')))
attempt(lambda: ('\ud800'.encode('ascii', 'surrogatepass')))
attempt(lambda: ('a\udcff\ud800'.encode('ascii', 'surrogateescape')))
