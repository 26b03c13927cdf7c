/* postings.h - posting lists: for each term the passages that hold it, how often, and how much it
 * could count at most in the next 128 of them, so that a search need not look at them all.
 *
 * Layer: index. Reading: posting_open.c, posting_cursor.c, posting_words.c, posting_match.c,
 * posting_prefix.c; writing: posting_builder.c, posting_segment.c, posting_rows.c,
 * posting_merge.c; both: posting_state.c, posting_page.c, posting_list.c, posting_block.c. Bytes:
 * posting_format.h.
 *
 * An index holds a few immutable SEGMENTS, each over passages numbered above those of the segment
 * before. A passage that is taken out leaves its postings where they are until a merge; it stands
 * in a list of dead passages, and its terms are counted down in the segment being written, so that
 * document frequencies are exact at any time.
 *
 *     struct posting_cursor *cursor;
 *     if (!posting_open(index, &arena, slice_of("heel"), &cursor, &err)) ...
 *     uint32_t next = 0;
 *     for (; cursor && posting_seek(cursor, next, &err); next = cursor->last + 1) {
 *         const struct posting_block *block = posting_decode(cursor, &err);
 *         for (uint32_t i = 0; block && i < block->count; i++)
 *             ... block->passages[i] ...
 *     }
 *
 * Everything that reads wants to stand between index_begin_read and index_end_read.
 */
#ifndef FOOTNOTE_INDEX_POSTINGS_POSTINGS_H
#define FOOTNOTE_INDEX_POSTINGS_POSTINGS_H

#include "index/index.h"

/* ---- lengths of passages --------------------------------------------------------------------- */

/* In tokens; larger ones are noted as the most that fits. */
struct passage_lengths {
    uint16_t body;
    uint8_t title, heading;
};

/* What one posting is worth to the score before rarity and saturation: the sum of what each count
 * is worth times that count; falls with body_tokens, does not fall when the average grows and then
 * grows at most as the average does. The index keeps its largest value of each block, and
 * recognises the function again by its values. */
typedef double posting_weight(double body_count, double title_count, double heading_count,
                              int body_tokens, int title_tokens, int heading_tokens,
                              double average_body_tokens);

struct posting_totals {
    int64_t passages; /* that are in the index */
    int64_t title_tokens, heading_tokens, body_tokens;
    uint32_t last_passage; /* the highest rowid there ever was; 0: none */
    size_t segments;
    bool bounds_hold; /* the weight given is the one the index was built with */
};

/* weight may be NULL (bounds_hold is false then). */
bool posting_totals(struct index *index, posting_weight *weight, struct posting_totals *totals,
                    struct error *err);

/* Lengths come in chunks that are read when first asked for and kept with the index. */
enum { PASSAGE_LENGTHS_CHUNK = 4096 };
struct passage_length_table {
    const struct passage_lengths **chunks; /* chunk n: passages n * 4096 ...; NULL: not read yet */
    uint32_t chunk_count;
    struct index *index;
};
/* Valid until the index changes or is closed. */
bool passage_length_table(struct index *index, const struct passage_length_table **table,
                          struct error *err);
bool passage_lengths_load(const struct passage_length_table *table, uint32_t chunk,
                          struct error *err);

/* All zero for a passage that there is not. NULL on failure. */
static inline const struct passage_lengths *
passage_lengths(const struct passage_length_table *table, uint32_t passage, struct error *err) {
    static const struct passage_lengths none;
    uint32_t chunk = passage / PASSAGE_LENGTHS_CHUNK;
    if (chunk >= table->chunk_count)
        return &none;
    if (!table->chunks[chunk] && !passage_lengths_load(table, chunk, err))
        return NULL;
    return &table->chunks[chunk][passage % PASSAGE_LENGTHS_CHUNK];
}

/* ---- reading a list -------------------------------------------------------------------------- */

enum { POSTING_BLOCK = 128 };
#define POSTING_NO_PASSAGE UINT32_MAX /* greater than any */

struct posting_block {
    uint32_t count;
    uint32_t passages[POSTING_BLOCK]; /* ascending */
    uint16_t body[POSTING_BLOCK];     /* how often in each; the most that fits where it is more */
    uint8_t title[POSTING_BLOCK], heading[POSTING_BLOCK];
};

/* One list, all segments chained, dead passages left out. The fields are for reading only. */
struct posting_cursor {
    int64_t passages;     /* that hold the term: exact */
    uint32_t upper;       /* at most so many postings will be met (dead ones included) */
    float bound_all;      /* no posting is worth more */
    float bound;          /* likewise of the block it stands at */
    uint32_t first, last; /* no passage of the block comes before; its last one */
    bool at_block, is_decoded, has_counts, is_done;
    uint32_t place;             /* for who goes through the block; 0 when one is decoded */
    struct posting_block block; /* once decoded */
    struct posting_source *source;
};

/* A term as the tokenizer gives it. NULL in *cursor: no passage holds it. */
bool posting_open(struct index *index, struct arena *arena, struct slice term,
                  struct posting_cursor **cursor, struct error *err);

/* A list out of the passages that match an FTS5 expression (phrase, prefix, NEAR): instances are
 * counted by column. Bounds by weight. A bad expression is ERROR_USAGE. */
bool posting_match(struct index *index, struct arena *arena, const char *expression,
                   posting_weight *weight, struct posting_cursor **cursor, struct error *err);

/* The same for `word`*, one word: the lists of all terms that begin so as one, many times faster
 * than FTS5 joins them. What FTS5 would give, exactly. *is_word is false where it is not one word:
 * posting_match knows what to do. */
bool posting_prefix(struct index *index, struct arena *arena, struct slice word,
                    posting_weight *weight, bool *is_word, struct posting_cursor **cursor,
                    struct error *err);

/* A list out of postings in memory, ascending; the arrays are borrowed. lengths: of each posting's
 * passage. */
struct posting_array {
    uint32_t *passages;
    uint16_t *body;
    uint8_t *title, *heading;
    size_t count;
};
struct posting_cursor *posting_of_array(struct arena *arena, const struct posting_array *array,
                                        const struct passage_lengths *lengths,
                                        double average_body_tokens, posting_weight *weight);

/* The same list once more, at its beginning; where it came from must live as long. */
struct posting_cursor *posting_clone(struct arena *arena, const struct posting_cursor *cursor);

/* To the first block whose last passage is not before `passage`: only ever forward. Chunks in
 * between are not read. False at the end (is_done) or on failure (err->code is set). */
bool posting_seek(struct posting_cursor *cursor, uint32_t passage, struct error *err);

/* The passages of the block it stands at; their counts; NULL on failure. Blocks may be empty. */
const struct posting_block *posting_decode_passages(struct posting_cursor *cursor,
                                                    struct error *err);
const struct posting_block *posting_decode(struct posting_cursor *cursor, struct error *err);

/* ---- words as they are written (folded, not stemmed) ----------------------------------------- */

/* False stops. */
typedef bool word_visitor(void *context, struct slice word, uint32_t uses);

/* Words that begin with first_bytes, in order of their bytes. */
bool index_each_word(struct index *index, struct slice first_bytes, word_visitor *visit,
                     void *context, struct error *err);

/* How often a word is used; 0: nowhere; -1: failure. */
int64_t index_word_uses(struct index *index, struct slice word, struct error *err);

/* ---- writing --------------------------------------------------------------------------------- */

/* Collects passages in memory and writes them as a segment. Filled by one thread at a time; it
 * keeps copies of the terms, so that whoever gave them may go on while another thread writes. */
struct posting_builder;

/* is_full once it holds more than about limit_bytes. */
struct posting_builder *posting_builder_new(size_t limit_bytes, posting_weight *weight);
void posting_builder_free(struct posting_builder *builder); /* NULL is fine */
bool posting_builder_is_full(const struct posting_builder *builder);

enum posting_column { POSTING_TITLE, POSTING_HEADING, POSTING_BODY };

/* One passage, as one tokenizer split its columns; heading: that of the passage itself. Passages
 * that are added come in ascending order, above all that the index and its builders ever held. A
 * passage that is taken out is given once more, with the very tokens it was added with. */
struct token_array;
struct tokenizer;
void posting_builder_add(struct posting_builder *builder, uint32_t passage, bool is_removal,
                         const struct token_array *title, const struct token_array *heading,
                         const struct token_array *body, const struct tokenizer *tokenizer);

/* Writes what was collected and empties the builder; without passages it does nothing. Inside a
 * write transaction of the caller; segments in the order of their passages. */
bool posting_builder_write(struct posting_builder *builder, struct index *index, struct error *err);

/* The same in two steps. In between the caller may write other tables of the index, while a thread
 * makes the rows; builder and posting lists are not touched. NULL, or false: failed. The end comes
 * in any case. */
struct posting_writing;
struct posting_writing *posting_builder_begin_write(struct posting_builder *builder,
                                                    struct index *index, bool in_thread,
                                                    struct error *err);
bool posting_builder_end_write(struct posting_writing *writing, struct error *err);

/* The weight that updates of this process build bounds with, set once at its start, before any
 * index is written. Search knows it, and stands above this layer. The default gives lists whose
 * bounds do not hold for it. */
void index_set_posting_weight(posting_weight *weight);

/* Joins small segments, and all of them where too many passages are dead; in the transaction,
 * before its commit. */
bool posting_merge(struct index *index, posting_weight *weight, struct error *err);

#endif
