print("before", end="") if 0 else None
print(undefined_name)
