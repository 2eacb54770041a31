print("{} {}".format(1, 2), "{1} {0}".format("a", "b"), "{name}!".format(name="x"), "{0[1]} {1.real}".format([1, 2], 5))
print("{:>5}|{:<5}|{:^5}".format("a", "b", "c"), "{{}}".format(), "{!r} {!s}".format("q", "q"), "{:{}}".format("x", 4) + "|")
for bad in (lambda: "{} {1}".format(1, 2), lambda: "{}".format(), lambda: "{x}".format(), lambda: "{".format(1), lambda: "}".format(1)):
    try:
        print(bad())
    except (ValueError, IndexError, KeyError) as e:
        print(type(e).__name__, e)
