import weakref
class C:
    def __del__(self): print("del", r())
c = C()
r = weakref.ref(c, lambda _: print("callback"))
c = None
print("end")
