print(float("1.5"), float(" -2e3 "), float("1_0.5"), float(".5"), float("5."), float("Infinity"), float("-inf"), float())
for bad in ("", "1.5x", "1__0", "e5", "--1", "0x10"):
    try:
        float(bad)
    except ValueError as e:
        print(e)
try:
    float([])
except TypeError as e:
    print(e)
