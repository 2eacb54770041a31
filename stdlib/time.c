/* The time module. All clocks are the VM's. */
#include <math.h>
#include <time.h>

#include "stdlib/modules.h"
#include "stdlib/struct_seq.h"
#include "vm/interp.h"
#include "vm/objects/containers.h"
#include "vm/objects/numbers.h"
#include "vm/objects/str.h"

#include <errno.h> /* behind the headers that have a field of that name */

enum { NS = 1000000000 };

/* --- clocks --- */

static int64_t monotonic(Thread *t) {
    return t->vm->clock.monotonic_ns(t->vm->clock.ctx);
}
static int64_t wall(Thread *t) {
    return t->vm->clock.wall_ns(t->vm->clock.ctx);
}

static int64_t cpu(clockid_t id) {
    struct timespec now;
    if (clock_gettime(id, &now) != 0) return 0;
    return (int64_t)now.tv_sec * NS + now.tv_nsec;
}

static Value seconds(Thread *t, int64_t ns) {
    return as_float(t, (double)ns / 1e9);
}

#define CLOCK(name, read)                                                                          \
    static Value name(Thread *t, Value *a, int n) {                                                \
        (void)a, (void)n;                                                                          \
        return seconds(t, read);                                                                   \
    }                                                                                              \
    static Value name##_ns(Thread *t, Value *a, int n) {                                           \
        (void)a, (void)n;                                                                          \
        return as_int_from_i64(t, read);                                                           \
    }
CLOCK(time_time, wall(t))
CLOCK(time_monotonic, monotonic(t))
CLOCK(time_process, cpu(CLOCK_PROCESS_CPUTIME_ID))
CLOCK(time_thread, cpu(CLOCK_THREAD_CPUTIME_ID))

/* --- sleep --- */

static bool sleep_length(Thread *t, Value v, int64_t *ns) {
    if (as_is_float(v)) {
        double s = as_float_of(v);
        if (isnan(s)) return as_fail(t, T_VALUE_ERROR, "Invalid value NaN (not a number)");
        if (s > 9223372036.0 || s < -9223372036.0)
            return as_fail(t, T_OVERFLOW_ERROR, "timestamp too large to convert to C _PyTime_t");
        *ns = (int64_t)ceil(s * 1e9);
        return true;
    }
    if (!as_is_any_int(t, v) &&
        as_same(as_type_lookup(t, as_type_of(t, v), t->vm->names.__index__), AS_MISSING))
        return as_fail(t, T_TYPE_ERROR, "'%T' object cannot be interpreted as an integer", v);
    int64_t s;
    if (!as_index_clamped(t, v, &s)) return false;
    if (s > 9223372036 || s < -9223372036)
        return as_fail(t, T_OVERFLOW_ERROR, "timestamp too large to convert to C _PyTime_t");
    *ns = s * NS;
    return true;
}

static Value time_sleep(Thread *t, Value *a, int n) {
    (void)n;
    int64_t ns;
    if (!sleep_length(t, a[0], &ns)) return AS_UNDEF;
    if (ns < 0) return as_raise(t, T_VALUE_ERROR, "sleep length must be non-negative");
    const Clock *clock = &t->vm->clock;
    for (int64_t end = monotonic(t) + ns; ns > 0; ns = end - monotonic(t)) {
        clock->sleep_ns(clock->ctx, t, ns);
        if (atomic_load(&t->breaker) && !as_handle_breaker(t)) return AS_UNDEF;
    }
    return AS_NONE;
}

/* --- calendar --- */

static const char *const tm_fields[] = {"tm_year", "tm_mon",  "tm_mday", "tm_hour",  "tm_min",
                                        "tm_sec",  "tm_wday", "tm_yday", "tm_isdst", NULL};

static Value module_of(Thread *t, const char *attr) {
    OWNED(m, as_import(t, "time"));
    if (as_is_undef(m.v)) return AS_UNDEF;
    OWNED(name, as_str_from(t, attr));
    return as_is_undef(name.v) ? AS_UNDEF : as_getattr(t, m.v, as_as_str(name.v));
}

static bool set_attr(Thread *t, Value v, const char *name, Value owned) {
    OWNED(key, as_str_from(t, name));
    OWNED(hold, owned);
    return !as_is_undef(key.v) && !as_is_undef(owned) && as_setattr(t, v, as_as_str(key.v), owned);
}

static Value to_struct(Thread *t, const struct tm *tm) {
    OWNED(type, module_of(t, "struct_time"));
    if (as_is_undef(type.v)) return AS_UNDEF;
    Value values[] = {as_int((int64_t)tm->tm_year + 1900),
                      as_int(tm->tm_mon + 1),
                      as_int(tm->tm_mday),
                      as_int(tm->tm_hour),
                      as_int(tm->tm_min),
                      as_int(tm->tm_sec),
                      as_int((tm->tm_wday + 6) % 7),
                      as_int(tm->tm_yday + 1),
                      as_int(tm->tm_isdst)};
    OWNED(result, as_struct_new(t, type.v, values, 9));
    if (as_is_undef(result.v) ||
        !set_attr(t, result.v, "tm_zone", as_str_from(t, tm->tm_zone ? tm->tm_zone : "")) ||
        !set_attr(t, result.v, "tm_gmtoff", as_int(tm->tm_gmtoff)))
        return AS_UNDEF;
    return as_move(&result);
}

/* A number of seconds, or now. */
static bool moment(Thread *t, Value v, time_t *out) {
    if (as_is_undef(v) || as_is_none(v)) {
        int64_t ns = wall(t);
        *out = (time_t)(ns / NS - (ns % NS < 0));
        return true;
    }
    if (as_is_float(v)) {
        double s = floor(as_float_of(v));
        if (isnan(s)) return as_fail(t, T_VALUE_ERROR, "Invalid value NaN (not a number)");
        if (fabs(s) > 9e18)
            return as_fail(t, T_OVERFLOW_ERROR, "timestamp out of range for platform time_t");
        *out = (time_t)s;
        return true;
    }
    int64_t s;
    if (!as_index_int64(t, v, &s)) return false;
    *out = (time_t)s;
    return true;
}

static Value broken_down(Thread *t, Value v, struct tm *(*convert)(const time_t *, struct tm *)) {
    time_t when;
    struct tm tm;
    if (!moment(t, v, &when)) return AS_UNDEF;
    errno = 0;
    if (!convert(&when, &tm))
        return as_raise_errno(t, errno ? errno : EOVERFLOW, AS_UNDEF, AS_UNDEF);
    return to_struct(t, &tm);
}

static Value time_localtime(Thread *t, Value *a, int n) {
    (void)n;
    return broken_down(t, a[0], localtime_r);
}
static Value time_gmtime(Thread *t, Value *a, int n) {
    (void)n;
    return broken_down(t, a[0], gmtime_r);
}

static bool field_in(Thread *t, bool ok, const char *what) {
    return ok || as_fail(t, T_VALUE_ERROR, "%s out of range", what);
}

/* From a struct_time or a tuple of nine ints; UNDEF: now. */
static bool from_struct(Thread *t, Value v, struct tm *tm, bool check) {
    *tm = (struct tm){0};
    if (as_is_undef(v)) {
        time_t when;
        return moment(t, v, &when) && localtime_r(&when, tm) != NULL;
    }
    if (!as_is_instance_of(t, v, T_TUPLE))
        return as_fail(t, T_TYPE_ERROR, "Tuple or struct_time argument required");
    Tuple *items = as_as_tuple(v);
    if (items->count != 9)
        return as_fail(t, T_TYPE_ERROR, "%s",
                       check ? "time tuple must have exactly 9 elements"
                             : "function takes exactly 9 arguments");
    int64_t f[9];
    for (int i = 0; i < 9; i++)
        if (!as_index_int64(t, items->items[i], &f[i])) return false;
    if (f[0] < -2147481748 || f[0] > 2147483647)
        return as_fail(t, T_OVERFLOW_ERROR, "year out of range");
    for (int i = 1; i < 9; i++)
        if (f[i] < INT32_MIN || f[i] > INT32_MAX)
            return as_fail(t, T_OVERFLOW_ERROR, "Python int too large to convert to C int");
    *tm = (struct tm){.tm_year = (int)(f[0] - 1900),
                      .tm_mon = (int)f[1] - 1,
                      .tm_mday = (int)f[2],
                      .tm_hour = (int)f[3],
                      .tm_min = (int)f[4],
                      .tm_sec = (int)f[5],
                      .tm_wday = (int)((f[6] + 1) % 7),
                      .tm_yday = (int)f[7] - 1,
                      .tm_isdst = (int)f[8]};
    if (!check) return true;
    if (tm->tm_mon == -1) tm->tm_mon = 0;
    if (tm->tm_mday == 0) tm->tm_mday = 1;
    if (tm->tm_yday == -1) tm->tm_yday = 0;
    return field_in(t, tm->tm_mon >= 0 && tm->tm_mon <= 11, "month") &&
           field_in(t, tm->tm_mday >= 1 && tm->tm_mday <= 31, "day of month") &&
           field_in(t, tm->tm_hour >= 0 && tm->tm_hour <= 23, "hour") &&
           field_in(t, tm->tm_min >= 0 && tm->tm_min <= 59, "minute") &&
           field_in(t, tm->tm_sec >= 0 && tm->tm_sec <= 61, "seconds") &&
           field_in(t, f[6] >= 0, "day of week") &&
           field_in(t, tm->tm_yday >= 0 && tm->tm_yday <= 365, "day of year");
}

static Value time_mktime(Thread *t, Value *a, int n) {
    (void)n;
    struct tm tm;
    if (!from_struct(t, a[0], &tm, false)) return AS_UNDEF;
    tm.tm_wday = -1;
    time_t when = mktime(&tm);
    if (when == (time_t)-1 && tm.tm_wday == -1)
        return as_raise(t, T_OVERFLOW_ERROR, "mktime argument out of range");
    return as_float(t, (double)when);
}

static Value format_tm(Thread *t, const char *format, const struct tm *tm) {
    size_t size = 256, limit = 256 * strlen(format) + 256;
    for (; *format; size *= 2) {
        char *buffer = as_mem_alloc(&t->vm->mem, size);
        if (!buffer) return as_raise_memory(t);
        size_t used = strftime(buffer, size, format, tm);
        Value text = used ? as_str_new(t, buffer, used) : AS_MISSING;
        as_mem_free(&t->vm->mem, buffer, size);
        if (used) return text;
        if (size > limit) break;
    }
    return as_str_from(t, "");
}

static Value time_strftime(Thread *t, Value *a, int n) {
    (void)n;
    struct tm tm;
    if (!as_is_instance_of(t, a[0], T_STR))
        return as_raise(t, T_TYPE_ERROR, "strftime() argument 1 must be str, not %T", a[0]);
    const char *format = as_str_c(t, a[0]);
    if (!format || !from_struct(t, a[1], &tm, true)) return AS_UNDEF;
    return format_tm(t, format, &tm);
}

static Value ascii_time(Thread *t, const struct tm *tm) {
    static const char days[] = "SunMonTueWedThuFriSat",
                      months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    return as_str_format(t, "%.3s %.3s%3d %02d:%02d:%02d %d", days + 3 * tm->tm_wday,
                         months + 3 * tm->tm_mon, tm->tm_mday, tm->tm_hour, tm->tm_min, tm->tm_sec,
                         tm->tm_year + 1900);
}

static Value time_asctime(Thread *t, Value *a, int n) {
    (void)n;
    struct tm tm;
    return from_struct(t, a[0], &tm, true) ? ascii_time(t, &tm) : AS_UNDEF;
}

static Value time_ctime(Thread *t, Value *a, int n) {
    (void)n;
    time_t when;
    struct tm tm;
    if (!moment(t, a[0], &when)) return AS_UNDEF;
    if (!localtime_r(&when, &tm)) return as_raise_errno(t, EOVERFLOW, AS_UNDEF, AS_UNDEF);
    return ascii_time(t, &tm);
}

/* --- the module --- */

static const NativeDef functions[] = {
    {"time", "", time_time, "Seconds since 1970.", 0},
    {"time_ns", "", time_time_ns, "Nanoseconds since 1970.", 0},
    {"monotonic", "", time_monotonic, "Seconds on a clock that never goes back.", 0},
    {"monotonic_ns", "", time_monotonic_ns, "Nanoseconds on a clock that never goes back.", 0},
    {"perf_counter", "", time_monotonic, "Seconds on the clock for measuring.", 0},
    {"perf_counter_ns", "", time_monotonic_ns, "Nanoseconds on the clock for measuring.", 0},
    {"process_time", "", time_process, "Seconds of CPU time of the process.", 0},
    {"process_time_ns", "", time_process_ns, "Nanoseconds of CPU time of the process.", 0},
    {"thread_time", "", time_thread, "Seconds of CPU time of the thread.", 0},
    {"thread_time_ns", "", time_thread_ns, "Nanoseconds of CPU time of the thread.", 0},
    {"sleep", "seconds, /", time_sleep,
     "Block the whole thread for a while; in coroutines use asyncio.sleep.", 0},
    {"localtime", "seconds=None, /", time_localtime, "struct_time in the local time zone.", 0},
    {"gmtime", "seconds=None, /", time_gmtime, "struct_time in UTC.", 0},
    {"mktime", "tuple, /", time_mktime, "Seconds since 1970 of a local struct_time.", 0},
    {"strftime", "format, tuple=None, /", time_strftime, "A time as text.", 0},
    {"asctime", "tuple=None, /", time_asctime, "A time as text like 'Sat Jun 06 16:26:11 1998'.",
     0},
    {"ctime", "seconds=None, /", time_ctime, "Seconds since 1970 as text in local time.", 0},
    {0},
};

static bool add_zone(Thread *t, Value m) {
    tzset();
    OWNED(a, as_str_from(t, tzname[0]));
    OWNED(b, as_str_from(t, tzname[1]));
    if (as_is_undef(a.v) || as_is_undef(b.v)) return false;
    return as_module_add(t, m, "timezone", as_int(timezone)) &&
           as_module_add(t, m, "altzone", as_int(daylight ? timezone - 3600 : timezone)) &&
           as_module_add(t, m, "daylight", as_int(daylight)) &&
           as_module_add(t, m, "tzname", as_tuple_pack(t, 2, a.v, b.v));
}

Value as_module_time(Thread *t) {
    OWNED(m, as_module_new(t, "time", "Clocks and calendar times."));
    if (as_is_undef(m.v) || !as_module_add_natives(t, m.v, functions) || !add_zone(t, m.v) ||
        !as_module_add(t, m.v, "struct_time", as_struct_type(t, "time", "struct_time", tm_fields)))
        return AS_UNDEF;
    return as_move(&m);
}
