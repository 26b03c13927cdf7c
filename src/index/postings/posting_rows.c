/* posting_rows.c - rows of a segment, written or kept for whoever may write.
 *
 * Layer: index, building half.
 */
#include "index/postings/posting_private.h"

struct posting_kept_row {
    int64_t id;
    struct slice bytes;
};

bool posting_rows_put(struct posting_rows *rows, struct index *index, int64_t id,
                      struct slice bytes, struct error *err) {
    if (!rows)
        return posting_row_write(index, id, bytes, err);
    rows->items = arena_make_room(&rows->arena, rows->items, rows->count, &rows->capacity, 1024,
                                  sizeof *rows->items);
    rows->items[rows->count++] =
        (struct posting_kept_row){.id = id, .bytes = arena_slice(&rows->arena, bytes)};
    return true;
}

bool posting_rows_write(struct posting_rows *rows, struct index *index, struct error *err) {
    bool done = true;
    for (size_t i = 0; i < rows->count && done; i++)
        done = posting_row_write(index, rows->items[i].id, rows->items[i].bytes, err);
    posting_rows_release(rows);
    return done;
}

void posting_rows_release(struct posting_rows *rows) {
    arena_release(&rows->arena);
    *rows = (struct posting_rows){0};
}
