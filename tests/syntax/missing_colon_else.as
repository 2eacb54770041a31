<<<<<<< HEAD
if x:
=======
if 1:
>>>>>>> harness
    pass
else
    pass
