class Clearing:
    def __init__(self, l): self.l = l
    def __eq__(self, o):
        self.l.clear()
        return False
    def __repr__(self): return 'C'
l = []
l.extend([Clearing(l), 2, 3])
print(l.count(5), l)
l.extend([Clearing(l), 2, 3])
print(5 in l, l)
l.extend([Clearing(l), 2, 3])
try: l.remove(7)
except ValueError as e: print(e)
l.extend([Clearing(l), 2, 3])
try: l.index(7)
except ValueError as e: print(e)
l.extend([Clearing(l), 2])
print(l == [1, 2])
