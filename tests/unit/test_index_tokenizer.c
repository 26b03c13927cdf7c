/* test_index_tokenizer.c - FTS5 with our words: languages of documents and queries, prefixes, and
 * the same words out as went in. */
#include "index_fixture.h"

#include "index/index_private.h"

static void write_three_languages(struct fixture *fixture) {
    fixture_write(fixture, "corpus/lifts.md",
                  "---\nlanguage: en\n---\n# Lifts\n\nRunning with insoles. Both feet.\n");
    fixture_write(fixture, "corpus/plantillas.md",
                  "---\nlanguage: es\n---\n# Plantillas\n\nPlantillas para correr. El talón.\n");
    fixture_write(fixture, "corpus/wkladki.md",
                  "---\nlanguage: pl\n---\n# Wkładki\n\nWkładki do biegania. Łuk stopy.\n");
    fixture_update(fixture);
}

struct expected {
    const char *expression;
    size_t count;
};

static void assert_counts(struct fixture *fixture, const struct expected *cases, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (fixture_matches(fixture, cases[i].expression) != cases[i].count)
            fail_msg("%s: not %zu", cases[i].expression, cases[i].count);
}

static void a_word_matches_in_each_language(void **state) {
    struct fixture *fixture = *state;
    write_three_languages(fixture);
    static const struct expected cases[] = {
        {"\"runs\"", 1},
        {"\"insole\"", 1},
        {"\"foot\"", 1},
        {"\"plantilla\"", 1},
        {"\"corriendo\"", 1},
        {"\"TALON\"", 1},
        {"\"talones\"", 1},
        {"\"wkladki\"", 1},
        {"\"Łuk stopy\"", 1},
        {"\"wkladka\"", 0},
        {"\"luk\" OR \"feet\"", 2},
        {"\"running with insole\"", 1},
        {"NEAR(\"insole\" \"feet\", 3)", 1},
        {"title : \"plantilla\"", 1},
    };
    assert_counts(fixture, cases, sizeof cases / sizeof *cases);
}

static void a_star_finds_what_goes_on(void **state) {
    struct fixture *fixture = *state;
    write_three_languages(fixture);
    static const struct expected cases[] = {
        {"\"runn\" *", 1},  {"\"runni\" *", 1}, {"\"runnin\" *", 1},   {"\"running\" *", 1},
        {"\"ru\" *", 1},    {"\"inso\" *", 1},  {"\"insoles\" *", 1},  {"\"plantil\" *", 1},
        {"\"wkład\" *", 1}, {"\"zzz\" *", 0},   {"\"with ins\" *", 1}, {"\"runners\" *", 0},
    };
    assert_counts(fixture, cases, sizeof cases / sizeof *cases);
}

static void assert_languages(struct fixture *fixture, const char *expected) {
    struct index *index = fixture_open(fixture);
    struct index_languages languages;
    struct strbuf text = {0};
    assert_true(index_languages_load(index, &languages, &fixture->err));
    for (int i = 0; i < languages.count; i++)
        strbuf_add_format(&text, "%s %d ", token_language_code(languages.items[i]),
                          (int)languages.articles[i]);
    assert_string_equal(strbuf_text(&text), expected);
    strbuf_release(&text);
    index_close(index);
}

/* An entry that stays behind would match on. */
static void an_article_goes_with_the_words_it_came_with(void **state) {
    struct fixture *fixture = *state;
    write_three_languages(fixture);
    fixture_write(fixture, "corpus/guessed.md",
                  "# Talonnettes\n\nLes talonnettes sont dans les chaussures et vous les portez "
                  "pour la marche. Elles sont douces.\n");
    fixture_update(fixture);
    assert_languages(fixture, "en 1 es 1 fr 1 pl 1 ");
    assert_int_equal(fixture_matches(fixture, "\"chaussure\""), 1);
    unlink(file_join(&fixture->arena, fixture->corpus, "guessed.md"));
    unlink(file_join(&fixture->arena, fixture->corpus, "plantillas.md"));
    fixture_update(fixture);
    assert_languages(fixture, "en 1 pl 1 ");
    assert_int_equal(fixture_matches(fixture, "\"chaussur\" *"), 0);
    assert_int_equal(fixture_matches(fixture, "\"corr\" *"), 0);
    assert_int_equal(fixture_matches(fixture, "\"plantill\" *"), 0);
}

static void an_article_without_a_language_is_english_unless_it_shows(void **state) {
    (void)state;
    static const struct {
        const char *declared, *body, *code;
    } cases[] = {
        {"en-gb", "Les talonnettes sont dans les chaussures et vous les portez", "en"},
        {"und", "Les talonnettes sont dans les chaussures et vous les portez", "fr"},
        {"und", "Heel", "en"},
        {"", "", "en"},
        {"cs", "the of and to in that is", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(
            token_language_code(index_article_language(cases[i].declared, slice_of(cases[i].body))),
            cases[i].code);
}

/* What was split already is not split again: here the tokens are of other texts than the row's. And
 * a row that came without them would have no words that a search could find. */
static void tokens_made_before_are_replayed_and_a_row_without_is_refused(void **state) {
    struct fixture *fixture = *state;
    struct index *index = index_open(fixture->path, INDEX_WRITE, &fixture->err);
    assert_non_null(index);
    const struct token_language *english = token_language_of("en");
    struct tokenizer *tokenizer = tokenizer_new();
    struct token_array columns[INDEX_COLUMN_COUNT] = {{0}};
    tokenize_all(tokenizer, english, slice_of("Lifts"), &columns[0]);
    tokenize_all(tokenizer, english, slice_of("running shoes"), &columns[2]);
    for (int round = 0; round < 2; round++) {
        sqlite3_stmt *add = statement_get(index, STATEMENT_TEXT_ADD, &fixture->err);
        assert_non_null(add);
        sqlite3_bind_int64(add, 1, round + 1);
        for (int i = 0; i < INDEX_COLUMN_COUNT; i++)
            statement_bind_text(add, i + 2, "other");
        if (round == 0) /* the next row has none */
            index_words_replay(index, columns);
        assert_int_equal(statement_run(index, add, &fixture->err), round == 0);
    }
    struct match_row *rows;
    size_t count;
    struct match_query query = {.expression = "\"run shoe\"", .limit = 5};
    assert_true(index_match(index, &fixture->arena, &query, &rows, &count, &fixture->err));
    assert_int_equal(count, 1);
    assert_int_equal(rows[0].rowid, 1);
    query.expression = "\"other\"";
    assert_true(index_match(index, &fixture->arena, &query, &rows, &count, &fixture->err));
    assert_int_equal(count, 0);
    for (int i = 0; i < INDEX_COLUMN_COUNT; i++)
        token_array_release(&columns[i]);
    tokenizer_free(tokenizer);
    index_close(index);
}

static void pairs_of_characters_are_found(void **state) {
    struct fixture *fixture = *state;
    fixture_write(fixture, "corpus/ja.md",
                  "---\nlanguage: ja\n---\n# 足底筋膜炎\n\n踵が痛い。足底筋膜炎です。\n");
    fixture_update(fixture);
    assert_int_equal(fixture_matches(fixture, "\"筋膜\""), 1);
    assert_int_equal(fixture_matches(fixture, "\"足底筋膜炎\""), 1);
    assert_int_equal(fixture_matches(fixture, "\"膜足\""), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(a_word_matches_in_each_language),
        FIXTURE_TEST(a_star_finds_what_goes_on),
        FIXTURE_TEST(an_article_goes_with_the_words_it_came_with),
        FIXTURE_TEST(an_article_without_a_language_is_english_unless_it_shows),
        FIXTURE_TEST(tokens_made_before_are_replayed_and_a_row_without_is_refused),
        FIXTURE_TEST(pairs_of_characters_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
