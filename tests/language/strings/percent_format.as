print("%s and %d and %5.2f and %r" % ("text", 42, 3.14159, "q"))
print("%05d|%-5d|%+d|% d|%x|%X|%o|%c|%%" % (42, 42, 42, 42, 255, 255, 8, "z"))
print("%(name)s is %(age)d" % {"name": "Ann", "age": 30})
print("%s" % (1,), "%s" % [1, 2], "%10s|%-10s|%.2s" % ("a", "b", "cde"), "%e %g %G" % (12345.678, 0.00001, 1e20))
for bad in (lambda: "%d" % "x", lambda: "%s %s" % (1,), lambda: "%s" % (1, 2), lambda: "%(a)s" % {}, lambda: "%q" % 1):
    try:
        print(bad())
    except (TypeError, ValueError, KeyError) as e:
        print(type(e).__name__, e)
