class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def move(self, dx, dy):
        self.x += dx
        self.y += dy
        return self

    def norm(self):
        return self.x * self.x + self.y * self.y


def run(n):
    p = Point(0, 0)
    total = 0
    for i in range(n):
        p.move(1, -1)
        total += p.norm() % 11
        if p.x > 1000:
            p.x = p.y = 0
    return total

print(run(3_000_000))
