/* posting_cursor.c - going through the list of a term: over segments, chunks and blocks.
 *
 * Layer: index. Order: chunks, seeking, decoding. How a list is opened: posting_open.c.
 */
#include "index/postings/posting_private.h"

/* ---- chunks ---- */

static uint32_t chunks_of(const struct posting_part *part) {
    return part->chunk_count ? part->chunk_count : 1;
}

void posting_show_chunk(struct posting_cursor *cursor) {
    struct posting_source *source = cursor->source;
    if (source->part == source->part_count)
        return;
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
    posting_show_chunk(cursor);
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
