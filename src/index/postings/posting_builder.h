/* posting_builder.h - what a builder holds in memory until it is written.
 *
 * Layer: index, private: posting_builder.c fills it, posting_segment.c writes it.
 *
 * Each term has a chain of slabs that double in size, of which only the last has room left. A
 * posting takes 2 to 4 bytes there, so that a builder of 64 MB holds some 15 million. Everything
 * lies in blocks of 2 MiB, which are used again for the next segment; terms and words refer to it
 * by place. A posting: varint (number of the passage in the builder - that of the posting before -
 * 1)
 * << 2 | kind; then what the kind says. What is counted for the passage at hand stands by itself,
 * four bytes a term, so that counting a token touches little memory.
 */
#ifndef FOOTNOTE_INDEX_POSTINGS_POSTING_BUILDER_H
#define FOOTNOTE_INDEX_POSTINGS_POSTING_BUILDER_H

#include "index/postings/posting_private.h"

enum {
    ROOM_SHIFT = 21,
    ROOM_BLOCK_BYTES = 1 << ROOM_SHIFT,
    FIRST_SLAB_BYTES = 12, /* with the place of the next one in its last four */
    MOST_SLAB_BYTES = 1536,
    LINK_BYTES = 4,
    MOST_POSTING_BYTES = 10,
};

enum posting_kind {
    KIND_ONCE,    /* in the body, and nowhere else */
    KIND_BODY,    /* varint: how often in the body */
    KIND_COLUMNS, /* varint body, u8 title, u8 heading */
    KIND_BITS = 2,
};

struct builder_term {
    uint32_t text;           /* place: u8 length and bytes; 0: not in this segment */
    uint32_t last;           /* number of the last passage in the list, plus one */
    uint32_t first_slab, at; /* places: of the list, of its end */
    uint32_t postings;
    int32_t removed;
    uint16_t slab_bytes, left; /* of the last slab */
};

/* Of a term in the passage at hand. */
struct builder_counts {
    uint16_t body;
    uint8_t title, heading;
};

struct builder_touched {
    uint32_t id;
    struct slice text; /* of the token */
};

struct builder_word {
    uint32_t text;
    int32_t uses;
};

struct posting_builder {
    posting_weight *weight;
    size_t limit_bytes;
    uint8_t **room; /* blocks */
    size_t room_blocks;
    uint64_t room_used;
    struct builder_term *terms;
    struct builder_counts *counts; /* of each term */
    struct builder_word *words;
    size_t term_capacity, counts_capacity, word_capacity;
    uint32_t *term_ids, *word_ids; /* those in this segment, in the order they came */
    size_t term_count, word_count, term_id_capacity, word_id_capacity;
    struct passage_length_change *passages, *removed; /* in the order they came */
    size_t passage_count, removed_count, passage_capacity, removed_capacity;
    /* the passage at hand */
    uint32_t passage;
    bool is_removal;
    uint32_t tokens[INDEX_COLUMN_COUNT];
    struct builder_touched *touched; /* terms, in the order they came */
    size_t touched_count, touched_capacity;
};

static inline uint8_t *builder_place(const struct posting_builder *builder, uint32_t at) {
    return builder->room[at >> ROOM_SHIFT] + (at & (ROOM_BLOCK_BYTES - 1));
}
struct slice builder_text(const struct posting_builder *builder, uint32_t at);

#endif
