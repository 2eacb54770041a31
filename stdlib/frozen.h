/* The modules of the standard library that are written in Aster, as text inside the library.
 *
 * The table is made at build time from the .as files below stdlib/ by scripts/embed_as.c:
 * stdlib/asyncio/__init__.as is the package "asyncio", stdlib/asyncio/queues.as "asyncio.queues".
 * It is read-only and shared by all VMs. */
#ifndef AS_STDLIB_FROZEN_H
#define AS_STDLIB_FROZEN_H

#include <stdbool.h>
#include <stddef.h>

typedef struct FrozenSource {
    const char *name;   /* dotted module name; NULL ends the table */
    const char *source; /* UTF-8; a 0 byte follows that is not counted */
    size_t length;
    bool is_package; /* it came from an __init__.as */
} FrozenSource;

/* Sorted by path, ended by an entry whose name is NULL. */
extern const FrozenSource as_frozen_sources[];

#endif
