/* text_store.c - the full-text table around its segments.
 *
 * Layer: index, building half; in the thread that writes. Order: begin, what is left out, a log,
 * the end.
 *
 * Meanwhile the tables of FTS5 may be written with SQL, which the defences of every other
 * connection and moment forbid. FTS5 remembers what it has read of them: it is made to forget by
 * being told to empty the table, which is empty.
 */
#include "index/full_text/text_segment.h"

#include "base/memory.h"

#include <stdlib.h>

enum { TEXT_AVERAGES = 1, TEXT_STRUCTURE = 10, COOKIE_BYTES = 4 };

static void set_defence(struct text_store *store, bool is_on) {
    sqlite3_db_config(store->index->database, SQLITE_DBCONFIG_DEFENSIVE, is_on, NULL);
}

bool text_store_begin(struct text_store *store, struct index *index, struct error *err) {
    *store = (struct text_store){0};
    if (!statement_run_id(index, STATEMENT_TEXT_CLEAR, err))
        return false;
    store->index = index;
    set_defence(store, false);
    return true;
}

void text_store_release(struct text_store *store) {
    if (store->index)
        set_defence(store, true);
    free(store->left_out);
    *store = (struct text_store){0};
}

/* ---- what is left out ---- */

bool text_store_leave_out(struct text_store *store, int64_t first, int64_t end) {
    if (first <= store->last_row)
        return false;
    store->left_out = memory_make_room(store->left_out, store->left_out_count,
                                       &store->left_out_capacity, 16, sizeof *store->left_out);
    size_t at = store->left_out_count++;
    for (; at > 0 && store->left_out[at - 1].first > first; at--)
        store->left_out[at] = store->left_out[at - 1];
    store->left_out[at] = (struct text_rows){first, end};
    return true;
}

bool text_store_is_left_out(const struct text_store *store, int64_t row) {
    size_t low = 0, high = store->left_out_count; /* the last range that begins at row or before */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (store->left_out[middle].first <= row)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && row < store->left_out[low - 1].end;
}

/* ---- a log ---- */

static bool write_size(struct text_store *store, const uint32_t *passage, struct error *err) {
    char sizes[INDEX_COLUMN_COUNT * TEXT_NUMBER_BYTES];
    size_t length = 0;
    sqlite3_stmt *statement = statement_get(store->index, STATEMENT_TEXT_SIZE_ADD, err);
    if (!statement)
        return false;
    for (int i = 0; i < INDEX_COLUMN_COUNT; i++) {
        length += text_put_number(sizes + length, passage[1 + i]);
        store->token_counts[i] += passage[1 + i];
    }
    store->row_count++;
    sqlite3_bind_int64(statement, 1, passage[0]);
    sqlite3_bind_blob64(statement, 2, sizes, length, SQLITE_STATIC);
    return statement_run(store->index, statement, err);
}

static bool write_sizes(struct text_store *store, const struct text_log *log, struct error *err) {
    const uint32_t *end = log->items + log->count;
    for (const uint32_t *at = log->items; at < end; at = text_log_next(at)) {
        if (!text_store_is_left_out(store, at[0]) && !write_size(store, at, err))
            return false;
        store->last_row = at[0];
    }
    return true;
}

bool text_store_write(struct text_store *store, const struct text_log *log, struct error *err) {
    uint32_t *leaves = &store->leaves[store->segment_count];
    if (store->segment_count == TEXT_MOST_SEGMENTS)
        return error_set(err, ERROR_INPUT,
                         "%s: too much text for one run: index fewer folders at once",
                         store->index->path);
    if (!write_sizes(store, log, err) ||
        !text_segment_write(store, log, (int)store->segment_count + 1, leaves, err))
        return false;
    store->segment_count += *leaves > 0;
    return true;
}

/* ---- the end ---- */

static bool set_block(struct text_store *store, int id, const struct strbuf *block,
                      struct error *err) {
    sqlite3_stmt *statement = statement_get(store->index, STATEMENT_TEXT_BLOCK_SET, err);
    if (!statement)
        return false;
    sqlite3_bind_int(statement, 1, id);
    sqlite3_bind_blob64(statement, 2, block->data, block->length, SQLITE_STATIC);
    return statement_run(store->index, statement, err);
}

/* The mark by which FTS5 knows that the settings have changed stands first, and stays. */
static bool read_cookie(struct text_store *store, struct strbuf *structure, struct error *err) {
    bool row = false;
    sqlite3_stmt *statement = statement_get(store->index, STATEMENT_TEXT_BLOCK, err);
    if (!statement)
        return false;
    sqlite3_bind_int(statement, 1, TEXT_STRUCTURE);
    if (!statement_step(store->index, statement, &row, err))
        return false;
    struct slice block = row ? statement_blob(statement, 0) : slice_make(NULL, 0);
    bool is_there = block.length >= COOKIE_BYTES;
    if (is_there)
        strbuf_add_bytes(structure, block.data, COOKIE_BYTES);
    statement_done(statement);
    return is_there || index_damaged(store->index, "the full-text table has no structure", err);
}

/* The oldest segments stand at the highest level. Levels hold so few, and the lowest none, that
 * the next small update need not join them all. */
static void add_structure(const struct text_store *store, struct strbuf *out) {
    enum { MOST_ON_A_LEVEL = 8 };
    size_t count = store->segment_count;
    size_t levels = count ? 1 + (count + MOST_ON_A_LEVEL - 1) / MOST_ON_A_LEVEL : 0;
    uint64_t leaves = 0;
    for (size_t i = 0; i < count; i++)
        leaves += store->leaves[i];
    text_add_number(out, levels);
    text_add_number(out, count);
    text_add_number(out, leaves);
    for (size_t level = 0; level < levels; level++) {
        size_t first = (levels - 1 - level) * MOST_ON_A_LEVEL, end = first + MOST_ON_A_LEVEL;
        if (level == 0)
            first = end = count;
        if (end > count)
            end = count;
        text_add_number(out, 0); /* nothing is being joined */
        text_add_number(out, end - first);
        for (size_t i = first; i < end; i++) {
            text_add_number(out, i + 1);
            text_add_number(out, 1);
            text_add_number(out, store->leaves[i]);
        }
    }
}

bool text_store_finish(struct text_store *store, struct error *err) {
    struct strbuf averages = {0}, structure = {0};
    text_add_number(&averages, (uint64_t)store->row_count);
    for (int i = 0; i < INDEX_COLUMN_COUNT; i++)
        text_add_number(&averages, (uint64_t)store->token_counts[i]);
    bool done = read_cookie(store, &structure, err);
    if (done)
        add_structure(store, &structure);
    done = done && set_block(store, TEXT_STRUCTURE, &structure, err) &&
           set_block(store, TEXT_AVERAGES, &averages, err);
    strbuf_release(&averages);
    strbuf_release(&structure);
    text_store_release(store);
    return done;
}
