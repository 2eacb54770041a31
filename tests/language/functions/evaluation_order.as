def say(x):
    print(x, end=" ")
    return x
def f(*args, **kw): print("->", args, kw)
f(say(1), *[say(2)], say(3), k=say(4), **{"z": say(5)})
say(f)(say(1)) if False else None
d = {say("k1"): say("v1"), say("k2"): say("v2")}
print()
x = [0, 0]
x[say(0)] = say(9)
print()
a = say(1) + say(2) * say(3)
print(a)
say(1) < say(5) < say(3) < say(9)
print()
