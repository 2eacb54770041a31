for make in (lambda: ValueError, lambda: ValueError("inst"), lambda: 5, lambda: "text", lambda: None, lambda: int, lambda: object()):
    try:
        raise make()
    except (ValueError, TypeError) as e:
        print(repr(e))
try:
    try:
        raise ValueError
    except "not a class":
        pass
except TypeError as e:
    print(e)
try:
    try:
        raise ValueError
    except (KeyError, 5):
        pass
except TypeError as e:
    print(e)
