def fannkuch(n):
    p = list(range(n))
    q = [0] * n
    s = list(range(n))
    sign, most, total = 1, 0, 0
    while True:
        if p[0] != 0:
            q[:] = p
            flips = 1
            first = q[0]
            while True:
                second = q[first]
                if second == 0:
                    break
                q[first] = first
                if first >= 3:
                    i, j = 1, first - 1
                    while i < j:
                        q[i], q[j] = q[j], q[i]
                        i += 1
                        j -= 1
                first = second
                flips += 1
            if flips > most:
                most = flips
            total += sign * flips
        if sign == 1:
            p[0], p[1] = p[1], p[0]
            sign = -1
        else:
            p[1], p[2] = p[2], p[1]
            sign = 1
            for i in range(2, n):
                if s[i] != 0:
                    s[i] -= 1
                    break
                if i == n - 1:
                    return total, most
                s[i] = i
                first = p[0]
                for j in range(i + 1):
                    p[j] = p[j + 1]
                p[i + 1] = first

print(fannkuch(9))
