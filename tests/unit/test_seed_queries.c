/* test_seed_queries.c - with the two source articles as corpus, the plain query of each fact on
 * their checklist finds, among the first three passages, one that holds the fact's words.
 *
 * Needs the checklist (clinical/SEED-FACTS.md) and the articles (seeds/), which stand beside the
 * data folder and are not part of this repository: see data_fixture.h. Skipped without them.
 */
#include "index_fixture.h"

#include "data_fixture.h"

#include "base/strbuf.h"
#include "search/search.h"

enum { FIRST_PASSAGES = 3, MOST_WORDINGS = 8, LEAST_FACTS = 150, PASS_PERCENT = 98 };

/* One row: | F001 | fact | places | `must`; `hit` | query | ... */
struct fact {
    struct slice id, query;
    struct slice must_hit[MOST_WORDINGS];
    size_t must_hit_count;
};

static struct slice next_cell(struct slice *row) {
    const char *end = row->length ? memchr(row->data, '|', row->length) : NULL;
    struct slice cell = slice_make(row->data, end ? (size_t)(end - row->data) : row->length);
    size_t taken = cell.length + (end ? 1 : 0);
    *row = slice_make(row->data + taken, row->length - taken);
    return slice_trim(cell);
}

static void read_must_hit(struct slice cell, struct fact *fact) {
    const char *end = cell.data + cell.length;
    for (const char *start = cell.data; start < end;) {
        const char *open = memchr(start, '`', (size_t)(end - start));
        const char *close = open ? memchr(open + 1, '`', (size_t)(end - open) - 1) : NULL;
        if (!close)
            return;
        assert_true(fact->must_hit_count < MOST_WORDINGS);
        fact->must_hit[fact->must_hit_count++] = slice_make(open + 1, (size_t)(close - open) - 1);
        start = close + 1;
    }
}

static bool read_fact(struct slice line, struct fact *fact) {
    *fact = (struct fact){0};
    if (!slice_starts_with(line, "| F"))
        return false;
    next_cell(&line);
    fact->id = next_cell(&line);
    if (fact->id.length != 4)
        return false;
    next_cell(&line); /* the fact in other words */
    next_cell(&line); /* places */
    read_must_hit(next_cell(&line), fact);
    fact->query = next_cell(&line);
    return fact->must_hit_count > 0 && fact->query.length > 0;
}

/* Lower case, straight apostrophes, single spaces: as the checklist says. */
static void add_normalised(struct strbuf *out, const char *text) {
    for (; *text; text++) {
        bool is_apostrophe = memcmp(text, "\xe2\x80\x99", strnlen(text, 3)) == 0 && text[1];
        bool is_space = *text == ' ' || *text == '\n';
        if (is_apostrophe) {
            strbuf_add_char(out, '\'');
            text += 2;
        } else if (is_space) {
            if (out->length && out->data[out->length - 1] != ' ')
                strbuf_add_char(out, ' ');
        } else {
            strbuf_add_char(out, *text >= 'A' && *text <= 'Z' ? (char)(*text + 32) : *text);
        }
    }
    strbuf_add_char(out, ' ');
}

static bool holds_all(const struct passage *passage, const struct fact *fact) {
    struct strbuf text = {0};
    add_normalised(&text, passage->path);
    add_normalised(&text, passage->text);
    bool found = true;
    for (size_t i = 0; i < fact->must_hit_count && found; i++)
        found = memmem(text.data, text.length, fact->must_hit[i].data, fact->must_hit[i].length) !=
                NULL;
    strbuf_release(&text);
    return found;
}

static bool is_found(struct fixture *fixture, struct index *index, const struct fact *fact) {
    struct search_options options = {.limit = FIRST_PASSAGES, .weak_too = true};
    struct search_result result;
    if (!search_run(index, &fixture->arena, fact->query, &options, &result, &fixture->err))
        fail_msg("%s", fixture->err.message);
    for (size_t i = 0; i < result.count; i++)
        if (holds_all(&result.hits[i].passage, fact))
            return true;
    print_message("not found: %.*s %.*s\n", SLICE_ARGS(fact->id), SLICE_ARGS(fact->query));
    return false;
}

static void the_facts_of_the_source_articles_are_found(void **state) {
    struct fixture *fixture = *state;
    struct slice text, line;
    const char *list = data_path("../clinical/SEED-FACTS.md");
    if (!list)
        skip();
    assert_true(file_read(&fixture->arena, list, 1 << 22, &text, &fixture->err));
    const char *seeds = data_path("../seeds");
    if (!seeds)
        skip();
    seeds = file_real_path(&fixture->arena, seeds);
    assert_true(fixture_update_roots(fixture, &seeds, 1));
    assert_int_equal(fixture->report.failed, 0);
    struct index *index = fixture_open(fixture);
    size_t count = 0, found = 0;
    while (slice_next_line(&text, &line)) {
        struct fact fact;
        if (!read_fact(line, &fact))
            continue;
        count++;
        found += is_found(fixture, index, &fact);
    }
    index_close(index);
    print_message("%zu of %zu facts found\n", found, count);
    assert_true(count >= LEAST_FACTS);
    assert_true(found * 100 >= count * PASS_PERCENT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(the_facts_of_the_source_articles_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
