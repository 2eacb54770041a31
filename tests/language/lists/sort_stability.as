rows = [("a", 2), ("b", 1), ("c", 2), ("d", 1), ("e", 2), ("f", 0)]
print(sorted(rows, key=lambda r: r[1]))
print(sorted(rows, key=lambda r: r[1], reverse=True))
many = [(i * 7919 % 10, i) for i in range(200)]
s = sorted(many, key=lambda p: p[0])
print(all(s[i][0] < s[i + 1][0] or (s[i][0] == s[i + 1][0] and s[i][1] < s[i + 1][1]) for i in range(199)))
