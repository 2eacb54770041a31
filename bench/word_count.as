words = ("the quick brown fox jumps over the lazy dog while async tasks await the loop and "
         "every queue hands one more item to a worker that sleeps").split()


def run(n):
    counts = {}
    for i in range(n):
        for w in words:
            counts[w] = counts.get(w, 0) + 1
            if w in counts and len(w) > 4:
                counts[w] += 1
    return counts

c = run(220_000)
print(sum(c.values()), len(c), max(c, key=lambda w: (c[w], w)))
