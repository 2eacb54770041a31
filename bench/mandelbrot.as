def run(size, limit):
    count = 0
    for row in range(size):
        ci = 2.0 * row / size - 1.0
        for col in range(size):
            cr = 2.0 * col / size - 1.5
            zr = zi = 0.0
            i = 0
            while i < limit and zr * zr + zi * zi < 4.0:
                zr, zi = zr * zr - zi * zi + cr, 2.0 * zr * zi + ci
                i += 1
            if i == limit:
                count += 1
    return count

print(run(340, 100))
