class Base:
    count = 0

    def __init__(self, name, *rest, **options):
        self.name = name
        self.rest = rest
        self.options = options
        type(self).count += 1

    @property
    def title(self):
        return self.name.title()

    @title.setter
    def title(self, value):
        self.name = value.lower()

    @classmethod
    def make(cls, *names):
        return [cls(name, 1, 2, deep=True) for name in names]

    @staticmethod
    def helper(x):
        return x * 2

    def __repr__(self):
        return f'{type(self).__name__}({self.name!r})'

    def __eq__(self, other):
        return isinstance(other, Base) and self.name == other.name

    def __hash__(self):
        return hash(self.name)

    def __add__(self, other):
        return type(self)(self.name + other.name)


class Mixin:
    __slots__ = ()

    def greet(self):
        return 'hi ' + self.title


class Child(Mixin, Base):
    def __init__(self, name, *rest, **options):
        super().__init__(name, *rest, **options)
        for i in range(8):
            setattr(self, f'field{i}', i)

    def __getattr__(self, name):
        if name.startswith('dyn_'):
            return name[4:]
        raise AttributeError(name)

    def __del__(self):
        Base.count -= 1


class Meta(type):
    def __new__(mcls, name, bases, ns, **kw):
        ns['tag'] = kw.get('tag')
        return super().__new__(mcls, name, bases, ns)


class Tagged(list, metaclass=Meta, tag='t'):
    pass


people = Child.make('ann', 'bob', 'cyd')
people[0].title = 'EVE'
print(people, people[0].greet(), people[1].dyn_x, people[0] + people[1], Child.helper(4))
print(sorted(vars(people[2]))[:4], {people[0]: 1}[Child('eve')], getattr(people[0], 'nope', 'none'), Child.count)
t = Tagged([1, 2, 3])
t.note = 'n'
print(t, t.tag, t.note, Child.__mro__, isinstance(t, list), hasattr(people[0], 'zzz'))
bound = people[1].greet
del people
print(bound(), Base.count)
