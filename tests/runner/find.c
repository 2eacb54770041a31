/* Which tests there are: walks folders in the order of names.
 *
 * A name that begins with '_' or '.' is no test but something that tests use. */
#include "tests/runner/run.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool ends_with(const char *text, const char *tail) {
    size_t length = strlen(text), tail_length = strlen(tail);
    return length > tail_length && strcmp(text + length - tail_length, tail) == 0;
}

static bool has_part(const char *path, const char *part) {
    size_t length = strlen(part);
    for (const char *at = path; (at = strstr(at, part)) != NULL; at++)
        if ((at == path || at[-1] == '/') && (at[length] == '/' || !at[length])) return true;
    return false;
}

/* The kind by suffix and folder; false when it is not a test at all. */
static bool kind_of(const char *path, Kind *kind) {
    if (ends_with(path, ".as")) {
        *kind = has_part(path, "tests/syntax") || has_part(path, "tests/errors") ? REFUSED : SCRIPT;
        return true;
    }
    if (ends_with(path, ".sh")) return *kind = SHELL, true;
    *kind = PROGRAM; /* the folders that the Makefile builds programs of; others hold parts */
    return ends_with(path, ".c") &&
           (has_part(path, "unit") || has_part(path, "embed") || has_part(path, "repl"));
}

/* The first two parts of the path, or its folder when it is not so deep. */
static char *group_of(const char *path) {
    const char *end = strchr(path, '/');
    if (path[0] == '/' || !end || !(end = strchr(end + 1, '/'))) end = strrchr(path, '/');
    return end ? strndup(path, (size_t)(end - path)) : xformat(".");
}

/* The row "name least most needs status why" of the folder's timing.tsv. */
static void read_timing(Test *test) {
    char *path = xformat("%s/timing.tsv", test->dir);
    FILE *file = fopen(path, "r");
    free(path);
    if (!file) return;
    const char *name = strrchr(test->stem, '/') + 1;
    char line[512], row[128];
    double least, most;
    int status;
    while (fgets(line, sizeof line, file)) {
        if (sscanf(line, "%127[^\t]\t%lf\t%lf\t%*[^\t]\t%d", row, &least, &most, &status) != 4)
            continue;
        if (strcmp(row, name) != 0) continue;
        test->timed = true;
        test->least = least;
        test->most = most;
        test->timed_status = status;
    }
    fclose(file);
}

/* NAME.slow beside it: makes so many objects that it is left out under --stress. */
static bool is_left_out(const char *path, const Options *options) {
    if (!options->stress) return false;
    struct stat info;
    char *mark = xformat("%.*s.slow", (int)(strrchr(path, '.') - path), path);
    bool marked = stat(mark, &info) == 0;
    free(mark);
    return marked;
}

static void add_test(Tests *tests, const char *path, const Options *options) {
    Kind kind;
    if (!kind_of(path, &kind) || is_left_out(path, options)) return;
    if (tests->count == tests->room) {
        tests->room = tests->room * 2 + 256;
        tests->at = xrealloc(tests->at, tests->room * sizeof *tests->at);
    }
    Test *test = &tests->at[tests->count++];
    *test = (Test){.path = xformat("%s", path), .kind = kind, .group = group_of(path)};
    char *real = realpath(path, NULL);
    if (!real) die(strerror(errno), path);
    test->stem = strndup(real, (size_t)(strrchr(real, '.') - real));
    test->dir = strndup(real, (size_t)(strrchr(real, '/') - real));
    free(real);
    if (!test->stem || !test->dir || !test->group) die("out of memory", path);
    if (kind == SCRIPT || kind == REFUSED) {
        struct stat info;
        char *expected = xformat("%s.expected", test->stem);
        test->missing_expected = stat(expected, &info) != 0;
        free(expected);
        read_timing(test);
    }
}

static int is_visible(const struct dirent *entry) {
    return entry->d_name[0] != '.' && entry->d_name[0] != '_';
}

void find_tests(Tests *tests, const char *path, const Options *options) {
    struct stat info;
    if (stat(path, &info) != 0) die(strerror(errno), path);
    if (!S_ISDIR(info.st_mode)) {
        add_test(tests, path, options);
        return;
    }
    struct dirent **entries;
    int count = scandir(path, &entries, is_visible, alphasort);
    if (count < 0) die(strerror(errno), path);
    for (int i = 0; i < count; i++) {
        char *inner = xformat("%s/%s", path, entries[i]->d_name);
        Kind kind;
        if (stat(inner, &info) == 0 && (S_ISDIR(info.st_mode) || kind_of(inner, &kind)))
            find_tests(tests, inner, options);
        free(inner);
        free(entries[i]);
    }
    free(entries);
}
