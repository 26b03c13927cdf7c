/* posting_private.h - what the posting files share: the state, rows of the table, pages, lists.
 *
 * Layer: index, private.
 */
#ifndef FOOTNOTE_INDEX_POSTINGS_POSTING_PRIVATE_H
#define FOOTNOTE_INDEX_POSTINGS_POSTING_PRIVATE_H

#include "index/index_private.h"
#include "index/postings/posting_format.h"

/* ---- posting_state.c: the state, and rows ---- */

struct posting_segment {
    uint32_t id;
    uint32_t first, last; /* passages; first > last: only takes out */
    uint64_t postings;
    double average_body_tokens; /* that its bounds were computed with */
    /* read when first used; borrowed from the state */
    struct page_directory *terms, *words;
};

struct posting_state {
    struct arena arena;
    uint32_t data_version; /* of the file, when this was read */
    uint64_t weight_mark;  /* of the posting_weight that the bounds were computed with */
    uint32_t next_segment, last_passage;
    int64_t passages, title_tokens, heading_tokens, body_tokens;
    struct posting_segment *segments;
    size_t segment_count;
    uint32_t *dead; /* ascending */
    size_t dead_count;
    struct passage_length_table lengths;
};

/* The state as it is now: read anew when the file has changed. NULL on failure. Borrowed. */
struct posting_state *posting_state(struct index *index, struct error *err);
/* Forgets what was read: after every write of ours, because a transaction may be rolled back. */
void posting_state_forget(struct index *index);
bool posting_state_write(struct index *index, const struct posting_state *state, struct error *err);

/* Tells functions apart by what they give. 0: NULL. */
uint64_t posting_weight_mark(posting_weight *weight);

static inline double posting_worth(posting_weight *weight, uint32_t body, uint32_t title,
                                   uint32_t heading, const struct passage_lengths *lengths,
                                   double average) {
    return weight(body, title, heading, lengths->body, lengths->title, lengths->heading, average);
}

double posting_average(const struct posting_state *state);

/* Where the first dead passage that is not before `passage` stands. */
static inline size_t posting_find_dead(const uint32_t *dead, size_t count, uint32_t passage) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (dead[middle] < passage)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* A row's bytes, borrowed until statement_done(*row), which is due when there is one: else *row is
 * NULL. */
bool posting_row_find(struct index *index, int64_t id, sqlite3_stmt **row, struct slice *bytes,
                      struct error *err);

/* A row's bytes in the arena; empty when there is none. */
bool posting_row_read(struct index *index, struct arena *arena, int64_t id, struct slice *bytes,
                      struct error *err);
bool posting_row_write(struct index *index, int64_t id, struct slice bytes, struct error *err);
/* Lengths of passages, in ascending order, into their rows. */
struct passage_length_change {
    uint32_t passage;
    struct passage_lengths lengths;
};
bool passage_lengths_write(struct index *index, const struct passage_length_change *changes,
                           size_t count, struct error *err);
bool posting_segment_remove(struct index *index, uint32_t segment, struct error *err);

bool posting_damaged(struct index *index, struct error *err);

/* ---- posting_rows.c: rows kept for a moment: a thread that makes them may not write them ---- */

struct posting_rows {
    struct arena arena;
    struct posting_kept_row *items;
    size_t count, capacity;
};

/* Into the index at once where rows is NULL; index is not touched otherwise. */
bool posting_rows_put(struct posting_rows *rows, struct index *index, int64_t id,
                      struct slice bytes, struct error *err);

/* In the order they came; then it is empty. */
bool posting_rows_write(struct posting_rows *rows, struct index *index, struct error *err);
void posting_rows_release(struct posting_rows *rows);

/* ---- posting_page.c: sorted pages of terms or words ---- */

struct page_directory {
    struct slice *firsts; /* first key of each page */
    size_t count;
};

/* Keys come in order of their bytes; pages go to rows as they fill up. */
struct page_writer {
    struct index *index;
    struct posting_rows *rows; /* where rows are kept; NULL: they are written */
    uint32_t segment;
    enum posting_row directory_kind, page_kind;
    uint64_t pages;
    struct strbuf page, directory;
    uint8_t key[POSTING_TERM_MOST_BYTES];
    size_t key_bytes;
};
bool page_writer_add(struct page_writer *writer, struct slice key, struct slice payload,
                     struct error *err);
bool page_writer_end(struct page_writer *writer, struct error *err); /* releases; also on failure */
void page_writer_release(struct page_writer *writer);

/* Goes through keys of a segment in order. key and payload are valid until the next step. */
struct page_reader {
    struct index *index;
    struct arena arena; /* of the page it stands in */
    uint32_t segment;
    enum posting_row page_kind;
    const struct page_directory *directory;
    size_t page; /* the next one to read */
    struct packed_reader entries;
    uint8_t key_room[POSTING_TERM_MOST_BYTES];
    struct slice key, payload;
    bool is_at_end;
};
bool page_reader_begin(struct page_reader *reader, struct index *index,
                       struct posting_segment *segment, bool of_words, struct error *err);
/* To the first key that is not before `key` (begin), then one by one. is_at_end: none is left. */
bool page_reader_seek(struct page_reader *reader, struct slice key, struct error *err);
bool page_reader_next(struct page_reader *reader, struct error *err);
void page_reader_end(struct page_reader *reader);

int posting_compare_keys(struct slice a, struct slice b);

/* Several segments' pages as one: each key once, with all that hold it. */
struct page_join {
    struct page_reader *readers;
    bool *holds; /* which of them stand at the key */
    size_t count;
    struct slice key;
    bool is_started, is_at_end;
};
bool page_join_begin(struct page_join *join, struct index *index, struct posting_segment *segments,
                     size_t count, bool of_words, struct slice first, struct error *err);
bool page_join_next(struct page_join *join, struct error *err);
/* The sum of what words' payloads say. */
int64_t page_join_uses(const struct page_join *join);
void page_join_end(struct page_join *join); /* also after a failure */

/* ---- posting_list.c: postings -> the payload of a term ---- */

struct list_writer {
    struct index *index;
    struct posting_rows *rows;       /* likewise */
    struct posting_segment *segment; /* being written: first is settled, last and postings grow */
    posting_weight *weight;
    double average_body_tokens;
    uint64_t chunks; /* rows written so far */
    /* of the list at hand */
    struct posting_block block;
    double block_bound;
    uint32_t base, chunk_base; /* of the next block, of this chunk */
    uint64_t postings;
    uint32_t block_count; /* in the chunk */
    uint32_t lasts[POSTING_CHUNK_BLOCKS];
    uint16_t sizes[POSTING_CHUNK_BLOCKS];
    uint8_t bounds[POSTING_CHUNK_BLOCKS];
    struct strbuf blocks; /* of the chunk */
    struct strbuf chunk, refs, payload;
    uint64_t first_chunk, chunk_count;
    uint32_t ref_last;
    uint8_t bound;
};
struct posting {
    uint32_t passage;
    uint16_t body;
    uint8_t title, heading;
};
void list_begin(struct list_writer *writer);
void list_end_block(struct list_writer *writer);
bool list_end_chunk(struct list_writer *writer, struct error *err);

/* worth: what posting_worth gives, or more. Passages ascend. */
static inline bool list_add(struct list_writer *writer, const struct posting *posting, double worth,
                            struct error *err) {
    struct posting_block *block = &writer->block;
    if (writer->block_count == POSTING_CHUNK_BLOCKS && !list_end_chunk(writer, err))
        return false;
    block->passages[block->count] = posting->passage;
    block->body[block->count] = posting->body;
    block->title[block->count] = posting->title;
    block->heading[block->count] = posting->heading;
    block->count++;
    writer->postings++;
    if (worth > writer->block_bound)
        writer->block_bound = worth;
    if (block->count == POSTING_BLOCK)
        list_end_block(writer);
    return true;
}

/* The payload, valid until the next list; empty: no postings and no adjustment. */
bool list_end(struct list_writer *writer, int64_t adjustment, struct slice *payload,
              struct error *err);
void list_release(struct list_writer *writer);

/* ...and back. */
struct list_head {
    uint64_t postings;
    int64_t adjustment;
    uint8_t bound;
    uint32_t last;
    uint64_t chunk_count; /* 0: inside */
    struct slice inside;  /* a block where there are up to 128 postings, else a chunk */
    uint64_t first_chunk;
    struct packed_reader refs; /* of chunk_count chunks */
};
bool list_read(struct slice payload, const struct posting_segment *segment, struct list_head *head);

/* ---- posting_match.c ---- */

/* posting_of_array with the lengths and the average of the index. */
bool posting_of_matches(struct index *index, struct arena *arena, const struct posting_array *array,
                        posting_weight *weight, struct posting_cursor **cursor, struct error *err);

/* ---- posting_cursor.c, posting_open.c ---- */

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

/* Stands at the chunk whose part and number stand in the source, where there is one. */
void posting_show_chunk(struct posting_cursor *cursor);

/* The list of one segment alone, dead passages and all: for merging. */
bool posting_open_part(struct index *index, struct arena *arena,
                       const struct posting_segment *segment, struct slice payload,
                       struct posting_cursor **cursor, struct error *err);

#endif
