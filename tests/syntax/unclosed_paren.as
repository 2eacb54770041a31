<<<<<<< HEAD
x = (1,
y = 2
=======
print((1, 2)
x = 3
>>>>>>> harness
