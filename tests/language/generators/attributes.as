def g(): yield
it = g()
print(it.__name__, it.gi_running, it.gi_frame is not None, it.gi_yieldfrom)
list(it)
print(it.gi_frame, repr(it).startswith("<generator object g at 0x"))
