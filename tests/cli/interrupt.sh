# Ctrl-C ends a program that never yields, one that sleeps in the loop and one that blocks.
. "$(dirname "$0")/_lib.sh"

# interrupt NAME CODE OUT [twice]: started, given time, interrupted. A shell's background job would
# ignore SIGINT; timeout sends it as a terminal does.
interrupt() {
    printf '%s\n' "$2" >program.as
    ${4:+timeout -s INT --foreground 1.6} timeout -s INT --foreground 0.8 "$ASTER" program.as \
        >out 2>err </dev/null
    status=$?
    # 124: timeout sent the signal and the program ended by itself.
    got=$(tail -n 1 err)
    if [ $status -eq 124 ] && [ "$got" = KeyboardInterrupt ] && [ "$(cat out)" = "$3" ]; then
        echo "ok $1"
    else
        echo "not ok $1: status $status, printed '$(cat out)', stderr ends '$got'"
    fi
}

interrupt busy_loop 'n = 0
while True:
    n += 1' ''
# The first one cancels the main task, which never looks; the second raises at once.
interrupt busy_coroutine 'import asyncio
async def main():
    while True:
        pass
asyncio.run(main())' '' twice
interrupt sleeping_loop 'import asyncio
async def main():
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        print("cancelled")
        raise
asyncio.run(main())' 'cancelled'
interrupt blocking_sleep 'import time
try:
    time.sleep(100)
finally:
    print("finally")' 'finally'
interrupt spinning_tasks 'import asyncio
async def spin():
    while True:
        await asyncio.sleep(0)
async def main():
    await asyncio.gather(spin(), spin())
asyncio.run(main())' ''
