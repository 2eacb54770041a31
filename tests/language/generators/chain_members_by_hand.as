# members of a chain used by hand
def g(n, keep):
    keep.append(None)
    try:
        if n:
            x = g(n - 1, keep); keep[n] = x
            r = yield from x
            yield ('r', n, r)
        else:
            yield 'a'; yield 'b'
        return n
    finally:
        print('fin', n)
def mk(n):
    keep = []
    keep.extend([None] * (n + 1))
    return g(n, keep), keep
for how in range(6):
    root, keep = mk(4)
    print(next(root))
    mid = keep[2]; low = keep[1]
    try:
        if how == 0: print(next(mid)); print(list(root))
        if how == 1: mid.close(); print(list(root))
        if how == 2: del root; print('deleted'); print(list(mid))
        if how == 3: root.close(); print(list(mid))
        if how == 4: print(mid.throw(KeyError('k')))
        if how == 5: print(next(low)); print(next(mid)); print(next(root)); print(list(mid), list(root))
    except Exception as e: print(type(e), e)
    root = mid = low = None
    print('clear'); keep.clear()
def h(n):
    if n: yield from h(n - 1)
    else: yield 1
x = h(10); next(x)
y = x.gi_yieldfrom.gi_yieldfrom.gi_yieldfrom
del x
print(next(y, 'end'), y.gi_frame)
