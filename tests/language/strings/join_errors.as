def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


attempt(lambda: (','.join(['a', 'é', ''])))
attempt(lambda: (','.join(c for c in 'abc')))
attempt(lambda: (','.join('abc')))
attempt(lambda: (','.join({'k': 1})))
attempt(lambda: (','.join([])))
attempt(lambda: (','.join(['a', 1])))
attempt(lambda: (','.join(['a', b'b'])))
attempt(lambda: (','.join(1)))
attempt(lambda: (','.join([None])))
