/* test_passage_pack.c - a passage's texts come back from their blob, and damage is met. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "index/passage_pack.h"

static struct passage_parts example(void) {
    return (struct passage_parts){
        .line = 300,
        .section = slice_of("how-to-wear-it"),
        .heading = slice_of("How to wear it"),
        .path = slice_of("Inserts > How to wear it"),
        .body = slice_of("Put the heel lift in your shoe.\n\nPut the heel lift in both shoes.")};
}

static struct strbuf make_dictionary(void) {
    struct strbuf dictionary = {0};
    strbuf_add_char(&dictionary, '\0');
    strbuf_add(&dictionary, "A heel lift raises the heel. Put the heel lift in your shoe.");
    passage_dictionary_finish(&dictionary);
    return dictionary;
}

static struct strbuf pack(struct slice dictionary, const struct passage_parts *parts) {
    struct strbuf plain = {0}, room = {0}, out = {0};
    struct passage_packer *packer = passage_packer_new(dictionary);
    passage_join(parts, &plain);
    strbuf_add_slice(&out, passage_pack(packer, strbuf_slice(&plain), &room));
    passage_packer_free(packer);
    strbuf_release(&plain);
    strbuf_release(&room);
    return out;
}

static void assert_parts(const struct passage_parts *parts, const struct passage_parts *expected) {
    assert_int_equal(parts->line, expected->line);
    assert_string_equal(parts->section.data, expected->section.data);
    assert_string_equal(parts->heading.data, expected->heading.data);
    assert_string_equal(parts->path.data, expected->path.data);
    assert_string_equal(parts->body.data, expected->body.data);
    assert_int_equal(parts->body.length, expected->body.length);
}

static void what_was_packed_comes_back(void **state) {
    (void)state;
    struct strbuf dictionary = make_dictionary();
    const struct slice dictionaries[] = {{NULL, 0}, strbuf_slice(&dictionary)};
    struct passage_parts examples[] = {example(), example(), {0}};
    examples[1].path = examples[1].heading;
    examples[2].section = examples[2].heading = examples[2].path = examples[2].body = slice_of("");
    for (size_t d = 0; d < 2; d++) {
        for (size_t i = 0; i < 3; i++) {
            struct arena arena = {0};
            struct passage_parts parts;
            struct strbuf packed = pack(dictionaries[d], &examples[i]);
            assert_int_equal(passage_unpack(strbuf_slice(&packed), dictionaries[d], &arena, &parts),
                             PASSAGE_SOUND);
            assert_parts(&parts, &examples[i]);
            strbuf_release(&packed);
            arena_release(&arena);
        }
    }
    strbuf_release(&dictionary);
}

static void a_dictionary_makes_a_passage_smaller(void **state) {
    (void)state;
    struct strbuf dictionary = make_dictionary();
    struct passage_parts parts = example();
    struct strbuf plain = pack(slice_make(NULL, 0), &parts);
    struct strbuf packed = pack(strbuf_slice(&dictionary), &parts);
    assert_true(packed.length < plain.length);
    strbuf_release(&plain);
    strbuf_release(&packed);
    strbuf_release(&dictionary);
}

static void another_dictionary_is_noticed(void **state) {
    (void)state;
    struct arena arena = {0};
    struct strbuf dictionary = make_dictionary(), other = {0};
    struct passage_parts parts = example();
    struct strbuf packed = pack(strbuf_slice(&dictionary), &parts);
    strbuf_add(&other, "x another text");
    passage_dictionary_finish(&other);
    assert_int_equal(passage_unpack(strbuf_slice(&packed), slice_make(NULL, 0), &arena, &parts),
                     PASSAGE_OTHER_DICTIONARY);
    assert_int_equal(passage_unpack(strbuf_slice(&packed), strbuf_slice(&other), &arena, &parts),
                     PASSAGE_OTHER_DICTIONARY);
    strbuf_release(&packed);
    strbuf_release(&dictionary);
    strbuf_release(&other);
    arena_release(&arena);
}

/* Every byte changed, and every end too early: no crash, and never bytes of another place. */
static void damage_is_met(void **state) {
    (void)state;
    struct strbuf dictionary = make_dictionary();
    struct passage_parts parts = example();
    struct strbuf packed = pack(strbuf_slice(&dictionary), &parts);
    size_t refused = 0;
    for (size_t at = 0; at < packed.length; at++) {
        for (int change = 1; change < 256; change += 17) {
            struct arena arena = {0};
            char *copy = arena_bytes(&arena, packed.data, packed.length);
            copy[at] = (char)(copy[at] ^ change);
            refused += passage_unpack(slice_make(copy, packed.length), strbuf_slice(&dictionary),
                                      &arena, &parts) != PASSAGE_SOUND;
            arena_release(&arena);
        }
        struct arena arena = {0};
        char *copy = arena_bytes(&arena, packed.data, at);
        assert_int_not_equal(
            passage_unpack(slice_make(copy, at), strbuf_slice(&dictionary), &arena, &parts),
            PASSAGE_SOUND);
        arena_release(&arena);
    }
    assert_true(refused > packed.length);
    strbuf_release(&packed);
    strbuf_release(&dictionary);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_packed_comes_back),
        cmocka_unit_test(a_dictionary_makes_a_passage_smaller),
        cmocka_unit_test(another_dictionary_is_noticed),
        cmocka_unit_test(damage_is_met),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
