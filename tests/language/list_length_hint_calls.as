class H:
    def __init__(self, h): self.h = h
    def __iter__(self): return iter([1, 2])
    def __length_hint__(self):
        print('hint')
        return self.h
print(list(H(2)), list(H(0)), list(H(NotImplemented)))
for bad in (-1, 'x'):
    try: print(list(H(bad)))
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
