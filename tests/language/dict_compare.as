class V:
    def __init__(self, n): self.n = n
    def __eq__(self, o): print('eq', self.n, o.n); return self.n == o.n
print({1: V(1)} == {1: V(1)}, {1: V(1)} == {1: V(2)}, {1: 1} == {2: 1}, {1: 1} != {1: 1.0}, {} == {}, {1: 1} == [1])
print({'a': 1, 'b': 2} == {'b': 2, 'a': 1}, {'a': [1, {2: 3}]} == {'a': [1, {2: 3}]})
n = float('nan'); print({1: n} == {1: n}, {n: 1} == {n: 1})
