/* posting_merge.c - several segments -> one.
 *
 * Layer: index, building half. Order: which segments, their lists, their words, the state.
 *
 * The newest segments are joined while those behind one together have a quarter of its postings, so
 * that each posting is written again a few times at most, however many small updates there are.
 * What a first build wrote is left alone: it is in a few large segments, and joining them would
 * cost more than it saves. Too many segments, or too many dead passages, and all are joined.
 */
#include "index/postings/posting_private.h"

enum {
    GROWTH = 4,
    LARGE_POSTINGS = 4 << 20, /* such a segment is joined only with all */
    MOST_SEGMENTS = 64,       /* a gigabyte makes some twenty */
    DEAD_SHARE = 8,           /* one in so many */
    MOST_DEAD = 50000,
};

/* ---- which ---- */

/* The first of those to be joined; segment_count: none. */
static size_t choose(const struct posting_state *state) {
    size_t count = state->segment_count;
    uint64_t behind = 0;
    size_t first = count;
    if (count > MOST_SEGMENTS || state->dead_count > MOST_DEAD ||
        (int64_t)state->dead_count * DEAD_SHARE > state->passages)
        return count > 1 || state->dead_count > 0 ? 0 : count;
    for (size_t i = count; i-- > 0;) {
        uint64_t postings = state->segments[i].postings;
        if (postings >= LARGE_POSTINGS)
            break;
        if (i + 1 < count && behind * GROWTH >= postings)
            first = i;
        behind += postings;
    }
    return first;
}

/* ---- lists ---- */

static bool is_dead(const struct posting_state *state, uint32_t passage) {
    size_t at = posting_find_dead(state->dead, state->dead_count, passage);
    return at < state->dead_count && state->dead[at] == passage;
}

/* A dead passage's posting goes, and with it what took it out of the document frequency. */
static bool copy_block(const struct posting_state *state, const struct posting_block *block,
                       struct list_writer *lists, int64_t *adjustment, struct error *err) {
    for (uint32_t i = 0; i < block->count; i++) {
        struct posting posting = {block->passages[i], block->body[i], block->title[i],
                                  block->heading[i]};
        if (is_dead(state, posting.passage)) {
            ++*adjustment;
            continue;
        }
        const struct passage_lengths *lengths =
            passage_lengths(&state->lengths, posting.passage, err);
        if (!lengths ||
            !list_add(lists, &posting,
                      posting_worth(lists->weight, posting.body, posting.title, posting.heading,
                                    lengths, lists->average_body_tokens),
                      err))
            return false;
    }
    return true;
}

static bool copy_list(struct posting_state *state, struct posting_cursor *cursor,
                      struct list_writer *lists, int64_t *adjustment, struct error *err) {
    struct error failure = {0};
    *adjustment += cursor->passages - (int64_t)cursor->upper;
    while (!cursor->is_done &&
           posting_seek(cursor, cursor->at_block ? cursor->last + 1 : 0, &failure)) {
        const struct posting_block *block = posting_decode(cursor, &failure);
        if (!block || !copy_block(state, block, lists, adjustment, &failure))
            break;
    }
    if (failure.code == ERROR_NONE)
        return true;
    if (err)
        *err = failure;
    return false;
}

static bool join_lists(struct posting_state *state, struct posting_segment *segments,
                       const struct page_join *join, struct list_writer *lists,
                       struct page_writer *pages, struct error *err) {
    struct arena arena = {0};
    struct slice payload;
    int64_t adjustment = 0;
    bool done = true;
    list_begin(lists);
    for (size_t i = 0; i < join->count && done; i++) {
        struct posting_cursor *cursor;
        if (join->holds[i])
            done = posting_open_part(lists->index, &arena, &segments[i], join->readers[i].payload,
                                     &cursor, err) &&
                   copy_list(state, cursor, lists, &adjustment, err);
    }
    done = done && list_end(lists, adjustment, &payload, err) &&
           (payload.length == 0 || page_writer_add(pages, join->key, payload, err));
    arena_release(&arena);
    return done;
}

static bool join_terms(struct posting_state *state, struct posting_segment *segments, size_t count,
                       struct list_writer *lists, struct error *err) {
    struct page_writer pages = {.index = lists->index,
                                .segment = lists->segment->id,
                                .directory_kind = ROW_TERM_DIRECTORY,
                                .page_kind = ROW_TERM_PAGE};
    struct page_join join;
    bool done = page_join_begin(&join, lists->index, segments, count, false, slice_of(""), err) &&
                page_join_next(&join, err);
    while (done && !join.is_at_end)
        done = join_lists(state, segments, &join, lists, &pages, err) && page_join_next(&join, err);
    done = done && page_writer_end(&pages, err);
    page_writer_release(&pages);
    page_join_end(&join);
    return done;
}

/* ---- words ---- */

static bool join_words(struct index *index, uint32_t segment, struct posting_segment *segments,
                       size_t count, struct error *err) {
    struct page_writer pages = {.index = index,
                                .segment = segment,
                                .directory_kind = ROW_WORD_DIRECTORY,
                                .page_kind = ROW_WORD_PAGE};
    struct strbuf payload = {0};
    struct page_join join;
    bool done = page_join_begin(&join, index, segments, count, true, slice_of(""), err) &&
                page_join_next(&join, err);
    while (done && !join.is_at_end) {
        int64_t uses = page_join_uses(&join);
        strbuf_truncate(&payload, 0);
        packed_add_number(&payload, packed_fold_sign(uses));
        done = (uses == 0 || page_writer_add(&pages, join.key, strbuf_slice(&payload), err)) &&
               page_join_next(&join, err);
    }
    done = done && page_writer_end(&pages, err);
    page_writer_release(&pages);
    page_join_end(&join);
    strbuf_release(&payload);
    return done;
}

/* ---- the state ---- */

static void bury(struct posting_state *state, uint32_t first, uint32_t last) {
    size_t kept = 0;
    for (size_t i = 0; i < state->dead_count; i++)
        if (state->dead[i] < first || state->dead[i] > last)
            state->dead[kept++] = state->dead[i];
    state->dead_count = kept;
}

static struct posting_segment frame_of(const struct posting_state *state, size_t from) {
    struct posting_segment joined = {
        .id = state->next_segment, .first = 1, .average_body_tokens = posting_average(state)};
    for (size_t i = from; i < state->segment_count; i++) {
        const struct posting_segment *segment = &state->segments[i];
        if (segment->first > segment->last)
            continue;
        if (joined.last == 0)
            joined.first = segment->first;
        joined.last = segment->last;
    }
    return joined;
}

static bool join_from(struct index *index, struct posting_state *state, size_t from,
                      posting_weight *weight, struct error *err) {
    struct posting_segment joined = frame_of(state, from);
    struct posting_segment *segments = &state->segments[from];
    size_t count = state->segment_count - from;
    struct list_writer lists = {.index = index,
                                .segment = &joined,
                                .weight = weight,
                                .average_body_tokens = joined.average_body_tokens};
    bool done = join_terms(state, segments, count, &lists, err) &&
                join_words(index, joined.id, segments, count, err);
    list_release(&lists);
    for (size_t i = 0; i < count && done; i++)
        done = posting_segment_remove(index, segments[i].id, err);
    if (!done)
        return false;
    uint64_t mark = posting_weight_mark(weight);
    if (from == 0 || state->weight_mark == mark)
        state->weight_mark = mark;
    else
        state->weight_mark = 0;
    state->next_segment++;
    state->segment_count = from + 1;
    state->segments[from] = joined;
    bury(state, joined.first, joined.last);
    if (from == 0) /* nothing else is left that could hold their postings */
        state->dead_count = 0;
    return posting_state_write(index, state, err);
}

bool posting_merge(struct index *index, posting_weight *weight, struct error *err) {
    posting_state_forget(index);
    struct posting_state *state = posting_state(index, err);
    if (!state)
        return false;
    size_t from = choose(state);
    bool done = from == state->segment_count || join_from(index, state, from, weight, err);
    posting_state_forget(index);
    return done;
}
