/* test_postings.c - lists written, changed, joined and read back are those of the passages. */
#include "posting_fixture.h"

static void a_block_is_read_as_it_was_written(void **state) {
    (void)state;
    struct model model = {.seed = 3};
    for (int round = 0; round < 3000; round++) {
        struct posting_block block = {.count = 1 + model_random(&model, POSTING_BLOCK)}, read;
        uint32_t base = model_random(&model, 1000), next = base;
        uint32_t gap = 1 + (model_random(&model, 2) ? model_random(&model, 5)
                                                    : model_random(&model, 10000000));
        uint32_t most = 1 + model_random(&model, round % 3 == 0 ? 60000 : 3);
        for (uint32_t i = 0; i < block.count; i++) {
            block.passages[i] = next + model_random(&model, gap);
            next = block.passages[i] + 1;
            block.body[i] = (uint16_t)model_random(&model, most);
            block.title[i] = (uint8_t)(model_random(&model, 9) ? 0 : model_random(&model, 256));
            block.heading[i] = (uint8_t)(round % 2 ? 0 : model_random(&model, 3));
        }
        struct strbuf bytes = {0};
        struct packed_reader rest;
        block_encode(&bytes, &block, base);
        assert_true(
            block_decode_passages((const uint8_t *)bytes.data, bytes.length, base, &read, &rest));
        if (rest.at)
            assert_true(block_decode_counts(rest, &read));
        assert_int_equal(read.count, block.count);
        assert_memory_equal(read.passages, block.passages, block.count * sizeof *block.passages);
        assert_memory_equal(read.body, block.body, block.count * sizeof *block.body);
        assert_memory_equal(read.title, block.title, block.count);
        assert_memory_equal(read.heading, block.heading, block.count);
        strbuf_release(&bytes);
    }
}

static void a_bound_in_a_byte_is_never_below(void **state) {
    (void)state;
    double bound = 1e-4;
    for (int step = 0; step < 1600; step++, bound *= 1.013) { /* to 9e4 */
        double kept = (double)bound_decode(bound_encode(bound));
        assert_true(kept >= bound);
        if (bound > 0.02 && bound < 900)
            assert_true(kept <= bound * 1.07);
    }
}

static void updates_and_joins_keep_lists_and_frequencies_exact(void **state) {
    struct fixture *fixture = *state;
    struct model model = {.seed = 11};
    struct index *index = index_open(fixture->path, INDEX_WRITE, &fixture->err);
    assert_non_null(index);
    struct posting_builder *builder = posting_builder_new(1 << 20, score_weight);
    model_update(&model, index, builder, 600, 0, false, &fixture->err);
    model_check(&model, index, &fixture->err);
    for (int round = 0; round < 12; round++)
        model_update(&model, index, builder, round % 3 * 4, 5, true, &fixture->err);
    model_check(&model, index, &fixture->err);
    struct posting_totals totals;
    assert_true(posting_totals(index, score_weight, &totals, &fixture->err));
    assert_in_range(totals.segments, 1, 4);
    model_update(&model, index, builder, 0, 400, true, &fixture->err); /* many dead: all joined */
    model_check(&model, index, &fixture->err);
    assert_true(posting_totals(index, score_weight, &totals, &fixture->err));
    assert_int_equal(totals.segments, 1);
    posting_builder_free(builder);
    index_close(index);
    model_release(&model);
}

static void long_lists_have_chunks_that_are_passed_over(void **state) {
    struct fixture *fixture = *state;
    enum { PASSAGES = 30000 };
    struct index *index = index_open(fixture->path, INDEX_WRITE, &fixture->err);
    struct posting_builder *builder = posting_builder_new(1 << 20, score_weight);
    struct tokenizer *tokenizer = tokenizer_new();
    for (uint32_t passage = 1; passage <= PASSAGES; passage++)
        feed_body(builder, tokenizer, passage, passage % 2 ? "the odd" : "the");
    tokenizer_free(tokenizer);
    assert_true(statement_run_id(index, STATEMENT_BEGIN_WRITE, &fixture->err));
    assert_true(posting_builder_write(builder, index, &fixture->err));
    assert_true(statement_run_id(index, STATEMENT_COMMIT, &fixture->err));
    struct posting_cursor *cursor;
    assert_true(posting_open(index, &fixture->arena, slice_of("odd"), &cursor, &fixture->err));
    assert_int_equal(cursor->passages, PASSAGES / 2);
    assert_true(posting_seek(cursor, 20000, &fixture->err));
    assert_in_range(cursor->last, 20000, 20000 + 2 * POSTING_BLOCK);
    assert_non_null(posting_decode(cursor, &fixture->err));
    assert_true(cursor->block.passages[0] <= 20001);
    assert_false(posting_seek(cursor, PASSAGES + 1, &fixture->err));
    assert_true(cursor->is_done);
    assert_int_equal(fixture->err.code, ERROR_NONE);
    posting_builder_free(builder);
    index_close(index);
}

struct visited {
    char text[256];
    int left;
};

static bool visit(void *context, struct slice word, uint32_t uses) {
    struct visited *visited = context;
    size_t length = strlen(visited->text);
    snprintf(visited->text + length, sizeof visited->text - length, "%.*s=%u ", SLICE_ARGS(word),
             uses);
    return --visited->left > 0;
}

static void words_come_in_order_with_their_uses(void **state) {
    struct fixture *fixture = *state;
    struct index *index = index_open(fixture->path, INDEX_WRITE, &fixture->err);
    struct posting_builder *builder = posting_builder_new(1 << 20, score_weight);
    struct tokenizer *tokenizer = tokenizer_new();
    for (uint32_t passage = 1; passage <= 2; passage++) {
        feed_body(builder, tokenizer, passage, "heel heels pain heel healing Zoë");
        assert_true(posting_builder_write(builder, index, &fixture->err));
    }
    struct visited all = {.left = 10}, some = {.left = 2};
    assert_true(index_each_word(index, slice_of("he"), visit, &all, &fixture->err));
    assert_string_equal(all.text, "healing=2 heel=4 heels=2 ");
    assert_true(index_each_word(index, slice_of(""), visit, &some, &fixture->err));
    assert_string_equal(some.text, "healing=2 heel=4 ");
    assert_int_equal(index_word_uses(index, slice_of("hee"), &fixture->err), 0);
    assert_int_equal(index_word_uses(index, slice_of("zoe"), &fixture->err), 2);
    tokenizer_free(tokenizer);
    posting_builder_free(builder);
    index_close(index);
}

static double other_weight(double body, double title, double heading, int body_tokens,
                           int title_tokens, int heading_tokens, double average) {
    return score_weight(body, title, heading, body_tokens, title_tokens, heading_tokens, average) *
           1.25;
}

static void bounds_of_another_formula_are_not_trusted(void **state) {
    struct fixture *fixture = *state;
    struct model model = {.seed = 5};
    struct index *index = index_open(fixture->path, INDEX_WRITE, &fixture->err);
    struct posting_builder *builder = posting_builder_new(1 << 20, score_weight);
    model_update(&model, index, builder, 10, 0, false, &fixture->err);
    struct posting_totals totals;
    assert_true(posting_totals(index, other_weight, &totals, &fixture->err));
    assert_false(totals.bounds_hold);
    posting_builder_free(builder);
    builder = posting_builder_new(1 << 20, other_weight);
    model_update(&model, index, builder, 10, 0, false, &fixture->err);
    assert_true(posting_totals(index, score_weight, &totals, &fixture->err));
    assert_false(totals.bounds_hold);
    posting_builder_free(builder);
    index_close(index);
    model_release(&model);
}

/* Goes through all lists; whatever the bytes, it ends, with or without an error. */
static void read_all(struct index *index) {
    for (int word = 0; word < MODEL_WORDS; word += 7) {
        struct arena arena = {0};
        struct error err = {0};
        struct posting_cursor *cursor = NULL;
        char room[16];
        if (!posting_open(index, &arena, model_term(room, word), &cursor, &err))
            cursor = NULL;
        for (uint32_t next = 0; cursor && posting_seek(cursor, next, &err); next = cursor->last + 1)
            if (!posting_decode(cursor, &err))
                break;
        assert_true(err.code == ERROR_NONE || err.code == ERROR_ENVIRONMENT);
        index_word_uses(index, slice_of("w7x"), &err);
        bool is_word;
        if (word == 0)
            posting_prefix(index, &arena, slice_of("w7"), score_weight, &is_word, &cursor, &err);
        arena_release(&arena);
    }
}

static void damaged_bytes_are_said_and_lead_nowhere(void **state) {
    struct fixture *fixture = *state;
    struct model model = {.seed = 23};
    struct index *index = index_open(fixture->path, INDEX_WRITE, &fixture->err);
    struct posting_builder *builder = posting_builder_new(1 << 20, score_weight);
    model_update(&model, index, builder, 500, 0, false, &fixture->err);
    struct arena arena = {0};
    struct slice row;
    assert_true(statement_run_id(index, STATEMENT_BEGIN_WRITE, &fixture->err));
    for (int round = 0; round < 400; round++) {
        static const enum posting_row kinds[] = {ROW_TERM_PAGE, ROW_CHUNK, ROW_TERM_DIRECTORY,
                                                 ROW_STATE, ROW_WORD_PAGE};
        enum posting_row kind = kinds[round % 5];
        int64_t id =
            posting_row_id(kind == ROW_STATE ? 0 : 1, kind, round % 5 == 0 ? round % 3 : 0);
        assert_true(posting_row_read(index, &arena, id, &row, &fixture->err));
        if (row.length == 0)
            continue;
        char *bytes = arena_bytes(&arena, row.data, row.length);
        size_t length = round % 4 == 0 ? model_random(&model, (uint32_t)row.length) : row.length;
        for (uint32_t i = 0; i < 1 + model_random(&model, 4); i++)
            bytes[model_random(&model, (uint32_t)row.length)] ^=
                (char)(1 << model_random(&model, 8));
        assert_true(posting_row_write(index, id, slice_make(bytes, length), &fixture->err));
        posting_state_forget(index);
        read_all(index);
        assert_true(posting_row_write(index, id, row, &fixture->err));
        posting_state_forget(index);
        arena_release(&arena);
    }
    model_check(&model, index, &fixture->err);
    posting_builder_free(builder);
    index_close(index);
    model_release(&model);
}

static void a_list_out_of_a_match_has_its_counts_by_column(void **state) {
    struct fixture *fixture = *state;
    fixture_write(fixture, "corpus/a.md", "# Heel lift\n\nA heel lift under the heel. A lift.\n");
    fixture_write(fixture, "corpus/b.md", "# Rest\n\nLift the heel. A HEEL LIFT, a heel lift.\n");
    fixture_write(fixture, "corpus/c.md", "# Ice\n\nA lift for the heel.\n");
    fixture_update(fixture);
    struct index *index = fixture_open(fixture);
    struct posting_cursor *cursor;
    struct error err = {0};
    assert_true(
        posting_match(index, &fixture->arena, "\"heel lift\"", score_weight, &cursor, &err));
    assert_non_null(cursor);
    assert_int_equal(cursor->passages, 2);
    assert_true(posting_seek(cursor, 0, &err));
    const struct posting_block *block = posting_decode(cursor, &err);
    assert_int_equal(block->count, 2);
    assert_int_equal(block->body[0] + block->body[1], 3);
    assert_int_equal(block->title[0] + block->title[1] > 0, 1);
    assert_true(posting_match(index, &fixture->arena, "cushion", score_weight, &cursor, &err));
    assert_null(cursor);
    assert_false(posting_match(index, &fixture->arena, "\"heel", score_weight, &cursor, &err));
    assert_int_equal(err.code, ERROR_USAGE);
    index_close(index);
}

/* The same passages with the same counts, from FTS5 and from our lists. */
static void compare_prefix(struct index *index, struct arena *arena, struct slice beginning) {
    struct posting_cursor *ours, *theirs;
    struct error err = {0};
    bool is_word;
    const char *expression = arena_format(arena, "\"%.*s\" *", SLICE_ARGS(beginning));
    assert_true(posting_prefix(index, arena, beginning, score_weight, &is_word, &ours, &err));
    assert_true(is_word);
    assert_true(posting_match(index, arena, expression, score_weight, &theirs, &err));
    assert_int_equal(ours == NULL, theirs == NULL);
    if (!ours)
        return;
    assert_int_equal(ours->passages, theirs->passages);
    assert_true(posting_seek(ours, 0, &err) && posting_seek(theirs, 0, &err));
    const struct posting_block *a = posting_decode(ours, &err), *b = posting_decode(theirs, &err);
    assert_int_equal(a->count, b->count);
    for (uint32_t i = 0; i < a->count; i++) {
        assert_int_equal(a->passages[i], b->passages[i]);
        assert_int_equal(a->body[i], b->body[i]);
        assert_int_equal(a->title[i], b->title[i]);
        assert_int_equal(a->heading[i], b->heading[i]);
    }
}

static void a_beginning_finds_what_fts5_finds(void **state) {
    struct fixture *fixture = *state;
    static const char text[] = "heel heels heeling run running runs runner lift lifted lifting "
                               "ran cushion cushions F\xc3\xbc\xc3\x9f"
                               "e the that these 12 120 5";
    fixture_write(fixture, "corpus/a.md", arena_format(&fixture->arena, "# Heels\n\n%s\n", text));
    fixture_write(fixture, "corpus/b.md", "# Rest\n\nGone: heel, running.\n");
    fixture_write(fixture, "corpus/c.md",
                  "---\nlanguage: de\n---\n# Laufen\n\nEr rannte, sie laufen, "
                  "die Fersen, heel.\n");
    fixture_update(fixture);
    remove(arena_format(&fixture->arena, "%s/corpus/b.md", fixture->folder));
    fixture_write(fixture, "corpus/d.md", "# Running\n\nRunners and heels, heels, heels.\n");
    fixture_update(fixture); /* a second segment, and passages that are no more */
    struct index *index = fixture_open(fixture);
    struct slice all = slice_of(text);
    for (size_t start = 0; start < all.length; start++)
        for (size_t length = 1; (start == 0 || all.data[start - 1] == ' ') && length <= 8 &&
                                start + length <= all.length && all.data[start + length - 1] != ' ';
             length++)
            if (((unsigned char)all.data[start + length] & 0xC0) != 0x80)
                compare_prefix(index, &fixture->arena, slice_make(all.data + start, length));
    compare_prefix(index, &fixture->arena, slice_of("qqq"));
    index_close(index);
}

static bool stops(void *context) {
    ++*(int *)context;
    return true;
}

static void a_stopper_ends_a_search(void **state) {
    struct fixture *fixture = *state;
    struct posting_cursor *cursor;
    struct error err = {0};
    bool is_word;
    int asked = 0;
    fixture_write(fixture, "corpus/a.md", "# Heel\n\nA heel, and heels, and a helix.\n");
    fixture_update(fixture);
    struct index *index = fixture_open(fixture);
    index_set_stopper(index, stops, &asked);
    assert_false(posting_prefix(index, &fixture->arena, slice_of("he"), score_weight, &is_word,
                                &cursor, &err));
    assert_int_equal(asked, 1);
    assert_int_equal(err.code, ERROR_NOT_FOUND);
    index_set_stopper(index, NULL, NULL);
    assert_true(posting_prefix(index, &fixture->arena, slice_of("he"), score_weight, &is_word,
                               &cursor, &err));
    assert_non_null(cursor);
    index_close(index);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_block_is_read_as_it_was_written),
        cmocka_unit_test(a_bound_in_a_byte_is_never_below),
        FIXTURE_TEST(updates_and_joins_keep_lists_and_frequencies_exact),
        FIXTURE_TEST(long_lists_have_chunks_that_are_passed_over),
        FIXTURE_TEST(words_come_in_order_with_their_uses),
        FIXTURE_TEST(bounds_of_another_formula_are_not_trusted),
        FIXTURE_TEST(a_list_out_of_a_match_has_its_counts_by_column),
        FIXTURE_TEST(a_beginning_finds_what_fts5_finds),
        FIXTURE_TEST(a_stopper_ends_a_search),
        FIXTURE_TEST(damaged_bytes_are_said_and_lead_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
