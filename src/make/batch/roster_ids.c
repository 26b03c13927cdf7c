/* roster_ids.c - an open-addressed table of hashes.
 *
 * Layer: make.
 */
#include "make/batch/roster_ids.h"

#include "base/memory.h"

#include <sodium/crypto_generichash.h>
#include <stdlib.h>

struct roster_id {
    uint64_t hash;
    int line; /* 0: free */
};

uint64_t roster_id_hash(const char *id) {
    unsigned char bytes[crypto_generichash_BYTES_MIN];
    uint64_t hash = 0;
    crypto_generichash(bytes, sizeof bytes, (const unsigned char *)id, strlen(id), NULL, 0);
    for (size_t i = 0; i < sizeof hash; i++)
        hash = hash << 8 | bytes[i];
    return hash;
}

static struct roster_id *find(struct roster_id *slots, size_t capacity, uint64_t hash) {
    size_t at = (size_t)hash & (capacity - 1);
    while (slots[at].line != 0 && slots[at].hash != hash)
        at = (at + 1) & (capacity - 1);
    return &slots[at];
}

static void grow(struct roster_ids *ids) {
    size_t capacity = ids->capacity ? 2 * ids->capacity : 256;
    struct roster_id *slots = memory_allocate_zeroed(capacity, sizeof *slots);
    for (size_t i = 0; i < ids->capacity; i++)
        if (ids->slots[i].line != 0)
            *find(slots, capacity, ids->slots[i].hash) = ids->slots[i];
    free(ids->slots);
    ids->slots = slots;
    ids->capacity = capacity;
}

int roster_ids_add(struct roster_ids *ids, const char *id, int line) {
    if (3 * ids->count >= 2 * ids->capacity)
        grow(ids);
    uint64_t hash = roster_id_hash(id);
    struct roster_id *slot = find(ids->slots, ids->capacity, hash);
    if (slot->line != 0)
        return slot->line;
    *slot = (struct roster_id){hash, line};
    ids->count++;
    return 0;
}

void roster_ids_release(struct roster_ids *ids) {
    free(ids->slots);
    *ids = (struct roster_ids){0};
}
