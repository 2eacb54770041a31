for n in (-1, 0, 1, 2):
    if n < 0: print("negative")
    elif n == 0: print("zero")
    elif n == 1: print("one")
    else: print("many")
print("yes" if n else "no", "a" if 0 else "b" if 0 else "c")
