def nothing(): pass
def bare(): return
def several(): return 1, 2
def unpack(): return *[1, 2], 3
def chained(): return 1 if False else 2
print(nothing(), bare(), several(), unpack(), chained())
