def say(x): print("say", x); return x
g = (say(x) for x in say([1, 2, 3]) if say(x) > 1)
print("made")
print(next(g))
print(list(g))
try:
    (x for x in 5)
except TypeError as e:
    print(e)
