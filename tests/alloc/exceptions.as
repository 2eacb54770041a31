class Trouble(Exception):
    def __init__(self, message, code):
        super().__init__(message)
        self.code = code


def fail(n):
    if n == 0:
        raise Trouble('deep', 7)
    try:
        fail(n - 1)
    except Trouble as e:
        if n == 2:
            raise ValueError(f'level {n}') from e
        raise KeyError(n)
    finally:
        order.append(n)


order = []
try:
    fail(4)
except (KeyError, ValueError) as e:
    link = e
    while link is not None:
        print(type(link).__name__, link)
        link = link.__cause__ or link.__context__
print(order)
for bad in ('1 / 0', '[][1]', '{}["k"]', 'int("x")', 'None.x', 'undefined', '1 + "a"', '"a".foo()'):
    try:
        eval(bad)
    except Exception as e:
        e.add_note('seen')
        print(type(e).__name__, e, e.__notes__)
group = ExceptionGroup('many', [ValueError(1), TypeError(2)])
print(group, group.exceptions)
try:
    assert order == [], f'not empty: {order}'
except AssertionError as e:
    print(repr(e))
