def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


attempt(lambda: ('a'.strip(1)))
attempt(lambda: ('a'.lstrip(b'a')))
attempt(lambda: ('a'.rstrip([])))
attempt(lambda: (' a'.strip(None)))
