<<<<<<< HEAD
x = f'abc
=======
s = f"hello {x
>>>>>>> harness
