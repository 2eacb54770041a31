def first(x):
    return second(x + 1)

def second(y):
    return third(y * 2)

def third(z):
    raise RuntimeError(f"z is {z}")

first(1)
