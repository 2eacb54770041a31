import math
import sys
import asyncio
from asyncio import Queue, Event as E, gather
import contextvars

var = contextvars.ContextVar('var', default=1)
token = var.set(2)
print(math.sqrt(2), math.floor(2.5), Queue.__name__, E.__name__, var.get(), 'math' in sys.modules)
var.reset(token)
ns = {}
exec('import math as m\ndef f(x):\n    return m.pi * x\nr = f(2)', ns)
print(ns['r'], eval('[x + 1 for x in range(3)]'), var.get())
try:
    import nosuchmodule
except ModuleNotFoundError as e:
    print(e, e.name)
try:
    exec('x = = 1')
except SyntaxError as e:
    print(e)
