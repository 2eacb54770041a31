async def fetch(): pass
fetch()
print("dropped")
c = fetch()
c = None
print("rebound")
class K:
    async def method(self): pass
K().method()
d = fetch()
d.close()
d = None
print("closed: silent")
# not CPython: where a coroutine was made on another line, Aster's warning tells that line too
