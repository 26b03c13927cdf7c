/* test_session.c - many handouts of one report: the same bytes as one alone, whoever came before.
 *
 * Runs in the source folder, as CTest starts it, on the worked examples in reports/.
 */
#include "make/child/session.h"

#include "base/confine.h"
#include "make/binding.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "scratch_fixture.h"

enum { LIMIT_BYTES = 1024 * 1024, MOST_PATIENTS = 100 };

static struct index *corpus_index;

static struct slice read_file(const char *file) {
    struct slice bytes;
    if (!file_read(&arena, file, LIMIT_BYTES, &bytes, &err))
        fail_msg("%s: start this test in the source folder", err.message);
    return bytes;
}

static int set_up(void **state) {
    (void)state;
    open_scratch();
    const char *corpus = file_real_path(&arena, "corpus");
    assert_non_null(corpus);
    corpus_index = index_of(at("index.sqlite"), corpus);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    binder_forget();
    index_close(corpus_index);
    return close_scratch();
}

/* ---- the reports and their patients ---- */

static const char *module_folders[] = {"scripts"};

static struct make_request request_of(const char *report, enum make_format format) {
    struct make_request request = {
        .script_file = arena_format(&arena, "scripts/%s.lua", report),
        .module_folders = module_folders,
        .module_folder_count = 1,
        .clinic_folder = "corpus",
        .clinic_bytes = read_file("corpus/clinic.yaml"),
        .wording_folder = "corpus/wording",
        .index = corpus_index,
        .date = "2026-03-02",
        .format = format,
    };
    request.clinic = value_read_yaml(&arena, request.clinic_bytes, "clinic.yaml", 1, &err);
    assert_non_null(request.clinic);
    return request;
}

struct patients {
    const char *files[MOST_PATIENTS];
    size_t count;
};

static bool add_patient(void *context, const char *relative, const struct file_stamp *stamp,
                        const char *problem, bool *stop) {
    struct patients *patients = context;
    (void)stop;
    if (!stamp)
        return !problem;
    if (strcmp(file_name_of(relative), "patient.json") == 0 && patients->count < MOST_PATIENTS)
        patients->files[patients->count++] = arena_text(&arena, relative);
    return false;
}

static void give_patient(struct make_request *request, const char *file) {
    request->patient_bytes = read_file(file);
    request->patient_name_shown = file;
    request->patient = value_read_json(&arena, request->patient_bytes, file, &err);
    assert_non_null(request->patient);
}

struct made {
    bool done;
    struct make_result result;
    struct error err;
};

static struct made make_alone(const struct make_request *request) {
    struct made made = {0};
    made.done = make_handout(request, &arena, &made.result, &made.err);
    return made;
}

static struct made make_in(struct session *session, const struct make_request *request) {
    struct made made = {0};
    made.done = session_make(session, request, &arena, &made.result, &made.err);
    return made;
}

static void assert_same_texts(const char **a, size_t a_count, const char **b, size_t b_count) {
    assert_int_equal(a_count, b_count);
    for (size_t i = 0; i < a_count; i++)
        assert_string_equal(a[i], b[i]);
}

static void assert_same(struct made *a, struct made *b) {
    assert_int_equal(a->done, b->done);
    assert_string_equal(a->result.code, b->result.code);
    assert_string_equal(a->result.report_name, b->result.report_name);
    assert_string_equal(a->result.printed, b->result.printed);
    assert_same_texts(a->result.problems, a->result.problem_count, b->result.problems,
                      b->result.problem_count);
    assert_same_texts(a->result.warnings, a->result.warning_count, b->result.warnings,
                      b->result.warning_count);
    assert_true(slice_equals(strbuf_slice(&a->result.bytes), strbuf_slice(&b->result.bytes)));
    if (a->done)
        assert_true(a->result.bytes.length > 0);
    else
        assert_string_equal(a->err.message, b->err.message);
    strbuf_release(&a->result.bytes);
    strbuf_release(&b->result.bytes);
}

static struct session *open_session(const struct make_request *request) {
    struct session *session = session_open(request, &err);
    if (!session)
        fail_msg("%s", err.message);
    return session;
}

/* ---- tests ---- */

static void worked_examples_are_the_same_alone_and_in_a_session(void **state) {
    (void)state;
    static const char *const reports[] = {"inserts", "heel-pain"};
    size_t compared = 0;
    for (size_t i = 0; i < 2; i++) {
        struct patients patients = {.count = 0};
        const char *examples = arena_format(&arena, "reports/%s", reports[i]);
        struct make_request request = request_of(reports[i], MAKE_PDF);
        struct session *session = open_session(&request);
        assert_true(file_walk(examples, add_patient, &patients, &err));
        for (size_t j = 0; j < patients.count; j++) {
            give_patient(&request, file_join(&arena, examples, patients.files[j]));
            struct made alone = make_alone(&request), together = make_in(session, &request);
            assert_same(&alone, &together);
            compared++;
        }
        session_close(session);
    }
    assert_true(compared > 8);
}

/* Two patients with other answers, in both orders; and one whose values are wrong between them. */
static void nothing_of_one_patient_reaches_the_next(void **state) {
    (void)state;
    struct make_request request = request_of("inserts", MAKE_TEXT);
    struct session *session = open_session(&request);
    static const char *const order[] = {"leg-length-left", "leg-length-right", "",
                                        "achilles-lift",   "leg-length-left",  "leg-length-left"};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (order[i][0])
            give_patient(&request,
                         arena_format(&arena, "reports/inserts/%s/patient.json", order[i]));
        else
            request.patient = NULL;
        struct made together = make_in(session, &request), alone = make_alone(&request);
        assert_int_equal(alone.done, order[i][0] != '\0');
        assert_same(&alone, &together);
    }
    session_close(session);
}

static void settings_and_accepted_rules_are_each_handouts_own(void **state) {
    (void)state;
    struct make_request request = request_of("inserts", MAKE_TEXT);
    struct session *session = open_session(&request);
    const struct make_setting setting = {"side", "nowhere"};
    const char *const accepted[] = {"NO_SUCH_RULE"};
    give_patient(&request, "reports/inserts/leg-length-left/patient.json");
    for (size_t i = 0; i < 4; i++) {
        request.settings = &setting;
        request.setting_count = i == 1;
        request.accepted = accepted;
        request.accepted_count = i == 2;
        struct made together = make_in(session, &request), alone = make_alone(&request);
        assert_int_equal(alone.done, i != 1);
        assert_same(&alone, &together);
    }
    session_close(session);
}

static void the_declaration_is_that_of_make_describe(void **state) {
    (void)state;
    struct make_request request = request_of("inserts", MAKE_PDF);
    struct session *session = open_session(&request);
    const struct value *declaration = session_declaration(session);
    const struct value *described = make_describe(&request, &arena, &err);
    assert_non_null(described);
    assert_string_equal(value_text(value_find(declaration, "name"), ""), "inserts");
    assert_int_equal(value_find(declaration, "fields")->count,
                     value_find(described, "fields")->count);
    session_close(session);
}

/* ---- a corpus that changes, scripts of strangers ---- */

#define HEAD "language: en\nversion: \"1.0\"\nreviewer: x\nreviewed_on: 2026-11-21\nentries:\n"

static struct make_request request_for(const char *script) {
    struct make_request request = request_of("inserts", MAKE_TEXT);
    write_file("test.lua", arena_format(&arena,
                                        "local report = footnote.report { api = 1, name = 'test', "
                                        "title = 'T', fields = { { name = 'n', type = 'text' } } "
                                        "}\n%s\nreturn report\n",
                                        script));
    write_file("wording/en.yaml",
               HEAD "  hello:\n    class: G\n    text: Hello.\n    reviewer: x\n");
    request.script_file = at("test.lua");
    request.wording_folder = at("wording");
    return request;
}

static bool says(const struct made *made, const char *words) {
    return made->done && strstr(strbuf_text(&made->result.bytes), words) != NULL;
}

static void give_number(struct make_request *request, const char *json) {
    request->patient_bytes = slice_of(json);
    request->patient = value_read_json(&arena, request->patient_bytes, "p", &err);
    assert_non_null(request->patient);
}

static void wording_that_changes_meanwhile_is_noticed(void **state) {
    (void)state;
    struct make_request request = request_for(
        "function report.build(p)\n  return document { title = 'T', heading { level = 1, 'T' },\n"
        "    para(words 'hello') }\nend");
    give_number(&request, "{}");
    struct session *session = open_session(&request);
    struct made first = make_in(session, &request);
    if (!first.done)
        fail_msg("%s", first.err.message);
    assert_true(says(&first, "Hello."));
    write_file("wording/en.yaml",
               HEAD "  hello:\n    class: G\n    text: Good morning.\n    reviewer: x\n");
    struct made second = make_in(session, &request), alone = make_alone(&request);
    assert_true(says(&second, "Good morning."));
    assert_string_not_equal(first.result.code, second.result.code);
    assert_same(&alone, &second);
    strbuf_release(&first.result.bytes);
    session_close(session);
}

static void a_row_that_runs_wild_costs_only_itself(void **state) {
    (void)state;
    struct make_request request =
        request_for("local seen = 0\n"
                    "function report.build(p)\n  seen = seen + 1\n  if p.n == 'wild' then while "
                    "true do end end\n"
                    "  if p.n == 'greedy' then local t = {} while true do t[#t + 1] = "
                    "('x'):rep(1000) .. #t end "
                    "end\n  return document { title = 'T', heading { level = 1, 'T' },\n"
                    "    para { value(p.n .. ' ' .. seen) } }\nend");
    struct session *session = open_session(&request);
    static const char *const rows[] = {"{\"n\": \"one\"}", "{\"n\": \"wild\"}", "{\"n\": \"two\"}",
                                       "{\"n\": \"greedy\"}", "{\"n\": \"three\"}"};
    static const char *const words[] = {"one 1", "time limit of 3 s reached", "two 1",
                                        "memory limit of 64 MB reached", "three 1"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        give_number(&request, rows[i]);
        struct made made = make_in(session, &request);
        if (i % 2 == 0)
            assert_true(says(&made, words[i]));
        else
            assert_non_null(strstr(made.err.message, words[i]));
        strbuf_release(&made.result.bytes);
    }
    session_close(session);
}

static void a_script_at_fault_opens_no_session(void **state) {
    (void)state;
    struct make_request request = request_for("error 'not today'");
    assert_null(session_open(&request, &err));
    assert_int_equal(err.code, ERROR_SCRIPT);
    assert_non_null(strstr(err.message, "not today"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_examples_are_the_same_alone_and_in_a_session),
        cmocka_unit_test(nothing_of_one_patient_reaches_the_next),
        cmocka_unit_test(settings_and_accepted_rules_are_each_handouts_own),
        cmocka_unit_test(the_declaration_is_that_of_make_describe),
        cmocka_unit_test(wording_that_changes_meanwhile_is_noticed),
        cmocka_unit_test(a_row_that_runs_wild_costs_only_itself),
        cmocka_unit_test(a_script_at_fault_opens_no_session),
    };
    return cmocka_run_group_tests_name("session", tests, set_up, tear_down);
}
