<<<<<<< HEAD
x = [1, 2

print(x)
=======
a = [1, 2
b = 3
>>>>>>> harness
