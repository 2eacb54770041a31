s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, s.indices(5), slice(5), slice(None, None, -1).indices(4), slice(1, 2) == slice(1, 2))
class Show:
    def __getitem__(self, key): return key
x = Show()
print(x[1], x[1:2], x[::3], x[1, 2], x[1:2, ..., None], x[()])
