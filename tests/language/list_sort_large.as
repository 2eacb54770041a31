x = 12345
l = []
for i in range(20000):
    x = (x * 1103515245 + 12345) % 2147483648
    l.append(x % 5000)
s = sorted(l)
print(s[:5], s[-5:], all(s[i] <= s[i + 1] for i in range(len(s) - 1)), sum(s) == sum(l))
pairs = [(v, i) for i, v in enumerate(l)]
p = sorted(pairs, key=lambda q: q[0])
print(p == sorted(pairs), p[:3], p[-3:])
p = sorted(pairs, key=lambda q: q[0], reverse=True)
print(all(p[i][0] > p[i + 1][0] or (p[i][0] == p[i + 1][0] and p[i][1] < p[i + 1][1]) for i in range(len(p) - 1)))
strs = ['%05d' % v for v in l]
print(sorted(strs) == ['%05d' % v for v in s])
print(sorted(s) == s, sorted(s[::-1]) == s, sorted(s + s[::-1])[::2] == s)
saw = [i % 100 for i in range(5000)]
print(sorted(saw) == [i for i in range(100) for j in range(50)])
mixed = [(v if v % 2 else -v - 10 ** 20) for v in l[:3000]]
m = sorted(mixed); print(m[:2], m[-2:], all(m[i] <= m[i + 1] for i in range(len(m) - 1)))
