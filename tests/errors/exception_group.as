def f(n): raise ValueError(n)
errors = []
for n in range(2):
    try: f(n)
    except ValueError as e: errors.append(e)
raise ExceptionGroup("several", errors + [ExceptionGroup("inner", [KeyError("k")])])
