l = list(range(7)); s = 'abcdefg'; t = tuple(l)
n = 0
for a in (None, 0, 1, 3, 6, 7, 9, -1, -4, -7, -9):
    for b in (None, 0, 2, 5, 7, 8, -1, -3, -8):
        for c in (None, 1, 2, 3, -1, -2, -5, 9, -9):
            x = l[a:b:c]
            if list(t[a:b:c]) != x or ''.join([s[i] for i in x]) != s[a:b:c] or list(range(7)[a:b:c]) != x: print('bad', a, b, c)
            m = list(l); del m[a:b:c]
            if sorted(m + x) != l: print('bad del', a, b, c)
            m = list(l); m[a:b:c] = [v * 10 for v in x]
            n = (n * 31 + sum(m) * 7 + len(x) + (x[0] if x else 0)) % 1000003
print(n)
