/* test_candidates.c - posting lists and FTS5, read row by row, give the same best passages with the
 * same scores: a thousand random queries over a random corpus.
 */
#include "index_fixture.h"

#include "base/strbuf.h"
#include "search/candidates.h"

#include <math.h>

enum { ARTICLES = 400, WORDS = 160, QUERIES = 1000, LIMIT = 10, ROOM = 400 };

/* The same numbers everywhere. */
static uint32_t next_random(uint64_t *state) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

/* Some words are in nearly every passage, most in few; what an ending does to them depends on the
 * language, so that many have several terms in an index of three. */
static void add_word(struct strbuf *out, uint64_t *state) {
    uint32_t a = next_random(state) % WORDS, b = next_random(state) % WORDS;
    uint32_t c = next_random(state) % WORDS;
    uint32_t least = a < b ? a : b;
    least = least < c ? least : c;
    static const char *const endings[] = {"", "", "", "s", "ing", "en", "aciones"};
    strbuf_add_format(out, "q%c%cz%s", 'a' + (int)(least / 26), 'a' + (int)(least % 26),
                      endings[next_random(state) % (sizeof endings / sizeof *endings)]);
}

static void add_words(struct strbuf *out, uint64_t *state, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        strbuf_add_char(out, ' ');
        add_word(out, state);
    }
}

static void make_corpus(struct fixture *fixture, uint64_t *state) {
    for (int i = 0; i < ARTICLES; i++) {
        struct strbuf text = {0};
        static const char *const languages[] = {"en", "de", "es"};
        strbuf_add_format(&text, "---\nlanguage: %s\ntitle:", languages[i % 3]);
        add_words(&text, state, 1 + next_random(state) % 5);
        strbuf_add(&text, "\n---\n");
        uint32_t sections = next_random(state) % 4;
        add_words(&text, state, sections ? 0 : 5 + next_random(state) % 80);
        for (uint32_t j = 0; j < sections; j++) {
            strbuf_add(&text, "\n\n##");
            add_words(&text, state, 1 + next_random(state) % 6);
            strbuf_add(&text, "\n\n");
            add_words(&text, state, 3 + next_random(state) % 120);
        }
        strbuf_add_char(&text, '\n');
        fixture_write(fixture, arena_format(&fixture->arena, "corpus/%d.md", i),
                      strbuf_text(&text));
        strbuf_release(&text);
    }
    fixture_update(fixture);
}

/* One to five words, some of them quoted together, excluded, open at the end or in a field. */
static void make_query(struct strbuf *out, uint64_t *state) {
    uint32_t count = 1 + next_random(state) % 5;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t kind = next_random(state) % 20;
        strbuf_add(out, i ? " " : "");
        if (kind == 0 && i > 0)
            strbuf_add_char(out, '-');
        if (kind == 1)
            strbuf_add(out, "title:");
        if (kind == 2)
            strbuf_add(out, "heading:");
        if (kind == 3 || kind == 4)
            strbuf_add_char(out, '"');
        add_word(out, state);
        if (kind == 3) {
            strbuf_add_char(out, ' ');
            add_word(out, state);
        }
        if (kind == 3 || kind == 4)
            strbuf_add_char(out, '"');
        if (kind == 5)
            strbuf_add_char(out, '*');
        if (kind == 6) {
            strbuf_add(out, " OR ");
            add_word(out, state);
        }
    }
}

static bool find(struct fixture *fixture, struct index *index, struct arena *arena,
                 const struct query *query, bool exhaustive, int limit, struct candidates *found) {
    struct tokenizer *tokenizer = tokenizer_new();
    struct candidate_options options = {.limit = limit, .exhaustive = exhaustive};
    bool done = find_candidates(index, tokenizer, arena, query, &options, found, &fixture->err);
    tokenizer_free(tokenizer);
    return done;
}

static bool holds(const struct candidates *found, const struct match_row *row) {
    for (size_t i = 0; i < found->count; i++)
        if (found->rows[i].rowid == row->rowid)
            return fabs(found->rows[i].score - row->score) <= 1e-9;
    return false;
}

/* Returns how many were found. Scores place by place; each passage of the lists' ten with its score
 * among all rows. */
static size_t compare(struct fixture *fixture, struct index *index, const char *typed) {
    struct arena arena = {0};
    struct query query;
    struct query_options none = {0};
    struct candidates lists, rows;
    if (!query_read(&arena, slice_of(typed), &none, &query, &fixture->err) ||
        !find(fixture, index, &arena, &query, false, LIMIT, &lists) ||
        !find(fixture, index, &arena, &query, true, ROOM, &rows))
        fail_msg("%s: %s", typed, fixture->err.message);
    size_t expected = rows.count < LIMIT ? rows.count : LIMIT;
    if (lists.count != expected)
        fail_msg("%s: %zu passages, expected %zu", typed, lists.count, expected);
    for (size_t i = 0; i < lists.count; i++) {
        if (fabs(lists.rows[i].score - rows.rows[i].score) > 1e-9)
            fail_msg("%s: place %zu scores %.12f, expected %.12f", typed, i + 1,
                     lists.rows[i].score, rows.rows[i].score);
        if (!holds(&rows, &lists.rows[i]))
            fail_msg("%s: passage %lld has another score", typed, (long long)lists.rows[i].rowid);
    }
    arena_release(&arena);
    return expected;
}

static void lists_and_rows_give_the_same_best_ten(void **state) {
    struct fixture *fixture = *state;
    uint64_t seed = 20260501;
    make_corpus(fixture, &seed);
    struct index *index = fixture_open(fixture);
    assert_true(index_begin_read(index, &fixture->err));
    int full = 0; /* queries that find ten or more */
    for (int i = 0; i < QUERIES; i++) {
        struct strbuf typed = {0};
        make_query(&typed, &seed);
        full += compare(fixture, index, strbuf_text(&typed)) == LIMIT;
        strbuf_release(&typed);
    }
    index_end_read(index);
    assert_true(full > QUERIES / 2);
    index_close(index);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(lists_and_rows_give_the_same_best_ten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
