class Box:
    def __class_getitem__(cls, item): return f"{cls.__name__}[{item}]"
print(Box[5], Box["x"])
print(list[int], dict[str, int])
def f(x: list[int]) -> tuple[int, ...]: return x
print(f(1))
try:
    int[5]
except TypeError as e:
    print(e)
