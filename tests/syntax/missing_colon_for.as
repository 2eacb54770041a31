<<<<<<< HEAD
for x in range(10)
    pass
=======
for i in range(3)
    print(i)
>>>>>>> harness
