def fact(n):
    return 1 if n < 2 else n * fact(n - 1)

big = fact(30)
print(big, -big, big // 12345678901234567890, big % 99999999977)
print(hex(big), big >> 70, big << 70, big & (1 << 90), big | 1, big ^ big, ~big)
print(divmod(big, 10 ** 20), pow(3, 1000, 10 ** 30), int('9' * 40) + 1, float(big))
print(int('ff' * 20, 16), big.bit_length(), big.to_bytes(16, 'big'), 1.5e300 * 1e-300, round(2.675, 2))
