def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


attempt(lambda: ('abc'[3]))
attempt(lambda: ('abc'[-4]))
attempt(lambda: ('abc'[1.5]))
attempt(lambda: ('abc'['a']))
attempt(lambda: ('abc'[None]))
attempt(lambda: ('abc'[2 ** 70]))
attempt(lambda: ('abc'[::0]))
attempt(lambda: ('abc'[True]))
attempt(lambda: ('abc'['a':]))
attempt(lambda: (''[0]))
