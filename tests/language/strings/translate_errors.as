def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


attempt(lambda: ('abc'.translate({97: 'xyz', 98: None, 99: 0x20ac})))
attempt(lambda: ('abc'.translate(['x'] * 98)))
attempt(lambda: ('a'.translate([])))
attempt(lambda: ('a'.translate(1)))
attempt(lambda: ('a'.translate({97: 1.5})))
attempt(lambda: ('a'.translate({97: -1})))
attempt(lambda: ('a'.translate({97: 0x110000})))
attempt(lambda: (str.maketrans('ab', 'cd', 'e')))
attempt(lambda: (str.maketrans({'a': 1, 2: 3})))
attempt(lambda: (str.maketrans(1)))
attempt(lambda: (str.maketrans('a', 'bc')))
attempt(lambda: (str.maketrans('a', 1)))
attempt(lambda: (str.maketrans(1, '1')))
attempt(lambda: (str.maketrans('ab', 'cd', 1)))
attempt(lambda: (str.maketrans({'ab': 1})))
attempt(lambda: (str.maketrans({1.5: 1})))
