print(pow(2, 10, 1000), pow(3, -1, 7), pow(2, 100, 10 ** 9 + 7), pow(-2, 3, 5), pow(2, 3, -5))
try:
    pow(2, -1, 4)
except ValueError as e:
    print(e)
try:
    pow(2, 2, 0)
except ValueError as e:
    print(e)
