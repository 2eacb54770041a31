class A:
    def go(self):
        return self.inner()
    def inner(self):
        return 1 / 0
    @property
    def prop(self):
        return self.go()
    def __getattr__(self, name):
        raise AttributeError(name)
A().prop
