import typing
from typing import *
T = TypeVar("T"); K = TypeVar("K", bound=int); C = TypeVar("C", int, str, covariant=False); CO = TypeVar("CO", covariant=True); CN = TypeVar("CN", contravariant=True)
print(T, K, CO, CN, K.__bound__, C.__constraints__, AnyStr, AnyStr.__constraints__)
P = ParamSpec("P"); Ts = TypeVarTuple("Ts")
print(P, P.args, P.kwargs, Ts, Unpack[Ts], list(Ts))
print(List[int], Dict[str, List[int]], Tuple[int, ...], Tuple[()], Set[T], Type[int], FrozenSet[str], List)
print(Optional[int], Union[int, str], Union[int, None, str], Union[int], Optional[Union[int, str]], Union[int, Union[str, int]])
print(Any, Union, Optional, ClassVar[int], Final, Final[int], Literal[1, "a", True], NoReturn, Never, Self, Callable)
print(Callable[[int, str], bool], Callable[..., int], Callable[[], None], Callable[P, T])
print(Union[int, "Foo"], List["Foo"], Annotated[int, "x", 3], Annotated[Annotated[int, 1], 2])
print(T | int, int | T, Optional[T], List[int] | None, "x" | T)
print(List[T][int], Dict[K, T][int, str], Union[T, int][str], Callable[[T], K][str, int])
class Stack(Generic[T]):
    def __init__(self): self.items: List[T] = []
    def push(self, x: T) -> None: self.items.append(x)
print(Stack.__parameters__, Stack[int], Stack[T][int], Stack.__orig_bases__, Stack.__mro__)
s = Stack[int](); s.push(1); print(s.items, s.__orig_class__)
class M2(Dict[str, T]): pass
print(M2.__mro__, M2[int], M2.__parameters__)
class L(List[int]): pass
print(L.__mro__, L([1]))
for f in (lambda: Generic[int], lambda: Generic[()], lambda: Generic[T, T], lambda: List[int, str], lambda: List[int][str], lambda: List[int](), lambda: List(),
          lambda: Union[()], lambda: Optional[int, str], lambda: Callable[int], lambda: Any(), lambda: Union(), lambda: isinstance(1, List[int]), lambda: isinstance(1, Any),
          lambda: Stack[int, str], lambda: TypeVar("X", int), lambda: TypeVar("X", int, str, bound=int), lambda: TypeVar("X", covariant=True, contravariant=True), lambda: Dict[int], lambda: List[3],
          lambda: type("X", (Generic,), {}), lambda: type("Y", (T,), {})):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(isinstance([1], List), isinstance(1, Union[int, str]), isinstance(1.0, Union[int, str]), isinstance(None, Optional[int]), issubclass(int, Union[int, str]))
print(cast(int, "a"), TYPE_CHECKING, Text)
@overload
def ov(x: int) -> int: ...
@overload
def ov(x: str) -> str: ...
def ov(x): return x
print(ov(3))
@overload
def ov2(x): ...
try: ov2(1)
except NotImplementedError as e: print(e)
@final
class F: pass
print(F.__final__)
class Proto(Protocol):
    def run(self) -> int: ...
@runtime_checkable
class RProto(Protocol):
    x: int
    def run(self) -> int: ...
class Impl:
    x = 1
    def run(self): return 1
print(isinstance(Impl(), RProto), isinstance(3, RProto))
for f in (Proto, lambda: isinstance(1, Proto), lambda: issubclass(Impl, RProto)):
    try: print(f())
    except TypeError as e: print(e)
class GP(Protocol[T]):
    def get(self) -> T: ...
print(GP[int], GP.__parameters__, GP.__mro__)
class Conc(Proto):
    def run(self): return 7
print(Conc().run(), isinstance(3, SupportsInt), isinstance("a", SupportsInt), isinstance(3, SupportsIndex), issubclass(float, SupportsFloat))
UserId = NewType("UserId", int)
print(UserId, UserId(5), UserId.__supertype__, UserId.__name__)
class Movie(TypedDict):
    name: str
    year: int
class M3(Movie, total=False):
    extra: str
print(Movie(name="x", year=1), Movie.__annotations__, M3.__required_keys__ == frozenset({"name", "year"}), M3.__optional_keys__, M3.__total__, is_typeddict(Movie), type(Movie(name="a", year=2)))
def h(a: "int", b: "List[str]" = None, *c: Optional["Stack"]) -> "None": ...
print(get_type_hints(h))
class Hc:
    a: int
    b: "Hc"
    c: ClassVar["str"] = ""
class Hd(Hc):
    d: Annotated[int, 3]
print(get_type_hints(Hd), get_type_hints(Hd, include_extras=True)["d"])
for t in (List[int], list[int], Union[int, str], int | str, Literal[1, 2], Annotated[int, 1], Optional[int], int, List, Stack[int]):
    print(get_origin(t), get_args(t))
print(Literal[1] == Literal[1], Literal[1] == Literal[True], Union[int, str] == Union[str, int], List[int] == List[int], hash(List[int]) == hash(List[int]))
def use[X: (int, str)](a: X, *b: Optional[X]) -> List[X]: ...
print(use.__annotations__, use.__type_params__[0].__constraints__)
type V = Union[int, "V"]
print(V.__value__)
print(Concatenate[int, P], TypeGuard[int], Required[int], NotRequired[str], LiteralString, TypeAlias)
try: assert_never(3)
except AssertionError as e: print(e)
print(typing.__name__, hasattr(typing, "nothing"))
