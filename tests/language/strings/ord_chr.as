print(ord("a"), ord("漢"), chr(97), chr(0x1F600), ascii(chr(0x1F600)))
for bad in (lambda: ord("ab"), lambda: chr(-1), lambda: chr(0x110000), lambda: ord(5)):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
