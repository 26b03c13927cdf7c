/* test_reader_jsonl.c - many articles, one a line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "article_fixture.h"
#include "data_fixture.h"

#include "base/file.h"

static void a_line_is_an_article_of_one_passage(void **state) {
    (void)state;
    assert_reads("a.jsonl",
                 "{\"id\": \"A_1\", \"title\": \"Heel \\u0026 toe\", \"text\": \"One\\ntwo.\\n\\n"
                 "Three:\\n- four\\n- five\"}\n\n"
                 "{\"text\": \"caf\\u00e9 \\ud83d\\ude00 \\\"q\\\"\\/\\t.\", \"id\": 7, "
                 "\"language\": \"en-GB\", \"url\": null}",
                 "Heel & toe <A_1> und\n[start]  @1:1\nOne two.\n\nThree:\n\n- four\n- five\n"
                 "7 <7> en-gb\n[start]  @1:3\ncafé 😀 \"q\"/ .\n");
}

static void a_record_without_a_title_is_called_by_its_first_words(void **state) {
    (void)state;
    assert_reads("a.jsonl",
                 "{\"id\": \"A\", \"text\": \"Dr. Foot rests. Then he runs.\"}\n"
                 "{\"id\": \"B\", \"title\": \" \", \"text\": \"Does it hurt? No.\"}\n"
                 "{\"id\": \"C\", \"text\": \"a b c d e f g h i j k l m n o p q\"}\n"
                 "{\"id\": \"D\", \"text\": \"This is all.\"}",
                 "Dr. Foot rests <A> und\n[start]  @1:1\nDr. Foot rests. Then he runs.\n"
                 "Does it hurt? <B> und\n[start]  @1:2\nDoes it hurt? No.\n"
                 "(a b c d e f g h i j k l m n o p ...) <C> und\n[start]  @1:3\n"
                 "a b c d e f g h i j k l m n o p q\n"
                 "D <D> und\n[start]  @1:4\nThis is all.\n");
}

/* The abstracts of a collection without titles were found by their first sixteen words. */
static void only_a_sentence_or_a_line_as_short_as_a_title_names_a_record(void **state) {
    (void)state;
    static const struct {
        const char *text, *title;
    } records[] = {
        {"Gas in men. It is common.", "Gas in men"},
        {"Ataxia type 3. It is rare.", "Ataxia type 3"},
        {"levels in blood . they were measured .", "levels in blood"},
        {"Ask Dr. Foot about it. Then go.", "Ask Dr. Foot about it"},
        {"infection with C. difficile in wards. More.", "infection with C. difficile in wards"},
        {"Why? Because.", "Why?"},
        {"Heel pads\\nThe pad is fat.", "Heel pads"},
        {"a line that was broken\\nin the middle without an end", "(a line that was broken ...)"},
        {"a b c d e f g h i j k l m n o p. Q.", "a b c d e f g h i j k l m n o p"},
        {"a b c d e f g h i j k l m n o p q. R.", "(a b c d e f g h i j k l m n o p ...)"},
    };
    for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
        struct strbuf text = {0}, out = {0};
        strbuf_add_format(&text, "{\"id\": \"A\", \"text\": \"%s\"}", records[i].text);
        struct error err = {0};
        assert_true(
            reader_read("a.jsonl", "a.jsonl", strbuf_slice(&text), dump_article, &out, &err));
        strbuf_truncate(&out, strcspn(strbuf_text(&out), "<") - 1);
        assert_string_equal(strbuf_text(&out), records[i].title);
        strbuf_release(&text);
        strbuf_release(&out);
    }
}

static void a_broken_line_is_reported_and_passed_over(void **state) {
    (void)state;
    assert_reads_bytes(
        "a.jsonl",
        slice_of("{\"id\": \"1\", \"text\": \"a\"}\n{\"id\": \"2\", \"text\"}\n"
                 "[1]\n{\"text\": \"x\"}\n{\"id\": \"5\"}\n"
                 "{\"id\": \"6\", \"text\": [1]}\n"
                 "{\"id\": \"7\", \"text\": \"\xFF\"}\n"
                 "{\"id\": \"8\", \"text\": \"x\", \"id\": \"9\"}\n"
                 "{\"id\": \"9\", \"text\": \"x\"} y\n"
                 "{\"id\": \"10\", \"text\": \"b\"}\r\n"),
        "1 <1> und\n[start]  @1:1\na\n"
        "! a.jsonl:2: column 19: ':' expected near '}'\n"
        "! a.jsonl:3: expected an object {\"id\": ..., \"title\": ..., \"text\": ...}\n"
        "! a.jsonl:4: no \"id\"\n! a.jsonl:5: neither \"title\" nor \"text\"\n"
        "! a.jsonl:6: 'text' is no text\n"
        "! a.jsonl:7: invalid UTF-8 at byte 121\n"
        "! a.jsonl:8: column 29: duplicate object key near '\"id\"'\n"
        "! a.jsonl:9: column 26: end of file expected near 'y'\n"
        "10 <10> und\n[start]  @1:10\nb\n");
}

/* The same text written so that the plain scan takes it, and so that it must give up. */
static void both_ways_of_reading_a_record_agree(void **state) {
    (void)state;
    static const char *const plain[] = {
        "a\\\"b", "\\u00E9\\u20ac", "x\\/y\\\\z", "\\n\\n- i\\tj", "\\r\\b\\fq", "\\",
        "\\u12",  "\\u12g4",        "\\x",        "\\ud800",       "\\u0000",    "a\tb"};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        struct strbuf results[2] = {{0}, {0}};
        for (int way = 0; way < 2; way++) {
            struct strbuf line = {0};
            struct error err = {0};
            strbuf_add_format(&line, "{%s\"id\": \"1\", \"text\": \"t%s\"}",
                              way ? "\"other\": [], " : "", plain[i]);
            reader_read("a.jsonl", "a.jsonl", strbuf_slice(&line), dump_article, &results[way],
                        &err);
            strbuf_release(&line);
        }
        if (*strbuf_text(&results[0]) == '!')
            assert_int_equal(*strbuf_text(&results[1]), '!'); /* at other columns */
        else
            assert_string_equal(strbuf_text(&results[0]), strbuf_text(&results[1]));
        strbuf_release(&results[0]);
        strbuf_release(&results[1]);
    }
}

static bool stop_at_once(void *context, const struct article *article, const char *problem) {
    (void)article;
    (void)problem;
    ++*(int *)context;
    return false;
}

static void the_sink_can_stop_the_reading(void **state) {
    (void)state;
    int calls = 0;
    struct error err;
    assert_true(
        reader_read("a.jsonl", "a.jsonl", slice_of("{}\n{}\n"), stop_at_once, &calls, &err));
    assert_int_equal(calls, 1);
}

static bool count_records(void *context, const struct article *article, const char *problem) {
    size_t *counts = context;
    assert_null(problem);
    assert_int_equal(article->section_count, 1);
    counts[0]++;
    counts[1] += article->sections[0].text.length;
    return true;
}

static void a_judged_collection_is_read_whole(void **state) {
    (void)state;
    struct arena arena = {0};
    struct slice bytes;
    struct error err;
    size_t counts[2] = {0};
    const char *path = data_path("medquad/docs.jsonl");
    if (!path)
        skip();
    assert_true(file_read(&arena, path, READER_LIMIT_BYTES, &bytes, &err));
    assert_true(reader_read(path, "docs.jsonl", bytes, count_records, counts, &err));
    assert_int_equal(counts[0], 16350);
    assert_true(counts[1] > 15000000);
    arena_release(&arena);
}

/* Everything said about a file of lines that comes in pieces of so many bytes, as file_read_pieces
 * gives them. */
static void read_in_pieces(const char *text, size_t length, size_t piece_bytes,
                           struct strbuf *out) {
    struct reader_place place = {0};
    struct error err = {0};
    size_t at = 0, held = 0, taken = 1;
    while (at < length && taken > 0) {
        held = length - at < piece_bytes ? length - at : piece_bytes;
        bool is_last = at + held == length;
        assert_true(reader_read_lines("a.jsonl", slice_make(text + at, held), is_last, &place,
                                      dump_article, out, &taken, &err));
        assert_true(taken <= held);
        at += taken;
    }
    assert_int_equal(at, length);
}

static void a_file_in_pieces_reads_as_one(void **state) {
    (void)state;
    static const char text[] = "\xEF\xBB\xBF{\"id\": \"1\", \"text\": \"a\"}\n\n"
                               "{\"id\": \"2\", \"text\"}\r\n{\"id\": \"3\", \"text\": \"\xFF\"}\n"
                               "{\"id\": \"4\", \"text\": \"the last one, without an end\"}";
    struct strbuf whole = {0}, pieces = {0};
    read_in_pieces(text, sizeof text - 1, sizeof text, &whole);
    assert_non_null(strstr(strbuf_text(&whole), "the last one"));
    for (size_t piece_bytes = 53; piece_bytes < sizeof text; piece_bytes++) {
        strbuf_truncate(&pieces, 0);
        read_in_pieces(text, sizeof text - 1, piece_bytes, &pieces);
        assert_string_equal(strbuf_text(&pieces), strbuf_text(&whole));
    }
    strbuf_release(&whole);
    strbuf_release(&pieces);
}

static void a_line_longer_than_a_piece_is_reported_once(void **state) {
    (void)state;
    struct strbuf text = {0}, out = {0};
    strbuf_add(&text, "{\"id\": \"1\", \"text\": \"a\"}\n{\"id\": \"2\", \"text\": \"");
    for (int i = 0; i < 1000; i++)
        strbuf_add(&text, "long ");
    strbuf_add(&text, "\"}\n{\"id\": \"3\", \"text\": \"c\"}\n");
    read_in_pieces(text.data, text.length, 64, &out);
    assert_string_equal(strbuf_text(&out), "1 <1> und\n[start]  @1:1\na\n"
                                           "! a.jsonl:2: has more than 64 bytes in one line\n"
                                           "3 <3> und\n[start]  @1:3\nc\n");
    strbuf_release(&text);
    strbuf_release(&out);
}

/* Its first words were looked for where there are none. */
static void a_record_of_an_id_alone_is_named_and_passed_over(void **state) {
    (void)state;
    assert_reads("a.jsonl", "{\"id\":\"a\"}\n{\"id\":\"b\",\"text\":\" \"}\n",
                 "! a.jsonl:1: neither \"title\" nor \"text\"\n"
                 "! a.jsonl:2: neither \"title\" nor \"text\"\n");
}

/* Half of a bibliography was left out: it knew no more of these works than their titles. */
static void a_record_of_a_title_alone_is_an_article(void **state) {
    (void)state;
    assert_reads("a.jsonl",
                 "{\"id\":\"a\",\"title\":\"Sorting by address\",\"text\":\"\"}\n"
                 "{\"id\":\"b\",\"title\":\"Two words\"}\n",
                 "Sorting by address <a> und\n[start]  @1:1\nSorting by address\n"
                 "Two words <b> und\n[start]  @1:2\nTwo words\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_in_pieces_reads_as_one),
        cmocka_unit_test(a_line_longer_than_a_piece_is_reported_once),
        cmocka_unit_test(a_line_is_an_article_of_one_passage),
        cmocka_unit_test(a_record_without_a_title_is_called_by_its_first_words),
        cmocka_unit_test(only_a_sentence_or_a_line_as_short_as_a_title_names_a_record),
        cmocka_unit_test(a_broken_line_is_reported_and_passed_over),
        cmocka_unit_test(both_ways_of_reading_a_record_agree),
        cmocka_unit_test(the_sink_can_stop_the_reading),
        cmocka_unit_test(a_judged_collection_is_read_whole),
        cmocka_unit_test(a_record_of_an_id_alone_is_named_and_passed_over),
        cmocka_unit_test(a_record_of_a_title_alone_is_an_article),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
