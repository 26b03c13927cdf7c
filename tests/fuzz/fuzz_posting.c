/* fuzz_posting.c - any bytes as a posting list: the payload of a term, with a block or a chunk in
 * it.
 */
#include "index/postings/posting_private.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena arena = {0};
    struct error err;
    char path[] = "fuzz.db";
    struct index index = {.path = path};
    const struct posting_segment segment = {.id = 1, .first = 1, .last = 1000000};
    struct slice payload = slice_make((const char *)data, size);
    struct posting_cursor *cursor;
    struct list_head head;
    /* chunk rows would be read from the database: their bytes come in the same form inside */
    if (list_read(payload, &segment, &head) && head.chunk_count == 0 &&
        posting_open_part(&index, &arena, &segment, payload, &cursor, &err)) {
        uint32_t before = 0;
        for (uint32_t next = 0; !cursor->is_done && posting_seek(cursor, next, &err);
             next = cursor->last + 1) {
            const struct posting_block *block = posting_decode(cursor, &err);
            if (!block)
                break;
            for (uint32_t i = 0; i < block->count; i++) {
                if (block->passages[i] <= before && before > 0)
                    abort(); /* not ascending */
                before = block->passages[i];
            }
        }
    }
    arena_release(&arena);
    return 0;
}
