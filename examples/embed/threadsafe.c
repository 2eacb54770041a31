/* Work on other threads: the script awaits it, and goes on with other things meanwhile. */
#include <aster.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static bool print(void *ctx, int fd, const char *bytes, size_t size) {
    (void)ctx;
    return fwrite(bytes, 1, size, fd == 2 ? stderr : stdout) == size;
}

typedef struct Job {
    AsterFuture *future;
    int64_t n, result;
} Job;

/* On the VM's thread: only there can values be made. */
static AsterValue take_result(AsterVM *vm, void *arg) {
    Job *job = arg;
    AsterValue value =
        vm ? aster_int(vm, job->result) : NULL; /* NULL: the VM is closed, only free */
    free(job);
    return value;
}

static void *work(void *arg) {
    Job *job = arg;
    if (job->n < 0) {
        aster_future_reject_threadsafe(job->future, "ValueError", "cannot sum so few");
        free(job);
        return NULL;
    }
    for (int64_t i = 1; i <= job->n; i++) job->result += i;
    aster_future_resolve_threadsafe(job->future, take_result, job);
    return NULL;
}

/* sum_up(n): computed on a thread of its own. */
static bool sum_up(AsterVM *vm, AsterFuture *future, int argc, const AsterValue *argv, void *ctx) {
    (void)argc, (void)ctx;
    int64_t n;
    pthread_t thread;
    if (!aster_to_int(vm, argv[0], &n)) return false;
    Job *job = calloc(1, sizeof *job);
    if (!job) return aster_raise(vm, "MemoryError", "no job"), false;
    *job = (Job){.future = future, .n = n};
    if (pthread_create(&thread, NULL, work, job) != 0) {
        free(job);
        return aster_raise(vm, "RuntimeError", "can't start new thread"), false;
    }
    pthread_detach(thread);
    return true;
}

static const char script[] =
    "import asyncio\n"
    "async def main():\n"
    "    sums = await asyncio.gather(*[sum_up(10 ** i) for i in range(6)])\n"
    "    print(sums)\n"
    "    try:\n"
    "        await sum_up(-1)\n"
    "    except ValueError as e:\n"
    "        print('ValueError:', e)\n"
    "asyncio.run(main())\n";

int main(void) {
    AsterOptions options;
    aster_options_init(&options);
    options.output = print;
    AsterVM *vm = aster_open(&options);
    if (!vm) return 1;
    aster_define_async(vm, "sum_up", "n", sum_up, NULL);
    if (aster_run_string(vm, script, "sums.as") != ASTER_OK) fputs(aster_error_text(vm), stdout);
    aster_close(vm, NULL, NULL);
    return 0;
}
