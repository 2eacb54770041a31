def attempt(f):
    try:
        print(f())
    except (IndexError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
attempt(lambda: [].pop())
attempt(lambda: [1].pop(5))
attempt(lambda: [1].remove(2))
attempt(lambda: [1].index(2))
attempt(lambda: [1][1])
one = [1]
attempt(lambda: one["a"])
attempt(lambda: [1].extend(5))
attempt(lambda: [1].append())
attempt(lambda: [1].append(1, 2))
attempt(lambda: [] + 5)
attempt(lambda: [3, "a"].sort())
attempt(lambda: [1].insert("a", 1))
def store():
    [1][3] = 2
attempt(store)
def drop():
    del [1][3]
attempt(drop)
