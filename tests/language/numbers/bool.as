print(True, False, bool(0), bool(""), bool([]), bool("0"), bool(0.0), bool(None), bool(range(0)))
print(True == 1, isinstance(True, int), True & False, True | False, True ^ True, type(True & 1).__name__)
print(not 1, not 0, not [], 1 and 2, 0 and 2, 1 or 2, 0 or "", None or [] or "last")
