for op in (lambda: 1 // 0, lambda: 1 % 0, lambda: 1 / 0, lambda: divmod(1, 0), lambda: 1.0 / 0, lambda: 1.0 // 0,
           lambda: 1.0 % 0, lambda: 0 ** -1, lambda: 0.0 ** -1, lambda: 2 ** 100 // 0, lambda: divmod(1.0, 0)):
    try:
        print(op())
    except ZeroDivisionError as e:
        print(e)
