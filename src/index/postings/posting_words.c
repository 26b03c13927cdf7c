/* posting_words.c - the vocabulary: words as they are written (folded, not stemmed), with their
 * uses.
 *
 * Layer: index.
 */
#include "index/postings/posting_private.h"

int64_t page_join_uses(const struct page_join *join) {
    int64_t uses = 0;
    for (size_t i = 0; i < join->count; i++) {
        struct slice payload = join->readers[i].payload;
        struct packed_reader reader = packed_reader_of(payload);
        if (join->holds[i])
            uses += packed_unfold_sign(packed_number(&reader) & UINT32_MAX);
    }
    return uses;
}

static bool begins_with(struct slice word, struct slice first_bytes) {
    return word.length >= first_bytes.length &&
           slice_equals(slice_make(word.data, first_bytes.length), first_bytes);
}

bool index_each_word(struct index *index, struct slice first_bytes, word_visitor *visit,
                     void *context, struct error *err) {
    const struct posting_state *state = posting_state(index, err);
    struct page_join join;
    if (!state)
        return false;
    bool done = page_join_begin(&join, index, state->segments, state->segment_count, true,
                                first_bytes, err);
    while (done && (done = page_join_next(&join, err)) && !join.is_at_end &&
           begins_with(join.key, first_bytes)) {
        int64_t uses = page_join_uses(&join);
        if (uses > 0 && !visit(context, join.key, uses < UINT32_MAX ? (uint32_t)uses : UINT32_MAX))
            break;
    }
    page_join_end(&join);
    return done;
}

int64_t index_word_uses(struct index *index, struct slice word, struct error *err) {
    const struct posting_state *state = posting_state(index, err);
    struct page_join join;
    if (!state)
        return -1;
    int64_t uses = 0;
    bool done =
        page_join_begin(&join, index, state->segments, state->segment_count, true, word, err) &&
        page_join_next(&join, err);
    if (done && !join.is_at_end && slice_equals(join.key, word))
        uses = page_join_uses(&join);
    page_join_end(&join);
    done = done && (uses >= 0 || posting_damaged(index, err));
    return done ? uses : -1;
}
