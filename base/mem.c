#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

void as_mem_init(Mem *m, size_t limit) {
    *m = (Mem){.limit = limit};
}

bool as_mem_charge(Mem *m, size_t size) {
    m->count++;
    if (m->fail_at != 0 && m->count >= m->fail_at && (!m->fail_once || m->count == m->fail_at)) return false;
    if (size > m->limit || m->used > m->limit - size) return false;
    m->used += size;
    if (m->used > m->peak) m->peak = m->used;
    return true;
}

void as_mem_discharge(Mem *m, size_t size) {
    m->used -= size;
}

void *as_mem_alloc(Mem *m, size_t size) {
    if (!as_mem_charge(m, size)) return NULL;
    void *p = malloc(size);
    if (!p) as_mem_discharge(m, size);
    return p;
}

void *as_mem_zalloc(Mem *m, size_t size) {
    if (!as_mem_charge(m, size)) return NULL;
    void *p = calloc(1, size);
    if (!p) as_mem_discharge(m, size);
    return p;
}

void *as_mem_realloc(Mem *m, void *p, size_t old, size_t size) {
    if (size > old && !as_mem_charge(m, size - old)) return NULL;
    void *moved = realloc(p, size);
    if (!moved) {
        if (size > old) as_mem_discharge(m, size - old);
        return NULL;
    }
    if (size < old) as_mem_discharge(m, old - size);
    return moved;
}

void as_mem_free(Mem *m, void *p, size_t size) {
    if (!p) return;
    as_mem_discharge(m, size);
    free(p);
}
