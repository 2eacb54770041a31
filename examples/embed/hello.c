/* The smallest host: run a program, show its output, look at an error. */
#include <aster.h>
#include <stdio.h>

static bool print(void *ctx, int fd, const char *bytes, size_t size) {
    (void)ctx;
    return fwrite(bytes, 1, size, fd == 2 ? stderr : stdout) == size;
}

int main(void) {
    AsterOptions options;
    aster_options_init(&options);
    options.output = print;
    AsterVM *vm = aster_open(&options);
    if (!vm) return 1;

    aster_run_string(vm, "print('Hello from', 6 * 7, 'lines of C')", "<hello>");

    /* Names stay from one program to the next, and asyncio works as in a script of its own. */
    aster_run_string(vm,
                     "import asyncio\n"
                     "async def greet(name, delay):\n"
                     "    await asyncio.sleep(delay)\n"
                     "    print('hello,', name)\n"
                     "async def main():\n"
                     "    await asyncio.gather(greet('slow', 0.02), greet('quick', 0.01))\n"
                     "asyncio.run(main())\n",
                     "<hello>");
    aster_run_string(vm, "await greet('top level', 0)", "<hello>");

    if (aster_run_string(vm, "greet.nothing", "<hello>") == ASTER_ERROR) {
        printf("failed with %s\n", aster_error_type(vm));
        aster_error_clear(vm);
    }
    aster_close(vm, NULL, NULL);
    return 0;
}
