/* A guest that is not trusted: a memory limit, no capabilities, and a watchdog that interrupts
 * it. */
#include <aster.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static bool print(void *ctx, int fd, const char *bytes, size_t size) {
    (void)ctx;
    return fwrite(bytes, 1, size, fd == 2 ? stderr : stdout) == size;
}

static void try(AsterVM *vm, const char *what, const char *program) {
    AsterStatus status = aster_run_string(vm, program, "<guest>");
    printf("%-10s %s\n", what, status == ASTER_OK ? "allowed" : aster_error_type(vm));
    aster_error_clear(vm);
}

static void *watchdog(void *arg) {
    usleep(100000);
    aster_interrupt(arg); /* from any thread */
    return NULL;
}

int main(void) {
    AsterOptions options;
    aster_options_init(&options);
    options.output = print;
    options.memory_limit = 16 << 20;
    AsterVM *vm = aster_open(&options);
    if (!vm) return 1;

    try(vm, "arithmetic", "print(sum(range(100000)))");
    try(vm, "memory", "hoard = ['x' * 1000 + str(i) for i in range(10 ** 9)]");
    try(vm, "afterwards", "print('still here')");
    try(vm, "recursion", "def f(): f()\nf()");
    try(vm, "files", "open('/etc/passwd')");
    try(vm, "modules", "import some_file");

    pthread_t thread;
    pthread_create(&thread, NULL, watchdog, vm);
    try(vm, "forever", "while True: pass");
    pthread_join(thread, NULL);

    aster_close(vm, NULL, NULL);
    return 0;
}
