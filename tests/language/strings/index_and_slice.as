s = "hello world"
print(s[0], s[-1], s[2:5], s[:3], s[-3:], s[::2], s[::-1], s[8:2:-2], s[100:], s[-100:3])
t = "aé漢😀z"
print(t[1], t[3], t[-2], t[1:4], t[::-1], len(t))
try:
    s[11]
except IndexError as e:
    print(e)
try:
    s["a"]
except TypeError as e:
    print(e)
try:
    s[::0]
except ValueError as e:
    print(e)
try:
    s[1.0:]
except TypeError as e:
    print(e)
