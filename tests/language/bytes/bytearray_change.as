b = bytearray(b"abc")
alias = b
b.append(100)
b.extend(b"ef")
b.extend([103, 104])
b += b"!"
print(b, b is alias, len(b))
b[0] = 65
b[-1] = 63
b[1:3] = b"-----"
print(b)
b[::2] = bytes(len(b[::2]))
print(b)
del b[0], b[:2], b[::2]
print(b)
b.insert(1, 120)
b.insert(-100, 121)
b.insert(100, 122)
print(b, b.pop(), b.pop(0), b)
b.reverse()
b.remove(120)
print(b, b.copy() == b, b.copy() is b)
b *= 2
b[len(b):] = range(3)
b[2:2] = b
print(b)
b.clear()
print(b, bool(b), bytearray(b"x").pop(-1))
