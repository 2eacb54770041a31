for x in (1, 1.5, "s", b"b", None, True, [], (), {}, set(), frozenset(), range(1), slice(1), len, print, int, type, ..., NotImplemented, lambda: 0, (i for i in ()), object(), Exception(), [].append, "".join, iter([]), iter({}), enumerate([]), zip(), map(len, [])):
    print(type(x).__name__, end=" ")
print()
print(type(1), type(int), int, list, type(None), Exception, type(len), type("".upper))
print(isinstance(1, (str, int)), isinstance("a", str | int), issubclass(bool, int), isinstance(True, int), callable(int), callable(5))
