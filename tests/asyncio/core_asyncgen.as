# Async generators: dropped half-way they are closed by the loop; left over they are closed at the end.
import asyncio

async def numbers(name):
    try:
        for n in range(5):
            yield n
            await asyncio.sleep(0)
    finally:
        await asyncio.sleep(0)
        print(name, "closed")

kept = []

async def main():
    async for n in numbers("dropped"):
        if n == 1:
            break
    print("left the loop")
    for _ in range(5):
        await asyncio.sleep(0)
    print("turns passed")
    print([n async for n in numbers("exhausted")])
    generator = numbers("kept")
    print(await anext(generator))
    kept.append(generator)
    print("main ends")

asyncio.run(main())
