try:
    import not_a_module_anywhere
except ModuleNotFoundError as e:
    print(e, e.name)
try:
    from math import not_there
except ImportError as e:
    print(str(e).split(" (")[0])
try:
    import math.inner
except ModuleNotFoundError as e:
    print(e)
from math import pi as p, floor
import math as m
print(p, floor(2.5), m.sqrt(16), m.inf, m.gcd(12, 18))
