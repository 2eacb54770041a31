/* Slots: how a host holds values. See embed/host.h. */
#include "embed/host.h"

static struct AsterSlot *slot_at(AsterVM *h, size_t i) {
    return &h->chunks[i / SLOTS_A_CHUNK][i % SLOTS_A_CHUNK];
}

static bool add_chunk(AsterVM *h) {
    Mem *mem = &h->vm->mem;
    if (h->nchunks == h->chunks_size) {
        size_t size = h->chunks_size ? h->chunks_size * 2 : 8;
        void *grown = as_mem_realloc(mem, h->chunks, h->chunks_size * sizeof *h->chunks,
                                     size * sizeof *h->chunks);
        if (!grown) return false;
        h->chunks = grown;
        h->chunks_size = size;
    }
    struct AsterSlot *chunk = as_mem_alloc(mem, SLOTS_A_CHUNK * sizeof *chunk);
    if (!chunk) return false;
    h->chunks[h->nchunks++] = chunk;
    return true;
}

AsterValue as_give(AsterVM *h, Value owned) {
    if (as_is_undef(owned)) return as_catch_error(h), NULL;
    if (h->nslots == h->nchunks * SLOTS_A_CHUNK && !add_chunk(h)) {
        as_decref(h->t, owned);
        as_raise_memory(h->t);
        return as_catch_error(h), NULL;
    }
    struct AsterSlot *slot = slot_at(h, h->nslots++);
    slot->v = owned;
    return slot;
}

AsterScope aster_scope_open(AsterVM *h) {
    return h->nslots;
}

/* One chunk is kept in reserve, so that small scopes cost no allocation. */
static void free_chunks(AsterVM *h) {
    size_t used = (h->nslots + SLOTS_A_CHUNK - 1) / SLOTS_A_CHUNK;
    while (h->nchunks > used + 1)
        as_mem_free(&h->vm->mem, h->chunks[--h->nchunks], SLOTS_A_CHUNK * sizeof **h->chunks);
}

void aster_scope_close(AsterVM *h, AsterScope scope) {
    while (h->nslots > scope) {
        Value v = slot_at(h, --h->nslots)->v;
        as_decref(h->t, v);
    }
    free_chunks(h);
}

AsterValue aster_keep(AsterVM *h, AsterValue value) {
    Kept *k = as_mem_alloc(&h->vm->mem, sizeof *k);
    if (!k) {
        as_raise_memory(h->t);
        return as_catch_error(h), NULL;
    }
    *k = (Kept){.slot = {as_incref(as_slot(value))}, .next = h->kept};
    if (h->kept) h->kept->prev = k;
    h->kept = k;
    return &k->slot;
}

void aster_drop(AsterVM *h, AsterValue kept) {
    if (!kept) return;
    Kept *k = (Kept *)kept;
    if (k->prev)
        k->prev->next = k->next;
    else
        h->kept = k->next;
    if (k->next) k->next->prev = k->prev;
    Value v = k->slot.v;
    as_mem_free(&h->vm->mem, k, sizeof *k);
    as_decref(h->t, v);
}

void as_scopes_free(AsterVM *h) {
    aster_scope_close(h, 0);
    while (h->kept) aster_drop(h, &h->kept->slot);
    for (size_t i = 0; i < h->nchunks; i++)
        as_mem_free(&h->vm->mem, h->chunks[i], SLOTS_A_CHUNK * sizeof *h->chunks[i]);
    as_mem_free(&h->vm->mem, h->chunks, h->chunks_size * sizeof *h->chunks);
    h->chunks = NULL;
    h->nchunks = h->chunks_size = 0;
}
