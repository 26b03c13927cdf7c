/* text_log.c - the words of passages as numbers, in the order they came.
 *
 * Layer: index, building half; in the thread that parses.
 */
#include "index/full_text/text_segment.h"

#include "base/memory.h"

#include <stdlib.h>

enum {
    MOST_ITEMS = 4 * 1024 * 1024, /* 16 MiB; one more is being sorted, with twice as much */
    LEAST_ITEMS = MOST_ITEMS / 16,
    FEWEST_LOGS = 4,
    USUAL_WORD_BYTES = 6,
};

struct text_log *text_log_new(int64_t corpus_bytes) {
    struct text_log *log = memory_allocate_zeroed(1, sizeof *log);
    int64_t items = corpus_bytes / USUAL_WORD_BYTES / FEWEST_LOGS;
    log->limit = items > MOST_ITEMS    ? MOST_ITEMS
                 : items < LEAST_ITEMS ? LEAST_ITEMS
                                       : (size_t)items;
    return log;
}

void text_log_free(struct text_log *log) {
    if (!log)
        return;
    free(log->items);
    free(log->terms);
    free(log);
}

void text_log_add(struct text_log *log, uint32_t rowid,
                  const struct token_array *const columns[INDEX_COLUMN_COUNT]) {
    size_t needed = log->count + TEXT_LOG_HEAD;
    for (int i = 0; i < INDEX_COLUMN_COUNT; i++)
        needed += columns[i]->count;
    if (needed > log->capacity) {
        size_t capacity = needed > log->limit ? needed : log->limit; /* pages come when touched */
        log->items = memory_resize(log->items, capacity, sizeof *log->items);
        log->capacity = capacity;
    }
    uint32_t *next = log->items + log->count;
    *next++ = rowid;
    for (int i = 0; i < INDEX_COLUMN_COUNT; i++)
        *next++ = (uint32_t)columns[i]->count;
    for (int i = 0; i < INDEX_COLUMN_COUNT; i++)
        for (size_t k = 0; k < columns[i]->count; k++)
            *next++ = columns[i]->items[k].term_id;
    log->count = needed;
}

bool text_log_is_full(const struct text_log *log) {
    enum { USUAL_PASSAGE = 1024 };
    return log->count + USUAL_PASSAGE > log->limit;
}

void text_log_close(struct text_log *log, const struct tokenizer *tokenizer) {
    log->term_count = tokenizer_term_count(tokenizer);
    log->terms = memory_resize(NULL, log->term_count + 1, sizeof *log->terms);
    for (size_t i = 0; i < log->term_count; i++)
        log->terms[i] = tokenizer_term(tokenizer, (uint32_t)i);
}
