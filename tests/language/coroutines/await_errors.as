async def number(): await 5
async def none(): await None
async def bad_await(): await Bad()
class Bad:
    def __await__(self): return 5
async def plain(): await len
async def generator(): await (x for x in ())
for f in (number, none, bad_await, plain, generator):
    try:
        f().send(None)
    except TypeError as e:
        print(e)
try:
    for x in number(): pass
except TypeError as e:
    print(e)
async def stop(): raise StopIteration(1)
try:
    stop().send(None)
except RuntimeError as e:
    print(e)
