try:
    1 << (10 ** 30)
except (OverflowError, MemoryError) as e:
    print(type(e).__name__)
try:
    1 << -1
except ValueError as e:
    print(e)
print(1 >> 10 ** 30, -1 >> 10 ** 30, 0 << 10 ** 10)
