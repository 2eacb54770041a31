print(list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])))
print(list(filter(None, [0, 1, '', 'a', None, [], [0]])), list(filter(lambda x: x % 2, range(6))), list(filter(bool, [0, 2])))
def attempt(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
attempt(lambda: map()); attempt(lambda: map(str)); attempt(lambda: map(str, 5)); attempt(lambda: list(map(5, [1]))); attempt(lambda: filter()); attempt(lambda: filter(None, 5)); attempt(lambda: filter(1, 2, 3)); attempt(lambda: list(filter(5, [1])))
attempt(lambda: list(map(lambda x: 1 // x, [1, 0])))
m = map(lambda x: x * 2, iter([1, 2, 3])); print(next(m), iter(m) is m, list(m), list(m))
calls = []
def f(x): calls.append(x); return x
m = map(f, [1, 2, 3]); print(calls); next(m); print(calls); list(m); print(calls)
it = iter([1, 2, 3, 4]); print(list(map(lambda a, b: (a, b), it, it)))
def stop(x):
    if x == 2: raise StopIteration
    return x
print(list(map(stop, [1, 2, 3])), sum(map(len, ['a', 'bb'])))
