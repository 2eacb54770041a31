import asyncio
async def c(): pass
for x in (5, c, None):
    async def main():
        asyncio.create_task(x)
    try:
        asyncio.run(main())
    except TypeError as e:
        print(str(e)[:33])
coro = c()
try:
    asyncio.create_task(coro)
except RuntimeError as e:
    print(e)
coro.close()
