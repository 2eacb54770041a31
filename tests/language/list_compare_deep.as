print([1, [2, [3]]] == [1, [2, [3]]], [1, 2] < [1, 2, 0], [2] > [1, 9], [] < [0], [1] <= [1], [1] >= [1, 0])
print([1, 2] != [1, 2], [1] == (1,), [1, 'a'] < [2, 3])
nan = float('nan')
print([nan] == [nan], nan in [nan], [nan].count(nan), [nan].index(nan))
try: [1, 'a'] < [1, 2]
except TypeError as e: print(e)
class E:
    def __eq__(self, o): return 'yes'
    def __lt__(self, o): return 'less'
print([E()] == [1], [E()] < [E()])
class N:
    def __eq__(self, o): return False
    def __lt__(self, o): return 'less'
print([N()] < [N()], (1, N()) < (1, N()))
