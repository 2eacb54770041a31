class Evil:
    def __init__(self, d, act): self.d = d; self.act = act
    def __hash__(self): return 1
    def __eq__(self, o):
        self.act(self.d)
        return False
d = {}
d[Evil(d, lambda d: None)] = 1
d[1] = 'one'
print(d[1])
def clear(d):
    if len(d) > 1: d.clear()
d = {}
d[Evil(d, clear)] = 'e'; dict.__setitem__(d, 'other', 2); d['third'] = 3
print(d.get(1, 'missing'), len(d))
def grow(d):
    if len(d) < 50: d[len(d) + 100] = 0
d = {}
d[Evil(d, grow)] = 'e'
print(d.get(1, 'missing'), len(d))
class Raises:
    def __hash__(self): return 5
    def __eq__(self, o): raise ValueError('eq')
d = {Raises(): 1}
for f in (lambda: d[5], lambda: d.get(5), lambda: 5 in d, lambda: d.pop(5), lambda: d.setdefault(5)):
    try: f()
    except ValueError as e: print(e)
try: d[5] = 1
except ValueError as e: print(e, len(d))
