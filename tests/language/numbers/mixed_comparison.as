print(1 < 1.5 < 2, 3 > 2 > 1, 1 == 1.0 == True, 1 != 1.0)
print(0.1 + 0.2 == 0.3, 10 ** 20 == 1e20, 10 ** 23 == 1e23)
try:
    1 < "a"
except TypeError as e:
    print(e)
try:
    None >= 1
except TypeError as e:
    print(e)
