/* posting_builder.c - tokens of passages -> posting lists in memory.
 *
 * Layer: index, building half. Order: room, making and freeing, a passage.
 */
#include "index/postings/posting_builder.h"

#include "base/memory.h"
#include "token/token.h"

#include <stdlib.h>

static void *grow(void *items, size_t *capacity, size_t needed, size_t item_bytes) {
    enum { FIRST_CAPACITY = 256 };
    if (needed <= *capacity)
        return items;
    size_t before = *capacity;
    while (*capacity < needed)
        *capacity = *capacity ? *capacity * 2 : FIRST_CAPACITY;
    if (*capacity * item_bytes < ROOM_BLOCK_BYTES) {
        items = memory_resize(items, *capacity, item_bytes);
    } else {
        void *larger = memory_allocate_large(*capacity * item_bytes);
        if (before > 0)
            memcpy(larger, items, before * item_bytes);
        free(items);
        items = larger;
    }
    memset((char *)items + before * item_bytes, 0, (*capacity - before) * item_bytes);
    return items;
}

/* ---- room ---- */

/* Place 0 is never given out. */
static uint32_t take_room(struct posting_builder *builder, uint32_t bytes) {
    uint64_t at = builder->room_used ? builder->room_used : 1;
    if ((at & (ROOM_BLOCK_BYTES - 1)) + bytes > ROOM_BLOCK_BYTES)
        at = (at | (ROOM_BLOCK_BYTES - 1)) + 1;
    size_t block = (size_t)(at >> ROOM_SHIFT);
    if (block >= builder->room_blocks) {
        builder->room = memory_resize(builder->room, block + 1, sizeof *builder->room);
        /* one that is the first may be all that a small update needs */
        builder->room[builder->room_blocks++] = block == 0
                                                    ? memory_allocate(ROOM_BLOCK_BYTES)
                                                    : memory_allocate_large(ROOM_BLOCK_BYTES);
    }
    builder->room_used = at + bytes;
    return (uint32_t)at;
}

static uint32_t keep_text(struct posting_builder *builder, struct slice text) {
    size_t length = text.length <= POSTING_TERM_MOST_BYTES ? text.length : POSTING_TERM_MOST_BYTES;
    uint32_t at = take_room(builder, (uint32_t)length + 1);
    *builder_place(builder, at) = (uint8_t)length;
    memcpy(builder_place(builder, at) + 1, text.data, length);
    return at;
}

struct slice builder_text(const struct posting_builder *builder, uint32_t at) {
    const uint8_t *text = builder_place(builder, at);
    return slice_make((const char *)text + 1, *text);
}

struct posting_builder *posting_builder_new(size_t limit_bytes, posting_weight *weight) {
    struct posting_builder *builder = memory_allocate_zeroed(1, sizeof *builder);
    builder->weight = weight;
    builder->limit_bytes = limit_bytes;
    return builder;
}

void posting_builder_free(struct posting_builder *builder) {
    if (!builder)
        return;
    for (size_t i = 0; i < builder->room_blocks; i++)
        free(builder->room[i]);
    free(builder->room);
    free(builder->terms);
    free(builder->counts);
    free(builder->words);
    free(builder->term_ids);
    free(builder->word_ids);
    free(builder->passages);
    free(builder->removed);
    free(builder->touched);
    free(builder);
}

bool posting_builder_is_full(const struct posting_builder *builder) {
    enum { SORTED_TERM_BYTES = 24 };
    size_t bytes = (size_t)builder->room_used +
                   (builder->passage_count + builder->removed_count) * sizeof *builder->passages +
                   builder->term_capacity * (sizeof *builder->terms + sizeof *builder->counts) +
                   builder->word_capacity * sizeof *builder->words +
                   builder->term_count * SORTED_TERM_BYTES;
    /* a vocabulary near the limit must not make a segment of each passage */
    return bytes > builder->limit_bytes && builder->room_used > builder->limit_bytes / 8;
}

/* ---- a passage ---- */

static void begin_passage(struct posting_builder *builder, uint32_t passage, bool is_removal) {
    builder->passage = passage;
    builder->is_removal = is_removal;
    memset(builder->tokens, 0, sizeof builder->tokens);
    builder->touched_count = 0;
}

static void know_term(struct posting_builder *builder, uint32_t id, struct slice text) {
    if (builder->terms[id].text)
        return;
    builder->terms[id].text = keep_text(builder, text);
    builder->term_ids = grow(builder->term_ids, &builder->term_id_capacity, builder->term_count + 1,
                             sizeof *builder->term_ids);
    builder->term_ids[builder->term_count++] = id;
}

static void new_word(struct posting_builder *builder, uint32_t id, struct slice text) {
    builder->words =
        grow(builder->words, &builder->word_capacity, (size_t)id + 1, sizeof *builder->words);
    builder->words[id].text = keep_text(builder, text);
    builder->word_ids = grow(builder->word_ids, &builder->word_id_capacity, builder->word_count + 1,
                             sizeof *builder->word_ids);
    builder->word_ids[builder->word_count++] = id;
}

/* The first one of the term in this passage. The term itself is looked at in the end, when it has
 * come from afar. */
static void touch(struct posting_builder *builder, uint32_t id, struct slice text) {
    if (id >= builder->counts_capacity) {
        builder->terms =
            grow(builder->terms, &builder->term_capacity, (size_t)id + 1, sizeof *builder->terms);
        builder->counts = grow(builder->counts, &builder->counts_capacity, (size_t)id + 1,
                               sizeof *builder->counts);
    }
    __builtin_prefetch(&builder->terms[id], 1);
    if (builder->touched_count == builder->touched_capacity)
        builder->touched = grow(builder->touched, &builder->touched_capacity,
                                builder->touched_count + 1, sizeof *builder->touched);
    builder->touched[builder->touched_count++] = (struct builder_touched){id, text};
}

static inline void count_term(struct posting_builder *builder, enum posting_column column,
                              uint32_t id, struct slice text) {
    if (id >= builder->counts_capacity ||
        !(builder->counts[id].body | builder->counts[id].title | builder->counts[id].heading))
        touch(builder, id, text);
    struct builder_counts *counts = &builder->counts[id];
    if (column == POSTING_BODY)
        counts->body = (uint16_t)(counts->body + (counts->body < UINT16_MAX));
    else if (column == POSTING_TITLE)
        counts->title = (uint8_t)(counts->title + (counts->title < UINT8_MAX));
    else
        counts->heading = (uint8_t)(counts->heading + (counts->heading < UINT8_MAX));
}

static void add_slab(struct posting_builder *builder, struct builder_term *term) {
    uint32_t bytes = term->first_slab ? term->slab_bytes * 2u : FIRST_SLAB_BYTES;
    if (bytes > MOST_SLAB_BYTES)
        bytes = MOST_SLAB_BYTES;
    uint32_t at = take_room(builder, bytes);
    if (term->first_slab)
        memcpy(builder_place(builder, term->at), &at, sizeof at);
    else
        term->first_slab = at;
    term->at = at;
    term->slab_bytes = (uint16_t)bytes;
    term->left = (uint16_t)(bytes - LINK_BYTES);
}

static size_t encode_posting(uint8_t *bytes, uint32_t gap, const struct builder_counts *counts) {
    enum posting_kind kind = (counts->title | counts->heading) ? KIND_COLUMNS
                             : counts->body != 1               ? KIND_BODY
                                                               : KIND_ONCE;
    uint8_t *at = packed_put_number(bytes, (uint64_t)gap << KIND_BITS | kind);
    if (kind != KIND_ONCE)
        at = packed_put_number(at, counts->body);
    if (kind == KIND_COLUMNS) {
        *at++ = counts->title;
        *at++ = counts->heading;
    }
    return (size_t)(at - bytes);
}

static void add_posting(struct posting_builder *builder, struct builder_term *term,
                        const struct builder_counts *counts) {
    uint32_t number = (uint32_t)builder->passage_count, gap = number - term->last;
    term->last = number + 1;
    term->postings++;
    if (term->left >= MOST_POSTING_BYTES) {
        size_t size = encode_posting(builder_place(builder, term->at), gap, counts);
        term->at += (uint32_t)size;
        term->left = (uint16_t)(term->left - size);
        return;
    }
    uint8_t bytes[MOST_POSTING_BYTES];
    size_t size = encode_posting(bytes, gap, counts);
    for (size_t done = 0; done < size;) {
        if (term->left == 0)
            add_slab(builder, term);
        size_t part = size - done < term->left ? size - done : term->left;
        memcpy(builder_place(builder, term->at), bytes + done, part);
        term->at += (uint32_t)part;
        term->left = (uint16_t)(term->left - part);
        done += part;
    }
}

/* Into the lists, and what was counted goes. The ends of lists lie far apart: they are asked for
 * ahead. */
static void add_postings(struct posting_builder *builder) {
    enum { AHEAD = 8 };
    for (size_t i = 0; i < builder->touched_count; i++) {
        uint32_t id = builder->touched[i].id;
        if (i + AHEAD < builder->touched_count) {
            uint32_t at = builder->terms[builder->touched[i + AHEAD].id].at;
            if (at)
                __builtin_prefetch(builder_place(builder, at), 1);
        }
        know_term(builder, id, builder->touched[i].text);
        if (builder->is_removal)
            builder->terms[id].removed++;
        else
            add_posting(builder, &builder->terms[id], &builder->counts[id]);
        builder->counts[id] = (struct builder_counts){0};
    }
}

static uint32_t at_most(uint32_t value, uint32_t most) {
    return value < most ? value : most;
}

static void end_passage(struct posting_builder *builder) {
    struct passage_length_change passage = {
        .passage = builder->passage,
        .lengths = {.body = (uint16_t)at_most(builder->tokens[POSTING_BODY], UINT16_MAX),
                    .title = (uint8_t)at_most(builder->tokens[POSTING_TITLE], UINT8_MAX),
                    .heading = (uint8_t)at_most(builder->tokens[POSTING_HEADING], UINT8_MAX)}};
    add_postings(builder);
    if (builder->is_removal) {
        builder->removed = grow(builder->removed, &builder->removed_capacity,
                                builder->removed_count + 1, sizeof *builder->removed);
        builder->removed[builder->removed_count++] = passage;
    } else {
        builder->passages = grow(builder->passages, &builder->passage_capacity,
                                 builder->passage_count + 1, sizeof *builder->passages);
        builder->passages[builder->passage_count++] = passage;
    }
}

static inline void add_tokens(struct posting_builder *builder, enum posting_column column,
                              const struct token_array *tokens, const struct tokenizer *tokenizer) {
    enum { AHEAD = 10 };
    int32_t use = builder->is_removal ? -1 : 1;
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        if (i + AHEAD < tokens->count) {
            __builtin_prefetch(builder->words + tokens->items[i + AHEAD].word_id, 1);
            __builtin_prefetch(builder->counts + tokens->items[i + AHEAD].term_id, 1);
        }
        if (token->word_id >= builder->word_capacity || !builder->words[token->word_id].text)
            new_word(builder, token->word_id, tokenizer_word(tokenizer, token->word_id));
        builder->words[token->word_id].uses += use;
        count_term(builder, column, token->term_id, token->term);
    }
    builder->tokens[column] += (uint32_t)tokens->count;
}

void posting_builder_add(struct posting_builder *builder, uint32_t passage, bool is_removal,
                         const struct token_array *title, const struct token_array *heading,
                         const struct token_array *body, const struct tokenizer *tokenizer) {
    begin_passage(builder, passage, is_removal);
    add_tokens(builder, POSTING_TITLE, title, tokenizer);
    add_tokens(builder, POSTING_HEADING, heading, tokenizer);
    add_tokens(builder, POSTING_BODY, body, tokenizer);
    end_passage(builder);
}
