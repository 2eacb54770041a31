a = 123456789012345678901234567890
b = 987654321098765432109876543210
print(a + b, a - b, a * b)
print(b // a, b % a, -b // a, -b % a, divmod(b, -a))
print(a ** 5)
print(a == a + 0, a < b, -a > -b, a != b)
print(2 ** 200 - 2 ** 200, type(2 ** 200 - 2 ** 200).__name__)
print(hash(2 ** 61 - 1), hash(2 ** 61), hash(-1), hash(2 ** 100))
