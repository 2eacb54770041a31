<<<<<<< HEAD
if x:
        a
    b
=======
if True:
        x = 1
    y = 2
>>>>>>> harness
