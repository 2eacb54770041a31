class Tree:
    def __init__(self, left, right):
        self.left = left
        self.right = right


def make(depth):
    if depth == 0:
        return Tree(None, None)
    return Tree(make(depth - 1), make(depth - 1))


def check(tree):
    if tree.left is None:
        return 1
    return 1 + check(tree.left) + check(tree.right)


total = 0
for depth in range(4, 15, 2):
    for _ in range(1 << (17 - depth)):
        total += check(make(depth))
        if depth < 6:
            break
print(total, check(make(17)))
