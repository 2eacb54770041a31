def attempt(f):
    try:
        f()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
def few(): a, b, c = 1, 2
def many(): a, b = 1, 2, 3
def star(): a, b, *c = [1]
def none(): a, b = None
def number(): a, b = 5
def string(): a, b = "abc"
def gen(): a, b = (x for x in range(5))
def call(): print(*None)
def empty(): a, b = []
for f in (few, many, star, none, number, string, gen, call, empty): attempt(f)
