/* posting_list.c - the postings of one term, in order -> blocks, chunks, the payload of its entry.
 *
 * Layer: index. Used for a new segment and for joined ones. Order: blocks, chunks, the list.
 */
#include "index/postings/posting_private.h"

void list_begin(struct list_writer *writer) {
    writer->block.count = 0;
    writer->block_bound = 0;
    writer->base = writer->chunk_base = writer->ref_last = writer->segment->first;
    writer->postings = 0;
    writer->block_count = 0;
    writer->first_chunk = writer->chunks;
    writer->chunk_count = 0;
    writer->bound = 0;
    strbuf_truncate(&writer->blocks, 0);
    strbuf_truncate(&writer->refs, 0);
    strbuf_truncate(&writer->payload, 0);
}

/* ---- blocks ---- */

void list_end_block(struct list_writer *writer) {
    struct posting_block *block = &writer->block;
    size_t start = writer->blocks.length;
    uint32_t last = block->passages[block->count - 1];
    uint8_t bound = bound_encode(writer->block_bound);
    block_encode(&writer->blocks, block, writer->base);
    writer->lasts[writer->block_count] = last;
    writer->sizes[writer->block_count] = (uint16_t)(writer->blocks.length - start);
    writer->bounds[writer->block_count] = bound;
    writer->block_count++;
    writer->base = last + 1;
    if (bound > writer->bound)
        writer->bound = bound;
    block->count = 0;
    writer->block_bound = 0;
}

/* ---- chunks ---- */

static void build_chunk(struct list_writer *writer) {
    struct strbuf *chunk = &writer->chunk;
    strbuf_truncate(chunk, 0);
    add_u32(chunk, writer->block_count);
    add_u32(chunk, writer->chunk_base);
    for (uint32_t i = 0; i < writer->block_count; i++)
        add_u32(chunk, writer->lasts[i]);
    for (uint32_t i = 0; i < writer->block_count; i++)
        add_u16(chunk, writer->sizes[i]);
    strbuf_add_bytes(chunk, writer->bounds, writer->block_count);
    strbuf_add_slice(chunk, strbuf_slice(&writer->blocks));
}

bool list_end_chunk(struct list_writer *writer, struct error *err) {
    uint32_t last = writer->lasts[writer->block_count - 1];
    build_chunk(writer);
    packed_add_number(&writer->refs, last - writer->ref_last);
    int64_t id = posting_row_id(writer->segment->id, ROW_CHUNK, writer->chunks);
    writer->chunks++;
    writer->chunk_count++;
    writer->ref_last = last;
    writer->chunk_base = writer->base;
    writer->block_count = 0;
    strbuf_truncate(&writer->blocks, 0);
    return posting_rows_put(writer->rows, writer->index, id, strbuf_slice(&writer->chunk), err);
}

/* ---- the list ---- */

static bool end_many(struct list_writer *writer, struct error *err) {
    if (writer->chunk_count == 0) {
        build_chunk(writer);
        if (writer->chunk.length <= POSTING_INLINE_MOST_BYTES) {
            packed_add_number(&writer->payload, 0);
            strbuf_add_slice(&writer->payload, strbuf_slice(&writer->chunk));
            return true;
        }
    }
    if (writer->block_count > 0 && !list_end_chunk(writer, err))
        return false;
    packed_add_number(&writer->payload, writer->chunk_count);
    packed_add_number(&writer->payload, writer->first_chunk);
    strbuf_add_slice(&writer->payload, strbuf_slice(&writer->refs));
    return true;
}

bool list_end(struct list_writer *writer, int64_t adjustment, struct slice *payload,
              struct error *err) {
    bool done = true;
    if (writer->block.count > 0) {
        if (writer->block_count == POSTING_CHUNK_BLOCKS && !list_end_chunk(writer, err))
            return false;
        list_end_block(writer);
    }
    if (writer->postings > 0 || adjustment != 0)
        packed_add_number(&writer->payload, writer->postings << 1 | (adjustment != 0));
    if (adjustment != 0)
        packed_add_number(&writer->payload, packed_fold_sign(adjustment));
    if (writer->postings > 0) {
        uint32_t last = writer->base - 1;
        add_byte(&writer->payload, writer->bound);
        packed_add_number(&writer->payload, last - writer->segment->first);
        if (writer->postings <= POSTING_BLOCK)
            strbuf_add_slice(&writer->payload, strbuf_slice(&writer->blocks));
        else
            done = end_many(writer, err);
        if (last > writer->segment->last)
            writer->segment->last = last;
    }
    writer->segment->postings += writer->postings;
    *payload = strbuf_slice(&writer->payload);
    return done;
}

void list_release(struct list_writer *writer) {
    strbuf_release(&writer->blocks);
    strbuf_release(&writer->chunk);
    strbuf_release(&writer->refs);
    strbuf_release(&writer->payload);
}

/* ---- and back ---- */

static bool read_places(struct packed_reader *reader, struct list_head *head) {
    if (head->postings <= POSTING_BLOCK) {
        head->inside = slice_make((const char *)reader->at, (size_t)(reader->end - reader->at));
        return true;
    }
    head->chunk_count = packed_number(reader);
    if (head->chunk_count == 0) {
        head->inside = slice_make((const char *)reader->at, (size_t)(reader->end - reader->at));
        return !reader->is_damaged;
    }
    head->first_chunk = packed_number(reader);
    head->refs = *reader;
    /* each takes a byte at least */
    return !reader->is_damaged && head->chunk_count <= (size_t)(reader->end - reader->at);
}

bool list_read(struct slice payload, const struct posting_segment *segment,
               struct list_head *head) {
    struct packed_reader reader = packed_reader_of(payload);
    *head = (struct list_head){0};
    uint64_t first = packed_number(&reader);
    head->postings = first >> 1;
    if (first & 1)
        head->adjustment = packed_unfold_sign(packed_number(&reader));
    if (reader.is_damaged || head->adjustment > UINT32_MAX ||
        head->adjustment < -(int64_t)UINT32_MAX)
        return false;
    if (head->postings == 0)
        return true;
    head->bound = (uint8_t)packed_byte(&reader);
    uint64_t length = packed_number(&reader);
    if (reader.is_damaged || segment->first > segment->last ||
        length > segment->last - segment->first || head->postings > length + 1)
        return false;
    head->last = segment->first + (uint32_t)length;
    return read_places(&reader, head);
}
