x = 1
<<<<<<< HEAD
  y = 2
=======
    y = 2
>>>>>>> harness
