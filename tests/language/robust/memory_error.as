for f in (lambda: "x" * (10 ** 18), lambda: [0] * (10 ** 18), lambda: (1,) * (10 ** 18), lambda: b"x" * (10 ** 18)):
    try:
        f()
    except (MemoryError, OverflowError) as e:
        print(type(e).__name__)
