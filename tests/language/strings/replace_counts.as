def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


attempt(lambda: ('aaa'.replace('a', 'b', 2)))
attempt(lambda: ('aaa'.replace('a', '', -1)))
attempt(lambda: ('abc'.replace('', '-')))
attempt(lambda: ('abc'.replace('', '-', 2)))
attempt(lambda: (''.replace('', 'x')))
attempt(lambda: (''.replace('', 'x', 0)))
attempt(lambda: ('éa'.replace('', '·')))
attempt(lambda: ('banana'.replace('an', 'AN', 1)))
attempt(lambda: ('a'.replace('a', 1)))
attempt(lambda: ('a'.replace(1, 'a')))
attempt(lambda: ('a'.replace('a', 'b', 'c')))
