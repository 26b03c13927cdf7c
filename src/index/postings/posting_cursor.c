/* posting_cursor.c - going through the list of a term: over segments, chunks and blocks.
 *
 * Layer: index. Order: the parts of a list, chunks, seeking, decoding, opening, lists in memory.
 */
#include "index/postings/posting_private.h"

/* What one segment has of a list; one block or chunk in its term page, or chunk rows. Or, for a
 * list in memory, arrays. */
struct posting_part {
    uint32_t segment, first, last, postings;
    float scale, bound; /* the segment's bounds were computed with a smaller average */
    struct slice inside;
    uint32_t chunk_count; /* rows; 0: inside */
    uint64_t first_chunk;
    uint32_t *chunk_lasts;
    const struct posting_array *array;
    float *array_bounds; /* of each block */
};

struct posting_source {
    struct index *index; /* NULL: all is in memory */
    struct arena *arena;
    struct posting_part *parts;
    size_t part_count, part;
    uint32_t chunk_number, block_number;
    uint32_t chunk_first, chunk_last; /* no passage of the chunk comes before; its last one */
    bool chunk_is_loaded;
    struct chunk chunk;
    char *room; /* for the bytes of a chunk row */
    size_t room_bytes;
    struct packed_reader counts; /* of the decoded block */
    const uint32_t *dead;
    size_t dead_count;
};

/* ---- chunks ---- */

static uint32_t chunks_of(const struct posting_part *part) {
    return part->chunk_count ? part->chunk_count : 1;
}

/* Stands at the chunk whose part and number stand in the source. */
static void show_chunk(struct posting_cursor *cursor) {
    struct posting_source *source = cursor->source;
    const struct posting_part *part = &source->parts[source->part];
    uint32_t number = source->chunk_number;
    source->chunk_first = number == 0 ? part->first : part->chunk_lasts[number - 1] + 1;
    source->chunk_last = part->chunk_count > 0 ? part->chunk_lasts[number] : part->last;
    source->chunk_is_loaded = false;
    cursor->at_block = cursor->is_decoded = cursor->has_counts = false;
}

/* To the first chunk whose last passage is not before `passage`, which reads none. False: the end.
 */
static bool seek_chunk(struct posting_cursor *cursor, uint32_t passage) {
    struct posting_source *source = cursor->source;
    if (passage <= source->chunk_last)
        return !cursor->is_done;
    while (source->part < source->part_count && source->parts[source->part].last < passage) {
        source->part++;
        source->chunk_number = 0;
    }
    if (source->part == source->part_count) {
        cursor->is_done = true;
        cursor->at_block = cursor->is_decoded = cursor->has_counts = false;
        cursor->first = cursor->last = source->chunk_last = POSTING_NO_PASSAGE;
        return false;
    }
    const struct posting_part *part = &source->parts[source->part];
    while (source->chunk_number + 1 < chunks_of(part) &&
           part->chunk_lasts[source->chunk_number] < passage)
        source->chunk_number++;
    show_chunk(cursor);
    return true;
}

static bool read_chunk_row(struct posting_source *source, const struct posting_part *part,
                           struct slice *bytes, struct error *err) {
    struct index *index = source->index;
    sqlite3_stmt *row;
    int64_t id = posting_row_id(part->segment, ROW_CHUNK, part->first_chunk + source->chunk_number);
    if (!posting_row_find(index, id, &row, bytes, err))
        return false;
    if (!row)
        return posting_damaged(index, err);
    if (bytes->length > source->room_bytes) {
        source->room_bytes = bytes->length + bytes->length / 2;
        source->room = arena_allocate(source->arena, source->room_bytes);
    }
    if (bytes->length > 0)
        memcpy(source->room, bytes->data, bytes->length);
    bytes->data = source->room;
    statement_done(row);
    return true;
}

static bool load_chunk(struct posting_cursor *cursor, struct error *err) {
    struct posting_source *source = cursor->source;
    const struct posting_part *part = &source->parts[source->part];
    struct slice bytes = part->inside;
    if (part->chunk_count > 0 && !read_chunk_row(source, part, &bytes, err))
        return false;
    if (!chunk_read(bytes, &source->chunk) || source->chunk.base < source->chunk_first ||
        chunk_block_last(&source->chunk, source->chunk.block_count - 1) != source->chunk_last)
        return posting_damaged(source->index, err);
    source->chunk_is_loaded = true;
    source->block_number = 0;
    return true;
}

/* ---- seeking ---- */

static void show_block(struct posting_cursor *cursor, uint32_t first, uint32_t last, float bound) {
    cursor->first = first;
    cursor->last = last;
    cursor->bound = bound;
    cursor->at_block = true;
    cursor->is_decoded = cursor->has_counts = false;
}

static void seek_in_array(struct posting_cursor *cursor, const struct posting_part *part,
                          uint32_t passage) {
    struct posting_source *source = cursor->source;
    const struct posting_array *array = part->array;
    for (;; source->block_number++) {
        size_t start = (size_t)source->block_number * POSTING_BLOCK;
        size_t end = start + POSTING_BLOCK < array->count ? start + POSTING_BLOCK : array->count;
        if (array->passages[end - 1] >= passage) {
            show_block(cursor, array->passages[start], array->passages[end - 1],
                       part->array_bounds[source->block_number]);
            return;
        }
    }
}

bool posting_seek(struct posting_cursor *cursor, uint32_t passage, struct error *err) {
    struct posting_source *source = cursor->source;
    if (cursor->at_block && passage <= cursor->last)
        return true;
    if (!seek_chunk(cursor, passage))
        return false;
    const struct posting_part *part = &source->parts[source->part];
    if (part->array) {
        seek_in_array(cursor, part, passage);
        return true;
    }
    if (part->chunk_count == 0 && part->postings <= POSTING_BLOCK) {
        show_block(cursor, part->first, part->last, part->bound);
        return true;
    }
    if (!source->chunk_is_loaded && !load_chunk(cursor, err))
        return false;
    const struct chunk *chunk = &source->chunk;
    uint32_t block = source->block_number;
    while (chunk_block_last(chunk, block) < passage) /* the last one's is the chunk's */
        block++;
    source->block_number = block;
    show_block(cursor, chunk_block_base(chunk, block), chunk_block_last(chunk, block),
               bound_decode(chunk->bounds[block]) * part->scale);
    return true;
}

/* ---- decoding ---- */

static void drop_dead(struct posting_cursor *cursor) {
    const struct posting_source *source = cursor->source;
    struct posting_block *block = &cursor->block;
    size_t dead = posting_find_dead(source->dead, source->dead_count, block->passages[0]);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < block->count; i++) {
        while (dead < source->dead_count && source->dead[dead] < block->passages[i])
            dead++;
        if (dead < source->dead_count && source->dead[dead] == block->passages[i])
            continue;
        block->passages[kept] = block->passages[i];
        block->body[kept] = block->body[i];
        block->title[kept] = block->title[i];
        block->heading[kept] = block->heading[i];
        kept++;
    }
    block->count = kept;
}

static bool holds_dead(const struct posting_cursor *cursor) {
    const struct posting_source *source = cursor->source;
    size_t dead = posting_find_dead(source->dead, source->dead_count, cursor->first);
    return dead < source->dead_count && source->dead[dead] <= cursor->last;
}

static void copy_array(struct posting_cursor *cursor, const struct posting_array *array) {
    size_t start = (size_t)cursor->source->block_number * POSTING_BLOCK;
    size_t count = array->count - start < POSTING_BLOCK ? array->count - start : POSTING_BLOCK;
    struct posting_block *block = &cursor->block;
    block->count = (uint32_t)count;
    memcpy(block->passages, array->passages + start, count * sizeof *block->passages);
    memcpy(block->body, array->body + start, count * sizeof *block->body);
    memcpy(block->title, array->title + start, count);
    memcpy(block->heading, array->heading + start, count);
    cursor->is_decoded = cursor->has_counts = true;
}

static bool decode_passages(struct posting_cursor *cursor) {
    struct posting_source *source = cursor->source;
    const struct posting_part *part = &source->parts[source->part];
    const uint8_t *data = (const uint8_t *)part->inside.data;
    size_t size = part->inside.length;
    uint32_t base = cursor->first;
    if (source->chunk_is_loaded) {
        uint32_t offset = source->chunk.offsets[source->block_number];
        data = source->chunk.blocks + offset;
        size = source->chunk.offsets[source->block_number + 1] - offset;
    }
    if (!block_decode_passages(data, size, base, &cursor->block, &source->counts) ||
        cursor->block.passages[cursor->block.count - 1] != cursor->last)
        return false;
    cursor->is_decoded = true;
    cursor->has_counts = source->counts.at == NULL;
    return true;
}

const struct posting_block *posting_decode_passages(struct posting_cursor *cursor,
                                                    struct error *err) {
    struct posting_source *source = cursor->source;
    const struct posting_part *part = &source->parts[source->part];
    if (cursor->is_decoded)
        return &cursor->block;
    cursor->place = 0;
    if (part->array) {
        copy_array(cursor, part->array);
        return &cursor->block;
    }
    bool has_dead = holds_dead(cursor);
    if (!decode_passages(cursor) ||
        (has_dead && !cursor->has_counts && !block_decode_counts(source->counts, &cursor->block))) {
        posting_damaged(source->index, err);
        return NULL;
    }
    if (has_dead) {
        drop_dead(cursor);
        cursor->has_counts = true;
    }
    return &cursor->block;
}

const struct posting_block *posting_decode(struct posting_cursor *cursor, struct error *err) {
    if (!posting_decode_passages(cursor, err))
        return NULL;
    if (!cursor->has_counts && !block_decode_counts(cursor->source->counts, &cursor->block)) {
        posting_damaged(cursor->source->index, err);
        return NULL;
    }
    cursor->has_counts = true;
    return &cursor->block;
}

/* ---- opening ---- */

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
    return !refs.is_damaged && last == part->last && part->first_chunk < (uint64_t)1 << 36;
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

static void start(struct posting_cursor *cursor) {
    if (cursor->source->part_count > 0)
        show_chunk(cursor);
}

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
    start(opened);
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
    start(clone);
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
        start(*cursor);
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
    start(cursor);
    return cursor;
}
