def key(x): raise ValueError(f"key of {x}")
sorted([3, 1], key=key)
