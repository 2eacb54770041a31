e = "before"
try:
    raise ValueError("x")
except ValueError as e:
    print(repr(e))
try:
    e
except NameError as n:
    print(n)
def f():
    try:
        raise KeyError
    except KeyError as k:
        pass
    try:
        return k
    except UnboundLocalError as u:
        return str(u)
print(f())
