<<<<<<< HEAD
exec "x"
=======
exec "x = 1"
>>>>>>> harness
