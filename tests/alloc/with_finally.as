import weakref


class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print('enter', self.name)
        return self

    def __exit__(self, kind, value, tb):
        print('exit', self.name, kind and kind.__name__)
        return self.swallow


class Watched:
    def __del__(self):
        print('gone')


def leave(how):
    for i in range(3):
        try:
            with Manager('m') as m:
                if how == 'return':
                    return i, m.name
                if how == 'break':
                    break
                if how == 'continue':
                    continue
                if how == 'raise':
                    raise ValueError(how)
        finally:
            print('finally', i)
    return 'end'


for how in ('return', 'break', 'continue', 'raise', ''):
    with Manager('outer', True), Manager('second'):
        print(leave(how))
w = Watched()
ref = weakref.ref(w, lambda r: print('callback', r() is None))
del w
print(ref())
cycle = Watched()
cycle.me = cycle
del cycle
