<<<<<<< HEAD
if a:
    pass
else if b:
=======
if 1:
    pass
else if 2:
>>>>>>> harness
    pass
