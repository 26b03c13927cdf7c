/* text_segment.c - a log of passages -> its words in order, each with its rows and places.
 *
 * Layer: index, building half; in the thread that writes. Sorted by counting: how often each word
 * comes, then every place put where its word's begin, which leaves them in order of the rows; only
 * the words themselves are compared. Order: counting, placing, the words' order, lists.
 */
#include "index/full_text/text_segment.h"

#include "base/memory.h"

#include <endian.h>
#include <stdlib.h>

/* One word of a passage: passage << 32 | column << 30 | place in the column. */
typedef uint64_t place;
enum { PASSAGE_SHIFT = 32, COLUMN_SHIFT = 30 };

struct ordered_term {
    uint64_t beginning; /* its first eight bytes, as a number that compares as they do */
    uint32_t id;
};

struct inversion {
    struct text_store *store;
    const struct text_log *log;
    uint32_t *ends; /* by term: first where its places begin, then where they end */
    place *places;
    uint32_t *rows; /* by passage of the log */
    struct ordered_term *terms;
    size_t term_count;
    struct strbuf positions;
};

/* ---- counting ---- */

static bool is_wanted(const struct inversion *inversion, const uint32_t *passage) {
    return !text_store_is_left_out(inversion->store, passage[0]);
}

/* The number of places. */
static size_t count_terms(struct inversion *inversion) {
    const struct text_log *log = inversion->log;
    const uint32_t *end = log->items + log->count, *next;
    size_t count = 0;
    for (const uint32_t *passage = log->items; passage < end; passage = next) {
        next = text_log_next(passage);
        if (!is_wanted(inversion, passage))
            continue;
        for (const uint32_t *term = passage + TEXT_LOG_HEAD; term < next; term++)
            inversion->ends[*term]++;
        count += (size_t)(next - passage) - TEXT_LOG_HEAD;
    }
    return count;
}

static void begin_places(struct inversion *inversion) {
    uint32_t begin = 0;
    for (size_t i = 0; i < inversion->log->term_count; i++) {
        uint32_t count = inversion->ends[i];
        if (count)
            inversion->terms[inversion->term_count++].id = (uint32_t)i;
        inversion->ends[i] = begin;
        begin += count;
    }
}

/* ---- placing ---- */

static void put_places(struct inversion *inversion) {
    const struct text_log *log = inversion->log;
    const uint32_t *end = log->items + log->count, *next;
    size_t passages = 0;
    for (const uint32_t *passage = log->items; passage < end; passage = next) {
        next = text_log_next(passage);
        if (!is_wanted(inversion, passage))
            continue;
        const uint32_t *term = passage + TEXT_LOG_HEAD;
        for (int column = 0; column < INDEX_COLUMN_COUNT; column++) {
            place first = (place)passages << PASSAGE_SHIFT | (place)column << COLUMN_SHIFT;
            for (uint32_t i = 0; i < passage[1 + column]; i++)
                inversion->places[inversion->ends[*term++]++] = first + i;
        }
        inversion->rows[passages++] = passage[0];
    }
}

/* ---- the words' order ---- */

static int compare_terms(const void *a, const void *b, void *context) {
    const struct ordered_term *left = a, *right = b;
    const struct slice *terms = context;
    if (left->beginning != right->beginning)
        return left->beginning < right->beginning ? -1 : 1;
    struct slice l = terms[left->id], r = terms[right->id];
    int order = memcmp(l.data, r.data, l.length < r.length ? l.length : r.length);
    return order ? order : (l.length > r.length) - (l.length < r.length);
}

static void order_terms(struct inversion *inversion) {
    for (size_t i = 0; i < inversion->term_count; i++) {
        struct slice text = inversion->log->terms[inversion->terms[i].id];
        uint64_t beginning = 0;
        memcpy(&beginning, text.data,
               text.length < sizeof beginning ? text.length : sizeof beginning);
        inversion->terms[i].beginning = be64toh(beginning);
    }
    if (inversion->term_count)
        qsort_r(inversion->terms, inversion->term_count, sizeof *inversion->terms, compare_terms,
                inversion->log->terms);
}

/* ---- lists ---- */

/* The positions of one row: a column other than the first is named by 1 and its number; a place is
 * the distance from the one before, plus 2. Returns where the next row begins. */
static const place *make_positions(struct inversion *inversion, const place *at, const place *end) {
    struct strbuf *out = &inversion->positions;
    uint32_t passage = (uint32_t)(*at >> PASSAGE_SHIFT), column = 0, previous = 0;
    strbuf_truncate(out, 0);
    for (; at < end && (uint32_t)(*at >> PASSAGE_SHIFT) == passage; at++) {
        uint32_t here = (uint32_t)*at, its_column = here >> COLUMN_SHIFT;
        uint32_t position = here & ((1U << COLUMN_SHIFT) - 1);
        if (its_column != column) {
            strbuf_add_char(out, 1);
            strbuf_add_char(out, (char)its_column);
            column = its_column;
            previous = 0;
        }
        if (out->capacity - out->length <= TEXT_NUMBER_BYTES)
            strbuf_reserve(out, TEXT_NUMBER_BYTES);
        out->length += text_put_number(out->data + out->length, position - previous + 2);
        previous = position;
    }
    return at;
}

static bool write_terms(struct inversion *inversion, struct text_pages *pages, struct error *err) {
    struct strbuf name = {0};
    bool done = true;
    strbuf_add_char(&name, '0'); /* FTS5's mark of words that are no prefixes */
    for (size_t i = 0; done && i < inversion->term_count; i++) {
        uint32_t id = inversion->terms[i].id;
        const place *end = inversion->places + inversion->ends[id];
        const place *at = inversion->places + (id ? inversion->ends[id - 1] : 0);
        strbuf_truncate(&name, 1);
        strbuf_add_slice(&name, inversion->log->terms[id]);
        done = text_pages_add_term(pages, strbuf_slice(&name), err);
        while (done && at < end) {
            int64_t row = inversion->rows[*at >> PASSAGE_SHIFT];
            at = make_positions(inversion, at, end);
            done = text_pages_add_row(pages, row, strbuf_slice(&inversion->positions), err);
        }
    }
    strbuf_release(&name);
    return done;
}

bool text_segment_write(struct text_store *store, const struct text_log *log, int segment,
                        uint32_t *leaves, struct error *err) {
    struct inversion inversion = {.store = store, .log = log};
    struct text_pages pages;
    inversion.ends = memory_allocate_zeroed(log->term_count + 1, sizeof *inversion.ends);
    inversion.terms = memory_allocate_zeroed(log->term_count + 1, sizeof *inversion.terms);
    size_t count = count_terms(&inversion);
    begin_places(&inversion);
    inversion.places = memory_resize(NULL, count + 1, sizeof *inversion.places);
    inversion.rows = memory_resize(NULL, log->count / TEXT_LOG_HEAD + 1, sizeof *inversion.rows);
    put_places(&inversion);
    order_terms(&inversion);
    text_pages_begin(&pages, store->index, segment);
    bool done = write_terms(&inversion, &pages, err) && text_pages_finish(&pages, leaves, err);
    text_pages_release(&pages);
    strbuf_release(&inversion.positions);
    free(inversion.ends);
    free(inversion.terms);
    free(inversion.places);
    free(inversion.rows);
    return done;
}
