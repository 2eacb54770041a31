/* A host with an event loop of its own. The script awaits a function of the host, which is
 * resolved by a uv_timer; meanwhile the host's other work goes on. uv_run returns when the
 * script has ended. */
#include <aster.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

static bool print(void *ctx, int fd, const char *bytes, size_t size) {
    (void)ctx;
    bool ok = fwrite(bytes, 1, size, fd == 2 ? stderr : stdout) == size;
    return fflush(stdout) == 0 && ok;
}

/* A request under way: its timer, and the script's future. */
typedef struct Request {
    uv_timer_t timer;
    AsterVM *vm;
    AsterFuture *future;
    char answer[64];
} Request;

static void free_request(uv_handle_t *handle) {
    free(handle->data);
}

static void answered(uv_timer_t *timer) {
    Request *request = timer->data;
    AsterVM *vm = request->vm;
    AsterScope scope =
        aster_scope_open(vm); /* in a libuv callback: values belong to a scope of ours */
    if (strstr(request->answer, "nowhere"))
        aster_future_reject(request->future, "ConnectionError", "no such host");
    else
        aster_future_resolve(request->future, aster_str(vm, request->answer));
    aster_scope_close(vm, scope);
    uv_close((uv_handle_t *)timer, free_request);
}

/* fetch(url, seconds=0.01) */
static bool fetch(AsterVM *vm, AsterFuture *future, int argc, const AsterValue *argv, void *ctx) {
    (void)argc;
    uv_loop_t *loop = ctx;
    const char *url = aster_to_str(vm, argv[0], NULL);
    double seconds = 0.01;
    if (!url || (argv[1] && !aster_to_float(vm, argv[1], &seconds))) return false;
    Request *request = calloc(1, sizeof *request);
    if (!request) return aster_raise(vm, "MemoryError", "no request"), false;
    request->vm = vm;
    request->future = future;
    snprintf(request->answer, sizeof request->answer, "<page of %s>", url);
    uv_timer_init(loop, &request->timer);
    request->timer.data = request;
    uv_timer_start(&request->timer, answered, (uint64_t)(seconds * 1000), 0);
    return true;
}

static void ended(AsterVM *vm, AsterStatus status, AsterValue value, void *ctx) {
    (void)value;
    printf("%s ended: %s\n", (const char *)ctx, status == ASTER_OK ? "well" : aster_error_type(vm));
}

static void closed(void *ctx, size_t live) {
    (void)ctx;
    printf("closed, %zu objects left\n", live);
}

static const char script[] = "import asyncio\n"
                             "async def main():\n"
                             "    pages = await asyncio.gather(fetch('a.example', 0.03), "
                             "fetch('b.example', 0.01), fetch('c.example'))\n"
                             "    print(pages)\n"
                             "    try:\n"
                             "        await fetch('nowhere')\n"
                             "    except ConnectionError as e:\n"
                             "        print('refused:', e)\n"
                             "    try:\n"
                             "        async with asyncio.timeout(0.01):\n"
                             "            await fetch('slow.example', 0.05)\n"
                             "    except TimeoutError:\n"
                             "        print('too slow')\n"
                             "asyncio.run(main())\n"
                             "print('the script is through')\n";

int main(void) {
    uv_loop_t loop;
    uv_loop_init(&loop);
    AsterOptions options;
    aster_options_init(&options);
    options.output = print;
    options.loop = &loop;
    AsterVM *vm = aster_open(&options);
    if (!vm) return 1;

    aster_define_async(vm, "fetch", "url, seconds=0.01", fetch, &loop);
    if (aster_start_string(vm, script, "crawl.as", ended, "crawl") != ASTER_OK)
        return puts(aster_error_text(vm)), 1;
    puts("started");
    uv_run(&loop, UV_RUN_DEFAULT);
    puts("idle");

    /* A coroutine of the script beside others; two of them at the same time. */
    aster_run_string(vm,
                     "async def twice(url):\n"
                     "    return [await fetch(url), await fetch(url)]\n",
                     "<host>");
    AsterScope scope = aster_scope_open(vm);
    AsterValue twice = aster_global(vm, "twice"), url = aster_str(vm, "d.example"),
               bad = aster_str(vm, "nowhere");
    aster_start_call(vm, twice, 1, &url, ended, "twice d");
    aster_start_call(vm, twice, 1, &bad, ended, "twice nowhere");
    aster_scope_close(vm, scope);
    uv_run(&loop, UV_RUN_DEFAULT);

    aster_close(vm, closed, NULL);
    uv_run(&loop, UV_RUN_DEFAULT); /* gives the handles back */
    printf("loop closed: %s\n", uv_loop_close(&loop) == 0 ? "yes" : "busy");
    return 0;
}
