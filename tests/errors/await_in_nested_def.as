import asyncio
async def level3(): return {}["missing"]
async def level2(): return await level3()
async def level1(): return await level2()
asyncio.run(level1())
