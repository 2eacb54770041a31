print("ab" * 3, 3 * "ab", "x" * 0, "x" * -1, "=" * 10)
s = "ab"
s *= 2
print(s)
