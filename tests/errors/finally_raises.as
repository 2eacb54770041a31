try:
    raise ValueError("one")
finally:
    raise KeyError("two")
