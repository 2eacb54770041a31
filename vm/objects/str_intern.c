/* Interned strs: an open-addressed set of borrowed pointers, so that equal names are one object.
 *
 * The set holds no references: a dying str takes itself out (its dealloc calls as_intern_remove). A
 * str whose count is 0 already is passed over, since its memory is about to go. */
#include "vm/objects/str_impl.h"

#include <string.h>

typedef struct InternTable {
    size_t live, used; /* used counts removed entries too */
    size_t mask;       /* slots - 1 */
    Str *slots[];      /* NULL: empty; REMOVED */
} InternTable;

#define REMOVED ((Str *)1)

static size_t table_bytes(size_t slots) { return sizeof(InternTable) + slots * sizeof(Str *); }

static bool matches(const Str *s, uint64_t hash, const char *utf8, size_t size) {
    return s != REMOVED && s->hash == hash && s->size == size && s->obj.rc != 0 &&
           memcmp(s->data, utf8, size) == 0;
}

static Str *find(const InternTable *table, uint64_t hash, const char *utf8, size_t size) {
    if (!table) return NULL;
    for (size_t i = hash & table->mask; table->slots[i]; i = (i + 1) & table->mask)
        if (matches(table->slots[i], hash, utf8, size)) return table->slots[i];
    return NULL;
}

static void put(InternTable *table, Str *s) {
    size_t i = s->hash & table->mask;
    while (table->slots[i]) i = (i + 1) & table->mask;
    table->slots[i] = s;
    table->used++;
    table->live++;
}

/* Room for one more entry, at most two thirds full. */
static bool make_room(Thread *t) {
    InternTable *old = t->vm->interned;
    if (old && (old->used + 1) * 3 <= (old->mask + 1) * 2) return true;
    size_t slots = 1024;
    while (old && slots < old->live * 3) slots *= 2;
    InternTable *table = as_mem_zalloc(&t->vm->mem, table_bytes(slots));
    if (!table) return as_raise_memory(t), false;
    table->mask = slots - 1;
    for (size_t i = 0; old && i <= old->mask; i++)
        if (old->slots[i] && old->slots[i] != REMOVED) put(table, old->slots[i]);
    t->vm->interned = table;
    if (old) as_mem_free(&t->vm->mem, old, table_bytes(old->mask + 1));
    return true;
}

/* Enter an exact str that is not in the set; takes the reference over and returns it. */
static Str *enter(Thread *t, Str *s) {
    as_str_hash(t, s);
    if (!make_room(t)) {
        as_decref_obj(t, s);
        return NULL;
    }
    put(t->vm->interned, s);
    s->obj.flags |= OBJ_A;
    return s;
}

Str *as_intern(Thread *t, const char *utf8, size_t size) {
    Str *s = find(t->vm->interned, as_hash_bytes(t->vm, utf8, size), utf8, size);
    if (s) {
        as_incref_obj(s);
        return s;
    }
    Value v = as_str_new(t, utf8, size);
    return as_is_undef(v) ? NULL : enter(t, as_as_str(v));
}

Str *as_intern_str(Thread *t, Str *s) {
    if (!(s->obj.flags & OBJ_A)) {
        Str *known = find(t->vm->interned, as_str_hash(t, s), s->data, s->size);
        if (!known) {
            Value v = as_str_exact(t, as_from_obj(s));
            return as_is_undef(v) ? NULL : enter(t, as_as_str(v));
        }
        s = known;
    }
    as_incref_obj(s);
    return s;
}

void as_intern_remove(Thread *t, Str *s) {
    InternTable *table = t->vm->interned;
    if (!table) return;
    for (size_t i = s->hash & table->mask; table->slots[i]; i = (i + 1) & table->mask) {
        if (table->slots[i] != s) continue;
        table->slots[i] = REMOVED;
        table->live--;
        return;
    }
}

void as_intern_close(Thread *t) {
    InternTable *table = t->vm->interned;
    t->vm->interned = NULL;
    if (table) as_mem_free(&t->vm->mem, table, table_bytes(table->mask + 1));
}
