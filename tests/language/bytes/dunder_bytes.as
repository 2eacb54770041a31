class Good:
    def __bytes__(self):
        return b"good"


class Bad:
    def __bytes__(self):
        return 1


class Number:
    def __index__(self):
        return 3


print(bytes(Good()), b"<%b>" % Good(), bytes(Number()), bytes([Number()]), b"abcd"[Number()])
for make in (lambda: bytes(Bad()), lambda: b"%b" % Bad()):
    try:
        make()
    except TypeError as e:
        print(e)
