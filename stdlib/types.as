"""Names of the built-in types that have none in builtins."""
from _inspect import type_named as _named

FunctionType = LambdaType = _named("FunctionType")
CodeType = _named("CodeType")
MappingProxyType = _named("MappingProxyType")
SimpleNamespace = _named("SimpleNamespace")
CellType = _named("CellType")
GeneratorType = _named("GeneratorType")
CoroutineType = _named("CoroutineType")
AsyncGeneratorType = _named("AsyncGeneratorType")
MethodType = _named("MethodType")
BuiltinFunctionType = BuiltinMethodType = _named("BuiltinFunctionType")
WrapperDescriptorType = _named("WrapperDescriptorType")
MethodWrapperType = _named("MethodWrapperType")
MethodDescriptorType = _named("MethodDescriptorType")
ModuleType = _named("ModuleType")
TracebackType = _named("TracebackType")
FrameType = _named("FrameType")
GetSetDescriptorType = _named("GetSetDescriptorType")
MemberDescriptorType = _named("MemberDescriptorType")
GenericAlias = _named("GenericAlias")
UnionType = _named("UnionType")
EllipsisType = _named("EllipsisType")
NoneType = _named("NoneType")
NotImplementedType = _named("NotImplementedType")


def resolve_bases(bases):
    """The bases of a class with __mro_entries__ called."""
    result = []
    for base in bases:
        if not isinstance(base, type) and hasattr(base, "__mro_entries__"):
            result.extend(base.__mro_entries__(bases))
        else:
            result.append(base)
    return tuple(result)


def new_class(name, bases=(), kwds=None, exec_body=None):
    """A class made as the class statement makes it."""
    resolved = resolve_bases(bases)
    meta, namespace, kwds = prepare_class(name, resolved, kwds)
    if exec_body is not None:
        exec_body(namespace)
    if resolved is not bases:
        namespace["__orig_bases__"] = bases
    return meta(name, resolved, namespace, **kwds)


def prepare_class(name, bases=(), kwds=None):
    kwds = dict(kwds or {})
    if "metaclass" in kwds:
        meta = kwds.pop("metaclass")
    else:
        meta = type(bases[0]) if bases else type
    if isinstance(meta, type):
        for base in bases:
            if issubclass(type(base), meta):
                meta = type(base)
            elif not issubclass(meta, type(base)):
                raise TypeError("metaclass conflict: the metaclass of a derived class must be a (non-strict) "
                                "subclass of the metaclasses of all its bases")
    namespace = meta.__prepare__(name, bases, **kwds) if hasattr(meta, "__prepare__") else {}
    return meta, namespace, kwds


def get_original_bases(cls, /):
    try:
        return cls.__dict__.get("__orig_bases__", cls.__bases__)
    except AttributeError:
        raise TypeError(f"Expected an instance of type, not {type(cls).__name__!r}") from None


class DynamicClassAttribute:
    """A property of instances that the class answers through __getattr__."""

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.__doc__ = doc or getattr(fget, "__doc__", None)

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            raise AttributeError()
        if self.fget is None:
            raise AttributeError("unreadable attribute")
        return self.fget(instance)

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError("can't set attribute")
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError("can't delete attribute")
        self.fdel(instance)

    def getter(self, fget):
        return type(self)(fget, self.fset, self.fdel, self.__doc__)

    def setter(self, fset):
        return type(self)(self.fget, fset, self.fdel, self.__doc__)

    def deleter(self, fdel):
        return type(self)(self.fget, self.fset, fdel, self.__doc__)


def coroutine(func):
    raise NotImplementedError("types.coroutine is not supported")
