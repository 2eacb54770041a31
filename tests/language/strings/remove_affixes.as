def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


attempt(lambda: ('prefix_a'.removeprefix('prefix_')))
attempt(lambda: ('prefix_a'.removeprefix('x')))
attempt(lambda: ('a.py'.removesuffix('.py')))
attempt(lambda: ('a.py'.removesuffix('')))
attempt(lambda: ('aé'.removesuffix('é')))
attempt(lambda: ('aa'.removeprefix('aaa')))
attempt(lambda: ('a'.removeprefix(1)))
attempt(lambda: ('a'.removesuffix(None)))
