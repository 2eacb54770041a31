"""Iterators made of iterators."""

_missing = object()


class count:
    def __init__(self, start=0, step=1):
        if not hasattr(start, "__add__") or isinstance(start, (str, bytes, list, tuple)):
            raise TypeError("a number is required")
        self._next = start
        self._step = step

    def __iter__(self):
        return self

    def __next__(self):
        value = self._next
        self._next = value + self._step
        return value

    def __repr__(self):
        if self._step == 1 and isinstance(self._step, int):
            return f"count({self._next!r})"
        return f"count({self._next!r}, {self._step!r})"


def cycle(iterable, /):
    saved = []
    for item in iterable:
        saved.append(item)
        yield item
    while saved:
        yield from saved


class repeat:
    def __init__(self, object, times=None):
        self._object = object
        self._left = None if times is None else max(0, times.__index__())

    def __iter__(self):
        return self

    def __next__(self):
        if self._left is not None:
            if self._left == 0:
                raise StopIteration
            self._left -= 1
        return self._object

    def __length_hint__(self):
        if self._left is None:
            raise TypeError("len() of unsized object")
        return self._left

    def __repr__(self):
        return f"repeat({self._object!r})" if self._left is None else f"repeat({self._object!r}, {self._left})"


class _Made:
    """An iterator over what the class's generator makes."""

    def __new__(cls, *args, **kwargs):
        self = object.__new__(cls)
        self._it = cls._make(*args, **kwargs)
        return self

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._it)


class chain(_Made):
    @staticmethod
    def _make(*iterables):
        for iterable in iterables:
            yield from iterable

    @classmethod
    def from_iterable(cls, iterable, /):
        self = object.__new__(cls)
        self._it = (item for inner in iterable for item in inner)
        return self


def accumulate(iterable, func=None, *, initial=None):
    it = iter(iterable)
    total = initial
    if initial is None:
        for total in it:
            break
        else:
            return
    yield total
    for item in it:
        total = total + item if func is None else func(total, item)
        yield total


def batched(iterable, n):
    if n < 1:
        raise ValueError("n must be at least one")
    return _batches(iter(iterable), n)


def _batches(it, n):
    while batch := tuple(islice(it, n)):
        yield batch


def combinations(iterable, r):
    pool = tuple(iterable)
    n = len(pool)
    if r < 0:
        raise ValueError("r must be non-negative")
    return _combinations(pool, n, r)


def _combinations(pool, n, r):
    if r > n:
        return
    at = list(range(r))
    yield tuple(pool[i] for i in at)
    while True:
        for i in reversed(range(r)):
            if at[i] != i + n - r:
                break
        else:
            return
        at[i] += 1
        for j in range(i + 1, r):
            at[j] = at[j - 1] + 1
        yield tuple(pool[i] for i in at)


def combinations_with_replacement(iterable, r):
    pool = tuple(iterable)
    if r < 0:
        raise ValueError("r must be non-negative")
    return _with_replacement(pool, len(pool), r)


def _with_replacement(pool, n, r):
    if not n and r:
        return
    at = [0] * r
    yield tuple(pool[i] for i in at)
    while True:
        for i in reversed(range(r)):
            if at[i] != n - 1:
                break
        else:
            return
        at[i:] = [at[i] + 1] * (r - i)
        yield tuple(pool[i] for i in at)


def permutations(iterable, r=None):
    pool = tuple(iterable)
    n = len(pool)
    if r is None:
        r = n
    elif not isinstance(r, int):
        raise TypeError("Expected int as r")
    if r < 0:
        raise ValueError("r must be non-negative")
    return _permutations(pool, n, r)


def _permutations(pool, n, r):
    if r > n:
        return
    at = list(range(n))
    cycles = list(range(n, n - r, -1))
    yield tuple(pool[i] for i in at[:r])
    while n:
        for i in reversed(range(r)):
            cycles[i] -= 1
            if cycles[i] == 0:
                at[i:] = at[i + 1:] + at[i:i + 1]
                cycles[i] = n - i
            else:
                j = cycles[i]
                at[i], at[-j] = at[-j], at[i]
                yield tuple(pool[i] for i in at[:r])
                break
        else:
            return


def product(*iterables, repeat=1):
    if repeat < 0:
        raise ValueError("repeat argument cannot be negative")
    return _product([tuple(pool) for pool in iterables] * repeat)


def _product(pools):
    at = [0] * len(pools)
    if any(not pool for pool in pools):
        return
    while True:
        yield tuple([pool[i] for pool, i in zip(pools, at)])
        for k in reversed(range(len(pools))):
            at[k] += 1
            if at[k] < len(pools[k]):
                break
            at[k] = 0
        else:
            return


def compress(data, selectors):
    return (d for d, s in zip(data, selectors) if s)


def dropwhile(predicate, iterable, /):
    it = iter(iterable)
    for item in it:
        if not predicate(item):
            yield item
            break
    yield from it


def takewhile(predicate, iterable, /):
    for item in iterable:
        if not predicate(item):
            return
        yield item


def filterfalse(function, iterable, /):
    for item in iterable:
        if not (item if function is None else function(item)):
            yield item


def starmap(function, iterable, /):
    for args in iterable:
        yield function(*args)


def _index(value, what):
    if value is None:
        return None
    try:
        value = value.__index__()
    except AttributeError:
        value = -1
    if value < 0:
        raise ValueError(what)
    return value


_BOUNDS = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."


def islice(iterable, *args):
    if len(args) == 1:
        start, stop, step = None, args[0], None
        stop = _index(stop, "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    elif len(args) in (2, 3):
        start, stop, step = (*args, None)[:3]
        start = _index(start, _BOUNDS)
        stop = _index(stop, "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    else:
        raise TypeError(f"islice expected at {'least 2' if not args else 'most 4'} arguments, got {len(args) + 1}")
    step = 1 if step is None else step
    if not isinstance(step, int) or step < 1:
        raise ValueError("Step for islice() must be a positive integer or None.")
    return _islice(iter(iterable), start or 0, stop, step)


def _islice(it, start, stop, step):
    wanted = start
    at = 0
    while stop is None or at < stop:
        if stop is not None and wanted >= stop:
            # Takes what lies before the end, as CPython does.
            for _ in range(stop - at):
                for _ in it:
                    break
                else:
                    return
            return
        for item in it:
            break
        else:
            return
        if at == wanted:
            yield item
            wanted += step
        at += 1


def pairwise(iterable, /):
    it = iter(iterable)
    for a in it:
        break
    else:
        return
    for b in it:
        yield a, b
        a = b


class tee_iterator:
    def __init__(self, it, link):
        self._it = it
        self._link = link               # [value, next link], filled when somebody gets there

    def __iter__(self):
        return self

    def __next__(self):
        link = self._link
        if not link:
            link.append(next(self._it))
            link.append([])
        self._link = link[1]
        return link[0]

    def __copy__(self):
        return tee_iterator(self._it, self._link)


def tee(iterable, n=2, /):
    if n < 0:
        raise ValueError("n must be >= 0")
    if isinstance(iterable, tee_iterator):
        return tuple(tee_iterator(iterable._it, iterable._link) for _ in range(n))
    it = iter(iterable)
    link = []
    return tuple(tee_iterator(it, link) for _ in range(n))


def zip_longest(*iterables, fillvalue=None):
    iterators = [iter(it) for it in iterables]
    live = len(iterators)
    while live:
        row = []
        for i, it in enumerate(iterators):
            value = fillvalue
            if it is not None:
                value = next(it, _missing)
                if value is _missing:
                    live -= 1
                    if not live:
                        return
                    iterators[i] = None
                    value = fillvalue
            row.append(value)
        yield tuple(row)


class groupby:
    def __init__(self, iterable, key=None):
        self._it = iter(iterable)
        self._key = key
        self._current_key = self._target_key = _missing
        self._value = None
        self._id = None

    def __iter__(self):
        return self

    def _advance(self):
        self._value = next(self._it)
        self._current_key = self._value if self._key is None else self._key(self._value)

    def __next__(self):
        self._id = object()
        if self._current_key is _missing:
            self._advance()
        else:
            while self._target_key is not _missing and self._current_key == self._target_key:
                self._advance()
        self._target_key = self._current_key
        return self._current_key, self._group(self._target_key, self._id)

    def _group(self, key, id):
        while self._id is id and self._current_key == key:
            yield self._value
            try:
                self._advance()
            except StopIteration:
                return
