class B:
    def __del__(self): raise ValueError("in del")
B()
print("goes on")
