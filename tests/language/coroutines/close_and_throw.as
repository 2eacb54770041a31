class P:
    def __await__(self): yield
async def f():
    try:
        await P()
    except ValueError as e:
        return f"caught {e}"
    finally:
        print("finally")
c = f(); c.send(None); c.close()
c = f(); c.send(None)
try:
    c.throw(ValueError("v"))
except StopIteration as e:
    print(e.value)
c = f()
try:
    c.throw(KeyError("unstarted"))
except KeyError as e:
    print(e)
async def ignore():
    try:
        await P()
    except GeneratorExit:
        await P()
c = ignore(); c.send(None)
try:
    c.close()
except RuntimeError as e:
    print(e)
