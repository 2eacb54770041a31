/* Shapes: which attribute of an instance lives in which slot.
 *
 *   root (nslots = those of __slots__) -- "x" --> shape -- "y" --> shape
 *                                      \- "y" --> shape
 *
 * The first child of the root of a class whose instances have a __dict__ is its dict-mode shape. A
 * look-up walks from the shape to the root; shapes of more than WALK_MAX attributes make themselves
 * a hash table at their first look-up. Keys are interned, so they are compared by address. */
#include "vm/class.h"

enum { WALK_MAX = 8, FIRST_SIZE = 512 };

bool as_shapes_open(Thread *t) {
    VM *vm = t->vm;
    if (vm->shapes) return true;
    vm->shapes = as_mem_zalloc(&vm->mem, FIRST_SIZE * sizeof(Shape));
    if (!vm->shapes) return as_raise_memory(t), false;
    vm->shapes_size = FIRST_SIZE;
    vm->nshapes = T_BUILTIN_COUNT;
    return true;
}

static bool grow(Thread *t) {
    VM *vm = t->vm;
    uint32_t size = vm->shapes_size * 2;
    Shape *moved =
        as_mem_realloc(&vm->mem, vm->shapes, vm->shapes_size * sizeof(Shape), size * sizeof(Shape));
    if (!moved) return as_raise_memory(t), false;
    vm->shapes = moved;
    vm->shapes_size = size;
    return true;
}

/* Ids are not given out again: inline caches tell by them that a class still lives. */
static uint32_t new_shape(Thread *t) {
    VM *vm = t->vm;
    if (vm->nshapes == vm->shapes_size && !grow(t)) return 0;
    uint32_t id = vm->nshapes++;
    vm->shapes[id] = (Shape){0};
    return id;
}

static void free_shape(Thread *t, uint32_t id) {
    VM *vm = t->vm;
    Shape *s = &vm->shapes[id];
    Str *key = s->key;
    as_mem_free(&vm->mem, s->index, s->index_size * sizeof *s->index);
    *s = (Shape){0};
    if (key) as_decref_obj(t, key);
}

uint32_t as_shape_root(Thread *t, Type *type, uint32_t reserved, bool with_dict) {
    uint32_t root = new_shape(t);
    if (!root) return 0;
    t->vm->shapes[root].type = type;
    t->vm->shapes[root].nslots = reserved;
    if (!with_dict) return root;
    uint32_t dict = new_shape(t);
    if (!dict) {
        free_shape(t, root);
        return 0;
    }
    t->vm->shapes[dict] =
        (Shape){.type = type, .parent = root, .nslots = reserved, .dict_mode = true};
    t->vm->shapes[root].first_child = dict;
    return root;
}

void as_shape_free_tree(Thread *t, uint32_t root) {
    /* Depth first without recursion: go down to a leaf, free it, go on with its sibling. */
    uint32_t id = root;
    while (id) {
        Shape *s = &t->vm->shapes[id];
        if (s->first_child) {
            id = s->first_child;
            continue;
        }
        uint32_t parent = id == root ? 0 : s->parent, next = s->next_sibling;
        if (parent) t->vm->shapes[parent].first_child = next;
        free_shape(t, id);
        id = parent;
    }
}

static size_t key_hash(const Str *key) {
    return (size_t)(((uintptr_t)key >> 4) * 0x9E3779B97F4A7C15u >> 32);
}

static bool build_index(Thread *t, uint32_t id) {
    Shape *s = &t->vm->shapes[id];
    uint32_t size = 16;
    while (size < s->nslots * 2) size *= 2;
    uint32_t *index = as_mem_zalloc(&t->vm->mem, size * sizeof *index);
    if (!index) return false;
    for (uint32_t k = id; t->vm->shapes[k].key; k = t->vm->shapes[k].parent) {
        size_t at = key_hash(t->vm->shapes[k].key) & (size - 1);
        while (index[at]) at = (at + 1) & (size - 1);
        index[at] = k;
    }
    s->index = index;
    s->index_size = size;
    return true;
}

static int64_t find_indexed(Thread *t, const Shape *s, const Str *name) {
    const Shape *shapes = t->vm->shapes;
    uint32_t mask = s->index_size - 1;
    for (size_t at = key_hash(name) & mask; s->index[at]; at = (at + 1) & mask)
        if (shapes[s->index[at]].key == name) return (int64_t)shapes[s->index[at]].nslots - 1;
    return -1;
}

static int64_t find_text(Thread *t, const Shape *s, const Str *name) {
    for (; s->key; s = &t->vm->shapes[s->parent])
        if (as_str_equal(s->key, name)) return (int64_t)s->nslots - 1;
    return -1;
}

int64_t as_shape_find(Thread *t, uint32_t shape, Str *name) {
    const Shape *s = &t->vm->shapes[shape];
    if (s->dict_mode) return -1;
    if (!(name->obj.flags & OBJ_A)) return find_text(t, s, name);
    if (s->index) return find_indexed(t, s, name);
    uint32_t steps = 0;
    for (const Shape *k = s; k->key; k = &t->vm->shapes[k->parent]) {
        if (k->key == name) {
            if (steps > WALK_MAX) build_index(t, shape);
            return (int64_t)k->nslots - 1;
        }
        steps++;
    }
    return -1;
}

/* Instances made from now on get room for as many attributes as this one has. */
static void learn(Type *type, uint32_t nslots) {
    enum { INLINE_MAX = 28 };
    if (nslots > type->inline_slots && nslots <= INLINE_MAX) type->inline_slots = nslots;
}

uint32_t as_shape_add(Thread *t, uint32_t shape, Str *name) {
    Shape *s = &t->vm->shapes[shape];
    uint32_t last = 0;
    for (uint32_t id = s->first_child; id; last = id, id = t->vm->shapes[id].next_sibling)
        if (t->vm->shapes[id].key == name) return id;
    Str *key = as_interned(t, name);
    if (!key) return 0;
    uint32_t id = new_shape(t);
    if (!id) {
        as_decref_obj(t, key);
        return 0;
    }
    s = &t->vm->shapes[shape];
    t->vm->shapes[id] =
        (Shape){.type = s->type, .parent = shape, .nslots = s->nslots + 1, .key = key};
    if (last)
        t->vm->shapes[last].next_sibling = id;
    else
        s->first_child = id;
    learn(s->type, s->nslots + 1);
    return id;
}
