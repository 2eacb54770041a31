s = slice(1, 2, 3)
print(s, slice(5), slice(None), slice(1, None), s.start, s.stop, s.step, s == slice(1, 2, 3), s != slice(1), slice(1) < slice(2), slice(1, 2) < slice(1, 3))
print(slice(5).indices(3), slice(None, None, -1).indices(5), slice(-3, -1).indices(10), slice(10, 20).indices(5), slice(1, 10, 3).indices(8), slice(-100, 100).indices(4), slice(None, -10, -1).indices(4))
print(slice(10 ** 30).indices(10 ** 29), slice(-1, None, -10 ** 20).indices(10 ** 25), slice(0).indices(0))
print([1, 2, 3, 4][slice(1, 3)], 'hello'[slice(None, None, -1)], (1, 2, 3)[slice(-2, None)])
print(hash(slice(1)), hash(slice(1, 2, 3)))
def attempt(f, *args):
    try: print(f(*args))
    except Exception as e: print(type(e).__name__, e)
attempt(slice); attempt(slice, 1, 2, 3, 4); attempt(slice('a').indices, 5); attempt(slice(1).indices, -1); attempt(slice(1).indices, 'a'); attempt(slice(1, 2, 0).indices, 5)
attempt(hash, slice([])); attempt(lambda: slice(1) < 5); attempt(lambda: slice(1) < slice('a'))
class G:
    def __getitem__(self, k): return k
g = G(); print(g[1:2], g[::2], g[:], g[1:2, 3], g[..., 1:])
