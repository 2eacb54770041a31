n = 0
def count():
    global n
    n += 1
    return n
print(list(iter(count, 4)), n)
i = iter(count, 6); print(next(i), list(i), n)
l = [3, 2, 1]
print(list(iter(l.pop, 1)), l)
def bad():
    raise KeyError('x')
try: list(iter(bad, 1))
except KeyError as e: print(repr(e))
def stop(): raise StopIteration
print(list(iter(stop, 1)))
for f in (lambda: iter(5), lambda: next(5), lambda: next(iter([]))):
    try: f()
    except (TypeError, StopIteration) as e: print(type(e).__name__, e)
print(next(iter([]), 'default'))
class Eq:
    def __eq__(self, o): return o == 2
it = iter([1, 2, 3]); print(list(iter(it.__next__, Eq())))
