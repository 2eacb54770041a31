import asyncio
for x in (5, None, print, lambda: 0):
    try:
        asyncio.run(x)
    except ValueError as e:
        print(str(e)[:35])
