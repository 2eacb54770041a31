a = [3, 1, 2]
a.append(4); a.extend([5, 6]); a.extend("xy"); a.insert(0, 0); a.insert(-1, "mid"); a.insert(100, "end")
print(a, len(a))
print(a.pop(), a.pop(0), a.pop(-2), a)
a.remove("x")
print(a.index(4), a.count(1), a)
a.reverse(); print(a)
b = a.copy(); a.clear(); print(a, b)
