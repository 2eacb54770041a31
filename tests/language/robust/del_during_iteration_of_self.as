class C:
    def __del__(self): out.clear()
out = [1, 2, 3]
out.append(C())
for x in out:
    if x == 2: out[3] = None
    print(x)
print(out)
