/* test_roster.c - rosters: separators, quotes, encodings, ids, values, and how much memory. */
#include "base/file.h"
#include "make/batch/roster.h"
#include "make/batch/roster_ids.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static const char declaration_text[] =
    "{\"name\":\"r\",\"fields\":["
    "{\"name\":\"patient_name\",\"type\":\"text\",\"required\":true},"
    "{\"name\":\"pain_now\",\"type\":\"whole\",\"min\":0,\"max\":10},"
    "{\"name\":\"large_print\",\"type\":\"yes_no\"},"
    "{\"name\":\"side\",\"type\":\"choice\",\"values\":[\"left\",\"right\"],\"required\":true},"
    "{\"name\":\"tests\",\"type\":\"list\"}]}";

struct fixture {
    struct arena arena;
    char path[64];
    const struct value *declaration;
    struct roster *roster;
    struct roster_report report;
    struct error err;
};

static struct fixture begin(const char *ending) {
    struct fixture f = {0};
    snprintf(f.path, sizeof f.path, "/tmp/footnote-roster-%d%s", (int)getpid(), ending);
    f.declaration = value_read_json(&f.arena, slice_of(declaration_text), "declaration", &f.err);
    assert_non_null(f.declaration);
    return f;
}

static bool check_bytes(struct fixture *f, struct slice text) {
    assert_true(file_write_atomic(f->path, text, 0600, &f->err));
    roster_close(f->roster);
    f->roster = roster_open(f->path, f->declaration, NULL, 0, &f->err);
    assert_non_null(f->roster);
    return roster_check(f->roster, &f->arena, &f->report, &f->err);
}

static bool check(struct fixture *f, const char *text) {
    return check_bytes(f, slice_of(text));
}

static void end(struct fixture *f) {
    roster_close(f->roster);
    unlink(f->path);
    arena_release(&f->arena);
}

static void expect_row(struct fixture *f, int line, const char *id, const char *json) {
    struct roster_row row;
    assert_int_equal(roster_next(f->roster, &f->arena, &row, &f->err), ROSTER_ROW);
    assert_int_equal(row.line, line);
    assert_string_equal(row.id, id);
    assert_string_equal(arena_bytes(&f->arena, row.json.data, row.json.length), json);
}

static void expect_problem(struct fixture *f, const char *part) {
    assert_int_equal(f->err.code, ERROR_USAGE);
    for (size_t i = 0; i < f->report.problem_count; i++)
        if (strstr(f->report.problems[i], part))
            return;
    for (size_t i = 0; i < f->report.problem_count; i++)
        print_error("%s\n", f->report.problems[i]);
    fail_msg("no problem says: %s", part);
}

static void cells_become_what_a_patient_file_holds(void **state) {
    (void)state;
    struct fixture f = begin(".csv");
    assert_true(check(&f, "id,patient_name,pain_now,large_print,side,tests\r\n"
                          "7,\"O'Neil, \"\"Zed\"\"\",3,yes,left,a; b;\r\n"
                          "8,007,7/10,maybe,right,\r\n"
                          "\r\n,,,,,\r\n"
                          "9,\"two\nlines\",03,no,left,x"));
    assert_int_equal(f.report.row_count, 3);
    expect_row(&f, 2, "7",
               "{\"patient_name\":\"O'Neil, \\\"Zed\\\"\",\"pain_now\":3,\"large_print\":true,"
               "\"side\":\"left\",\"tests\":[\"a\",\"b\"]}");
    expect_row(&f, 3, "8",
               "{\"patient_name\":\"007\",\"pain_now\":\"7/10\",\"large_print\":\"maybe\","
               "\"side\":\"right\"}");
    expect_row(&f, 6, "9",
               "{\"patient_name\":\"two\\nlines\",\"pain_now\":\"03\",\"large_print\":false,"
               "\"side\":\"left\",\"tests\":[\"x\"]}");
    struct roster_row row;
    assert_int_equal(roster_next(f.roster, &f.arena, &row, &f.err), ROSTER_END);
    end(&f);
}

static void the_header_settles_the_separator(void **state) {
    (void)state;
    struct fixture f = begin(".csv");
    assert_true(check(&f, "\xEF\xBB\xBFid;patient_name;side\n1;A, B;left\n"));
    expect_row(&f, 2, "1", "{\"patient_name\":\"A, B\",\"side\":\"left\"}");
    assert_true(check(&f, "id\tpatient_name\tside\n1\tA;B,C\tleft\n"));
    expect_row(&f, 2, "1", "{\"patient_name\":\"A;B,C\",\"side\":\"left\"}");
    assert_true(check(&f, "\"id\",\"patient_name\",\"side\"\n1,x,left"));
    expect_row(&f, 2, "1", "{\"patient_name\":\"x\",\"side\":\"left\"}");
    end(&f);
}

static void rows_of_the_wrong_length_fail_alone(void **state) {
    (void)state;
    struct fixture f = begin(".csv");
    struct roster_row row;
    assert_true(check(&f, "id,patient_name,side\n1,Smith, John,left\n2,B,left\n"));
    assert_int_equal(roster_next(f.roster, &f.arena, &row, &f.err), ROSTER_ROW);
    assert_non_null(row.problem);
    assert_non_null(strstr(row.problem, "expected 3 cells, as the header has, found 4"));
    assert_int_equal(row.json.length, 0);
    expect_row(&f, 3, "2", "{\"patient_name\":\"B\",\"side\":\"left\"}");
    end(&f);
}

static void a_bad_header_is_told_all_at_once(void **state) {
    (void)state;
    struct fixture f = begin(".csv");
    assert_false(check(&f, "patient_nme,pain_now,pain_now,zzzzzzzzz\nx,1,2,3\n"));
    expect_problem(&f, ":1: column 1: no field of this report has that name (did you mean "
                       "'patient_name'?)");
    expect_problem(&f, ":1: column 3 has the name of column 2");
    expect_problem(&f, ":1: column 4: no field of this report has that name");
    expect_problem(&f, "no column 'id'");
    expect_problem(&f, "no column 'side', which is required");
    assert_false(check(&f, "1,Zaphod Testcase,left\n"));
    expect_problem(&f, "is the header missing?");
    for (size_t i = 0; i < f.report.problem_count; i++)
        assert_null(strstr(f.report.problems[i], "Zaphod"));
    assert_false(check(&f, "id,patient_name,side\n"));
    expect_problem(&f, "no rows");
    assert_false(check(&f, ""));
    expect_problem(&f, "no rows");
    end(&f);
}

static void wrong_encodings_are_named_with_their_line(void **state) {
    (void)state;
    struct fixture f = begin(".csv");
    assert_false(check(&f, "id,patient_name,side\n1,A,left\n2,M\xFCller,left\n"));
    expect_problem(&f, ":3: byte 4 is no UTF-8");
    static const char wide[] = "\xFF\xFEi\0d\0,\0s\0\n\0";
    assert_false(check_bytes(&f, slice_make(wide, sizeof wide - 1)));
    expect_problem(&f, ":1: holds a NUL byte");
    static const char nul[] = "id,patient_name,side\n1,A\0B,left\n";
    assert_false(check_bytes(&f, slice_make(nul, sizeof nul - 1)));
    expect_problem(&f, ":2: holds a NUL byte");
    end(&f);
}

static void an_open_quote_is_named_where_it_began(void **state) {
    (void)state;
    struct fixture f = begin(".csv");
    assert_false(check(&f, "id,patient_name,side\n1,A,left\n2,\"B,left\n3,C,left\n4,D,left\n"));
    expect_problem(&f, ":3: a quote that begins here is not closed");
    assert_false(check(&f, "id,patient_name,side\n1,\"A\nB\",\"left\n3,C,left\n"));
    expect_problem(&f, ":3: a quote that begins here is not closed");
    assert_false(check(&f, "id,patient_name,side\n1,\"A,left\n2,B,left\n3,\"C\",left\n"));
    expect_problem(&f, ":2: a quote that begins here is not closed");
    assert_false(check(&f, "id,patient_name,side\n1,A \"Zed\" B,left\n"));
    expect_problem(&f, ":2: a quote in the middle of a cell");
    assert_false(check(&f, "id,patient_name,side\r1,A,left\r2,B,left\r"));
    expect_problem(&f, ":1: holds carriage returns alone");
    end(&f);
}

static void a_megabyte_in_a_field_is_refused_with_its_line(void **state) {
    (void)state;
    struct fixture f = begin(".csv");
    struct strbuf text = {0};
    strbuf_add(&text, "id,patient_name,side\n1,A,left\n2,");
    for (int i = 0; i < 1024 * 1024; i++)
        strbuf_add_char(&text, 'x');
    strbuf_add(&text, ",left\n");
    assert_false(check_bytes(&f, strbuf_slice(&text)));
    expect_problem(&f, ":3: a line of more than 1024 KB");
    strbuf_truncate(&text, 0);
    strbuf_add(&text, "id,patient_name,side\n1,A,left\n2,\"");
    for (int i = 0; i < 1024 * 64; i++)
        strbuf_add(&text, "xxxxxxxxxxxxxxx,left\n");
    assert_false(check_bytes(&f, strbuf_slice(&text)));
    expect_problem(&f, ":3: a quote that begins here is not closed within 1 MB");
    strbuf_release(&text);
    end(&f);
}

static void ids_are_needed_and_each_stands_once(void **state) {
    (void)state;
    struct fixture f = begin(".csv");
    assert_false(check(&f, "id,patient_name,side\n1,A,left\n2,B,left\n1,C,left\n,D,left\n"));
    assert_int_equal(f.report.problem_count, 2);
    expect_problem(&f, ":4: has the id of line 2");
    expect_problem(&f, ":5: has no id");
    end(&f);
}

static void json_lines_give_the_object_without_id_and_accept(void **state) {
    (void)state;
    struct fixture f = begin(".jsonl");
    struct roster_row row;
    assert_true(check(&f, "{\"id\": 17, \"side\": \"left\", \"pain_now\": 3.50, \"accept\": "
                          "[\"A03\", \"A04\"], \"tests\": [\"a\", {\"b\": null}]}\n\n"
                          "{\"id\":\"x\",\"accept\":\"A03; A05\",\"large_print\":true}\n"
                          "{\"id\":\"y\",\"accept\":{}}\n"));
    assert_int_equal(roster_next(f.roster, &f.arena, &row, &f.err), ROSTER_ROW);
    assert_string_equal(row.id, "17");
    assert_string_equal(arena_bytes(&f.arena, row.json.data, row.json.length),
                        "{\"side\":\"left\",\"pain_now\":3.5,\"tests\":[\"a\",{\"b\":null}]}");
    assert_int_equal(row.accepted_count, 2);
    assert_string_equal(row.accepted[1], "A04");
    assert_int_equal(roster_next(f.roster, &f.arena, &row, &f.err), ROSTER_ROW);
    assert_int_equal(row.line, 3);
    assert_string_equal(row.accepted[1], "A05");
    assert_int_equal(roster_next(f.roster, &f.arena, &row, &f.err), ROSTER_ROW);
    assert_string_equal(row.problem, "accept: expected a list of rules");
    assert_false(check(&f, "{\"id\":1}\n[1]\n{\"id\":\n"));
    expect_problem(&f, ":2: expected one JSON object on the line");
    expect_problem(&f, ":3: expected one JSON object on the line");
    end(&f);
}

static void shards_share_the_rows_out_without_loss(void **state) {
    (void)state;
    struct fixture f = begin(".csv");
    struct strbuf text = {0};
    strbuf_add(&text, "id,patient_name,side\n");
    for (int i = 0; i < 100; i++)
        strbuf_add_format(&text, "p%d,A,left\n", i);
    assert_true(check_bytes(&f, strbuf_slice(&text)));
    size_t total = 0;
    for (int shard = 1; shard <= 3; shard++) {
        struct roster_row row;
        size_t given = 0;
        roster_choose_shard(f.roster, shard, 3);
        assert_true(roster_check(f.roster, &f.arena, &f.report, &f.err));
        while (roster_next(f.roster, &f.arena, &row, &f.err) == ROSTER_ROW)
            given++;
        assert_int_equal(given, f.report.row_count);
        assert_true(given > 15 && given < 60);
        total += given;
    }
    assert_int_equal(total, 100);
    strbuf_release(&text);
    end(&f);
}

/* Kilobytes in use now. */
static long resident_kb(void) {
    long pages = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file || fscanf(file, "%ld %ld", &pages, &resident) != 2)
        fail_msg("no /proc/self/statm");
    fclose(file);
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

static void a_hundred_thousand_rows_need_little_memory(void **state) {
    (void)state;
    struct fixture f = begin(".csv");
    struct strbuf text = {0};
    struct roster_row row;
    size_t given = 0;
    strbuf_add(&text, "id,patient_name,side\n");
    for (int i = 0; i < 100000; i++)
        strbuf_add_format(&text, "p-%06d,\"Zaphod, %d Testcase of quite some length\",left\n", i,
                          i);
    assert_true(file_write_atomic(f.path, strbuf_slice(&text), 0600, &f.err));
    strbuf_release(&text);
    long before = resident_kb();
    f.roster = roster_open(f.path, f.declaration, NULL, 0, &f.err);
    assert_true(roster_check(f.roster, &f.arena, &f.report, &f.err));
    assert_int_equal(f.report.row_count, 100000);
    for (struct arena arena = {0}; roster_next(f.roster, &arena, &row, &f.err) == ROSTER_ROW;
         given++)
        arena_release(&arena);
    assert_int_equal(given, 100000);
#ifndef __SANITIZE_ADDRESS__
    assert_true(resident_kb() - before < 8 * 1024); /* the file has six megabytes */
#else
    (void)before;
#endif
    end(&f);
}

static void what_is_no_file_is_refused(void **state) {
    (void)state;
    struct error err = {0};
    assert_null(roster_open("/nowhere/at/all.csv", NULL, NULL, 0, &err));
    assert_int_equal(err.code, ERROR_USAGE);
    assert_null(roster_open("/tmp", NULL, NULL, 0, &err));
    assert_int_equal(err.code, ERROR_USAGE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_become_what_a_patient_file_holds),
        cmocka_unit_test(the_header_settles_the_separator),
        cmocka_unit_test(rows_of_the_wrong_length_fail_alone),
        cmocka_unit_test(a_bad_header_is_told_all_at_once),
        cmocka_unit_test(wrong_encodings_are_named_with_their_line),
        cmocka_unit_test(an_open_quote_is_named_where_it_began),
        cmocka_unit_test(a_megabyte_in_a_field_is_refused_with_its_line),
        cmocka_unit_test(ids_are_needed_and_each_stands_once),
        cmocka_unit_test(json_lines_give_the_object_without_id_and_accept),
        cmocka_unit_test(shards_share_the_rows_out_without_loss),
        cmocka_unit_test(a_hundred_thousand_rows_need_little_memory),
        cmocka_unit_test(what_is_no_file_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
