def run(n):
    i = total = 0
    while i < n:
        if i % 3 == 0:
            total = total + i % 7
        i += 1
    return total

print(run(10_000_000))
