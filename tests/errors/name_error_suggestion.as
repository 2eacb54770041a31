counter = 1
print(countr + 1)
