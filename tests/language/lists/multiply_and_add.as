a = [0] * 3
print(a, 2 * [1, 2], [1] * 0, [1] * -5, [1] + [2])
grid = [[0] * 2] * 2
grid[0][0] = 9
print(grid)
b = a
a += (1, 2)
print(b is a, b)
a = a + [3]
print(b is a, b)
b *= 2
print(b)
