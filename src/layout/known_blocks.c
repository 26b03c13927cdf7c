/* known_blocks.c - how high blocks are: see known_blocks.h.
 *
 * Layer: layout. Slabs are copied when they are remembered and when they are taken: whoever gets
 * them sets gaps and pins. What they point to is never changed. Order: keys, the table, the arena.
 */
#include "layout/known_blocks.h"

#include "base/memory.h"

#include <stdlib.h>

struct known_block {
    struct block_key key;
    size_t notes_before, notes; /* in the document before the block, and in it */
    struct slab *slabs;
    size_t count;
    struct known_block *next; /* of its row */
};

enum { ROWS = 512 }; /* a power of two; a handout has some hundred blocks */

struct known_blocks {
    struct arena arena;
    struct known_block *rows[ROWS];
};

/* ---- keys ------------------------------------------------------------------------------------ */

static uint64_t mix(uint64_t hash, uint64_t number) {
    hash = (hash ^ number) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ (hash >> 29);
}

static uint64_t mix_bytes(uint64_t hash, struct slice bytes) {
    uint64_t eight;
    size_t at = 0;
    for (; at + sizeof eight <= bytes.length; at += sizeof eight) {
        memcpy(&eight, bytes.data + at, sizeof eight);
        hash = mix(hash, eight);
    }
    eight = 0;
    if (bytes.length > at)
        memcpy(&eight, bytes.data + at, bytes.length - at);
    return mix(mix(hash, eight), bytes.length);
}

/* Inline nodes that are made anew whenever sources are numbered count by what they say; all others
 * are the same node as long as they stand in the tree. */
static uint64_t mix_node(uint64_t hash, const struct layout *layout, const struct node *node) {
    const struct document *doc = layout->doc;
    hash = mix(hash, (uint64_t)node->kind);
    switch (node->kind) {
    case NODE_TEXT:
        return mix_bytes(hash, node->text);
    case NODE_STRONG:
        return mix(hash, (uint64_t)node->source_number);
    case NODE_LANGUAGE:
        return mix_bytes(hash, slice_of(node->language ? node->language : ""));
    case NODE_SENTENCE:
        hash = mix(hash, (uint64_t)node->source_number * 2 + node->marked_above);
        return mix(hash, node->provenance ? (uint64_t)node->provenance->class_letter : 0);
    case NODE_SOURCES: /* their words come from elsewhere */
        for (size_t i = 0; i < doc->source_count; i++)
            hash = mix(hash, (uintptr_t)doc->sources[i]);
        return mix(mix(hash, (uintptr_t)node), doc->has_clinic_mark);
    default:
        return mix(mix(hash, (uintptr_t)node), (uint64_t)node->span);
    }
}

struct block_key known_blocks_key(const struct layout *layout, const struct node *node,
                                  const struct frame *frame) {
    struct block_key key = {0};
    for (struct walk walk = walk_begin(node); walk_next(&walk);)
        key.words = walk.event == WALK_EXIT ? mix(key.words, NODE_KIND_COUNT)
                                            : mix_node(key.words, layout, walk.node);
    uint64_t width;
    memcpy(&width, &frame->width_pt, sizeof width);
    unsigned flags = frame->at_page | frame->in_box << 1 | frame->in_main_box << 2 |
                     (unsigned)frame->pinned << 3;
    key.place = mix(mix(mix(0, width), flags), (uintptr_t)layout->theme);
    return key;
}

/* ---- the table ------------------------------------------------------------------------------- */

static struct known_block **row_of(struct known_blocks *known, struct block_key key) {
    return &known->rows[(key.words ^ key.place) & (ROWS - 1)];
}

bool known_blocks_take(struct layout *layout, struct block_key key, struct stack *out) {
    const struct known_block *block = *row_of(layout->known, key);
    while (block && (block->key.words != key.words || block->key.place != key.place ||
                     (block->notes && block->notes_before != layout->note_count)))
        block = block->next;
    if (!block)
        return false;
    for (size_t i = 0; i < block->count; i++)
        *stack_add(layout, out, block->slabs[i].node) = block->slabs[i];
    layout->note_count += block->notes;
    return true;
}

void known_blocks_keep(struct layout *layout, struct block_key key, size_t notes,
                       const struct stack *stack, size_t first) {
    struct known_block *block = arena_new(&layout->flow, struct known_block);
    *block = (struct known_block){.key = key,
                                  .notes_before = notes,
                                  .notes = layout->note_count - notes,
                                  .count = stack->count - first};
    block->slabs = arena_new_array(&layout->flow, block->count + 1, struct slab);
    for (size_t i = 0; i < block->count; i++) {
        struct slab *slab = &block->slabs[i];
        *slab = *stack->slabs[first + i];
        slab->capacity = slab->count; /* whoever adds to a copy gets room of its own */
        slab->mark_capacity = slab->mark_count;
    }
    struct known_block **row = row_of(layout->known, key);
    block->next = *row;
    *row = block;
}

/* ---- the arena ------------------------------------------------------------------------------- */

struct known_blocks *known_blocks_new(void) {
    return memory_allocate_zeroed(1, sizeof(struct known_blocks));
}

void known_blocks_free(struct known_blocks *known) {
    arena_release(&known->arena);
    free(known);
}

void known_blocks_begin(struct layout *layout) {
    layout->flow = layout->known->arena;
    layout->known->arena = (struct arena){0};
}

void known_blocks_end(struct layout *layout) {
    layout->known->arena = layout->flow;
    layout->flow = (struct arena){0};
}
