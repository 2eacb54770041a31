print("a b  c".split(), " a b ".split(), "".split(), "a,b,,c".split(","), "".split(","))
print("a b c d".split(None, 2), "a,b,c".split(",", 1), "a--b--c".split("--"), "a,b,c".rsplit(",", 1))
print("  a  b  c ".rsplit(None, 1), "one\ntwo\r\nthree\rfour".splitlines(), "x\ny\n".splitlines(True))
try:
    "a".split("")
except ValueError as e:
    print(e)
