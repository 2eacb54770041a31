print("x".center(5) + "|", "x".ljust(4, ".") + "|", "x".rjust(4, "*") + "|", "ab".center(5, "-"), "42".zfill(5), "-42".zfill(5), "abc".zfill(2))
try:
    "x".center(5, "ab")
except TypeError as e:
    print(e)
print("a\tb\tc".expandtabs(4), "01\t012\t0123".expandtabs())
