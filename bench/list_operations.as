def run(n):
    total = 0
    for i in range(n):
        a = [x * 2 for x in range(20)]
        a.append(i)
        a.extend(a[:5])
        a.reverse()
        a[3:6] = [1, 2]
        total += a[0] + a[-1] + len(a)
        a.pop()
        if i in a:
            total += 1
        b = a + [1, 2, 3]
        total += sum(b) % 5
    return total

print(run(500_000))
