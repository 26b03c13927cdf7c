/* posting_fixture.h - made-up passages, kept beside an index that should hold just these.
 *
 * Words are numbers: word 7 is written "w7x", which is its term too; small numbers come often, as
 * in texts. Needs index_fixture.h.
 */
#ifndef FOOTNOTE_TESTS_POSTING_FIXTURE_H
#define FOOTNOTE_TESTS_POSTING_FIXTURE_H

#include "index_fixture.h"

#include "index/postings/posting_private.h"
#include "search/score.h"
#include "token/token.h"

enum { MODEL_WORDS = 400, MODEL_MOST_TOKENS = 120 };

struct model_passage {
    bool is_there;
    uint16_t counts[INDEX_COLUMN_COUNT][MODEL_MOST_TOKENS]; /* words, by column */
    uint16_t sizes[INDEX_COLUMN_COUNT];
};

struct model {
    struct model_passage *passages; /* [0] is none */
    uint32_t count;                 /* the last rowid */
    uint64_t seed;
    struct tokenizer *tokenizer; /* one for all, as in a build; made when first needed */
};

static inline void model_release(struct model *model) {
    free(model->passages);
    tokenizer_free(model->tokenizer);
}

/* A passage of these texts, as a writer gives it. */
static inline void feed_texts(struct posting_builder *builder, struct tokenizer *tokenizer,
                              uint32_t passage, bool is_removal,
                              const char *const texts[INDEX_COLUMN_COUNT]) {
    struct token_array columns[INDEX_COLUMN_COUNT] = {{0}};
    for (int i = 0; i < INDEX_COLUMN_COUNT; i++)
        tokenize_all(tokenizer, NULL, slice_of(texts[i]), &columns[i]);
    posting_builder_add(builder, passage, is_removal, &columns[POSTING_TITLE],
                        &columns[POSTING_HEADING], &columns[POSTING_BODY], tokenizer);
    for (int i = 0; i < INDEX_COLUMN_COUNT; i++)
        token_array_release(&columns[i]);
}

static inline void feed_body(struct posting_builder *builder, struct tokenizer *tokenizer,
                             uint32_t passage, const char *text) {
    const char *const texts[INDEX_COLUMN_COUNT] = {
        [POSTING_TITLE] = "", [POSTING_HEADING] = "", [POSTING_BODY] = text};
    feed_texts(builder, tokenizer, passage, false, texts);
}

static inline uint32_t model_random(struct model *model, uint32_t below) {
    model->seed = model->seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((model->seed >> 33) % below);
}

static inline uint16_t model_word(struct model *model) {
    uint32_t most = 1 + model_random(model, MODEL_WORDS);
    most = 1 + model_random(model, most);
    return (uint16_t)model_random(model, most);
}

/* A passage of the next number (some are left out), a section or a record. */
static inline uint32_t model_add(struct model *model) {
    uint32_t passage = model->count + 1 + (model_random(model, 20) == 0 ? 3 : 0);
    model->passages = realloc(model->passages, (passage + 1) * sizeof *model->passages);
    memset(&model->passages[model->count + 1], 0,
           (passage - model->count) * sizeof *model->passages);
    struct model_passage *made = &model->passages[passage];
    model->count = passage;
    made->is_there = true;
    made->sizes[POSTING_TITLE] = (uint16_t)(1 + model_random(model, 6));
    made->sizes[POSTING_HEADING] =
        (uint16_t)(model_random(model, 2) ? 1 + model_random(model, 5) : 0);
    made->sizes[POSTING_BODY] = (uint16_t)(1 + model_random(model, MODEL_MOST_TOKENS));
    for (int column = 0; column < INDEX_COLUMN_COUNT; column++)
        for (int i = 0; i < made->sizes[column]; i++)
            made->counts[column][i] = model_word(model);
    return passage;
}

static inline int model_count(const struct model *model, uint32_t passage, int column, int word) {
    const struct model_passage *made = &model->passages[passage];
    int count = 0;
    for (int i = 0; made->is_there && i < made->sizes[column]; i++)
        count += made->counts[column][i] == word;
    return count;
}

static inline bool model_holds(const struct model *model, uint32_t passage, int word) {
    return model_count(model, passage, POSTING_TITLE, word) ||
           model_count(model, passage, POSTING_HEADING, word) ||
           model_count(model, passage, POSTING_BODY, word);
}

static inline struct slice model_term(char room[16], int word) {
    snprintf(room, 16, "w%dx", word);
    return slice_of(room);
}

static inline void model_feed(struct model *model, struct posting_builder *builder,
                              uint32_t passage, bool is_removal) {
    const struct model_passage *made = &model->passages[passage];
    char room[INDEX_COLUMN_COUNT][MODEL_MOST_TOKENS * 8];
    const char *texts[INDEX_COLUMN_COUNT];
    if (!model->tokenizer)
        model->tokenizer = tokenizer_new();
    for (int column = 0; column < INDEX_COLUMN_COUNT; column++) {
        char *at = room[column];
        *at = '\0';
        texts[column] = at;
        for (int i = 0; i < made->sizes[column]; i++)
            at += sprintf(at, "w%dx ", made->counts[column][i]);
    }
    feed_texts(builder, model->tokenizer, passage, is_removal, texts);
}

/* One update: adds so many, takes out so many of those before. */
static inline void model_update(struct model *model, struct index *index,
                                struct posting_builder *builder, uint32_t added, uint32_t removed,
                                bool with_merge, struct error *err) {
    uint32_t before = model->count;
    for (uint32_t i = 0; i < removed && before > 0; i++) {
        uint32_t passage = 1 + model_random(model, before);
        if (!model->passages[passage].is_there)
            continue;
        model_feed(model, builder, passage, true);
        model->passages[passage].is_there = false;
    }
    for (uint32_t i = 0; i < added; i++)
        model_feed(model, builder, model_add(model), false);
    if (!statement_run_id(index, STATEMENT_BEGIN_WRITE, err) ||
        !posting_builder_write(builder, index, err) ||
        (with_merge && !posting_merge(index, score_weight, err)) ||
        !statement_run_id(index, STATEMENT_COMMIT, err))
        fail_msg("%s", err->message);
}

/* The postings of a word are the model's, and no bound is below what one is worth. Returns how many
 * there are. */
static inline int64_t model_check_list(const struct model *model, int word, double average,
                                       struct posting_cursor *cursor, struct error *err) {
    int64_t met = 0;
    for (uint32_t next = 0; cursor && posting_seek(cursor, next, err); next = cursor->last + 1) {
        const struct posting_block *block = posting_decode(cursor, err);
        assert_non_null(block);
        for (uint32_t i = 0; i < block->count; i++) {
            uint32_t passage = block->passages[i];
            const struct model_passage *made = &model->passages[passage];
            assert_true(passage >= cursor->first && passage <= cursor->last);
            assert_int_equal(block->body[i], model_count(model, passage, POSTING_BODY, word));
            assert_int_equal(block->title[i], model_count(model, passage, POSTING_TITLE, word));
            assert_int_equal(block->heading[i], model_count(model, passage, POSTING_HEADING, word));
            assert_true(model_holds(model, passage, word));
            double worth = score_weight(block->body[i], block->title[i], block->heading[i],
                                        made->sizes[POSTING_BODY], made->sizes[POSTING_TITLE],
                                        made->sizes[POSTING_HEADING], average);
            assert_true((double)cursor->bound >= worth);
            assert_true(cursor->bound_all >= cursor->bound);
            met++;
        }
    }
    assert_int_equal(err->code, ERROR_NONE);
    return met;
}

/* The index holds the model's lists, counts, bounds and words, and nothing else. */
static inline void model_check(const struct model *model, struct index *index, struct error *err) {
    struct posting_totals totals;
    int64_t passages = 0, body_tokens = 0;
    for (uint32_t i = 1; i <= model->count; i++)
        if (model->passages[i].is_there) {
            passages++;
            body_tokens += model->passages[i].sizes[POSTING_BODY];
        }
    assert_true(posting_totals(index, score_weight, &totals, err));
    assert_int_equal(totals.passages, passages);
    assert_int_equal(totals.body_tokens, body_tokens);
    assert_true(totals.bounds_hold);
    double average = passages ? (double)body_tokens / (double)passages : 0;
    for (int word = 0; word < MODEL_WORDS; word++) {
        struct arena arena = {0};
        struct posting_cursor *cursor;
        char room[16];
        int64_t holding = 0, uses = 0;
        for (uint32_t i = 1; i <= model->count; i++) {
            holding += model_holds(model, i, word);
            for (int column = 0; column < INDEX_COLUMN_COUNT; column++)
                uses += model_count(model, i, column, word);
        }
        if (!posting_open(index, &arena, model_term(room, word), &cursor, err))
            fail_msg("%s", err->message);
        assert_int_equal(cursor ? cursor->passages : 0, holding);
        assert_int_equal(model_check_list(model, word, average, cursor, err), holding);
        assert_int_equal(index_word_uses(index, slice_of(room), err), uses);
        arena_release(&arena);
    }
}

#endif
