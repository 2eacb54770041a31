/* What the embedding tests share: checks that report themselves, a VM whose output is kept. */
#ifndef AS_TESTS_EMBED_CHECK_H
#define AS_TESTS_EMBED_CHECK_H

#include <aster.h>
#include <stdio.h>
#include <string.h>

static int failures;

static inline void check_at(bool good, const char *what, const char *file, int line) {
    if (good) return;
    failures++;
    printf("not ok %s:%d: %s\n", file, line, what);
}
#define CHECK(condition) check_at((condition), #condition, __FILE__, __LINE__)

/* What scripts printed, both streams, since the last printed(). */
static char kept_output[65536];
static size_t kept_size;

static inline bool keep_output(void *ctx, int fd, const char *bytes, size_t size) {
    (void)ctx, (void)fd;
    if (size > sizeof kept_output - kept_size - 1) size = sizeof kept_output - kept_size - 1;
    memcpy(kept_output + kept_size, bytes, size);
    kept_size += size;
    kept_output[kept_size] = 0;
    return true;
}

static inline bool printed(const char *text) {
    bool same = strcmp(kept_output, text) == 0;
    if (!same) printf("# printed '%s', not '%s'\n", kept_output, text);
    kept_size = 0;
    kept_output[0] = 0;
    return same;
}

static inline AsterVM *open_vm(struct uv_loop_s *loop) {
    AsterOptions options;
    aster_options_init(&options);
    options.output = keep_output;
    options.loop = loop;
    options.leak_report = stdout;
    return aster_open(&options);
}

static inline void note_live(void *ctx, size_t live) {
    *(size_t *)ctx = live;
}

/* Close it, and nothing may be left. */
static inline void close_vm(AsterVM *vm) {
    size_t live = 12345;
    CHECK(aster_close(vm, note_live, &live));
    CHECK(live == 0);
}

/* The script ends with this exception. */
static inline bool fails(AsterVM *vm, const char *source, const char *type) {
    AsterStatus status = aster_run_string(vm, source, "<test>");
    bool same = status == ASTER_ERROR && strcmp(aster_error_type(vm), type) == 0;
    if (!same) printf("# status %d, error '%s', not %s\n", (int)status, aster_error_text(vm), type);
    aster_error_clear(vm);
    return same;
}

static inline bool runs(AsterVM *vm, const char *source) {
    AsterStatus status = aster_run_string(vm, source, "<test>");
    if (status != ASTER_OK) printf("# %s\n", aster_error_text(vm));
    aster_error_clear(vm);
    return status == ASTER_OK;
}

static inline int finish(const char *name) {
    if (!failures) printf("ok %s\n", name);
    return failures != 0;
}

#endif
