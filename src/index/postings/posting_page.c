/* posting_page.c - sorted keys with payloads in pages of one row each, and the directory of pages.
 *
 * Layer: index. Order: writing, the directory, reading.
 */
#include "index/postings/posting_private.h"

#include "base/memory.h"

#include <stdlib.h>

int posting_compare_keys(struct slice a, struct slice b) {
    size_t shared = a.length < b.length ? a.length : b.length;
    int order = shared ? memcmp(a.data, b.data, shared) : 0;
    return order ? order : (a.length > b.length) - (a.length < b.length);
}

/* ---- writing ---- */

static bool write_page(struct page_writer *writer, struct error *err) {
    if (writer->page.length == 0)
        return true;
    bool done = posting_rows_put(writer->rows, writer->index,
                                 posting_row_id(writer->segment, writer->page_kind, writer->pages),
                                 strbuf_slice(&writer->page), err);
    writer->pages++;
    strbuf_truncate(&writer->page, 0);
    return done;
}

bool page_writer_add(struct page_writer *writer, struct slice key, struct slice payload,
                     struct error *err) {
    enum { MOST_HEAD_BYTES = 12 };
    size_t shared = 0;
    while (shared < key.length && shared < writer->key_bytes &&
           writer->key[shared] == (uint8_t)key.data[shared])
        shared++;
    size_t bytes = key.length - shared + payload.length + MOST_HEAD_BYTES;
    if (writer->page.length > 0 && writer->page.length + bytes > POSTING_PAGE_BYTES &&
        !write_page(writer, err))
        return false;
    if (writer->page.length == 0) {
        shared = 0;
        add_byte(&writer->directory, (uint32_t)key.length);
        strbuf_add_slice(&writer->directory, key);
    }
    add_byte(&writer->page, (uint32_t)shared);
    add_byte(&writer->page, (uint32_t)(key.length - shared));
    strbuf_add_bytes(&writer->page, key.data + shared, key.length - shared);
    packed_add_number(&writer->page, payload.length);
    strbuf_add_slice(&writer->page, payload);
    memcpy(writer->key, key.data, key.length);
    writer->key_bytes = key.length;
    return true;
}

void page_writer_release(struct page_writer *writer) {
    strbuf_release(&writer->page);
    strbuf_release(&writer->directory);
}

bool page_writer_end(struct page_writer *writer, struct error *err) {
    bool done = write_page(writer, err) &&
                (writer->pages == 0 ||
                 posting_rows_put(writer->rows, writer->index,
                                  posting_row_id(writer->segment, writer->directory_kind, 0),
                                  strbuf_slice(&writer->directory), err));
    page_writer_release(writer);
    return done;
}

/* ---- the directory ---- */

static bool directory_decode(struct arena *arena, struct slice bytes,
                             struct page_directory *directory) {
    size_t count = 0;
    for (size_t at = 0; at < bytes.length; at += 1 + (uint8_t)bytes.data[at])
        count++;
    directory->firsts = arena_new_array(arena, count, struct slice);
    directory->count = count;
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        size_t length = (uint8_t)bytes.data[at];
        if (length > bytes.length - at - 1)
            return false;
        directory->firsts[i] = slice_make(bytes.data + at + 1, length);
        at += 1 + length;
    }
    return true;
}

/* Kept with the state, because every search asks for it. */
static bool read_directory(struct index *index, uint32_t segment, bool of_words,
                           struct page_directory **kept, struct error *err) {
    struct arena *arena = &index->postings->arena;
    struct slice bytes;
    if (*kept)
        return true;
    struct page_directory *directory = arena_new(arena, struct page_directory);
    int64_t id = posting_row_id(segment, of_words ? ROW_WORD_DIRECTORY : ROW_TERM_DIRECTORY, 0);
    if (!posting_row_read(index, arena, id, &bytes, err))
        return false;
    if (!directory_decode(arena, bytes, directory))
        return posting_damaged(index, err);
    *kept = directory;
    return true;
}

/* ---- reading ---- */

bool page_reader_begin(struct page_reader *reader, struct index *index,
                       struct posting_segment *segment, bool of_words, struct error *err) {
    struct page_directory **directory = of_words ? &segment->words : &segment->terms;
    *reader = (struct page_reader){.index = index, .segment = segment->id};
    reader->page_kind = of_words ? ROW_WORD_PAGE : ROW_TERM_PAGE;
    if (!read_directory(index, segment->id, of_words, directory, err))
        return false;
    reader->directory = *directory;
    return reader->directory != NULL;
}

void page_reader_end(struct page_reader *reader) {
    arena_release(&reader->arena);
}

static bool read_page(struct page_reader *reader, struct error *err) {
    struct slice bytes;
    arena_release(&reader->arena);
    int64_t id = posting_row_id(reader->segment, reader->page_kind, reader->page++);
    if (!posting_row_read(reader->index, &reader->arena, id, &bytes, err))
        return false;
    if (bytes.length == 0)
        return posting_damaged(reader->index, err);
    reader->entries = packed_reader_of(bytes);
    reader->key.length = 0;
    return true;
}

bool page_reader_next(struct page_reader *reader, struct error *err) {
    if (reader->entries.at == reader->entries.end) {
        reader->is_at_end = reader->page >= reader->directory->count;
        if (reader->is_at_end)
            return true;
        if (!read_page(reader, err))
            return false;
    }
    struct packed_reader *entries = &reader->entries;
    size_t shared = packed_byte(entries), further = packed_byte(entries);
    const uint8_t *bytes = packed_bytes(entries, further);
    uint64_t size = packed_number(entries);
    const uint8_t *payload = entries->is_damaged ? NULL : packed_bytes(entries, (size_t)size);
    if (!payload || !bytes || shared > reader->key.length ||
        shared + further > sizeof reader->key_room)
        return posting_damaged(reader->index, err);
    memcpy(reader->key_room + shared, bytes, further);
    reader->key = slice_make((const char *)reader->key_room, shared + further);
    reader->payload = slice_make((const char *)payload, (size_t)size);
    return true;
}

bool page_reader_seek(struct page_reader *reader, struct slice key, struct error *err) {
    size_t low = 0, high = reader->directory->count; /* the last page that begins not behind key */
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (posting_compare_keys(reader->directory->firsts[middle], key) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    reader->page = low > 0 ? low - 1 : 0;
    reader->entries = (struct packed_reader){0};
    do {
        if (!page_reader_next(reader, err))
            return false;
    } while (!reader->is_at_end && posting_compare_keys(reader->key, key) < 0);
    return true;
}

/* ---- several segments as one ---- */

bool page_join_begin(struct page_join *join, struct index *index, struct posting_segment *segments,
                     size_t count, bool of_words, struct slice first, struct error *err) {
    *join = (struct page_join){.readers = memory_allocate_zeroed(count, sizeof *join->readers),
                               .holds = memory_allocate_zeroed(count, sizeof *join->holds)};
    for (; join->count < count; join->count++) {
        struct page_reader *reader = &join->readers[join->count];
        if (!page_reader_begin(reader, index, &segments[join->count], of_words, err) ||
            !page_reader_seek(reader, first, err)) {
            join->count++;
            return false;
        }
    }
    return true;
}

bool page_join_next(struct page_join *join, struct error *err) {
    const struct page_reader *least = NULL;
    for (size_t i = 0; i < join->count; i++)
        if (join->is_started && join->holds[i] && !page_reader_next(&join->readers[i], err))
            return false;
    join->is_started = true;
    for (size_t i = 0; i < join->count; i++) {
        const struct page_reader *reader = &join->readers[i];
        if (!reader->is_at_end && (!least || posting_compare_keys(reader->key, least->key) < 0))
            least = reader;
    }
    join->is_at_end = least == NULL;
    if (!least)
        return true;
    join->key = least->key;
    for (size_t i = 0; i < join->count; i++)
        join->holds[i] =
            !join->readers[i].is_at_end && slice_equals(join->readers[i].key, least->key);
    return true;
}

void page_join_end(struct page_join *join) {
    for (size_t i = 0; i < join->count; i++)
        page_reader_end(&join->readers[i]);
    free(join->readers);
    free(join->holds);
    *join = (struct page_join){0};
}
