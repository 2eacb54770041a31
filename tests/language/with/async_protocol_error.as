import asyncio
class M:
    async def __aenter__(self): return 1
    async def __aexit__(self, *a): return False
try:
    with M(): pass
except TypeError as e:
    print(e)
class S:
    def __enter__(self): return 1
    def __exit__(self, *a): pass
async def main():
    try:
        async with S(): pass
    except TypeError as e:
        print(e)
    async with M() as x: print(x)
asyncio.run(main())
