try:
    [1 // x for x in (1, 0)]
except ZeroDivisionError as e:
    print(e)
try:
    [y for y in undefined]
except NameError as e:
    print(e)
