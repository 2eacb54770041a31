def outer():
    def inner():
        class K:
            def m(self): return undefined
        return K().m()
    return inner()
outer()
