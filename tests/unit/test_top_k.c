/* test_top_k.c - the best out of posting lists are those that scoring every passage gives. */
#include "posting_fixture.h"

#include "search/top/top_k.h"

enum { MOST_GROUPS = 5, MOST_MEMBERS = 3 };

struct asked_group {
    enum top_need need;
    enum top_field field;
    bool is_unnamed;
    double count, weights[MOST_MEMBERS], rarity;
    int words[MOST_MEMBERS], member_count;
};

struct asked {
    struct asked_group groups[MOST_GROUPS];
    int group_count, limit;
    uint64_t *filter;
    size_t filter_words;
};

struct tested {
    struct model model;
    struct index *index;
    struct error *err;
    double average_body_tokens;
    int64_t passages;
};

/* ---- a random query ---- */

static void make_query(struct tested *tested, struct arena *arena, struct asked *asked) {
    struct model *model = &tested->model;
    asked->group_count = 1 + (int)model_random(model, MOST_GROUPS);
    asked->limit = 1 + (int)model_random(model, 12);
    for (int i = 0; i < asked->group_count; i++) {
        struct asked_group *group = &asked->groups[i];
        uint32_t kind = model_random(model, 12), field = model_random(model, 8);
        group->is_unnamed = model_random(model, 8) == 0;
        group->need = kind == 0 ? TOP_REQUIRED : kind == 1 ? TOP_EXCLUDED : TOP_OPTIONAL;
        group->field = field == 0 ? TOP_TITLE : field == 1 ? TOP_HEADING : TOP_ANYWHERE;
        group->count = 1 + model_random(model, 2);
        group->member_count = model_random(model, 3) ? 1 : 1 + (int)model_random(model, 3);
        for (int m = 0; m < group->member_count; m++) {
            group->words[m] = (int)(model_random(model, 3) ? model_word(model)
                                                           : model_random(model, MODEL_WORDS + 9));
            group->weights[m] = m == 0 ? 1 : 0.25 * (1 + model_random(model, 3));
        }
    }
    asked->filter = NULL;
    asked->filter_words = 0;
    if (model_random(model, 4) != 0)
        return;
    asked->filter_words = model->count / 64 + model_random(model, 2);
    asked->filter = arena_new_array(arena, asked->filter_words, uint64_t);
    for (size_t i = 0; i < asked->filter_words; i++)
        asked->filter[i] =
            (uint64_t)model_random(model, UINT32_MAX) << 31 ^ model_random(model, UINT32_MAX);
}

/* ---- every passage ---- */

static bool stands(const struct model *model, const struct asked_group *group, uint32_t passage) {
    for (int m = 0; m < group->member_count; m++) {
        int word = group->words[m];
        if (group->field == TOP_ANYWHERE
                ? model_holds(model, passage, word)
                : model_count(model, passage,
                              group->field == TOP_TITLE ? POSTING_TITLE : POSTING_HEADING, word))
            return true;
    }
    return false;
}

static double x_of(const struct tested *tested, const struct asked_group *group, uint32_t passage,
                   bool *names) {
    const struct model_passage *made = &tested->model.passages[passage];
    double x = 0;
    *names = false;
    for (int m = 0; m < group->member_count; m++) {
        int counts[INDEX_COLUMN_COUNT];
        for (int column = 0; column < INDEX_COLUMN_COUNT; column++)
            counts[column] = model_count(&tested->model, passage, column, group->words[m]);
        if (counts[0] + counts[1] + counts[2] > 0)
            x += group->weights[m] *
                 score_weight(counts[POSTING_BODY], counts[POSTING_TITLE], counts[POSTING_HEADING],
                              made->sizes[POSTING_BODY], made->sizes[POSTING_TITLE],
                              made->sizes[POSTING_HEADING], tested->average_body_tokens);
        *names |= counts[made->sizes[POSTING_HEADING] ? POSTING_HEADING : POSTING_TITLE] > 0;
    }
    return x;
}

/* False: not found. */
static bool score_all(const struct tested *tested, const struct asked *asked, uint32_t passage,
                      double *score) {
    const struct model_passage *made = &tested->model.passages[passage];
    double covered_rarity = 0;
    int covered = 0, fitting = 0;
    *score = 0;
    if (!made->is_there || (asked->filter && (passage / 64 >= asked->filter_words ||
                                              !(asked->filter[passage / 64] >> passage % 64 & 1))))
        return false;
    for (int i = 0; i < asked->group_count; i++) {
        const struct asked_group *group = &asked->groups[i];
        bool fits = stands(&tested->model, group, passage), names;
        if (group->need == (fits ? TOP_EXCLUDED : TOP_REQUIRED))
            return false;
        if (!fits)
            continue;
        fitting++;
        double x = x_of(tested, group, passage, &names);
        *score += score_group(group->rarity, group->count, x);
        names = names && !group->is_unnamed;
        covered += names;
        covered_rarity += names ? group->rarity : 0;
    }
    *score +=
        score_coverage(covered_rarity, covered,
                       made->sizes[made->sizes[POSTING_HEADING] ? POSTING_HEADING : POSTING_TITLE]);
    return fitting > 0;
}

static int compare(const void *first, const void *second) {
    const struct top_passage *a = first, *b = second;
    if (a->score > b->score || a->score < b->score)
        return a->score > b->score ? -1 : 1;
    return (a->passage > b->passage) - (a->passage < b->passage);
}

static size_t find_all(const struct tested *tested, const struct asked *asked, struct arena *arena,
                       struct top_passage **found) {
    size_t count = 0;
    *found = arena_new_array(arena, tested->model.count + 1, struct top_passage);
    for (uint32_t passage = 1; passage <= tested->model.count; passage++) {
        double score;
        if (score_all(tested, asked, passage, &score))
            (*found)[count++] = (struct top_passage){passage, score};
    }
    qsort(*found, count, sizeof **found, compare);
    size_t kept = count < (size_t)asked->limit ? count : (size_t)asked->limit;
    while (kept > 0 && kept < count && (*found)[kept].score >= (*found)[kept - 1].score)
        kept++;
    return kept;
}

/* ---- and the lists ---- */

static size_t find_top(const struct tested *tested, struct asked *asked, struct arena *arena,
                       bool exhaustive, struct top_passage **found) {
    struct top_group groups[MOST_GROUPS];
    struct top_query query = {.groups = groups,
                              .group_count = asked->group_count,
                              .filter = asked->filter,
                              .filter_words = asked->filter_words,
                              .limit = asked->limit,
                              .exhaustive = exhaustive};
    size_t count;
    for (int i = 0; i < asked->group_count; i++) {
        struct asked_group *from = &asked->groups[i];
        struct top_member *members = arena_new_array(arena, MOST_MEMBERS, struct top_member);
        for (int m = 0; m < from->member_count; m++) {
            char room[16];
            members[m].weight = from->weights[m];
            assert_true(posting_open(tested->index, arena, model_term(room, from->words[m]),
                                     &members[m].cursor, tested->err));
        }
        groups[i] = (struct top_group){.need = from->need,
                                       .field = from->field,
                                       .count = from->count,
                                       .members = members,
                                       .member_count = from->member_count,
                                       .is_unnamed = from->is_unnamed};
        groups[i].rarity = from->rarity =
            score_rarity((double)tested->passages, (double)top_group_holding(&groups[i]));
    }
    if (!top_k(tested->index, arena, &query, found, &count, tested->err))
        fail_msg("%s", tested->err->message);
    return count;
}

static void compare_many(struct tested *tested, int rounds) {
    struct posting_totals totals;
    assert_true(posting_totals(tested->index, score_weight, &totals, tested->err));
    tested->passages = totals.passages;
    tested->average_body_tokens = (double)totals.body_tokens / (double)totals.passages;
    size_t found_some = 0;
    for (int round = 0; round < rounds; round++) {
        struct arena arena = {0};
        struct asked asked;
        struct top_passage *all, *top;
        make_query(tested, &arena, &asked);
        size_t top_count = find_top(tested, &asked, &arena, round % 10 == 0, &top);
        size_t all_count = find_all(tested, &asked, &arena, &all);
        assert_int_equal(top_count, all_count);
        for (size_t i = 0; i < all_count; i++) {
            assert_int_equal(top[i].passage, all[i].passage);
            assert_true(top[i].score >= all[i].score && top[i].score <= all[i].score);
        }
        found_some += all_count > 0;
        arena_release(&arena);
    }
    assert_true(found_some > (size_t)rounds / 2);
}

static void the_best_are_those_of_scoring_every_passage(void **state) {
    struct fixture *fixture = *state;
    enum { ROUNDS = 1000 };
    bool all = getenv("FOOTNOTE_TEST_ALL") != NULL;
    struct tested tested = {.model = {.seed = 77}, .err = &fixture->err};
    tested.index = index_open(fixture->path, INDEX_WRITE, &fixture->err);
    struct posting_builder *builder = posting_builder_new(1 << 20, score_weight);
    model_update(&tested.model, tested.index, builder, all ? 6000 : 1200, 0, false, tested.err);
    compare_many(&tested, ROUNDS / 2);
    for (int update = 0; update < 3; update++)
        model_update(&tested.model, tested.index, builder, 150, 60, update == 1, tested.err);
    compare_many(&tested, ROUNDS / 2);
    posting_builder_free(builder);
    index_close(tested.index);
    model_release(&tested.model);
}

/* Dead passages and passages left out among them. */
static void many_stretches_of_common_words_give_what_scoring_all_gives(void **state) {
    struct fixture *fixture = *state;
    enum { PASSAGES = 9500, ROUNDS = 200 };
    struct tested tested = {.model = {.seed = 5}, .err = &fixture->err};
    struct posting_builder *builder = posting_builder_new(1 << 24, score_weight);
    tested.index = index_open(fixture->path, INDEX_WRITE, &fixture->err);
    model_update(&tested.model, tested.index, builder, PASSAGES, 0, false, tested.err);
    model_update(&tested.model, tested.index, builder, 50, 200, false, tested.err);
    struct posting_totals totals;
    assert_true(posting_totals(tested.index, score_weight, &totals, tested.err));
    tested.passages = totals.passages;
    for (int round = 0; round < ROUNDS; round++) {
        struct arena arena = {0};
        struct asked asked;
        struct top_passage *all, *top;
        make_query(&tested, &arena, &asked);
        size_t top_count = find_top(&tested, &asked, &arena, false, &top);
        assert_int_equal(top_count, find_top(&tested, &asked, &arena, true, &all));
        for (size_t i = 0; i < top_count; i++) {
            assert_int_equal(top[i].passage, all[i].passage);
            assert_memory_equal(&top[i].score, &all[i].score, sizeof all[i].score);
        }
        arena_release(&arena);
    }
    posting_builder_free(builder);
    index_close(tested.index);
    model_release(&tested.model);
}

static void lists_in_memory_count_like_others(void **state) {
    struct fixture *fixture = *state;
    struct index *index = index_open(fixture->path, INDEX_WRITE, &fixture->err);
    struct posting_builder *builder = posting_builder_new(1 << 20, score_weight);
    struct tokenizer *tokenizer = tokenizer_new();
    for (uint32_t passage = 1; passage <= 400; passage++)
        feed_body(builder, tokenizer, passage, "a a a a a a a" + 2 * (6 - passage % 7));
    tokenizer_free(tokenizer);
    assert_true(posting_builder_write(builder, index, &fixture->err));
    uint32_t passages[200];
    uint16_t body[200];
    uint8_t none[200] = {0};
    struct passage_lengths lengths[200];
    for (uint32_t i = 0; i < 200; i++) {
        passages[i] = 2 * i + 1;
        body[i] = (uint16_t)(1 + passages[i] % 7);
        lengths[i] = (struct passage_lengths){.body = body[i]};
    }
    struct posting_array array = {passages, body, none, none, 200};
    struct posting_totals totals;
    assert_true(posting_totals(index, score_weight, &totals, &fixture->err));
    struct top_member member = {.weight = 1};
    member.cursor =
        posting_of_array(&fixture->arena, &array, lengths,
                         (double)totals.body_tokens / (double)totals.passages, score_weight);
    struct top_group group = {.rarity = 1, .count = 1, .members = &member, .member_count = 1};
    struct top_query query = {.groups = &group, .group_count = 1, .limit = 3};
    struct top_passage *best;
    size_t count;
    assert_true(top_k(index, &fixture->arena, &query, &best, &count, &fixture->err));
    assert_true(count >= 3);
    for (size_t i = 0; i < count; i++) { /* odd ones, and all ties of the best */
        assert_int_equal(best[i].passage % 2, 1);
        assert_int_equal(best[i].passage % 7, 6);
    }
    assert_int_equal(count, 400 / 14 + (400 % 14 >= 13));
    posting_builder_free(builder);
    index_close(index);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(the_best_are_those_of_scoring_every_passage),
        FIXTURE_TEST(many_stretches_of_common_words_give_what_scoring_all_gives),
        FIXTURE_TEST(lists_in_memory_count_like_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
