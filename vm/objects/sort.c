/* list.sort: a stable merge sort that uses the runs it finds (the timsort family, runs merged in the
 * order of powersort).
 *
 * While it sorts the list is empty, so that keys and comparisons written in the language cannot disturb
 * it. The same code is compiled once for each kind of key: all ints, all floats, all strs, all tuples, anything.
 * A comparison that fails leaves some order of the same items. */
#include "vm/objects/containers_impl.h"

#define INLINE static inline __attribute__((always_inline))

/* a < b: 1, 0, or -1 with an exception pending. */
typedef int (*LessFn)(Thread *t, Value a, Value b);

typedef struct Run {
    size_t at, count;
    int power; /* of the border to the next run */
} Run;

typedef struct Sorter {
    Thread *t;
    Value *keys;
    Value *values; /* moved along with the keys; NULL when the items are their own keys */
    size_t count;
    Value *room_keys, *room_values; /* for merging */
    size_t room;
    Run runs[90];
    int nruns;
} Sorter;

/* --- comparisons --- */

static int less_int(Thread *t, Value a, Value b) {
    (void)t;
    return (int64_t)a.bits < (int64_t)b.bits;
}

static int less_float(Thread *t, Value a, Value b) {
    (void)t;
    return as_float_of(a) < as_float_of(b);
}

static int less_str(Thread *t, Value a, Value b) {
    (void)t;
    return as_str_compare(as_as_str(a), as_as_str(b)) < 0;
}

static int less_any(Thread *t, Value a, Value b) {
    if (as_both_int(a, b)) return less_int(t, a, b);
    if (as_is_str(a) && as_is_str(b)) return less_str(t, a, b);
    return as_less(t, a, b);
}

static int less_tuple(Thread *t, Value av, Value bv) {
    Tuple *a = as_as_tuple(av), *b = as_as_tuple(bv);
    size_t n = a->count < b->count ? a->count : b->count;
    for (size_t i = 0; i < n; i++) {
        int equal = as_equal_cheap(a->items[i], b->items[i]);
        if (equal == 2) equal = as_equal(t, a->items[i], b->items[i]);
        if (equal < 0) return -1;
        if (!equal) return less_any(t, a->items[i], b->items[i]);
    }
    return a->count < b->count;
}

/* --- moving --- */

static void reverse_values(Value *v, size_t count) {
    for (size_t i = 0, j = count; i + 1 < j; i++) {
        Value keep = v[--j];
        v[j] = v[i];
        v[i] = keep;
    }
}

static void reverse_range(Sorter *s, size_t at, size_t count) {
    reverse_values(s->keys + at, count);
    if (s->values) reverse_values(s->values + at, count);
}

INLINE void copy_within(Sorter *s, size_t to, size_t from, size_t count) {
    memmove(s->keys + to, s->keys + from, count * sizeof(Value));
    if (s->values) memmove(s->values + to, s->values + from, count * sizeof(Value));
}
INLINE void copy_one(Sorter *s, size_t to, size_t from) {
    s->keys[to] = s->keys[from];
    if (s->values) s->values[to] = s->values[from];
}
INLINE void copy_out(Sorter *s, size_t from, size_t count) {
    memcpy(s->room_keys, s->keys + from, count * sizeof(Value));
    if (s->values) memcpy(s->room_values, s->values + from, count * sizeof(Value));
}
INLINE void copy_back(Sorter *s, size_t to, size_t room_from, size_t count) {
    memcpy(s->keys + to, s->room_keys + room_from, count * sizeof(Value));
    if (s->values) memcpy(s->values + to, s->room_values + room_from, count * sizeof(Value));
}

static bool make_room(Sorter *s, size_t count) {
    if (count <= s->room) return true;
    Mem *m = &s->t->vm->mem;
    as_mem_free(m, s->room_keys, s->room * 2 * sizeof(Value));
    s->room = 0;
    s->room_keys = as_mem_alloc(m, count * 2 * sizeof(Value));
    if (!s->room_keys) {
        as_raise_memory(s->t);
        return false;
    }
    s->room_values = s->room_keys + count;
    s->room = count;
    return true;
}

/* --- runs --- */

/* Length of the run that begins at `lo`; a strictly descending one is turned round. 0: exception. */
INLINE size_t find_run(Sorter *s, size_t lo, LessFn less) {
    size_t i = lo + 1;
    if (i == s->count) return 1;
    int descending = less(s->t, s->keys[i], s->keys[i - 1]);
    if (descending < 0) return 0;
    for (i++; i < s->count; i++) {
        int r = less(s->t, s->keys[i], s->keys[i - 1]);
        if (r < 0) return 0;
        if (r != descending) break;
    }
    if (descending) reverse_range(s, lo, i - lo);
    return i - lo;
}

/* keys[lo:start] is sorted; bring keys[start:end] into it. */
INLINE bool insert_sort(Sorter *s, size_t lo, size_t start, size_t end, LessFn less) {
    for (size_t i = start; i < end; i++) {
        Value key = s->keys[i], value = s->values ? s->values[i] : key;
        size_t left = lo, right = i;
        while (left < right) {
            size_t middle = left + (right - left) / 2;
            int r = less(s->t, key, s->keys[middle]);
            if (r < 0) return false;
            if (r) {
                right = middle;
            } else {
                left = middle + 1;
            }
        }
        copy_within(s, left + 1, left, i - left);
        s->keys[left] = key;
        if (s->values) s->values[left] = value;
    }
    return true;
}

static size_t least_run(size_t n) {
    size_t odd = 0;
    while (n >= 64) {
        odd |= n & 1;
        n >>= 1;
    }
    return n + odd;
}

/* --- merging --- */

/* Number of items of keys[at:at+count] that stay in front of `key`: those not greater (`after` true) or
 * less (false). SIZE_MAX: exception. Looked for in growing steps from the end that is likely nearer. */
INLINE size_t place_of(Sorter *s, Value key, size_t at, size_t count, bool after, LessFn less) {
    size_t left = 0, right = count;
    for (size_t step = 1; left < right;) {
        size_t middle = left + (right - left) / 2;
        size_t probe = after ? left + step - 1 : right - step;
        if (step < (right - left) / 2) {
            middle = probe;
            step *= 2;
        }
        Value other = s->keys[at + middle];
        int r = after ? less(s->t, key, other) : less(s->t, other, key);
        if (r < 0) return SIZE_MAX;
        if (after ? !r : r) {
            left = middle + 1;
        } else {
            right = middle;
        }
    }
    return left;
}

/* The left run is the shorter one: it is copied out and merged from the front. */
INLINE bool merge_low(Sorter *s, size_t a, size_t na, size_t nb, LessFn less) {
    if (!make_room(s, na)) return false;
    copy_out(s, a, na);
    size_t i = 0, j = a + na, end = j + nb, to = a;
    while (i < na && j < end) {
        int r = less(s->t, s->keys[j], s->room_keys[i]);
        if (r > 0) {
            copy_one(s, to++, j++);
            continue;
        }
        if (r < 0) {
            copy_back(s, to, i, na - i);
            return false;
        }
        s->keys[to] = s->room_keys[i];
        if (s->values) s->values[to] = s->room_values[i];
        to++;
        i++;
    }
    copy_back(s, to, i, na - i);
    return true;
}

/* The right run is the shorter one: it is copied out and merged from the back. */
INLINE bool merge_high(Sorter *s, size_t a, size_t na, size_t nb, LessFn less) {
    if (!make_room(s, nb)) return false;
    copy_out(s, a + na, nb);
    size_t i = a + na, j = nb, to = a + na + nb;
    while (j > 0 && i > a) {
        int r = less(s->t, s->room_keys[j - 1], s->keys[i - 1]);
        if (r > 0) {
            copy_one(s, --to, --i);
            continue;
        }
        if (r < 0) {
            copy_back(s, to - j, 0, j);
            return false;
        }
        to--;
        j--;
        s->keys[to] = s->room_keys[j];
        if (s->values) s->values[to] = s->room_values[j];
    }
    copy_back(s, to - j, 0, j);
    return true;
}

/* Merge run n with the next one. What is in place already at both ends is left alone. */
INLINE bool merge_at(Sorter *s, int n, LessFn less) {
    Run *run = &s->runs[n];
    size_t a = run->at, na = run->count, b = run[1].at, nb = run[1].count;
    run->count = na + nb;
    if (n == s->nruns - 3) run[1] = run[2];
    s->nruns--;
    size_t placed = place_of(s, s->keys[b], a, na, true, less);
    if (placed == SIZE_MAX) return false;
    a += placed;
    na -= placed;
    if (na == 0) return true;
    nb = place_of(s, s->keys[a + na - 1], b, nb, false, less);
    if (nb == SIZE_MAX) return false;
    if (nb == 0) return true;
    return na <= nb ? merge_low(s, a, na, nb, less) : merge_high(s, a, na, nb, less);
}

/* Depth, in the ideal binary tree over the list, of the border between two adjacent runs. */
static int power_of_border(size_t at, size_t left, size_t right, size_t count) {
    size_t a = 2 * at + left, b = a + left + right;
    for (int power = 1;; power++) {
        if (a >= count) {
            a -= count;
            b -= count;
        } else if (b >= count) {
            return power;
        }
        a <<= 1;
        b <<= 1;
    }
}

INLINE bool sort_with(Sorter *s, LessFn less) {
    size_t least = least_run(s->count);
    for (size_t lo = 0; lo < s->count;) {
        size_t n = find_run(s, lo, less);
        if (!n) return false;
        if (n < least) {
            size_t forced = s->count - lo < least ? s->count - lo : least;
            if (!insert_sort(s, lo, lo + n, lo + forced, less)) return false;
            n = forced;
        }
        if (s->nruns) {
            Run *top = &s->runs[s->nruns - 1];
            int power = power_of_border(top->at, top->count, n, s->count);
            while (s->nruns > 1 && s->runs[s->nruns - 2].power > power) {
                if (!merge_at(s, s->nruns - 2, less)) return false;
            }
            s->runs[s->nruns - 1].power = power;
        }
        s->runs[s->nruns++] = (Run){lo, n, 0};
        lo += n;
    }
    while (s->nruns > 1) {
        int n = s->nruns - 2;
        if (n > 0 && s->runs[n - 1].count < s->runs[n + 1].count) n--;
        if (!merge_at(s, n, less)) return false;
    }
    return true;
}

static bool sort_ints(Sorter *s) { return sort_with(s, less_int); }
static bool sort_floats(Sorter *s) { return sort_with(s, less_float); }
static bool sort_strs(Sorter *s) { return sort_with(s, less_str); }
static bool sort_tuples(Sorter *s) { return sort_with(s, less_tuple); }
static bool sort_anything(Sorter *s) { return sort_with(s, less_any); }

static bool sort(Sorter *s) {
    bool ints = true, floats = true, strs = true, tuples = true;
    for (size_t i = 0; i < s->count && (ints || floats || strs || tuples); i++) {
        Value k = s->keys[i];
        ints = ints && as_is_int(k);
        floats = floats && as_is_float(k);
        strs = strs && as_is_str(k);
        tuples = tuples && as_is_tuple(k);
    }
    bool good = ints     ? sort_ints(s)
                : floats ? sort_floats(s)
                : strs   ? sort_strs(s)
                : tuples ? sort_tuples(s)
                         : sort_anything(s);
    as_mem_free(&s->t->vm->mem, s->room_keys, s->room * 2 * sizeof(Value));
    return good;
}

/* --- list.sort --- */

static void free_keys(Thread *t, Value *keys, size_t made, size_t count) {
    for (size_t i = 0; i < made; i++) as_decref(t, keys[i]);
    as_mem_free(&t->vm->mem, keys, count * sizeof(Value));
}

/* key(item) of each item, owned; NULL with an exception. */
static Value *make_keys(Thread *t, Value key, const Value *items, size_t count) {
    Value *keys = as_mem_alloc(&t->vm->mem, count * sizeof(Value));
    if (!keys) {
        as_raise_memory(t);
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        keys[i] = as_call1(t, key, items[i]);
        if (!as_is_undef(keys[i])) continue;
        free_keys(t, keys, i, count);
        return NULL;
    }
    return keys;
}

static bool sort_items(Thread *t, Value *items, size_t count, Value key, bool reverse) {
    if (count == 0) return true;
    Value *keys = as_is_none(key) ? NULL : make_keys(t, key, items, count);
    if (!keys && !as_is_none(key)) return false;
    Sorter s = {.t = t, .keys = keys ? keys : items, .values = keys ? items : NULL, .count = count};
    /* Turned round before and after, so that equal items keep their order. */
    if (reverse) reverse_range(&s, 0, count);
    bool good = sort(&s);
    if (reverse) reverse_range(&s, 0, count);
    if (keys) free_keys(t, keys, count, count);
    return good;
}

bool as_list_sort(Thread *t, List *l, Value key, bool reverse) {
    List mine = *l;
    l->items = NULL;
    l->count = l->capacity = 0;
    as_incref_obj(l);
    bool good = sort_items(t, mine.items, mine.count, key, reverse);
    List strange = *l; /* what user code put in meanwhile */
    l->items = mine.items;
    l->count = mine.count;
    l->capacity = mine.capacity;
    if (strange.items) {
        if (good) good = as_fail(t, T_VALUE_ERROR, "list modified during sort");
        for (size_t i = 0; i < strange.count; i++) as_decref(t, strange.items[i]);
        as_mem_free(&t->vm->mem, strange.items, strange.capacity * sizeof(Value));
    }
    as_decref_obj(t, l);
    return good;
}
