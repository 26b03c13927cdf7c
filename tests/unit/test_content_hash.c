/* test_content_hash.c - what changes a fingerprint, and that the state of an index does not know
 * the way it came about. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "index/content_hash.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int prepare(void **state) {
    (void)state;
    return content_hash_prepare() ? 0 : -1;
}

static bool is_same(struct content_hash a, struct content_hash b) {
    return slice_equals(content_hash_bytes(&a), content_hash_bytes(&b));
}

static struct content_hash hash_of_section(const char *article_id, const char *id,
                                           const char *heading, const char *text) {
    const struct article article = {.id = article_id};
    const struct section section = {.id = id, .heading = heading, .text = slice_of(text)};
    return content_hash_of_section(&article, &section);
}

/* A byte that moves from one part to the next is a change. */
static void parts_of_a_section_are_told_apart(void **state) {
    (void)state;
    struct content_hash hashes[] = {
        hash_of_section("heel", "lifts", "Lifts", "Raise."),
        hash_of_section("heell", "ifts", "Lifts", "Raise."),
        hash_of_section("heel", "liftsL", "ifts", "Raise."),
        hash_of_section("heel", "lifts", "LiftsR", "aise."),
        hash_of_section("heel", "lifts", "Lifts", "Raise"),
        hash_of_section("heel", "lifts", "", "LiftsRaise."),
    };
    enum { COUNT = sizeof hashes / sizeof *hashes };
    assert_true(is_same(hashes[0], hash_of_section("heel", "lifts", "Lifts", "Raise.")));
    for (size_t i = 0; i < COUNT; i++)
        for (size_t k = 0; k < i; k++)
            assert_false(is_same(hashes[i], hashes[k]));
}

static struct article example(struct section *section) {
    return (struct article){.id = "heel",
                            .title = "Heel",
                            .opening = "",
                            .language = "en",
                            .audience = "patient",
                            .topics = "heel",
                            .source = "A book",
                            .author = "Jo",
                            .licence = "CC0",
                            .version = "1",
                            .reviewed = "2026-10-01",
                            .review_due = "2027-10-01",
                            .sections = section,
                            .section_count = 1};
}

/* Whatever a footnote prints of an article makes it another one when it changes. */
static void every_word_about_an_article_counts(void **state) {
    (void)state;
    struct section section = {.id = "s", .heading = "S", .path = "S", .text = slice_of("Text.")};
    struct article article = example(&section);
    struct content_hash sections[] = {content_hash_of_section(&article, &section)};
    struct content_hash before = content_hash_of_article(&article, sections);
    const char **fields[] = {&article.id,       &article.title,      &article.language,
                             &article.audience, &article.topics,     &article.source,
                             &article.author,   &article.licence,    &article.version,
                             &article.reviewed, &article.review_due, &article.opening,
                             &section.path};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const char *kept = *fields[i];
        *fields[i] = "other";
        assert_false(is_same(content_hash_of_article(&article, sections), before));
        *fields[i] = kept;
    }
    sections[0].bytes[0] ^= 1;
    assert_false(is_same(content_hash_of_article(&article, sections), before));
}

static void a_sum_does_not_know_the_order_and_goes_back(void **state) {
    (void)state;
    struct content_hash items[20], there = {{0}}, back = {{0}}, none = {{0}};
    for (size_t i = 0; i < 20; i++)
        items[i] = content_hash_of_bytes(slice_make((const char *)&i, sizeof i));
    memset(items[0].bytes, 0xff, sizeof items[0].bytes); /* carries all the way */
    for (size_t i = 0; i < 20; i++) {
        content_hash_add(&there, &items[i]);
        content_hash_add(&back, &items[19 - i]);
    }
    assert_true(is_same(there, back));
    assert_false(is_same(there, none));
    for (size_t i = 0; i < 20; i++)
        content_hash_subtract(&there, &items[(i * 7) % 20]);
    assert_true(is_same(there, none));
    content_hash_subtract(&there, &items[1]);
    content_hash_add(&there, &items[1]);
    assert_true(is_same(there, none));
}

static void a_file_is_its_bytes(void **state) {
    (void)state;
    enum { BYTES = 700000 }; /* several pieces */
    char name[] = "/tmp/footnote-test-XXXXXX";
    struct error err = {0};
    struct content_hash hash;
    char *bytes = test_calloc(1, BYTES);
    for (size_t i = 0; i < BYTES; i++)
        bytes[i] = (char)(i * i >> 3);
    static const size_t lengths[] = {0, 1, BYTES};
    close(mkstemp(name));
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        struct slice content = slice_make(bytes, lengths[i]);
        assert_true(file_write_atomic(name, content, 0600, &err));
        if (!content_hash_of_file(name, &hash, &err))
            fail_msg("%s", err.message);
        assert_true(is_same(hash, content_hash_of_bytes(content)));
    }
    remove(name);
    assert_false(content_hash_of_file(name, &hash, &err));
    test_free(bytes);
}

static void what_was_kept_comes_back_and_what_is_none_is_zero(void **state) {
    (void)state;
    struct content_hash none = {{0}}, hash = content_hash_of_bytes(slice_of("heel"));
    struct slice kept = content_hash_bytes(&hash);
    assert_true(is_same(content_hash_from(kept), hash));
    assert_true(is_same(content_hash_from(slice_make(kept.data, kept.length - 1)), none));
    assert_true(is_same(content_hash_from(slice_make(NULL, 0)), none));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_of_a_section_are_told_apart),
        cmocka_unit_test(every_word_about_an_article_counts),
        cmocka_unit_test(a_sum_does_not_know_the_order_and_goes_back),
        cmocka_unit_test(a_file_is_its_bytes),
        cmocka_unit_test(what_was_kept_comes_back_and_what_is_none_is_zero),
    };
    return cmocka_run_group_tests(tests, prepare, NULL);
}
