"""Type parameters, type aliases and generic classes: what `def f[T]`, `class C[T]` and `type X = ...` make."""

import sys


def _caller(depth=2):
    try:
        return sys._getframe(depth).f_globals.get("__name__", "__main__")
    except (AttributeError, ValueError):
        return None


def _type_repr(obj):
    if isinstance(obj, type) and type(obj) is not _alias_type:
        if obj.__module__ == "builtins":
            return obj.__qualname__
        return f"{obj.__module__}.{obj.__qualname__}"
    if obj is ...:
        return "..."
    if isinstance(obj, type(_caller)):
        return obj.__name__
    if isinstance(obj, (tuple, list)):
        return "[" + ", ".join([_type_repr(x) for x in obj]) + "]"
    return repr(obj)


_alias_type = type(list[int])


def _parameters_of(args):
    found = []
    for arg in args:
        if isinstance(arg, (TypeVar, ParamSpec, TypeVarTuple)):
            inner = (arg,)
        elif isinstance(arg, _alias_type):
            inner = _parameters_of(arg.__args__)
        elif isinstance(arg, (list, tuple)):
            inner = _parameters_of(arg)
        elif isinstance(arg, type):
            inner = ()
        else:
            inner = getattr(arg, "__parameters__", ())
        for p in inner:
            if p not in found:
                found.append(p)
    return tuple(found)


def _substitute(arg, mapping):
    if isinstance(arg, (TypeVar, ParamSpec)):
        return mapping.get(arg, arg)
    if isinstance(arg, list):
        return [_substitute(a, mapping) for a in arg]
    if isinstance(arg, _alias_type):
        if not _parameters_of(arg.__args__):
            return arg
        return arg.__origin__[tuple([_substitute(a, mapping) for a in arg.__args__])]
    if isinstance(arg, _GenericAlias) and arg.__parameters__:
        return arg._with_args(tuple([_substitute(a, mapping) for a in arg.__args__]))
    return arg


class _Joinable:
    """Things that `|` joins to a typing.Union."""

    def __or__(self, other):
        from typing import Union
        return Union[self, other]

    def __ror__(self, other):
        from typing import Union
        return Union[other, self]


class _Lazy:
    """A value that a function gives when it is first asked for."""

    def __init__(self, function):
        self.function = function

    def get(self):
        if self.function is not None:
            self.value = self.function()
            self.function = None
        return self.value


def _given(value):
    lazy = _Lazy(None)
    lazy.value = value
    return lazy


class TypeVar(_Joinable):
    """A type variable."""

    __module__ = "typing"

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False,
                 infer_variance=False):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        if infer_variance and (covariant or contravariant):
            raise ValueError("Variance cannot be specified with infer_variance.")
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        self.__name__ = name
        self._bound = _given(bound)
        self._constraints = _given(constraints)
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)
        self.__module__ = _caller()

    @property
    def __bound__(self):
        return self._bound.get()

    @property
    def __constraints__(self):
        return self._constraints.get()

    def __repr__(self):
        if self.__infer_variance__:
            return self.__name__
        return ("+" if self.__covariant__ else "-" if self.__contravariant__ else "~") + self.__name__

    def __typing_subst__(self, arg):
        return arg

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass an instance of TypeVar")


class ParamSpecArgs:
    __module__ = "typing"

    def __init__(self, origin):
        self.__origin__ = origin

    def __eq__(self, other):
        return self.__origin__ == other.__origin__ if isinstance(other, ParamSpecArgs) else NotImplemented

    def __hash__(self):
        return hash(self.__origin__)

    def __repr__(self):
        return f"{self.__origin__.__name__}.args"


class ParamSpecKwargs:
    __module__ = "typing"

    def __init__(self, origin):
        self.__origin__ = origin

    def __eq__(self, other):
        return self.__origin__ == other.__origin__ if isinstance(other, ParamSpecKwargs) else NotImplemented

    def __hash__(self):
        return hash(self.__origin__)

    def __repr__(self):
        return f"{self.__origin__.__name__}.kwargs"


class ParamSpec(_Joinable):
    """The parameters of a function as a type variable."""

    __module__ = "typing"

    def __init__(self, name, *, bound=None, covariant=False, contravariant=False, infer_variance=False):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        self.__name__ = name
        self.__bound__ = bound
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)
        self.__module__ = _caller()

    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)

    __repr__ = TypeVar.__repr__

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass an instance of ParamSpec")


class TypeVarTuple:
    """Any number of types as one variable."""

    __module__ = "typing"

    def __init__(self, name):
        self.__name__ = name
        self.__module__ = _caller()

    def __iter__(self):
        from typing import Unpack
        yield Unpack[self]

    def __repr__(self):
        return self.__name__

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass an instance of TypeVarTuple")


class TypeAliasType:
    """What `type X = ...` makes: a name for a type, whose value is evaluated when first asked for."""

    __module__ = "typing"

    def __init__(self, name, value, *, type_params=()):
        if not isinstance(type_params, tuple):
            raise TypeError("type_params must be a tuple")
        self._set(name, type_params, _given(value), _caller())

    def _set(self, name, type_params, value, module):
        d = self.__dict__
        d["_name"], d["_params"], d["_value"], d["__module__"] = name, type_params, value, module

    def __setattr__(self, name, value):
        if name in ("__name__", "__value__"):
            raise AttributeError("readonly attribute")
        if name in ("__type_params__", "__parameters__", "__module__"):
            raise AttributeError(f"attribute '{name}' of 'typing.TypeAliasType' objects is not writable")
        raise AttributeError(f"'typing.TypeAliasType' object has no attribute '{name}'")

    @property
    def __name__(self):
        return self._name

    @property
    def __value__(self):
        return self._value.get()

    @property
    def __type_params__(self):
        return self._params

    @property
    def __parameters__(self):
        return _unpacked(self._params)

    def __repr__(self):
        return self._name

    def __getitem__(self, args):
        if not self._params:
            raise TypeError("Only generic type aliases are subscriptable")
        return _alias_type(self, args)

    def __call__(self, *args, **kwargs):
        raise TypeError("'typing.TypeAliasType' object is not callable")

    def __or__(self, other):
        if other is None:
            return type.__ror__(type(None), self)
        if isinstance(other, TypeAliasType):
            raise NotImplementedError("Aster does not support joining two type aliases with | yet")
        return NotImplemented

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass an instance of TypeAliasType")


# --- generic classes ---


class _GenericAlias(_Joinable):
    """A generic class or special form with its arguments: Box[int]."""

    def __init__(self, origin, args, *, name=None, inst=True):
        self.__dict__["__origin__"] = origin
        self.__dict__["__args__"] = args
        self.__dict__["__parameters__"] = _parameters_of(args)
        self.__dict__["_name"] = name
        self.__dict__["_inst"] = inst

    def _with_args(self, args):
        return type(self)(self.__origin__, args, name=self._name, inst=self._inst)

    def __getitem__(self, args):
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        if not isinstance(args, tuple):
            args = (args,)
        want, got = len(self.__parameters__), len(args)
        if want != got:
            raise TypeError(f"Too {'many' if got > want else 'few'} arguments for {self}; "
                            f"actual {got}, expected {want}")
        mapping = dict(zip(self.__parameters__, args))
        return self._with_args(tuple([_substitute(a, mapping) for a in self.__args__]))

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(f"Type {self._name} cannot be instantiated; "
                            f"use {self.__origin__.__name__}() instead")
        result = self.__origin__(*args, **kwargs)
        try:
            result.__orig_class__ = self
        except (AttributeError, TypeError):
            pass
        return result

    def __mro_entries__(self, bases):
        if self._name:
            return (self.__origin__, Generic) if Generic not in bases else (self.__origin__,)
        if self.__origin__ is Generic:
            after = bases[list(bases).index(self) + 1:]
            for b in after:
                if isinstance(b, _GenericAlias) and b is not self:
                    return ()
        return (self.__origin__,)

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__") and name not in ("__name__", "__qualname__", "__doc__"):
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __setattr__(self, name, value):
        setattr(self.__origin__, name, value)

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__dict__["__origin__"] == other.__dict__["__origin__"] and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__dict__["__origin__"], self.__args__))

    def __repr__(self):
        name = "typing." + self._name if self._name else _type_repr(self.__origin__)
        args = ", ".join([_type_repr(a) for a in self.__args__]) if self.__args__ else "()"
        return f"{name}[{args}]"

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __iter__(self):
        from typing import Unpack
        yield Unpack[self]


def _is_param(p):
    return isinstance(p, (TypeVar, TypeVarTuple, ParamSpec)) or \
        isinstance(p, _GenericAlias) and p._name == "Unpack"


class Generic:
    """Base of generic classes."""

    __module__ = "typing"
    __slots__ = ()

    def __class_getitem__(cls, params):
        if not isinstance(params, tuple):
            params = (params,)
        if cls is Generic:
            if not params:
                raise TypeError("Parameter list to Generic[...] cannot be empty")
            if not all([_is_param(p) for p in params]):
                raise TypeError("Parameters to Generic[...] must all be type variables or parameter "
                                "specification variables.")
            if len(set(params)) != len(params):
                raise TypeError("Parameters to Generic[...] must all be unique")
            return _GenericAlias(cls, params)
        if getattr(cls, "_is_protocol_root", False) and "_is_protocol_root" in cls.__dict__:
            return _GenericAlias(cls, params, name="Protocol")
        want = cls.__dict__.get("__parameters__", ()) if "__parameters__" in cls.__dict__ else cls.__parameters__
        if not want:
            raise TypeError(f"{cls} is not a generic class")
        variadic = [p for p in want if isinstance(p, TypeVarTuple)]
        if len(want) == 1 and isinstance(want[0], ParamSpec) and not isinstance(params[0], (list, ParamSpec)):
            params = (params,)
        if len(params) != len(want) and not variadic:
            raise TypeError(f"Too {'many' if len(params) > len(want) else 'few'} arguments for {cls}; "
                            f"actual {len(params)}, expected {len(want)}")
        return _GenericAlias(cls, tuple([None.__class__ if p is None else p for p in params]))

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        bases = cls.__dict__.get("__orig_bases__", cls.__bases__)
        error = Generic in bases if "__orig_bases__" in cls.__dict__ else \
            Generic in cls.__bases__ and cls.__name__ != "Protocol"
        if error:
            raise TypeError("Cannot inherit from plain Generic")
        params = ()
        if "__orig_bases__" in cls.__dict__:
            params = _parameters_of([b for b in bases if not isinstance(b, type)])
            generic = None
            for b in bases:
                if isinstance(b, _GenericAlias) and b.__origin__ is Generic:
                    if generic is not None:
                        raise TypeError("Cannot inherit from Generic[...] multiple times.")
                    generic = b.__parameters__
            if generic is not None:
                missing = [p for p in params if p not in generic]
                if missing:
                    raise TypeError(f"Some type variables ({', '.join([str(p) for p in missing])}) are not "
                                    f"listed in Generic[{', '.join([str(p) for p in generic])}]")
                params = generic
        cls.__parameters__ = tuple(params)


# --- what the interpreter calls ---


def _make_param(kind, name, bound):
    if kind == 1:
        p = TypeVarTuple(name)
    elif kind == 2:
        p = ParamSpec(name, infer_variance=True)
    else:
        p = TypeVar(name, infer_variance=True)
        if kind == 3:
            p._constraints = _Lazy(bound)
        elif bound is not None:
            p._bound = _Lazy(bound)
    del p.__dict__["__module__"]
    return p


def _make_alias(name, params, value):
    alias = TypeAliasType.__new__(TypeAliasType)
    alias._set(name, params or (), _Lazy(value), _caller())
    return alias


def _unpacked(params):
    """With each TypeVarTuple unpacked."""
    result = []
    for p in params:
        if isinstance(p, TypeVarTuple):
            result.extend(p)
        else:
            result.append(p)
    return tuple(result)


def _make_base(params):
    return Generic[_unpacked(params)]
