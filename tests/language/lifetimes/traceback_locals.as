class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
def f():
    x = D("x")
    1 / 0
try:
    f()
except ZeroDivisionError as e:
    tb = e.__traceback__
print("handler over")
print(tb.tb_next.tb_frame.f_locals["x"].n)
tb = None
print("traceback gone")
