def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


attempt(lambda: ('a'.center(4, '·')))
attempt(lambda: ('ab'.center(5)))
attempt(lambda: ('a'.center(4) + '|'))
attempt(lambda: ('é'.zfill(4)))
attempt(lambda: ('-é'.zfill(5)))
attempt(lambda: ('+'.zfill(3)))
attempt(lambda: ('--1'.zfill(6)))
attempt(lambda: ('a'.center(5, 'ab')))
attempt(lambda: ('a'.ljust(5, '')))
attempt(lambda: ('a'.rjust(5, 1)))
attempt(lambda: ('a'.center('5')))
attempt(lambda: ('a'.zfill('a')))
attempt(lambda: ('abc'.ljust(-1)))
