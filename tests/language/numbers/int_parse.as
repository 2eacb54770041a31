print(int("42"), int(" -17\n"), int("1_000"), int("ff", 16), int("0xff", 16), int("0b11", 0), int("z", 36))
print(int(3.99), int(-3.99), int(True), int(), int(1e20))
for bad in ("", "1__0", "_1", "1_", "12a", "0x", "1.5", " "):
    try:
        int(bad)
    except ValueError as e:
        print(e)
try:
    int("9", 8)
except ValueError as e:
    print(e)
try:
    int("1", 1)
except ValueError as e:
    print(e)
try:
    int(None)
except TypeError as e:
    print(e)
try:
    int(5, 10)
except TypeError as e:
    print(e)
