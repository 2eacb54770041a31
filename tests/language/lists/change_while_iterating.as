a = [1, 2, 3, 4]
for x in a:
    if x == 2: a.remove(x)
    print(x, end=" ")
print(a)
n = 0
b = [0]
for x in b:
    n += 1
    if n < 5: b.append(n)
print(b)
