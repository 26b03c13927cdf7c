/* posting_open.c - a list to go through: out of the segments that have the term, or out of arrays.
 *
 * Layer: index. Order: the parts of a list, opening, lists in memory.
 */
#include "index/postings/posting_private.h"

/* ---- parts ---- */

static bool add_part(struct posting_source *source, const struct posting_segment *segment,
                     const struct list_head *head, float scale) {
    struct posting_part *part = &source->parts[source->part_count++];
    *part = (struct posting_part){.segment = segment->id,
                                  .first = segment->first,
                                  .last = head->last,
                                  .postings = (uint32_t)head->postings,
                                  .scale = scale,
                                  .bound = bound_decode(head->bound) * scale};
    part->inside = arena_slice(source->arena, head->inside);
    if (head->chunk_count == 0)
        return true;
    part->chunk_count = (uint32_t)head->chunk_count;
    part->first_chunk = head->first_chunk;
    part->chunk_lasts = arena_new_array(source->arena, part->chunk_count, uint32_t);
    struct packed_reader refs = head->refs;
    uint64_t last = segment->first;
    for (uint32_t i = 0; i < part->chunk_count; i++) {
        uint64_t step = packed_number(&refs);
        if (step > part->last - last || (i > 0 && step == 0))
            return false;
        last += step;
        part->chunk_lasts[i] = (uint32_t)last;
    }
    return !refs.is_damaged && last == part->last &&
           part->first_chunk < (uint64_t)1 << POSTING_KIND_SHIFT;
}

static struct posting_cursor *new_cursor(struct arena *arena, struct index *index, size_t parts) {
    struct posting_cursor *cursor = arena_new(arena, struct posting_cursor);
    cursor->source = arena_new(arena, struct posting_source);
    cursor->source->index = index;
    cursor->source->arena = arena;
    cursor->source->parts = arena_new_array(arena, parts, struct posting_part);
    return cursor;
}

static void add_head(struct posting_cursor *cursor, const struct list_head *head, float scale) {
    float bound = head->postings ? bound_decode(head->bound) * scale : 0;
    cursor->passages += (int64_t)head->postings + head->adjustment;
    cursor->upper += (uint32_t)head->postings;
    cursor->bound_all = bound > cursor->bound_all ? bound : cursor->bound_all;
}

static float scale_of(const struct posting_segment *segment, double average) {
    double before = segment->average_body_tokens;
    /* a float is rounded; the factor makes up for it */
    return before > 0 && average > before ? (float)(average / before * (1 + 1e-6)) : 1;
}

static bool add_segment(struct index *index, struct posting_segment *segment, double average,
                        struct slice term, struct posting_cursor *cursor, struct error *err) {
    struct page_reader reader;
    struct list_head head;
    if (!page_reader_begin(&reader, index, segment, false, err))
        return false;
    bool done = page_reader_seek(&reader, term, err);
    if (done && !reader.is_at_end && slice_equals(reader.key, term)) {
        float scale = scale_of(segment, average);
        done = list_read(reader.payload, segment, &head) &&
               (head.postings == 0 || add_part(cursor->source, segment, &head, scale));
        if (done)
            add_head(cursor, &head, scale);
        else
            posting_damaged(index, err);
    }
    page_reader_end(&reader);
    return done;
}

/* ---- opening ---- */

bool posting_open(struct index *index, struct arena *arena, struct slice term,
                  struct posting_cursor **cursor, struct error *err) {
    struct posting_state *state = posting_state(index, err);
    *cursor = NULL;
    if (!state)
        return false;
    if (term.length == 0 || term.length > POSTING_TERM_MOST_BYTES)
        return true;
    struct posting_cursor *opened = new_cursor(arena, index, state->segment_count);
    for (size_t i = 0; i < state->segment_count; i++)
        if (!add_segment(index, &state->segments[i], posting_average(state), term, opened, err))
            return false;
    opened->source->dead = state->dead;
    opened->source->dead_count = state->dead_count;
    if (opened->passages <= 0 || opened->upper == 0)
        return true;
    posting_show_chunk(opened);
    *cursor = opened;
    return true;
}

struct posting_cursor *posting_clone(struct arena *arena, const struct posting_cursor *cursor) {
    const struct posting_source *source = cursor->source;
    struct posting_cursor *clone = new_cursor(arena, source->index, 0);
    clone->passages = cursor->passages;
    clone->upper = cursor->upper;
    clone->bound_all = cursor->bound_all;
    clone->source->parts = source->parts;
    clone->source->part_count = source->part_count;
    clone->source->dead = source->dead;
    clone->source->dead_count = source->dead_count;
    posting_show_chunk(clone);
    return clone;
}

bool posting_open_part(struct index *index, struct arena *arena,
                       const struct posting_segment *segment, struct slice payload,
                       struct posting_cursor **cursor, struct error *err) {
    struct list_head head;
    *cursor = new_cursor(arena, index, 1);
    if (!list_read(payload, segment, &head) ||
        (head.postings > 0 && !add_part((*cursor)->source, segment, &head, 1)))
        return posting_damaged(index, err);
    add_head(*cursor, &head, 1);
    if (head.postings > 0)
        posting_show_chunk(*cursor);
    else
        (*cursor)->is_done = true;
    return true;
}

/* ---- in memory ---- */

struct posting_cursor *posting_of_array(struct arena *arena, const struct posting_array *array,
                                        const struct passage_lengths *lengths,
                                        double average_body_tokens, posting_weight *weight) {
    if (array->count == 0)
        return NULL;
    struct posting_cursor *cursor = new_cursor(arena, NULL, 1);
    struct posting_part *part = &cursor->source->parts[0];
    size_t blocks = (array->count + POSTING_BLOCK - 1) / POSTING_BLOCK;
    part->array = arena_new(arena, struct posting_array);
    *(struct posting_array *)part->array = *array;
    part->array_bounds = arena_new_array(arena, blocks, float);
    part->first = array->passages[0];
    part->last = array->passages[array->count - 1];
    part->postings = (uint32_t)array->count;
    for (size_t i = 0; i < array->count; i++) {
        double worth = posting_worth(weight, array->body[i], array->title[i], array->heading[i],
                                     &lengths[i], average_body_tokens);
        float bound = bound_decode(bound_encode(worth));
        if (bound > part->array_bounds[i / POSTING_BLOCK])
            part->array_bounds[i / POSTING_BLOCK] = bound;
        if (bound > part->bound)
            part->bound = bound;
    }
    cursor->source->part_count = 1;
    cursor->passages = (int64_t)array->count;
    cursor->upper = (uint32_t)array->count;
    cursor->bound_all = part->bound;
    posting_show_chunk(cursor);
    return cursor;
}
