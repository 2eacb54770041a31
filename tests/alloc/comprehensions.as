print([(x, y) for x in range(4) for y in 'ab' if x % 2], {x: {y for y in range(x)} for x in range(4)})
print([[c for c in row] for row in ('ab', 'cd')], {**{k: v for k, v in zip('ab', (1, 2))}})
print([y := 1, y + 1, [z for z in range(3) if (last := z)]], last)
words = 'the quick brown fox jumps over the lazy dog'.split()
print(sorted(words, key=lambda w: (len(w), w), reverse=True), sorted(range(10), key=lambda n: -n % 3))
print({len(w): w for w in words}, {w[0] for w in words} >= {'t'}, list(range(5, 0, -2)))
words.sort(key=str.upper)
print(words, min(words, key=len), max(words, default=None), [*map(len, words)])
match words:
    case [first, *_, last] if first < last:
        print(first, last)
match {'kind': 'point', 'at': (1, 2)}:
    case {'kind': 'point', 'at': (x, y), **rest}:
        print(x, y, rest)
