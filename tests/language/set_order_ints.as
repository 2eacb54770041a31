x = 987654321
def rnd(n):
    global x
    x = (x * 6364136223846793005 + 1442695040888963407) % 2 ** 64
    return (x >> 33) % n
for trial in range(300):
    n = rnd(60) + 1
    span = (30, 100, 1000, 10 ** 6, 2 ** 40)[rnd(5)]
    s = set()
    for i in range(n):
        s.add(rnd(span) - span // 4)
        if rnd(5) == 0: s.discard(rnd(span))
    t = set([rnd(span) for i in range(rnd(50))])
    print(list(s), list(s | t), list(s - t), list(s & t), list(s ^ t), list(s.copy()))
    for k in list(s)[::3]: s.remove(k)
    print(list(s), list(s.union(t, range(5))), list(set(list(s))), list(frozenset(s)))
