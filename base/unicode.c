/* Look-ups in the Unicode tables, and NFKC. */
#include "base/unicode.h"

#include "base/unicode_tables.h"
#include "base/utf8.h"

/* Where a code point beyond the dense planes has its record: three pages stand for all of them. */
static uint32_t sparse(uint32_t c) {
    if (c - UNI_TAGS < 512) return UNI_DENSE + (c - UNI_TAGS);
    bool private_use = c >= 0xF0000 && c <= 0x10FFFD && (c & 0xFFFE) != 0xFFFE;
    return UNI_DENSE + (private_use ? 512 : 640);
}

const UnicodeRecord *as_unicode(uint32_t c) {
    if (c >= UNI_DENSE) c = sparse(c);
    uint32_t at = (uint32_t)as_unicode_pages[c >> UNI_SHIFT] << UNI_SHIFT | (c & UNI_MASK);
    return &as_unicode_records[as_unicode_blocks[at]];
}

const char *as_unicode_category(uint32_t c) {
    return as_unicode_categories[as_unicode(c)->category];
}

int as_unicode_decimal(uint32_t c) {
    const UnicodeRecord *r = as_unicode(c);
    return r->flags & UNI_DECIMAL ? r->decimal : -1;
}

bool as_unicode_is_xid_start(uint32_t c) { return as_unicode_is(c, UNI_XID_START); }
bool as_unicode_is_xid_continue(uint32_t c) { return as_unicode_is(c, UNI_XID_CONTINUE); }

static int map(uint32_t c, int32_t how, uint32_t out[3]) {
    if (how < UNI_MAP_MANY) {
        out[0] = c + (uint32_t)how;
        return 1;
    }
    int count = (how & ~UNI_MAP_MANY) >> 16;
    for (int i = 0; i < count; i++) out[i] = as_unicode_maps[(how & 0xFFFF) + i];
    return count;
}

int as_unicode_upper(uint32_t c, uint32_t out[3]) { return map(c, as_unicode(c)->upper, out); }
int as_unicode_lower(uint32_t c, uint32_t out[3]) { return map(c, as_unicode(c)->lower, out); }
int as_unicode_title(uint32_t c, uint32_t out[3]) { return map(c, as_unicode(c)->title, out); }
int as_unicode_fold(uint32_t c, uint32_t out[3]) { return map(c, as_unicode(c)->fold, out); }

/* --- NFKC: decompose, order the marks, compose; one segment (a character that nothing before it
 * can change, and what may join it) at a time --- */

enum {
    HANGUL_S = 0xAC00, HANGUL_L = 0x1100, HANGUL_V = 0x1161, HANGUL_T = 0x11A7,
    HANGUL_LS = 19, HANGUL_VS = 21, HANGUL_TS = 28, HANGUL_COUNT = HANGUL_LS * HANGUL_VS * HANGUL_TS,
    SEGMENT = 256,
};

typedef struct Normalizer {
    uint32_t c[SEGMENT];
    size_t count, emitted;
    UnicodeEmit emit;
    void *ctx;
} Normalizer;

static uint8_t combining_class(uint32_t c) { return as_unicode(c)->combining; }

/* Insertion sort of the marks behind each starter, stable. */
static void order_marks(Normalizer *n) {
    for (size_t i = 1; i < n->count; i++) {
        uint32_t c = n->c[i];
        uint8_t class = combining_class(c);
        size_t at = i;
        if (class == 0) continue;
        while (at > 0 && combining_class(n->c[at - 1]) > class) {
            n->c[at] = n->c[at - 1];
            at--;
        }
        n->c[at] = c;
    }
}

/* The character that a and b join to, or 0. */
static uint32_t compose_pair(uint32_t a, uint32_t b) {
    if (a - HANGUL_L < HANGUL_LS && b - HANGUL_V < HANGUL_VS)
        return HANGUL_S + ((a - HANGUL_L) * HANGUL_VS + (b - HANGUL_V)) * HANGUL_TS;
    if (a - HANGUL_S < HANGUL_COUNT && (a - HANGUL_S) % HANGUL_TS == 0 && b > HANGUL_T &&
        b - HANGUL_T < HANGUL_TS)
        return a + (b - HANGUL_T);
    uint32_t low = 0, high = as_unicode_composition_count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        const Composition *p = &as_unicode_compositions[middle];
        if (p->first == a && p->second == b) return p->composite;
        if (p->first < a || (p->first == a && p->second < b)) low = middle + 1;
        else high = middle;
    }
    return 0;
}

static void compose(Normalizer *n) {
    size_t kept = 0, starter = SIZE_MAX;
    uint8_t last = 0; /* class of the last kept character behind the starter */
    for (size_t i = 0; i < n->count; i++) {
        uint32_t c = n->c[i];
        uint8_t class = combining_class(c);
        bool blocked = starter == SIZE_MAX ||
                       (kept - starter > 1 && (last == 0 || last >= class));
        uint32_t joined = blocked ? 0 : compose_pair(n->c[starter], c);
        if (joined) {
            n->c[starter] = joined;
            continue;
        }
        if (class == 0) starter = kept;
        last = class;
        n->c[kept++] = c;
    }
    n->count = kept;
}

static void flush(Normalizer *n) {
    order_marks(n);
    compose(n);
    char out[SEGMENT * 4];
    size_t size = 0;
    for (size_t i = 0; i < n->count; i++) size += as_utf8_write(out + size, n->c[i]);
    if (size) n->emit(n->ctx, out, size);
    n->emitted += size;
    n->count = 0;
}

static void push(Normalizer *n, uint32_t c) {
    bool boundary = !as_unicode_is(c, UNI_COMPOSES) && combining_class(c) == 0;
    if (boundary || n->count == SEGMENT) flush(n);
    n->c[n->count++] = c;
}

static void push_hangul(Normalizer *n, uint32_t index) {
    push(n, HANGUL_L + index / (HANGUL_VS * HANGUL_TS));
    push(n, HANGUL_V + index / HANGUL_TS % HANGUL_VS);
    if (index % HANGUL_TS) push(n, HANGUL_T + index % HANGUL_TS);
}

static void push_decomposed(Normalizer *n, uint32_t c) {
    if (c - HANGUL_S < HANGUL_COUNT) {
        push_hangul(n, c - HANGUL_S);
        return;
    }
    uint32_t at = 0;
    if (c < DECOMP_LIMIT) {
        uint32_t page = as_unicode_decomp_pages[c >> DECOMP_SHIFT];
        at = as_unicode_decomp_blocks[page << DECOMP_SHIFT | (c & DECOMP_MASK)];
    }
    if (at == 0) {
        push(n, c);
        return;
    }
    const uint16_t *unit = &as_unicode_decomp_data[at + 1], *end = unit + as_unicode_decomp_data[at];
    while (unit < end) {
        uint32_t d = *unit++;
        if (as_is_surrogate(d)) d = 0x10000 + ((d & 0x3FF) << 10) + (*unit++ & 0x3FFu);
        push(n, d);
    }
}

size_t as_unicode_nfkc(const char *utf8, size_t size, UnicodeEmit emit, void *ctx) {
    Normalizer n = {.emit = emit, .ctx = ctx};
    const char *end = utf8 + size;
    while (utf8 < end) push_decomposed(&n, as_utf8_read(&utf8));
    flush(&n);
    return n.emitted;
}
