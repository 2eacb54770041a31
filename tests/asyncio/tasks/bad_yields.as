import asyncio
class Y:
    def __init__(self, v): self.v = v
    def __await__(self): yield self.v
async def main():
    for v in ("odd", 5, [1]):
        try:
            await Y(v)
        except RuntimeError as e:
            print(e)
    await Y(None)
    print("a bare yield is a turn")
asyncio.run(main())
