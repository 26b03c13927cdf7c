/* text_segment.h - the full-text table of a first build, written as FTS5 would write it.
 *
 * Layer: index, private.
 *   text_log.c      the words of passages, in the order they came: in the parser's thread
 *   text_segment.c  a log -> its words in order, with the places of each
 *   text_pages.c    those -> the pages of a segment
 *   text_store.c    the table around them: begin, sizes of passages, end
 *
 * FTS5 collects words in a hash, each with its list: a miss of the cache or three for every word of
 * every passage, half of what a large build costs. A log of numbers has none, and sorting it by
 * counting has few. FTS5's own format is written (that of SQLite 3.9.0 and later, version 4, which
 * every later one reads): from then on the table is FTS5's, who adds to it, takes out, merges.
 * Its integrity check and a comparison with a table that FTS5 wrote are in test_text_segment.c.
 *
 * Only for a build that begins with an empty table and adds to it in order of rowid.
 *
 *     text_store_begin(&store, index, err);
 *     struct text_log *log = text_log_new(corpus_bytes);
 *     text_log_add(log, rowid, columns);
 *     text_log_close(log, tokenizer);
 *     text_store_write(&store, log, err);     // any number of logs
 *     text_store_finish(&store, err);
 */
#ifndef FOOTNOTE_INDEX_FULL_TEXT_TEXT_SEGMENT_H
#define FOOTNOTE_INDEX_FULL_TEXT_TEXT_SEGMENT_H

#include "index/index_private.h"

/* ---- text_log.c ---- */

/* items: for each passage its rowid, how many words each column has, and their terms. */
struct text_log {
    uint32_t *items;
    size_t count, capacity, limit;
    struct slice *terms; /* by number, once it is closed; their texts are the tokenizer's */
    size_t term_count;
};
enum { TEXT_LOG_HEAD = 1 + INDEX_COLUMN_COUNT };

/* Where the passage behind this one begins. */
static inline const uint32_t *text_log_next(const uint32_t *passage) {
    size_t count = TEXT_LOG_HEAD;
    for (int i = 0; i < INDEX_COLUMN_COUNT; i++)
        count += passage[1 + i];
    return passage + count;
}

/* For a part of a corpus of so many bytes: of a small one too, parts are written before the parser
 * is through. */
struct text_log *text_log_new(int64_t corpus_bytes);
void text_log_free(struct text_log *log); /* NULL is fine */
void text_log_add(struct text_log *log, uint32_t rowid,
                  const struct token_array *const columns[INDEX_COLUMN_COUNT]);
bool text_log_is_full(const struct text_log *log);

/* Nothing is added any more, and the tokenizer may learn further words meanwhile. */
void text_log_close(struct text_log *log, const struct tokenizer *tokenizer);

/* ---- text_store.c ---- */

enum { TEXT_MOST_SEGMENTS = 256 };
struct text_rows {
    int64_t first, end;
};
struct text_store {
    struct index *index;        /* NULL: FTS5 writes the table itself */
    struct text_rows *left_out; /* in order; owned */
    size_t left_out_count, left_out_capacity;
    int64_t last_row; /* the last one written */
    int64_t row_count, token_counts[INDEX_COLUMN_COUNT];
    uint32_t leaves[TEXT_MOST_SEGMENTS]; /* of each segment, the oldest first */
    size_t segment_count;
};

/* Empties the table. Until the end nothing else may touch it. */
bool text_store_begin(struct text_store *store, struct index *index, struct error *err);

/* These rows are not to be written, though a log may have them. False: it is too late. */
bool text_store_leave_out(struct text_store *store, int64_t first, int64_t end);
bool text_store_is_left_out(const struct text_store *store, int64_t row);

bool text_store_write(struct text_store *store, const struct text_log *log, struct error *err);
bool text_store_finish(struct text_store *store, struct error *err);

/* Also after a failure. */
void text_store_release(struct text_store *store);

/* ---- text_segment.c ---- */

/* Writes a segment of the log's passages; *leaves: how many pages it has, 0 for none. */
bool text_segment_write(struct text_store *store, const struct text_log *log, int segment,
                        uint32_t *leaves, struct error *err);

/* ---- text_pages.c ---- */

enum { TEXT_PAGE_BYTES = 4050 }; /* FTS5's default: it fills a page of SQLite's */

/* A row of the segment writer; see the file. */
struct text_pages {
    struct index *index;
    int segment;
    struct strbuf page, offsets, term, skips; /* skips: the doclist-index of the word at hand */
    uint32_t page_number, previous_offset;
    struct strbuf separator; /* of the page that the next row of the idx table is for */
    uint32_t separator_page; /* 0: none */
    uint32_t pages_without_term, skips_page;
    int64_t previous_row, skips_row;
    bool is_first_term, is_first_row_in_page, is_first_row;
};

void text_pages_begin(struct text_pages *pages, struct index *index, int segment);

/* Words in order of their bytes; rows of a word in order. positions: as they stand in a poslist. */
bool text_pages_add_term(struct text_pages *pages, struct slice term, struct error *err);
bool text_pages_add_row(struct text_pages *pages, int64_t row, struct slice positions,
                        struct error *err);
bool text_pages_finish(struct text_pages *pages, uint32_t *leaves, struct error *err);
void text_pages_release(struct text_pages *pages);

/* SQLite's varint: seven bits a byte, the highest first. For numbers below 2^56. */
enum { TEXT_NUMBER_BYTES = 8 };
static inline size_t text_put_number(char *out, uint64_t number) {
    if (number < 0x80) {
        out[0] = (char)number;
        return 1;
    }
    size_t count = 2;
    while (number >> (7 * count) && count < TEXT_NUMBER_BYTES)
        count++;
    for (size_t i = 0; i < count; i++)
        out[i] = (char)((number >> (7 * (count - 1 - i)) & 0x7f) | (i + 1 < count ? 0x80 : 0));
    return count;
}

static inline void text_add_number(struct strbuf *out, uint64_t number) {
    strbuf_reserve(out, TEXT_NUMBER_BYTES);
    out->length += text_put_number(out->data + out->length, number);
}

#endif
