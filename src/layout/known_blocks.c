/* known_blocks.c - how high blocks are: see known_blocks.h.
 *
 * Layer: layout. Slabs are copied when they are remembered and when they are taken: whoever gets
 * them sets gaps and pins. What they point to is never changed. Order: keys, the table, paragraphs,
 * the arena.
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

struct known_paragraph {
    uint64_t words;
    double space_pt, natural_width_pt, least_width_pt;
    double *position_pt;
    struct atom *atoms;
    size_t atom_count;
    struct known_paragraph *next; /* of its row */
};

enum { ROWS = 512 }; /* a power of two; a handout has some hundred blocks */

struct known_blocks {
    struct arena arena;
    struct known_block *rows[ROWS];
    struct known_paragraph *paragraphs[ROWS];
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

/* ---- paragraphs ------------------------------------------------------------------------------ */

static uint64_t mix_text(uint64_t hash, const char *text) {
    return mix_bytes(hash, slice_of(text ? text : ""));
}

static uint64_t mix_size(uint64_t hash, double size_pt) {
    uint64_t bits;
    memcpy(&bits, &size_pt, sizeof bits);
    return mix(hash, bits);
}

static uint64_t mix_piece(uint64_t hash, const struct piece *piece) {
    hash = mix(mix(hash, piece->start), piece->end);
    hash = mix(hash, (uint64_t)piece->kind * 16 + (uint64_t)piece->face);
    hash = mix_text(mix_size(hash, piece->size_pt), piece->language);
    if (piece->kind == PIECE_MARK)
        return mix_bytes(hash, piece->shown);
    return piece->kind == PIECE_SYMBOL ? mix(hash, (uintptr_t)piece->node) : hash;
}

uint64_t known_paragraph_key(const struct paragraph *paragraph) {
    const struct text_style *style = &paragraph->style;
    uint64_t hash =
        mix(mix_bytes(0, paragraph->text), (uint64_t)style->face * 2 + style->hyphenated);
    hash = mix_size(hash, style->type.size_pt);
    for (size_t i = 0; i < paragraph->piece_count; i++)
        hash = mix_piece(hash, &paragraph->pieces[i]);
    hash = mix(mix(hash, paragraph->together_count), paragraph->soft_hyphen_count);
    for (size_t i = 0; i < paragraph->together_count; i++)
        hash = mix(mix(hash, paragraph->together[i].start), paragraph->together[i].end);
    for (size_t i = 0; i < paragraph->soft_hyphen_count; i++)
        hash = mix(hash, paragraph->soft_hyphens[i]);
    return hash;
}

bool known_paragraph_take(const struct layout *layout, uint64_t words,
                          struct paragraph *paragraph) {
    const struct known_paragraph *known = layout->known->paragraphs[words & (ROWS - 1)];
    while (known && known->words != words)
        known = known->next;
    bool may_warn = paragraph->style.hyphenated && !layout->measuring; /* hyphens.c, when printed */
    if (!known || paragraph->levels || may_warn)
        return false;
    paragraph->space_pt = known->space_pt;
    paragraph->natural_width_pt = known->natural_width_pt;
    paragraph->least_width_pt = known->least_width_pt;
    paragraph->position_pt = known->position_pt;
    paragraph->atoms = known->atoms;
    paragraph->atom_count = known->atom_count;
    return true;
}

void known_paragraph_keep(struct layout *layout, uint64_t words,
                          const struct paragraph *paragraph) {
    if (paragraph->levels)
        return;
    struct known_paragraph **row = &layout->known->paragraphs[words & (ROWS - 1)];
    struct known_paragraph *known = arena_new(&layout->flow, struct known_paragraph);
    *known = (struct known_paragraph){.words = words,
                                      .space_pt = paragraph->space_pt,
                                      .natural_width_pt = paragraph->natural_width_pt,
                                      .least_width_pt = paragraph->least_width_pt,
                                      .position_pt = paragraph->position_pt,
                                      .atoms = paragraph->atoms,
                                      .atom_count = paragraph->atom_count,
                                      .next = *row};
    *row = known;
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
