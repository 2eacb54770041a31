import sys
print(1, "a", None, sep="-", end="!\n")
print()
print("x", end="")
print("y", sep="zz", flush=True)
print("to stderr", file=sys.stderr)
print(*[1, 2], sep="")
print([1, "a"], ("b",), {"k": "v"}, {1}, sep=" | ")
class Out:
    def write(self, s): sys.stdout.write(f"<{s}>")
print("a", 1, file=Out())
print(sep=None, end=None)
