e = ValueError("a", 1)
print(e.args, str(e), repr(e), str(ValueError()), repr(ValueError()), str(KeyError("k")), str(KeyError(1, 2)), str(ValueError(None)))
e.args = ("changed",)
print(e, e.__traceback__, e.__context__)
e.add_note("a note")
print(e.__notes__)
try:
    e.add_note(5)
except TypeError as t:
    print(t)
o = OSError(2, "No such file", "x.txt")
print(o, o.errno, o.strerror, o.filename, type(o).__name__, type(OSError(13, "p")).__name__)
s = StopIteration(5)
print(s.value, SystemExit(3).code, repr(SystemExit()), AttributeError("x", name="n", obj=1).name)
