n = 5
print(f"value {n + 'x'} end")
