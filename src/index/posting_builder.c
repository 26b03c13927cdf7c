/* posting_builder.c - tokens of passages -> posting lists in memory.
 *
 * Layer: index, building half. Order: room, making and freeing, a passage.
 */
#include "index/posting_builder.h"

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
    items = memory_resize(items, *capacity, item_bytes);
    memset((char *)items + before * item_bytes, 0, (*capacity - before) * item_bytes);
    return items;
}

/* ---- room ---- */

uint8_t *builder_place(const struct posting_builder *builder, uint32_t at) {
    return builder->room[at >> ROOM_SHIFT] + (at & (ROOM_BLOCK_BYTES - 1));
}

/* Place 0 is never given out. */
static uint32_t take_room(struct posting_builder *builder, uint32_t bytes) {
    uint64_t at = builder->room_used ? builder->room_used : 1;
    if ((at & (ROOM_BLOCK_BYTES - 1)) + bytes > ROOM_BLOCK_BYTES)
        at = (at | (ROOM_BLOCK_BYTES - 1)) + 1;
    size_t block = (size_t)(at >> ROOM_SHIFT);
    if (block >= builder->room_blocks) {
        builder->room = memory_resize(builder->room, block + 1, sizeof *builder->room);
        builder->room[builder->room_blocks++] = memory_allocate(ROOM_BLOCK_BYTES);
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
                   builder->term_capacity * sizeof *builder->terms +
                   builder->word_capacity * sizeof *builder->words +
                   builder->term_count * SORTED_TERM_BYTES;
    return bytes > builder->limit_bytes && builder->passage_count + builder->removed_count > 0;
}

/* ---- a passage ---- */

void posting_builder_begin(struct posting_builder *builder, uint32_t passage, bool is_removal) {
    builder->passage = passage;
    builder->is_removal = is_removal;
    memset(builder->tokens, 0, sizeof builder->tokens);
    builder->touched_count = 0;
}

static struct builder_term *new_term(struct posting_builder *builder, uint32_t id,
                                     struct slice text) {
    builder->terms =
        grow(builder->terms, &builder->term_capacity, (size_t)id + 1, sizeof *builder->terms);
    struct builder_term *term = &builder->terms[id];
    if (!term->text) {
        term->text = keep_text(builder, text);
        builder->term_ids = grow(builder->term_ids, &builder->term_id_capacity,
                                 builder->term_count + 1, sizeof *builder->term_ids);
        builder->term_ids[builder->term_count++] = id;
    }
    return term;
}

static void count_word(struct posting_builder *builder, uint32_t id, struct slice text) {
    if (id >= builder->word_capacity)
        builder->words =
            grow(builder->words, &builder->word_capacity, (size_t)id + 1, sizeof *builder->words);
    struct builder_word *word = &builder->words[id];
    if (!word->text) {
        word->text = keep_text(builder, text);
        builder->word_ids = grow(builder->word_ids, &builder->word_id_capacity,
                                 builder->word_count + 1, sizeof *builder->word_ids);
        builder->word_ids[builder->word_count++] = id;
    }
    word->uses += builder->is_removal ? -1 : 1;
}

void posting_builder_token(struct posting_builder *builder, enum posting_column column,
                           uint32_t term_id, struct slice term, uint32_t word_id,
                           struct slice word) {
    struct builder_term *found = term_id < builder->term_capacity && builder->terms[term_id].text
                                     ? &builder->terms[term_id]
                                     : new_term(builder, term_id, term);
    if (!(found->body | found->title | found->heading)) {
        found->passage = builder->passage;
        if (builder->touched_count == builder->touched_capacity)
            builder->touched = grow(builder->touched, &builder->touched_capacity,
                                    builder->touched_count + 1, sizeof *builder->touched);
        builder->touched[builder->touched_count++] = term_id;
    }
    if (column == POSTING_BODY)
        found->body += found->body < UINT16_MAX;
    else if (column == POSTING_TITLE)
        found->title += found->title < UINT8_MAX;
    else
        found->heading += found->heading < UINT8_MAX;
    builder->tokens[column]++;
    count_word(builder, word_id, word);
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

static void add_posting(struct posting_builder *builder, struct builder_term *term) {
    uint8_t bytes[MOST_POSTING_BYTES];
    size_t count = 0;
    bool counts = term->body != 1 || term->title || term->heading;
    uint64_t value = (uint64_t)(term->passage - term->last) << 1 | counts;
    for (; value >= 0x80; value >>= 7)
        bytes[count++] = (uint8_t)(value | 0x80);
    bytes[count++] = (uint8_t)value;
    if (counts) {
        uint32_t body = term->body;
        for (; body >= 0x80; body >>= 7)
            bytes[count++] = (uint8_t)(body | 0x80);
        bytes[count++] = (uint8_t)body;
        bytes[count++] = term->title;
        bytes[count++] = term->heading;
    }
    for (size_t done = 0; done < count;) {
        if (term->left == 0)
            add_slab(builder, term);
        size_t part = count - done < term->left ? count - done : term->left;
        memcpy(builder_place(builder, term->at), bytes + done, part);
        term->at += (uint32_t)part;
        term->left = (uint16_t)(term->left - part);
        done += part;
    }
    term->last = term->passage + 1;
    term->postings++;
}

static uint32_t at_most(uint32_t value, uint32_t most) {
    return value < most ? value : most;
}

void posting_builder_end(struct posting_builder *builder) {
    struct passage_length_change passage = {
        .passage = builder->passage,
        .lengths = {.body = (uint16_t)at_most(builder->tokens[POSTING_BODY], UINT16_MAX),
                    .title = (uint8_t)at_most(builder->tokens[POSTING_TITLE], UINT8_MAX),
                    .heading = (uint8_t)at_most(builder->tokens[POSTING_HEADING], UINT8_MAX)}};
    for (size_t i = 0; i < builder->touched_count; i++) {
        struct builder_term *term = &builder->terms[builder->touched[i]];
        if (builder->is_removal)
            term->removed++;
        else
            add_posting(builder, term);
        term->body = 0;
        term->title = term->heading = 0;
    }
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

static void add_tokens(struct posting_builder *builder, enum posting_column column,
                       const struct token_array *tokens, const struct tokenizer *tokenizer) {
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        bool is_known =
            token->word_id < builder->word_capacity && builder->words[token->word_id].text;
        posting_builder_token(builder, column, token->term_id, token->term, token->word_id,
                              is_known ? (struct slice){0}
                                       : tokenizer_word(tokenizer, token->word_id));
    }
}

void posting_builder_add(struct posting_builder *builder, uint32_t passage, bool is_removal,
                         const struct token_array *title, const struct token_array *heading,
                         const struct token_array *body, const struct tokenizer *tokenizer) {
    posting_builder_begin(builder, passage, is_removal);
    add_tokens(builder, POSTING_TITLE, title, tokenizer);
    add_tokens(builder, POSTING_HEADING, heading, tokenizer);
    add_tokens(builder, POSTING_BODY, body, tokenizer);
    posting_builder_end(builder);
}
