s = set(range(0, 100, 3))
out = []
for i in range(10): out.append(s.pop())
print(out); s.add(1); s.add(500)
print([s.pop() for i in range(8)], s)
s = {7}; print(s.pop(), s); s.add(9); print(s.pop())
