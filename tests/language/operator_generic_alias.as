print(list[int], dict[str, int], tuple[int, ...], list[list[int]], type[int], int | str, int | None, list[int] | None, str | list)
print(list[int] == list[int], (int | str) == (str | int), list[int].__origin__, dict[str, int].__args__, (int | str).__args__)
print(list[int]([1, 2]), type(list[int]), type(int | str), int | int)
class L(list[int]): pass
print(L.__bases__, L.__orig_bases__)
try: int[3]
except TypeError as e: print(e)
class G:
    def __class_getitem__(cls, item): return (cls.__name__, item)
print(G[1], G[1, 2])
try: int | 3
except TypeError as e: print(e)
