class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
def where(p):
    match p:
        case Point(0, 0): return "origin"
        case Point(x=0, y=y): return f"on y at {y}"
        case Point(x, 0): return f"on x at {x}"
        case Point() as q: return f"{q.x},{q.y}"
        case [Point(x=a), Point(x=b)]: return f"two {a} {b}"
for p in (Point(0, 0), Point(0, 5), Point(3, 0), Point(1, 2), [Point(1, 1), Point(2, 2)], 5): print(where(p))
