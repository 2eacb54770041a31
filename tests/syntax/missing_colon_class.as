<<<<<<< HEAD
class A
=======
class C
>>>>>>> harness
    pass
