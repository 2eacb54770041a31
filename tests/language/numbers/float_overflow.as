try:
    print(2.0 ** 10000)
except OverflowError as e:
    print(e)
try:
    print(int(float("inf")))
except OverflowError as e:
    print(e)
try:
    print(int(float("nan")))
except ValueError as e:
    print(e)
try:
    print(float(10 ** 400))
except OverflowError as e:
    print(e)
try:
    print(10 ** 400 / 3)
except OverflowError as e:
    print(e)
print(10 ** 400 / 10 ** 399)
