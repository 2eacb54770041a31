/* Other threads: posting, interrupting; VMs side by side. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>
#include <uv.h>

#include "tests/embed/_check.h"

enum { POSTS = 1000 };
static int received;

static void receive(AsterVM *vm, void *arg) {
    CHECK(vm != NULL);
    AsterValue value = aster_int(vm, (int64_t)(intptr_t)arg); /* released behind us */
    CHECK(value && aster_set_global(vm, "last", value));
    received++;
}

static void *poster(void *arg) {
    for (int i = 0; i < POSTS; i++) aster_post(arg, receive, (void *)(intptr_t)i);
    return NULL;
}

static void *interrupter(void *arg) {
    usleep(50000);
    aster_interrupt(arg);
    return NULL;
}

static void posts(AsterVM *vm) {
    pthread_t threads[4];
    CHECK(runs(vm, "import asyncio\nlast = -1"));
    for (int i = 0; i < 4; i++) pthread_create(&threads[i], NULL, poster, vm);
    CHECK(runs(vm, "for i in range(200): await asyncio.sleep(0.001)"));
    for (int i = 0; i < 4; i++) pthread_join(threads[i], NULL);
    CHECK(runs(vm, "await asyncio.sleep(0.01)"));
    CHECK(received == 4 * POSTS);
    CHECK(runs(vm, "print(last)") && printed("999\n"));
}

static bool interrupted(AsterVM *vm, const char *source) {
    pthread_t thread;
    pthread_create(&thread, NULL, interrupter, vm);
    bool good = fails(vm, source, "KeyboardInterrupt");
    pthread_join(thread, NULL);
    return good;
}

static void interrupts(AsterVM *vm) {
    CHECK(interrupted(vm, "while True: pass"));
    CHECK(interrupted(vm, "import asyncio\n"
                          "async def main():\n"
                          "    try: await asyncio.sleep(100)\n"
                          "    except asyncio.CancelledError:\n"
                          "        print('cancelled')\n"
                          "        raise\n"
                          "asyncio.run(main())"));
    CHECK(printed("cancelled\n"));
    aster_interrupt(vm);
    CHECK(aster_interrupt_clear(vm) && !aster_interrupt_clear(vm) && runs(vm, "pass"));
}

static void *whole_life(void *arg) {
    size_t *live = arg;
    AsterVM *vm = aster_open(NULL);
    if (vm && aster_run_string(vm,
                               "import asyncio\n"
                               "async def f(n):\n"
                               "    await asyncio.sleep(0)\n"
                               "    return n\n"
                               "assert sum(await asyncio.gather(*map(f, range(500)))) == 124750\n",
                               "<t>") == ASTER_OK)
        aster_close(vm, note_live, live);
    return NULL;
}

static void side_by_side(void) {
    pthread_t threads[4];
    size_t live[4] = {9, 9, 9, 9};
    for (int i = 0; i < 4; i++) pthread_create(&threads[i], NULL, whole_life, &live[i]);
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        CHECK(live[i] == 0);
    }
}

int main(void) {
    AsterVM *vm = open_vm(NULL);
    posts(vm);
    interrupts(vm);
    close_vm(vm);
    side_by_side();
    return finish("threads");
}
