/* bench/run [--aster PATH] [--python PATH] [--rounds N] [--memory] [NAME...]
 *
 * Runs the programs of bench/programs.tsv with Aster and with CPython, in interleaved rounds, and
 * prints the median CPU time (user and system, whole processes) of each, their ratio, the aim for
 * the ratio and the peak memory. Elapsed time says little on a shared machine and is not used.
 *
 * The two must print the same; a program that fails or differs has no figure and makes the
 * status 1. */
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROGRAMS_MOST 128
#define ROUNDS_MOST   101
#define OUTPUT_MOST   4096
#define SLEEPERS      1000000.0

typedef struct Program {
    char name[64], kind[16];
    double aim;
} Program;

typedef struct Figures {
    double cpu[ROUNDS_MOST]; /* seconds */
    long peak;               /* KiB, the most of all rounds */
    int count;
    bool failed;
    char output[OUTPUT_MOST];
} Figures;

typedef struct Options {
    const char *aster, *python;
    int rounds;
    bool memory; /* also run the memory rows with CPython, which takes long */
    char **names;
} Options;

typedef struct Mean {
    const char *kind;
    double logs;
    int count;
} Mean;

static _Noreturn void die(const char *what, const char *name) {
    fprintf(stderr, "bench: %s: %s\n", name, what);
    exit(2);
}

/* --- running --- */

static _Noreturn void run_child(const char *command, const char *script, int out) {
    int null = open("/dev/null", O_RDWR);
    if (null < 0 || dup2(null, 0) < 0 || dup2(out, 1) < 0 || dup2(null, 2) < 0) _exit(126);
    execlp(command, command, script, (char *)NULL);
    _exit(127);
}

static double seconds_of(const struct rusage *used) {
    return (double)(used->ru_utime.tv_sec + used->ru_stime.tv_sec) +
           (double)(used->ru_utime.tv_usec + used->ru_stime.tv_usec) * 1e-6;
}

/* One run of the program; its time is appended to the figures. */
static void run_once(const char *command, const Program *program, Figures *figures) {
    char script[128];
    snprintf(script, sizeof script, "bench/%s.as", program->name);
    int out = memfd_create("output", MFD_CLOEXEC);
    if (out < 0) die(strerror(errno), "memfd_create");
    fflush(NULL);
    pid_t pid = fork();
    if (pid < 0) die(strerror(errno), "fork");
    if (pid == 0) run_child(command, script, out);
    int status;
    struct rusage used;
    if (wait4(pid, &status, 0, &used) != pid) die(strerror(errno), "wait4");
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) figures->failed = true;
    ssize_t length = pread(out, figures->output, OUTPUT_MOST - 1, 0);
    figures->output[length < 0 ? 0 : length] = 0;
    close(out);
    figures->cpu[figures->count++] = seconds_of(&used);
    if (used.ru_maxrss > figures->peak) figures->peak = used.ru_maxrss;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(Figures *figures) {
    if (!figures->count) return 0;
    qsort(figures->cpu, (size_t)figures->count, sizeof(double), by_size);
    double upper = figures->cpu[figures->count / 2];
    return figures->count % 2 ? upper : (upper + figures->cpu[figures->count / 2 - 1]) / 2;
}

/* --- reporting --- */

/* Start-up takes milliseconds: many runs make up for the clock's grain. */
static int rounds_of(const Program *program, const Options *o) {
    if (strcmp(program->kind, "memory") == 0) return 1;
    int rounds = strcmp(program->kind, "start") == 0 ? o->rounds * 5 : o->rounds;
    return rounds < ROUNDS_MOST ? rounds : ROUNDS_MOST;
}

static void report_time(const Program *program, Figures *python, Figures *aster, Mean *means) {
    double base = median(python), ours = median(aster);
    double ratio = base > 0 ? ours / base : 0;
    printf("%-22s %9.1f %9.1f  %6.3f  %5.2f %s %8.1f %8.1f\n", program->name, base * 1e3,
           ours * 1e3, ratio, program->aim, ratio <= program->aim ? "  " : "> ",
           (double)python->peak / 1024, (double)aster->peak / 1024);
    for (Mean *mean = means; mean->kind; mean++) {
        if (strcmp(mean->kind, program->kind) != 0 || ratio <= 0) continue;
        mean->logs += log(ratio);
        mean->count++;
    }
}

static void report_memory(const Program *program, const Figures *python, const Figures *aster) {
    double ours = (double)aster->peak * 1024 / SLEEPERS;
    printf("%-22s %.0f bytes a task, aim %.0f", program->name, ours, program->aim);
    if (python->count) printf("; CPython %.0f", (double)python->peak * 1024 / SLEEPERS);
    printf("; CPU %.2f s\n", aster->cpu[0]);
}

/* False when the program failed or the two do not agree. */
static bool bench_one(const Program *program, const Options *o, Mean *means) {
    static Figures python, aster;
    memset(&python, 0, sizeof python);
    memset(&aster, 0, sizeof aster);
    bool memory = strcmp(program->kind, "memory") == 0;
    for (int i = rounds_of(program, o); i > 0 && !python.failed && !aster.failed; i--) {
        if (!memory || o->memory) run_once(o->python, program, &python);
        run_once(o->aster, program, &aster);
    }
    if (python.failed || aster.failed) {
        printf("%-22s failed with %s\n", program->name, python.failed ? o->python : o->aster);
        return false;
    }
    if (python.count && strcmp(python.output, aster.output) != 0) {
        printf("%-22s printed something else than CPython\n", program->name);
        return false;
    }
    if (memory)
        report_memory(program, &python, &aster);
    else
        report_time(program, &python, &aster, means);
    fflush(stdout);
    return true;
}

/* --- what to run --- */

static int read_programs(Program *programs) {
    FILE *file = fopen("bench/programs.tsv", "r");
    if (!file) die(strerror(errno), "bench/programs.tsv");
    char line[256];
    int count = 0;
    while (count < PROGRAMS_MOST && fgets(line, sizeof line, file)) {
        Program *p = &programs[count];
        if (line[0] != '#' && sscanf(line, "%63s %15s %lf", p->name, p->kind, &p->aim) == 3)
            count++;
    }
    fclose(file);
    return count;
}

/* By name or by kind; all when none is given. */
static bool is_wanted(const Program *program, char **names) {
    if (!*names) return true;
    for (; *names; names++)
        if (!strcmp(*names, program->name) || !strcmp(*names, program->kind)) return true;
    return false;
}

static _Noreturn void usage(int status) {
    fputs("usage: bench/run [--aster PATH] [--python PATH] [--rounds N] [--memory] [NAME|KIND...]\n"
          "Kinds: cpu async start memory. --python is a CPython 3.11 (/usr/bin/python3);\n"
          "--memory measures CPython's memory per task too.\n",
          status ? stderr : stdout);
    exit(status);
}

static Options read_options(char **argv) {
    /* On the PATH there may be a wrapper, whose time would count: the real one first. */
    bool real = access("/usr/bin/python3", X_OK) == 0;
    Options o = {"build/aster", real ? "/usr/bin/python3" : "python3", 5, false, NULL};
    for (argv++; *argv && **argv == '-'; argv++) {
        if (!strcmp(*argv, "--help")) usage(0);
        if (!strcmp(*argv, "--memory")) {
            o.memory = true;
            continue;
        }
        if (!argv[1]) usage(2);
        if (!strcmp(*argv, "--aster"))
            o.aster = *++argv;
        else if (!strcmp(*argv, "--python"))
            o.python = *++argv;
        else if (!strcmp(*argv, "--rounds"))
            o.rounds = atoi(*++argv);
        else
            usage(2);
    }
    if (o.rounds < 1) o.rounds = 1;
    o.names = argv;
    return o;
}

int main(int argc, char **argv) {
    (void)argc;
    Options o = read_options(argv);
    static Program programs[PROGRAMS_MOST];
    int count = read_programs(programs);
    Mean means[] = {{"cpu", 0, 0}, {"async", 0, 0}, {NULL, 0, 0}};
    printf("CPU time against %s, median of %d rounds; peak memory\n", o.python, o.rounds);
    printf("%-22s %9s %9s  %6s  %5s    %8s %8s\n", "program", "CPython", "Aster", "ratio", "aim",
           "CPython", "Aster");
    printf("%-22s %9s %9s  %6s  %5s    %8s %8s\n", "", "ms", "ms", "", "", "MiB", "MiB");
    int failed = 0;
    for (int i = 0; i < count; i++)
        if (is_wanted(&programs[i], o.names)) failed += !bench_one(&programs[i], &o, means);
    for (const Mean *mean = means; mean->kind; mean++)
        if (mean->count)
            printf("geometric mean of the %d %s rows: %.3f\n", mean->count, mean->kind,
                   exp(mean->logs / mean->count));
    return failed != 0;
}
