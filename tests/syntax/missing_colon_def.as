def f()
<<<<<<< HEAD
    pass
=======
    return 1
>>>>>>> harness
