import asyncio, sys
async def main():
    try:
        sys.exit(3)
    finally:
        print("finally")
asyncio.run(main())
