<<<<<<< HEAD
from a import
=======
from math import
>>>>>>> harness
