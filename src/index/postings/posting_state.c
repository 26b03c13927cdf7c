/* posting_state.c - what there is of segments, passages and lengths, and the rows they stand in.
 *
 * Layer: index. Order: rows, the state's bytes, the state in memory, lengths, totals.
 *
 * STATE row: u32 version, u64 mark of the weight, u32 next segment, u32 last passage, four i64
 * (passages, tokens of titles, headings, bodies), u32 segments, u32 dead; for each segment u32 id,
 * u32 first, u32 last, u64 postings, f64 average; then each dead passage as varint of its distance
 * - 1.
 */
#include "index/postings/posting_private.h"

#include "base/memory.h"

#include <stdlib.h>

/* ---- rows ---- */

bool posting_damaged(struct index *index, struct error *err) {
    return index_damaged(index, "a list of words can't be read", err);
}

bool posting_row_find(struct index *index, int64_t id, sqlite3_stmt **row, struct slice *bytes,
                      struct error *err) {
    sqlite3_stmt *statement = statement_get(index, STATEMENT_POSTING, err);
    bool is_there;
    *row = NULL;
    *bytes = slice_make(NULL, 0);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, id);
    if (!statement_step(index, statement, &is_there, err))
        return false;
    if (is_there) {
        *row = statement;
        *bytes = statement_blob(statement, 0);
    }
    return true;
}

bool posting_row_read(struct index *index, struct arena *arena, int64_t id, struct slice *bytes,
                      struct error *err) {
    sqlite3_stmt *row;
    if (!posting_row_find(index, id, &row, bytes, err))
        return false;
    if (bytes->length > 0)
        *bytes = arena_slice(arena, *bytes);
    if (row)
        statement_done(row);
    return true;
}

bool posting_row_write(struct index *index, int64_t id, struct slice bytes, struct error *err) {
    sqlite3_stmt *statement = statement_get(index, STATEMENT_POSTING_SET, err);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, id);
    sqlite3_bind_blob64(statement, 2, bytes.data ? bytes.data : "", bytes.length, SQLITE_STATIC);
    return statement_run(index, statement, err);
}

bool posting_segment_remove(struct index *index, uint32_t segment, struct error *err) {
    sqlite3_stmt *statement = statement_get(index, STATEMENT_POSTING_REMOVE, err);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, posting_row_id(segment, 0, 0));
    sqlite3_bind_int64(statement, 2, posting_row_id(segment + 1, 0, 0) - 1);
    return statement_run(index, statement, err);
}

/* ---- bytes ---- */

uint64_t posting_weight_mark(posting_weight *weight) {
    const uint64_t prime = 1099511628211u;
    uint64_t mark = 14695981039346656037u;
    if (!weight)
        return 0;
    for (uint32_t i = 0; i < 64; i++) {
        const struct passage_lengths lengths = {
            .body = (uint16_t)(1 + i * i), .title = (uint8_t)(i % 11), .heading = (uint8_t)(i % 3)};
        double value = posting_worth(weight, i % 7, i % 3, i % 3 ? i % 5 : 0, &lengths, 100 + i);
        uint64_t bits;
        memcpy(&bits, &value, sizeof bits);
        mark = (mark ^ bits) * prime;
        mark ^= mark >> 29;
    }
    return mark | 1;
}

static uint64_t read_fixed(struct packed_reader *reader, size_t size) {
    const uint8_t *bytes = packed_bytes(reader, size);
    uint64_t value = 0;
    for (size_t i = size; bytes && i-- > 0;)
        value = value << 8 | bytes[i];
    return value;
}

static void add_fixed(struct strbuf *out, uint64_t value) {
    add_u32(out, (uint32_t)value);
    add_u32(out, (uint32_t)(value >> 32));
}

static bool read_segments(struct packed_reader *reader, struct posting_state *state) {
    uint32_t next = 0;
    for (size_t i = 0; i < state->segment_count; i++) {
        struct posting_segment *segment = &state->segments[i];
        segment->id = (uint32_t)read_fixed(reader, 4);
        segment->first = (uint32_t)read_fixed(reader, 4);
        segment->last = (uint32_t)read_fixed(reader, 4);
        segment->postings = read_fixed(reader, 8);
        uint64_t bits = read_fixed(reader, 8);
        memcpy(&segment->average_body_tokens, &bits, sizeof bits);
        if (segment->id == 0 || segment->id >= state->next_segment)
            return false;
        if (segment->first > segment->last)
            continue;
        if (segment->first < next || segment->last > state->last_passage)
            return false;
        next = segment->last + 1;
    }
    return !reader->is_damaged;
}

static bool read_dead(struct packed_reader *reader, struct posting_state *state) {
    uint64_t next = 0;
    for (size_t i = 0; i < state->dead_count; i++) {
        uint64_t gap = packed_number(reader);
        next += gap;
        if (gap > state->last_passage || next > state->last_passage)
            return false;
        state->dead[i] = (uint32_t)next++;
    }
    return !reader->is_damaged && reader->at == reader->end;
}

static bool state_decode(struct posting_state *state, struct slice bytes) {
    enum { SEGMENT_BYTES = 28 };
    struct packed_reader reader = packed_reader_of(bytes);
    uint32_t version = (uint32_t)read_fixed(&reader, 4);
    state->weight_mark = read_fixed(&reader, 8);
    state->next_segment = (uint32_t)read_fixed(&reader, 4);
    state->last_passage = (uint32_t)read_fixed(&reader, 4);
    state->passages = (int64_t)read_fixed(&reader, 8);
    state->title_tokens = (int64_t)read_fixed(&reader, 8);
    state->heading_tokens = (int64_t)read_fixed(&reader, 8);
    state->body_tokens = (int64_t)read_fixed(&reader, 8);
    state->segment_count = (size_t)read_fixed(&reader, 4);
    state->dead_count = (size_t)read_fixed(&reader, 4);
    size_t left = (size_t)(reader.end - reader.at);
    if (reader.is_damaged || version != POSTING_VERSION || state->passages < 0 ||
        state->passages > state->last_passage || state->segment_count > left / SEGMENT_BYTES ||
        state->dead_count > left || state->last_passage == POSTING_NO_PASSAGE)
        return false;
    state->segments = arena_new_array(&state->arena, state->segment_count, struct posting_segment);
    state->dead = arena_new_array(&state->arena, state->dead_count, uint32_t);
    return read_segments(&reader, state) && read_dead(&reader, state);
}

static void state_encode(const struct posting_state *state, struct strbuf *out) {
    add_u32(out, POSTING_VERSION);
    add_fixed(out, state->weight_mark);
    add_u32(out, state->next_segment);
    add_u32(out, state->last_passage);
    add_fixed(out, (uint64_t)state->passages);
    add_fixed(out, (uint64_t)state->title_tokens);
    add_fixed(out, (uint64_t)state->heading_tokens);
    add_fixed(out, (uint64_t)state->body_tokens);
    add_u32(out, (uint32_t)state->segment_count);
    add_u32(out, (uint32_t)state->dead_count);
    for (size_t i = 0; i < state->segment_count; i++) {
        const struct posting_segment *segment = &state->segments[i];
        uint64_t bits;
        memcpy(&bits, &segment->average_body_tokens, sizeof bits);
        add_u32(out, segment->id);
        add_u32(out, segment->first);
        add_u32(out, segment->last);
        add_fixed(out, segment->postings);
        add_fixed(out, bits);
    }
    uint32_t next = 0;
    for (size_t i = 0; i < state->dead_count; i++) {
        packed_add_number(out, state->dead[i] - next);
        next = state->dead[i] + 1;
    }
}

/* ---- in memory ---- */

static uint32_t data_version_of(const struct index *index) {
    unsigned version = 0;
    sqlite3_file_control(index->database, "main", SQLITE_FCNTL_DATA_VERSION, &version);
    return version;
}

void posting_state_forget(struct index *index) {
    if (!index->postings)
        return;
    arena_release(&index->postings->arena);
    free(index->postings);
    index->postings = NULL;
}

static bool state_read(struct index *index, struct posting_state *state, struct error *err) {
    struct slice bytes;
    if (!posting_row_read(index, &state->arena, posting_row_id(0, ROW_STATE, 0), &bytes, err))
        return false;
    state->next_segment = 1;
    if (bytes.length > 0 && !state_decode(state, bytes))
        return posting_damaged(index, err);
    state->data_version = data_version_of(index);
    state->lengths.index = index;
    state->lengths.chunk_count =
        state->last_passage ? state->last_passage / PASSAGE_LENGTHS_CHUNK + 1 : 0;
    state->lengths.chunks =
        arena_new_array(&state->arena, state->lengths.chunk_count, const struct passage_lengths *);
    return true;
}

struct posting_state *posting_state(struct index *index, struct error *err) {
    if (index->postings && index->postings->data_version == data_version_of(index))
        return index->postings;
    posting_state_forget(index);
    index->postings = memory_allocate_zeroed(1, sizeof *index->postings);
    if (state_read(index, index->postings, err))
        return index->postings;
    posting_state_forget(index);
    return NULL;
}

bool posting_state_write(struct index *index, const struct posting_state *state,
                         struct error *err) {
    struct strbuf bytes = {0};
    state_encode(state, &bytes);
    bool done =
        posting_row_write(index, posting_row_id(0, ROW_STATE, 0), strbuf_slice(&bytes), err);
    strbuf_release(&bytes);
    return done;
}

double posting_average(const struct posting_state *state) {
    return state->passages > 0 ? (double)state->body_tokens / (double)state->passages : 0;
}

/* ---- lengths ---- */

bool passage_length_table(struct index *index, const struct passage_length_table **table,
                          struct error *err) {
    struct posting_state *state = posting_state(index, err);
    *table = state ? &state->lengths : NULL;
    return state != NULL;
}

bool passage_lengths_load(const struct passage_length_table *table, uint32_t chunk,
                          struct error *err) {
    struct index *index = table->index;
    struct posting_state *state = index->postings;
    struct slice bytes;
    if (!posting_row_read(index, &state->arena, posting_row_id(0, ROW_LENGTHS, chunk), &bytes, err))
        return false;
    if (bytes.length == 0)
        table->chunks[chunk] =
            arena_new_array(&state->arena, PASSAGE_LENGTHS_CHUNK, struct passage_lengths);
    else if (bytes.length == sizeof(struct passage_lengths) * PASSAGE_LENGTHS_CHUNK)
        table->chunks[chunk] = (const void *)bytes.data; /* an arena's room fits any type */
    else
        return posting_damaged(index, err);
    return true;
}

bool passage_lengths_write(struct index *index, const struct passage_length_change *changes,
                           size_t count, struct error *err) {
    struct arena arena = {0};
    struct passage_lengths *lengths = NULL;
    bool done = true;
    for (size_t i = 0; i < count && done;) {
        uint32_t chunk = changes[i].passage / PASSAGE_LENGTHS_CHUNK;
        int64_t id = posting_row_id(0, ROW_LENGTHS, chunk);
        struct slice bytes;
        arena_release(&arena);
        lengths = arena_new_array(&arena, PASSAGE_LENGTHS_CHUNK, struct passage_lengths);
        size_t size = sizeof *lengths * PASSAGE_LENGTHS_CHUNK;
        done = posting_row_read(index, &arena, id, &bytes, err);
        if (done && bytes.length == size)
            memcpy(lengths, bytes.data, size);
        for (; i < count && changes[i].passage / PASSAGE_LENGTHS_CHUNK == chunk; i++)
            lengths[changes[i].passage % PASSAGE_LENGTHS_CHUNK] = changes[i].lengths;
        done = done && posting_row_write(index, id, slice_make((const char *)lengths, size), err);
    }
    arena_release(&arena);
    return done;
}

bool posting_totals(struct index *index, posting_weight *weight, struct posting_totals *totals,
                    struct error *err) {
    const struct posting_state *state = posting_state(index, err);
    if (!state)
        return false;
    *totals = (struct posting_totals){
        .passages = state->passages,
        .title_tokens = state->title_tokens,
        .heading_tokens = state->heading_tokens,
        .body_tokens = state->body_tokens,
        .last_passage = state->last_passage,
        .segments = state->segment_count,
        .bounds_hold = weight && (state->segment_count == 0 ||
                                  state->weight_mark == posting_weight_mark(weight)),
    };
    return true;
}
