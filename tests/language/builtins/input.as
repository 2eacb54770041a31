name = input()
age = input("age? ")
print(name, int(age) + 1)
try:
    input("more? ")
except EOFError as e:
    print(type(e).__name__, e)
