<<<<<<< HEAD
x = """abc
y = 1
=======
s = """never
closed
>>>>>>> harness
