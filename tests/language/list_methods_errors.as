def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)
l = [1, 2]
attempt(l.remove, 9)
attempt(l.index, 9)
attempt(l.index, 1, 1)
attempt(l.index, 1, 'a')
attempt(l.pop, 5)
attempt([].pop)
attempt(l.pop, 'a')
attempt(l.insert, 'a', 1)
attempt(l.extend, 5)
attempt(list, 5)
attempt(list, 1, 2)
attempt(l.sort, 5)
attempt(l.__add__, 5)
attempt(lambda: l + 5)
attempt(lambda: l * 'a')
attempt(lambda: 'a' * l)
attempt(lambda: 2 + l)
attempt(lambda: l - l)
attempt(lambda: l < 5)
attempt(lambda: -l)
attempt(hash, l)
attempt(lambda: l.nothing)
def add():
    global l
    l += 5
attempt(add)
