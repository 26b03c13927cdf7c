/* posting_prefix.c - the lists of all terms that begin so -> one posting list in memory.
 *
 * Layer: index, reading half. Order: adding up, the terms, the list.
 *
 * FTS5 joins such lists two by two, place by place; a short beginning has thousands of them. Places
 * don't matter here: the counts of each passage are added up in a row of all passages.
 */
#include "index/index_tokenizer.h"
#include "index/postings/posting_private.h"

#include "base/memory.h"

#include <stdlib.h>

struct counts {
    uint16_t body;
    uint8_t title, heading;
};

struct prefix_run {
    struct index *index;
    const struct posting_state *state;
    struct index_beginnings beginnings;
    struct counts *counts; /* of each passage */
    size_t postings;
    struct arena scratch; /* of one list */
};

/* ---- adding up ---- */

static unsigned at_most(unsigned value, unsigned most) {
    return value < most ? value : most;
}

static bool add_list(struct prefix_run *run, const struct posting_segment *segment,
                     struct slice payload, struct error *err) {
    struct posting_cursor *cursor;
    const struct posting_block *block = NULL;
    arena_release(&run->scratch);
    if (!posting_open_part(run->index, &run->scratch, segment, payload, &cursor, err))
        return false;
    for (uint32_t from = 0; !cursor->is_done && posting_seek(cursor, from, err);
         from = cursor->last + 1) {
        block = posting_decode(cursor, err);
        if (!block)
            return false;
        for (uint32_t i = 0; i < block->count; i++) {
            if (block->passages[i] > run->state->last_passage)
                return posting_damaged(run->index, err);
            struct counts *counts = &run->counts[block->passages[i]];
            counts->body = (uint16_t)at_most(counts->body + block->body[i], UINT16_MAX);
            counts->title = (uint8_t)at_most(counts->title + block->title[i], UINT8_MAX);
            counts->heading = (uint8_t)at_most(counts->heading + block->heading[i], UINT8_MAX);
        }
        run->postings += block->count;
    }
    return cursor->is_done;
}

/* ---- the terms ---- */

static bool begins_with(struct slice term, struct slice beginning) {
    return term.length >= beginning.length &&
           memcmp(term.data, beginning.data, beginning.length) == 0;
}

/* An earlier beginning has added it. */
static bool is_added(const struct prefix_run *run, struct slice term, int before) {
    for (int i = 0; i < before; i++)
        if (begins_with(term, run->beginnings.items[i]))
            return true;
    return false;
}

static bool add_term(struct prefix_run *run, const struct page_join *join, struct error *err) {
    for (size_t i = 0; i < join->count; i++)
        if (join->holds[i] &&
            !add_list(run, &run->state->segments[i], join->readers[i].payload, err))
            return false;
    return true;
}

static bool add_terms(struct prefix_run *run, int at, struct error *err) {
    struct slice beginning = run->beginnings.items[at];
    struct page_join join;
    bool done = page_join_begin(&join, run->index, run->state->segments, run->state->segment_count,
                                false, beginning, err);
    while (done && (done = page_join_next(&join, err)) && !join.is_at_end &&
           begins_with(join.key, beginning)) {
        if (!is_added(run, join.key, at))
            done = add_term(run, &join, err);
        done = done && index_goes_on(run->index, err);
    }
    page_join_end(&join);
    return done;
}

/* ---- the list ---- */

static bool holds_any(const struct counts *counts) {
    return counts->body || counts->title || counts->heading;
}

static void collect(const struct prefix_run *run, struct arena *arena,
                    struct posting_array *array) {
    const struct posting_state *state = run->state;
    size_t room = at_most((unsigned)run->postings, state->last_passage);
    array->passages = arena_new_array(arena, room, uint32_t);
    array->body = arena_new_array(arena, room, uint16_t);
    array->title = arena_new_array(arena, room, uint8_t);
    array->heading = arena_new_array(arena, room, uint8_t);
    for (size_t i = 0; i < state->dead_count; i++)
        run->counts[state->dead[i]] = (struct counts){0};
    for (uint32_t passage = 0; passage <= state->last_passage && array->count < room; passage++) {
        const struct counts *counts = &run->counts[passage];
        if (!holds_any(counts))
            continue;
        array->passages[array->count] = passage;
        array->body[array->count] = counts->body;
        array->title[array->count] = counts->title;
        array->heading[array->count] = counts->heading;
        array->count++;
    }
}

static bool find(struct prefix_run *run, struct arena *arena, posting_weight *weight,
                 struct posting_cursor **cursor, struct error *err) {
    struct posting_array array = {0};
    run->counts = memory_allocate_zeroed((size_t)run->state->last_passage + 1, sizeof *run->counts);
    bool done = true;
    for (int i = 0; done && i < run->beginnings.count; i++)
        done = add_terms(run, i, err);
    if (done)
        collect(run, arena, &array);
    free(run->counts);
    arena_release(&run->scratch);
    return done && posting_of_matches(run->index, arena, &array, weight, cursor, err);
}

bool posting_prefix(struct index *index, struct arena *arena, struct slice word,
                    posting_weight *weight, bool *is_word, struct posting_cursor **cursor,
                    struct error *err) {
    struct prefix_run run = {.index = index};
    *cursor = NULL;
    if (!index_begin_read(index, err))
        return false;
    *is_word = index_words_beginnings(index, word, &run.beginnings);
    run.state = posting_state(index, err);
    bool done = run.state != NULL && (!*is_word || find(&run, arena, weight, cursor, err));
    index_end_read(index);
    return done;
}
