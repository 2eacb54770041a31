<<<<<<< HEAD
x = b'é'
=======
x = b"é"
>>>>>>> harness
