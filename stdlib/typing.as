"""Type hints: generic classes, type variables and the special forms. Hints are kept and shown, not checked."""

import sys
from _typing import (TypeVar, TypeVarTuple, ParamSpec, ParamSpecArgs, ParamSpecKwargs, TypeAliasType, Generic,
                     _GenericAlias, _Joinable, _type_repr, _parameters_of, _caller, _alias_type, _unpacked)

__all__ = ["Annotated", "Any", "AnyStr", "AsyncGenerator", "AsyncIterable", "AsyncIterator", "Awaitable", "Callable",
           "ClassVar", "Collection", "Concatenate", "Container", "Coroutine", "DefaultDict", "Deque", "Dict", "Final",
           "ForwardRef", "FrozenSet", "Generator", "Generic", "Hashable", "Iterable", "Iterator", "List", "Literal",
           "LiteralString", "Mapping", "MutableMapping", "MutableSequence", "MutableSet", "NamedTuple", "Never",
           "NewType", "NoReturn", "NotRequired", "Optional", "OrderedDict", "ParamSpec", "ParamSpecArgs",
           "ParamSpecKwargs", "Protocol", "Required", "Reversible", "Self", "Sequence", "Set", "Sized",
           "SupportsAbs", "SupportsFloat", "SupportsIndex", "SupportsInt", "SupportsRound", "Text", "Tuple", "Type",
           "TypeAlias", "TypeAliasType", "TypeGuard", "TypeVar", "TypeVarTuple", "TypedDict", "TYPE_CHECKING",
           "Union", "Unpack", "assert_never", "assert_type", "cast", "final", "get_args", "get_origin",
           "get_type_hints", "is_typeddict", "no_type_check", "overload", "override", "reveal_type",
           "runtime_checkable"]

TYPE_CHECKING = False
Text = str
_NoneType = type(None)
_UnionType = type(int | str)


class ForwardRef(_Joinable):
    """A hint given as text."""

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        try:
            self.__forward_code__ = compile(arg, "<string>", "eval")
        except SyntaxError:
            raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}") from None
        self.__forward_arg__ = arg
        self.__forward_module__ = module

    def __eq__(self, other):
        return self.__forward_arg__ == other.__forward_arg__ if isinstance(other, ForwardRef) else NotImplemented

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __repr__(self):
        return f"ForwardRef({self.__forward_arg__!r})"


def _check(arg, message):
    """A type as it is kept: None is its class, a str a ForwardRef."""
    if arg is None:
        return _NoneType
    if isinstance(arg, str):
        return ForwardRef(arg)
    if type(arg) is tuple:
        raise TypeError(f"{message} Got {arg!r:.100}.")
    if arg is Generic or arg is Protocol:
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if isinstance(arg, _SpecialForm) and arg._name in ("ClassVar", "Final", "Union", "Optional", "Callable"):
        raise TypeError(f"Plain {arg} is not valid as type argument")
    return arg


def _as_tuple(params):
    return params if isinstance(params, tuple) else (params,)


# --- special forms ---


class _SpecialForm(_Joinable):
    """Any, Union, Optional and the like: `form[...]` is what `make` gives."""

    def __init__(self, name, make=None, doc=None):
        self._name = name
        self._make = make
        self.__doc__ = doc

    def __getitem__(self, params):
        if self._make is None:
            raise TypeError(f"{self} is not subscriptable")
        return self._make(self, params)

    def __call__(self, *args, **kwargs):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    def __repr__(self):
        return "typing." + self._name


class _FormAlias(_GenericAlias):
    """A special form with arguments."""

    def __call__(self, *args, **kwargs):
        raise TypeError(f"Cannot instantiate {self.__origin__!r}")

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")


class _UnionAlias(_FormAlias):
    def _with_args(self, args):
        return Union[args]

    def __eq__(self, other):
        if isinstance(other, _UnionAlias) or isinstance(other, _UnionType):
            return set(self.__args__) == set(other.__args__)
        return NotImplemented

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and _NoneType in args:
            return f"typing.Optional[{_type_repr(args[1] if args[0] is _NoneType else args[0])}]"
        return _GenericAlias.__repr__(self)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        for arg in self.__args__:
            if issubclass(cls, arg):
                return True
        return False


class _LiteralAlias(_FormAlias):
    def __repr__(self):
        return f"typing.Literal[{', '.join([repr(a) for a in self.__args__])}]"

    def __eq__(self, other):
        if not isinstance(other, _LiteralAlias):
            return NotImplemented
        return set([(type(a), a) for a in self.__args__]) == set([(type(a), a) for a in other.__args__])

    def __hash__(self):
        return hash(frozenset([(type(a), a) for a in self.__args__]))


class _AbstractAlias(_GenericAlias):
    """A class of another module with arguments; the module is loaded when the class is asked for."""

    @property
    def __origin__(self):
        return self.__dict__["__origin__"].__origin__

    def _with_args(self, args):
        return type(self)(self.__dict__["__origin__"], args, name=self._name, inst=self._inst)


class _CallableAlias(_AbstractAlias):

    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and (args[0] is ... or isinstance(args[0], ParamSpec) or
                               isinstance(args[0], _FormAlias) and args[0]._name == "Concatenate"):
            return f"typing.Callable[{_type_repr(args[0])}, {_type_repr(args[1])}]"
        return f"typing.Callable[[{', '.join([_type_repr(a) for a in args[:-1]])}], {_type_repr(args[-1])}]"


class _AnnotatedAlias(_FormAlias):
    def __getattr__(self, name):
        if name == "__metadata__":
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def _with_args(self, args):
        return Annotated[(args[0],) + self.__metadata__]

    def __call__(self, *args, **kwargs):
        return self.__origin__(*args, **kwargs)

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __repr__(self):
        return f"typing.Annotated[{_type_repr(self.__origin__)}, {', '.join([repr(a) for a in self.__metadata__])}]"


def _unique(items):
    result = []
    for item in items:
        if item not in result:
            result.append(item)
    return result


def _make_union(form, params):
    if params == ():
        raise TypeError("Cannot take a Union of no types.")
    flat = []
    for p in _as_tuple(params):
        p = _check(p, "Union[arg, ...]: each arg must be a type.")
        if isinstance(p, (_UnionAlias, _UnionType)):
            flat.extend(p.__args__)
        else:
            flat.append(p)
    flat = _unique(flat)
    return flat[0] if len(flat) == 1 else _UnionAlias(form, tuple(flat), name="Union")


def _make_literal(form, params):
    flat = []
    for p in _as_tuple(params):
        flat.extend(p.__args__ if isinstance(p, _LiteralAlias) else (p,))
    seen, args = [], []
    for p in flat:
        if (type(p), p) not in seen:
            seen.append((type(p), p))
            args.append(p)
    return _LiteralAlias(form, tuple(args), name="Literal")


def _one(form, param):
    return _FormAlias(form, (_check(param, f"{form} accepts only single type."),), name=form._name)


def _make_callable(form, params):
    if not isinstance(params, tuple) or len(params) != 2:
        raise TypeError("Callable must be used as Callable[[arg, ...], result].")
    args, result = params
    result = _check(result, "Callable[args, result]: result must be a type.")
    if isinstance(args, list):
        args = tuple([_check(a, "Callable[[arg, ...], result]: each arg must be a type.") for a in args])
    elif args is ... or isinstance(args, ParamSpec) or isinstance(args, _FormAlias) and args._name == "Concatenate":
        args = (args,)
    else:
        raise TypeError(f"Callable[args, result]: args must be a list. Got {args}")
    return _CallableAlias(form, args + (result,), name="Callable")


def _make_concatenate(form, params):
    params = _as_tuple(params)
    if not params:
        raise TypeError("Cannot take a Concatenate of no types.")
    if not (params[-1] is ... or isinstance(params[-1], ParamSpec)):
        raise TypeError("The last parameter to Concatenate should be a ParamSpec variable or ellipsis.")
    return _FormAlias(form, params, name="Concatenate")


class _AnnotatedForm(_SpecialForm):
    def __repr__(self):
        return "<class 'typing.Annotated'>"


def _make_annotated(form, params):
    if not isinstance(params, tuple) or len(params) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
    origin = _check(params[0], "Annotated[t, ...]: t must be a type.")
    metadata = tuple(params[1:])
    if isinstance(origin, _AnnotatedAlias):
        origin, metadata = origin.__origin__, origin.__metadata__ + metadata
    alias = _AnnotatedAlias(origin, (origin,), name="Annotated")
    alias.__dict__["__metadata__"] = metadata
    return alias


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return type.__instancecheck__(self, obj)

    def __repr__(self):
        return "typing.Any" if self is Any else type.__repr__(self)


class Any(metaclass=_AnyMeta):
    """Any type at all."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


Union = _SpecialForm("Union", _make_union, "One of several types.")
Optional = _SpecialForm("Optional", lambda form, p: Union[_check(p, f"{form} requires a single type."), _NoneType],
                        "A type or None.")
Literal = _SpecialForm("Literal", _make_literal, "One of these values.")
ClassVar = _SpecialForm("ClassVar", _one, "A variable of the class.")
Final = _SpecialForm("Final", _one, "A name that is bound once.")
TypeGuard = _SpecialForm("TypeGuard", _one, "True tells that the argument is of the type.")
Required = _SpecialForm("Required", _one, "A key that a TypedDict must have.")
NotRequired = _SpecialForm("NotRequired", _one, "A key that a TypedDict may lack.")
Concatenate = _SpecialForm("Concatenate", _make_concatenate, "Parameters before those of a ParamSpec.")
Unpack = _SpecialForm("Unpack", _one, "The types of a TypeVarTuple, one by one.")
NoReturn = _SpecialForm("NoReturn", None, "The function does not return.")
Never = _SpecialForm("Never", None, "The type without values.")
Self = _SpecialForm("Self", None, "The class in which the hint stands.")
LiteralString = _SpecialForm("LiteralString", None, "A str written in the source.")
TypeAlias = _SpecialForm("TypeAlias", None, "The name stands for a type.")
Annotated = _AnnotatedForm("Annotated", _make_annotated, "A type with other things told about it.")


# --- generic versions of classes ---


class _Alias(_Joinable):
    """typing.List and the like."""

    def __init__(self, name, origin, count, inst=True):
        self._name = name
        self._class = origin
        self._count = count
        self._inst = inst

    @property
    def __origin__(self):
        if self._class is None:
            self._class = _origin(self._name)
        return self._class

    def __getitem__(self, params):
        params = _as_tuple(params)
        if self._name == "Tuple":
            params = tuple([p if p is ... else _check(p, "Tuple[t0, t1, ...]: each t must be a type.")
                            for p in params])
        else:
            params = tuple([_check(p, "Parameters to generic types must be types.") for p in params])
            if len(params) != self._count:
                raise TypeError(f"Too {'many' if len(params) > self._count else 'few'} arguments for {self}; "
                                f"actual {len(params)}, expected {self._count}")
        if self._class is None:
            return _AbstractAlias(self, params, name=self._name, inst=self._inst)
        return _GenericAlias(self._class, params, name=self._name, inst=self._inst)

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")
        return self.__origin__(*args, **kwargs)

    def __mro_entries__(self, bases):
        if Generic in bases or any([isinstance(b, _GenericAlias) for b in bases]):
            return (self.__origin__,)
        return (self.__origin__, Generic)

    def __instancecheck__(self, obj):
        return isinstance(obj, self.__origin__)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self.__origin__)

    def __repr__(self):
        return "typing." + self._name


class _CallableForm(_SpecialForm):
    @property
    def __origin__(self):
        return _abstract("Callable")

    def __instancecheck__(self, obj):
        return callable(obj)


Callable = _CallableForm("Callable", _make_callable, "Something that can be called.")

List = _Alias("List", list, 1, False)
Dict = _Alias("Dict", dict, 2, False)
Set = _Alias("Set", set, 1, False)
FrozenSet = _Alias("FrozenSet", frozenset, 1, False)
Tuple = _Alias("Tuple", tuple, -1, False)
Type = _Alias("Type", type, 1, False)

_abstract_counts = {
    "Hashable": 0, "Sized": 0, "Awaitable": 1, "Coroutine": 3, "AsyncIterable": 1, "AsyncIterator": 1,
    "Iterable": 1, "Iterator": 1, "Reversible": 1, "Container": 1, "Collection": 1, "MutableSet": 1, "Mapping": 2,
    "MutableMapping": 2, "Sequence": 1, "MutableSequence": 1, "MappingView": 1, "KeysView": 1, "ItemsView": 2,
    "ValuesView": 1, "Generator": 3, "AsyncGenerator": 2, "AbstractSet": 1,
}
_collection_names = {"Deque": ("deque", 1), "DefaultDict": ("defaultdict", 2), "OrderedDict": ("OrderedDict", 2),
                     "Counter": ("Counter", 1), "ChainMap": ("ChainMap", 2)}


def _abstract(name):
    import collections.abc
    return getattr(collections.abc, "Set" if name == "AbstractSet" else name)


def _origin(name):
    if name in _collection_names:
        import collections
        return getattr(collections, _collection_names[name][0])
    if name in ("ContextManager", "AsyncContextManager"):
        import contextlib
        return getattr(contextlib, "Abstract" + name)
    return _abstract(name)


for _name, _count in _abstract_counts.items():
    globals()[_name] = _Alias(_name, None, _count)
for _name, (_, _count) in _collection_names.items():
    globals()[_name] = _Alias(_name, None, _count)
ContextManager = _Alias("ContextManager", None, 1)
AsyncContextManager = _Alias("AsyncContextManager", None, 1)
del _name, _count, _


def _typing_var(name, *constraints, **kwargs):
    var = TypeVar(name, *constraints, **kwargs)
    var.__module__ = "typing"
    return var


AnyStr = _typing_var("AnyStr", bytes, str)


# --- protocols ---

_ignored = {"__abstractmethods__", "__annotations__", "__dict__", "__doc__", "__init__", "__module__", "__new__",
            "__slots__", "__subclasshook__", "__weakref__", "__class_getitem__", "__match_args__", "__parameters__",
            "__orig_bases__", "__protocol_attrs__", "_is_protocol", "_is_runtime_protocol", "__type_params__",
            "__init_subclass__", "__orig_class__", "_is_protocol_root", "__qualname__", "__static_attributes__"}


def _protocol_attributes(cls):
    names = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ("Protocol", "Generic"):
            continue
        for name in [*base.__dict__, *base.__dict__.get("__annotations__", {})]:
            if name not in _ignored and not name.startswith("_abc_"):
                names.add(name)
    return names


class _ProtocolMeta(type):
    def __instancecheck__(cls, obj):
        if cls is Protocol or not cls.__dict__.get("_is_protocol", False):
            return type.__instancecheck__(cls, obj)
        if not cls._is_runtime_protocol:
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        if type.__instancecheck__(cls, obj):
            return True
        for name in _protocol_attributes(cls):
            try:
                value = getattr(obj, name)
            except AttributeError:
                return False
            if value is None and callable(getattr(cls, name, None)):
                return False
        return True

    def __subclasscheck__(cls, other):
        if cls is Protocol or not cls.__dict__.get("_is_protocol", False):
            return type.__subclasscheck__(cls, other)
        if not isinstance(other, type):
            raise TypeError("issubclass() arg 1 must be a class")
        if not cls._is_runtime_protocol:
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        names = _protocol_attributes(cls)
        if not all([callable(getattr(cls, name, None)) for name in names]):
            raise TypeError("Protocols with non-method members don't support issubclass()")
        if type.__subclasscheck__(cls, other):
            return True
        for name in names:
            for base in other.__mro__:
                if name in base.__dict__:
                    if base.__dict__[name] is None:
                        return False
                    break
            else:
                return False
        return True


def _no_init(self, *args, **kwargs):
    cls = type(self)
    if cls._is_protocol:
        raise TypeError("Protocols cannot be instantiated")
    for base in cls.__mro__:
        init = base.__dict__.get("__init__", _no_init)
        if init is not _no_init:
            init(self, *args, **kwargs)
            return
    object.__init__(self)


class Protocol(Generic, metaclass=_ProtocolMeta):
    """Base of classes that say what others must be able to do."""

    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False
    _is_protocol_root = True

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if "_is_protocol" not in cls.__dict__:
            cls._is_protocol = any([b is Protocol for b in cls.__bases__])
        if not cls._is_protocol:
            return
        for base in cls.__bases__:
            if base in (object, Generic) or getattr(base, "_is_protocol", False) or base.__module__ in (
                    "collections.abc", "contextlib"):
                continue
            raise TypeError(f"Protocols can only inherit from other protocols, got {base!r}")
        if "__init__" not in cls.__dict__:
            cls.__init__ = _no_init


def runtime_checkable(cls):
    """Let isinstance() check whether an object has what a protocol asks for."""
    if not issubclass(type(cls), _ProtocolMeta) or not cls._is_protocol:
        raise TypeError(f"@runtime_checkable can be only applied to protocol classes, got {cls!r}")
    cls._is_runtime_protocol = True
    return cls


@runtime_checkable
class SupportsInt(Protocol):
    __slots__ = ()

    def __int__(self) -> int: ...


@runtime_checkable
class SupportsFloat(Protocol):
    __slots__ = ()

    def __float__(self) -> float: ...


@runtime_checkable
class SupportsIndex(Protocol):
    __slots__ = ()

    def __index__(self) -> int: ...


@runtime_checkable
class SupportsAbs(Protocol):
    __slots__ = ()

    def __abs__(self): ...


@runtime_checkable
class SupportsRound(Protocol):
    __slots__ = ()

    def __round__(self, ndigits: int = 0): ...


# --- classes with fields ---


class _NamedTupleMeta(type):
    def __new__(cls, name, bases, ns):
        from collections import namedtuple
        for base in bases:
            if base is not _NamedTupleBase and base is not Generic:
                raise TypeError("can only inherit from a NamedTuple type and Generic")
        types = {n: _check(t, f"field {n} annotation must be a type")
                 for n, t in ns.get("__annotations__", {}).items()}
        defaults = []
        for n in types:
            if n in ns:
                defaults.append(n)
            elif defaults:
                raise TypeError(f"Non-default namedtuple field {n} cannot follow default field"
                                f"{'s' if len(defaults) > 1 else ''} {', '.join(defaults)}")
        made = namedtuple(name, list(types), defaults=[ns[n] for n in defaults], module=ns["__module__"])
        made.__annotations__ = made.__new__.__annotations__ = types
        for key, value in ns.items():
            if key in ("__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults",
                       "_field_types", "_make", "_replace", "_asdict", "_source"):
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in ("__annotations__", "__module__", "__name__") and key not in made._fields:
                setattr(made, key, value)
        return made


class _NamedTupleBase:
    pass


def NamedTuple(typename, fields=None, /, **kwargs):
    """A class of tuples whose items have names."""
    if fields is None:
        fields = kwargs.items()
    elif kwargs:
        raise TypeError("Either list of fields or keywords can be provided to NamedTuple, not both")
    from collections import namedtuple
    types = {n: _check(t, f"field {n} annotation must be a type") for n, t in fields}
    made = namedtuple(typename, list(types), module=_caller())
    made.__annotations__ = made.__new__.__annotations__ = types
    return made


def _namedtuple_mro_entries(bases):
    return (_NamedTuple,)


_NamedTuple = type.__new__(_NamedTupleMeta, "NamedTuple", (_NamedTupleBase,), {"__module__": "typing"})
NamedTuple.__mro_entries__ = _namedtuple_mro_entries
_NamedTupleBase = _NamedTuple


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError("cannot inherit from both a TypedDict type and a non-TypedDict base class")
        generic = (Generic,) if any([issubclass(b, Generic) for b in bases]) else ()
        made = type.__new__(_TypedDictMeta, name, (*generic, dict), ns)
        if not hasattr(made, "__orig_bases__"):
            made.__orig_bases__ = bases
        annotations, required, optional = {}, set(), set()
        for base in bases:
            annotations.update(base.__dict__.get("__annotations__", {}))
            required.update(base.__dict__.get("__required_keys__", ()))
            optional.update(base.__dict__.get("__optional_keys__", ()))
        message = "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type"
        for key, hint in ns.get("__annotations__", {}).items():
            hint = _check(hint, message)
            annotations[key] = hint
            form = hint.__origin__ if isinstance(hint, _FormAlias) else None
            if form is Required or form is not NotRequired and total:
                required.add(key)
            else:
                optional.add(key)
        made.__annotations__ = annotations
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(optional)
        if "__total__" not in made.__dict__:
            made.__total__ = total
        return made

    def __call__(cls, *args, **kwargs):
        return dict(*args, **kwargs)

    def __subclasscheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __instancecheck__ = __subclasscheck__


def TypedDict(typename, fields=None, /, *, total=True, **kwargs):
    """A class whose objects are dicts with known keys."""
    if fields is None:
        fields = kwargs
    elif kwargs:
        raise TypeError("TypedDict takes either a dict or keyword arguments, but not both")
    made = _TypedDictMeta(typename, (), {"__annotations__": dict(fields), "__module__": _caller()}, total=total)
    made.__orig_bases__ = (TypedDict,)
    return made


_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (), {"__module__": "typing"})
TypedDict.__mro_entries__ = lambda bases: (_TypedDict,)


def is_typeddict(tp):
    """Whether `tp` is a class made by TypedDict."""
    return isinstance(type(tp), type) and type(tp) is _TypedDictMeta and tp is not _TypedDict


class NewType(_Joinable):
    """A name that type checkers take for a class of its own."""

    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition(".")[2]
        self.__supertype__ = tp
        self.__module__ = _caller()

    def __call__(self, x, /):
        return x

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of NewType. Perhaps you were looking for: "
                        f"`{bases[0]!r} = NewType({self.__name__!r}, {self.__name__})`")


# --- functions ---


def cast(typ, val):
    """`val` as it is."""
    return val


def assert_type(val, typ, /):
    """`val` as it is."""
    return val


def assert_never(arg, /):
    """Raise: the line should not be reached."""
    value = repr(arg)
    if len(value) > 100:
        value = value[:100] + "..."
    raise AssertionError(f"Expected code to be unreachable, but got: {value}")


def reveal_type(obj, /):
    """Tell the type of `obj` on standard error."""
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def no_type_check(arg):
    """The hints of `arg` are something else."""
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass
    return arg


def _overload_dummy(*args, **kwds):
    raise NotImplementedError("You should not call an overloaded function. A series of @overload-decorated "
                              "functions outside a stub module should always be followed by an implementation "
                              "that is not @overload-ed.")


def overload(func):
    """One of several signatures; the definition that follows them is what is called."""
    return _overload_dummy


def final(f):
    """Nothing may override or inherit from `f`."""
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def override(method, /):
    """The method overrides one of a base."""
    try:
        method.__override__ = True
    except (AttributeError, TypeError):
        pass
    return method


def dataclass_transform(**options):
    """Mark a decorator that acts like dataclass."""
    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = options
        return cls_or_fn
    return decorator


def get_origin(tp):
    """list for List[int] and list[int], Union for Union[int, str]; None for what is not generic."""
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_GenericAlias, _Alias, _alias_type, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    return _UnionType if isinstance(tp, _UnionType) else None


def get_args(tp):
    """The arguments of a generic type."""
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__,) + tp.__metadata__
    if isinstance(tp, _CallableAlias):
        args = tp.__args__
        if not (len(args) == 2 and (args[0] is ... or isinstance(args[0], (ParamSpec, _FormAlias)))):
            args = (list(args[:-1]), args[-1])
        return args
    return tp.__args__ if isinstance(tp, (_GenericAlias, _alias_type, _UnionType)) else ()


def _evaluate(hint, globalns, localns):
    if isinstance(hint, str):
        hint = ForwardRef(hint)
    if isinstance(hint, ForwardRef):
        return _evaluate(_check(eval(hint.__forward_code__, globalns, localns),
                                "Forward references must evaluate to types."), globalns, localns)
    if isinstance(hint, _GenericAlias) and not isinstance(hint, (_LiteralAlias, _AnnotatedAlias)):
        args = tuple([_evaluate(a, globalns, localns) for a in hint.__args__])
        return hint if args == hint.__args__ else hint._with_args(args)
    if isinstance(hint, _alias_type):
        args = tuple([_evaluate(a, globalns, localns) for a in hint.__args__])
        return hint if args == hint.__args__ else _alias_type(hint.__origin__, args)
    return hint


def _plain(hint):
    """Without Annotated, Required and NotRequired."""
    while True:
        if isinstance(hint, _AnnotatedAlias):
            hint = hint.__origin__
        elif isinstance(hint, _FormAlias) and hint.__origin__ in (Required, NotRequired):
            hint = hint.__args__[0]
        else:
            return hint


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations of a class, function or module, those given as text evaluated."""
    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            module = sys.modules.get(base.__module__)
            names = globalns if globalns is not None else getattr(module, "__dict__", {})
            local = localns if localns is not None else dict(vars(base))
            for name, value in base.__dict__.get("__annotations__", {}).items():
                hints[name] = _evaluate(_NoneType if value is None else value, names, local)
    else:
        if globalns is None:
            globalns = obj.__dict__ if isinstance(obj, type(sys)) else getattr(obj, "__globals__", {})
        if localns is None:
            localns = globalns
        if not hasattr(obj, "__annotations__"):
            raise TypeError(f"{obj!r} is not a module, class, method, or function.")
        for name, value in obj.__annotations__.items():
            hints[name] = _evaluate(_NoneType if value is None else value, globalns, localns)
    return hints if include_extras else {k: _plain(v) for k, v in hints.items()}
