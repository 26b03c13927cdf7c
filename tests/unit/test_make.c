/* test_make.c - one handout from script to bytes, through the real worker, index and layout. */
#include "make/make.h"

#include "base/confine.h"
#include "base/date.h"
#include "lua/lua_host.h"
#include "make/binding.h"
#include "make/handout_code.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "scratch_fixture.h"

static struct index *open_index;
static struct make_request request;
static struct make_result result;

static const char lifts[] = "---\nid: insert-types\ntitle: Kinds of inserts\nlanguage: en\n"
                            "version: \"1.0\"\nreviewed: 2025-10-01\nreview_due: 2026-10-01\n---\n"
                            "# Kinds of inserts\n\n## Heel lifts\n\nA wedge of firm foam that "
                            "raises the heel a little.\n";

static const char wording[] =
    "language: en\nversion: \"1.0\"\nreviewer: example\nreviewed_on: 2026-11-21\nentries:\n"
    "  lift.purpose:\n    class: R\n    text: The lift raises your heel.\n    facts: [F018]\n"
    "    query: heel lift raises the heel\n    must_hit: [raises the heel]\n"
    "  lift.lost:\n    class: R\n    text: Lifts fly.\n    facts: [F019]\n"
    "    query: heel lift\n    must_hit: [can fly]\n";

#define DECLARE(fields)                                                                            \
    "local report = footnote.report { api = 1, name = 'test', title = 'A sheet',\n"                \
    "  description = 'For tests.', lang = 'en', fields = {" fields "} }\n"
#define SIDE "{ name = 'side', type = 'choice', 'left', 'right', required = true },\n"
#define NAME "{ name = 'patient_name', type = 'text', required = true, personal = true },\n"
#define DATE "{ name = 'handout_date', type = 'date' },\n"
#define BUILD(statements, blocks)                                                                  \
    "function report.build(patient, clinic)\n" statements                                          \
    "  return document { title = report.title, heading { level = 1, report.title }, " blocks       \
    " }\nend\nreturn report\n"

static const char plain[] = DECLARE(SIDE NAME DATE)
    BUILD("", "para { restate 'lift.purpose', ' ', value('Side: ' .. patient.side .. '.') },"
              "sources {}");

static int set_up(void **state) {
    (void)state;
    open_scratch();
    write_file("corpus/insert-types.md", lifts);
    write_file("wording/en.yaml", wording);
    write_file("scripts/lib/words.lua", "return { greeting = 'Hello' }");
    open_index = index_of(at("index.db"), at("corpus"));
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    binder_forget();
    index_close(open_index);
    strbuf_release(&result.bytes);
    return close_scratch();
}

static void give_patient(const char *json) {
    request.patient_bytes = slice_of(json);
    request.patient = value_read_json(&arena, request.patient_bytes, "patient.json", &err);
    request.patient_name_shown = "patient.json";
    assert_non_null(request.patient);
}

/* A request for the script with an ordinary patient, as text: no fonts are needed. */
static void ask_for(const char *script) {
    static const char *module_folders[1];
    static const char clinic[] = "example: true\nname: Test clinic\n";
    write_file("scripts/test.lua", script);
    module_folders[0] = at("scripts");
    request = (struct make_request){.script_file = at("scripts/test.lua"),
                                    .module_folders = module_folders,
                                    .module_folder_count = 1,
                                    .clinic_bytes = slice_of(clinic),
                                    .wording_folder = at("wording"),
                                    .index = open_index,
                                    .date = "2026-03-02",
                                    .format = MAKE_TEXT};
    request.clinic = value_read_yaml(&arena, request.clinic_bytes, "clinic.yaml", 1, &err);
    assert_non_null(request.clinic);
    give_patient("{\"patient_name\": \"Ann\", \"side\": \"left\"}");
}

static bool make(void) {
    strbuf_release(&result.bytes);
    err = (struct error){0};
    return make_handout(&request, &arena, &result, &err);
}

static void must_make(void) {
    if (!make())
        fail_msg("%s", err.message);
}

static void must_fail(enum error_code code, const char *part) {
    assert_false(make());
    if (!strstr(err.message, part))
        fail_msg("'%s' is not in '%s'", part, err.message);
    assert_int_equal(err.code, code);
    assert_int_equal(result.bytes.length, 0);
}

static bool among(const char *part, const char **texts, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strstr(texts[i], part))
            return true;
    return false;
}

static void assert_warned(const char *part) {
    if (!among(part, result.warnings, result.warning_count))
        fail_msg("no warning says '%s'", part);
}

static void assert_problem(const char *part) {
    if (!among(part, result.problems, result.problem_count))
        fail_msg("no problem says '%s'", part);
}

/* ---- the good path ---- */

static void a_handout_is_a_pdf_with_its_explanation(void **state) {
    (void)state;
    ask_for(plain);
    request.explain = true;
    request.format = MAKE_PDF;
    must_make();
    assert_true(slice_starts_with(strbuf_slice(&result.bytes), "%PDF-"));
    assert_int_equal(result.page_count, 1);
    assert_string_equal(result.report_name, "test");
    assert_int_equal(strlen(result.code), HANDOUT_CODE_LETTERS);
    assert_int_equal(result.warning_count, 0);
    assert_non_null(strstr(result.explanation, "R | lift.purpose | The lift raises your heel. | "
                                               "F018 | heel lift raises the heel | 1 | "
                                               "insert-types#heel-lifts | "));
    assert_non_null(strstr(result.explanation, "V | - | Side: left. | -"));
}

static void text_and_dump_are_made_too(void **state) {
    (void)state;
    ask_for(plain);
    must_make();
    assert_non_null(strstr(strbuf_text(&result.bytes), "Side: left."));
    request.format = MAKE_DUMP;
    must_make();
    assert_true(result.bytes.length > 0);
}

static void the_same_inputs_give_the_same_bytes_anywhere(void **state) {
    (void)state;
    ask_for(plain);
    request.format = MAKE_PDF;
    must_make();
    struct slice first = arena_slice(&arena, strbuf_slice(&result.bytes));
    const char *code = result.code;
    /* The same corpus elsewhere, indexed again; another zone and language. */
    write_file("elsewhere/articles/insert-types.md", lifts);
    struct index *other = index_of(at("other.db"), at("elsewhere/articles"));
    setenv("TZ", "Pacific/Kiritimati", 1);
    setenv("LC_ALL", "de_DE.UTF-8", 1);
    request.index = other;
    must_make();
    unsetenv("TZ");
    unsetenv("LC_ALL");
    index_close(other);
    assert_string_equal(result.code, code);
    assert_true(slice_equals(strbuf_slice(&result.bytes), first));
}

static void the_code_changes_with_every_input(void **state) {
    (void)state;
    ask_for(plain);
    must_make();
    const char *code = result.code;
    request.date = "2026-03-03";
    must_make();
    assert_string_not_equal(result.code, code);
    ask_for(plain);
    give_patient("{\"patient_name\": \"Bob\", \"side\": \"left\"}");
    must_make();
    assert_string_not_equal(result.code, code);
    ask_for(plain);
    const struct make_setting settings[] = {{"side", "right"}};
    request.settings = settings;
    request.setting_count = 1;
    must_make();
    assert_string_not_equal(result.code, code);
    ask_for(arena_format(&arena, "%s-- changed\n", plain));
    must_make();
    assert_string_not_equal(result.code, code);
    ask_for(plain);
    request.clinic_bytes = slice_of("example: true\nname: Other\n");
    must_make();
    assert_string_not_equal(result.code, code);
    ask_for(plain);
    write_file("wording/en.yaml", arena_format(&arena, "%s# changed\n", wording));
    must_make();
    assert_string_not_equal(result.code, code);
    write_file("wording/en.yaml", wording);
    must_make();
    assert_string_equal(result.code, code);
}

static void a_changed_module_changes_the_code(void **state) {
    (void)state;
    static const char script[] =
        "local words = require 'lib.words'\n" DECLARE("") BUILD("", "para { words.greeting }");
    ask_for(script);
    give_patient("{}");
    must_make();
    const char *code = result.code;
    assert_non_null(strstr(strbuf_text(&result.bytes), "Hello"));
    write_file("scripts/lib/words.lua", "return { greeting = 'Good day' }");
    must_make();
    assert_string_not_equal(result.code, code);
    ask_for("require 'lib.nothing'\n");
    must_fail(ERROR_SCRIPT, "test.lua:1: no module 'lib.nothing'");
}

static void the_result_names_the_files_it_was_made_of(void **state) {
    (void)state;
    static const char script[] =
        "local words = require 'lib.words'\n" DECLARE("") BUILD("", "para { words.greeting }");
    write_file("scripts/lib/words.lua", "return { greeting = 'Hello' }");
    ask_for(script);
    give_patient("{}");
    request.format = MAKE_PDF;
    must_make();
    assert_int_equal(result.part_count, 2);
    assert_int_equal(result.parts[0].kind, PART_SCRIPT);
    assert_string_equal(result.parts[0].name, "test.lua");
    assert_true(slice_is(result.parts[0].bytes, script));
    assert_int_equal(result.parts[1].kind, PART_MODULE);
    assert_string_equal(result.parts[1].name, "lib.words");
    assert_true(slice_is(result.parts[1].bytes, "return { greeting = 'Hello' }"));
    assert_string_equal(result.date, "2026-03-02");
    assert_string_equal(value_text(value_find(result.declaration, "name"), ""), "test");
    assert_non_null(strstr(result.faces, "Andika"));
}

/* Modules are sent ahead by what the script's text names; the code counts those that it ran. */
static void a_module_that_is_only_named_does_not_change_the_code(void **state) {
    (void)state;
    static const char script[] =
        "-- see require 'lib.other'\nlocal name = 'lib.hidden'\n"
        "local words, hidden = require 'lib.words', require(name)\n" DECLARE("")
            BUILD("", "para { words.greeting, ' ', hidden }");
    write_file("scripts/lib/words.lua", "return { greeting = 'Hello' }");
    write_file("scripts/lib/other.lua", "error 'must not run'");
    write_file("scripts/lib/hidden.lua", "return 'there'");
    ask_for(script);
    give_patient("{}");
    must_make();
    assert_non_null(strstr(strbuf_text(&result.bytes), "Hello there"));
    const char *code = result.code;
    write_file("scripts/lib/other.lua", "error 'must not run either'");
    must_make();
    assert_string_equal(result.code, code);
    write_file("scripts/lib/hidden.lua", "return 'here'");
    must_make();
    assert_string_not_equal(result.code, code);
}

static void a_module_required_late_is_told(void **state) {
    (void)state;
    ask_for(DECLARE("") BUILD("  local words = require 'lib.words'\n", "para { words.greeting }"));
    give_patient("{}");
    must_make();
    assert_warned("module 'lib.words' is required late");
}

static void a_report_is_described_without_corpus(void **state) {
    (void)state;
    ask_for(plain);
    const struct make_request bare = {.script_file = request.script_file,
                                      .module_folders = request.module_folders,
                                      .module_folder_count = 1};
    const struct value *declaration = make_describe(&bare, &arena, &err);
    assert_non_null(declaration);
    assert_string_equal(value_text(value_find(declaration, "name"), ""), "test");
    assert_int_equal(value_find(declaration, "fields")->count, 3);
}

/* ---- dates ---- */

static const char prints_date[] =
    DECLARE(DATE) BUILD("  print(footnote.handout.date)\n", "para { 'x' }");

static void the_date_comes_from_the_first_that_gives_one(void **state) {
    (void)state;
    ask_for(prints_date);
    give_patient("{\"handout_date\": \"2026-02-01\"}");
    setenv("SOURCE_DATE_EPOCH", "86400", 1);
    must_make();
    assert_string_equal(result.printed, "2026-03-02\n");
    request.date = NULL;
    must_make();
    assert_string_equal(result.printed, "2026-02-01\n");
    give_patient("{}");
    must_make();
    assert_string_equal(result.printed, "1970-01-02\n");
    setenv("SOURCE_DATE_EPOCH", "soon", 1);
    must_fail(ERROR_ENVIRONMENT, "SOURCE_DATE_EPOCH");
    unsetenv("SOURCE_DATE_EPOCH");
    char today[DATE_TEXT_BYTES];
    must_make();
    assert_memory_equal(result.printed, date_format(date_today(), today), 10);
    request.date = "2.3.2026";
    must_fail(ERROR_USAGE, "--date: expected a date");
    request.date = NULL;
    give_patient("{\"handout_date\": \"2.2.2026\"}");
    must_fail(ERROR_USAGE, "1 value of the patient");
    assert_problem("patient.json: handout_date: expected a date");
}

/* ---- fields and rules ---- */

static const char strict_rules[] =
    DECLARE(SIDE NAME) BUILD("  footnote.refuse('S04', 'no red flags may be ticked')\n"
                             "  footnote.ask('S03', 'does the insert fit?')\n"
                             "  footnote.ask('S02', 'is the lift needed?')\n",
                             "para { 'x' }");

static void problems_of_fields_come_before_rules_and_all_at_once(void **state) {
    (void)state;
    ask_for(strict_rules);
    give_patient("{\"sid\": \"left\"}");
    must_fail(ERROR_USAGE, "3 values");
    assert_int_equal(result.problem_count, 3);
    assert_problem("patient.json: side: missing, expected left or right");
    assert_problem("unknown field 'sid' (did you mean 'side'?)");
}

static void every_rule_that_stops_is_listed(void **state) {
    (void)state;
    ask_for(strict_rules);
    must_fail(ERROR_REFUSED, "1 rule speaks against it");
    assert_int_equal(result.problem_count, 3);
    assert_problem("S04: no red flags may be ticked");
    assert_problem("S03: does the insert fit? (to go on: --accept S03)");
}

static void questions_pass_when_accepted(void **state) {
    (void)state;
    static const char script[] =
        DECLARE("") BUILD("  footnote.ask('S02', 'really?')\n", "para { 'x' }");
    ask_for(script);
    give_patient("{}");
    must_fail(ERROR_REFUSED, "1 question to answer");
    const char *accepted[] = {"S02", "S99"};
    request.accepted = accepted;
    request.accepted_count = 2;
    must_make();
    assert_warned("--accept S99: no rule asked for it");
    assert_int_equal(result.warning_count, 1);
}

static void a_script_may_find_a_value_wrong(void **state) {
    (void)state;
    ask_for(DECLARE(SIDE NAME) BUILD("  footnote.field_error('side', 'must be the shorter leg')\n"
                                     "  footnote.refuse('S04', 'no')\n",
                                     "para { 'x' }"));
    must_fail(ERROR_USAGE, "1 value of the patient");
    assert_problem("patient.json: side: must be the shorter leg");
    assert_problem("S04: no");
}

static void what_the_rules_said_is_told_even_when_the_script_fails_after(void **state) {
    (void)state;
    ask_for(DECLARE(SIDE NAME)
                BUILD("  footnote.refuse('S04', 'no')\n  error('lost')\n", "para { 'x' }"));
    must_fail(ERROR_REFUSED, "no handout");
    assert_problem("S04: no");
    assert_warned("lost");
}

/* ---- sources ---- */

static void dropped_sentences_and_overdue_sources_warn_and_stop_when_strict(void **state) {
    (void)state;
    static const char script[] = DECLARE("")
        BUILD("", "para { restate 'lift.purpose', ' ', restate 'lift.lost' }, sources {}");
    ask_for(script);
    give_patient("{}");
    must_make();
    assert_warned("S15: sentence 'lift.lost' dropped: no passage for 'heel lift' holds 'can fly'");
    assert_int_equal(result.warning_count, 1);
    assert_null(strstr(strbuf_text(&result.bytes), "Lifts fly"));
    request.date = "2026-10-01"; /* the last day that is not overdue */
    must_make();
    assert_int_equal(result.warning_count, 1);
    request.date = "2026-10-02";
    must_make();
    assert_warned("source 'insert-types' was due for review on 2026-10-01");
    request.strict = true;
    must_fail(ERROR_REFUSED, "--strict");
    assert_int_equal(result.problem_count, 2);
}

/* ---- scripts at fault ---- */

static void mistakes_of_a_script_name_its_line(void **state) {
    (void)state;
    ask_for("local x = nil\nreturn x.y\n");
    must_fail(ERROR_SCRIPT, "test.lua:2:");
    ask_for("this is no Lua\n");
    must_fail(ERROR_SCRIPT, "test.lua:1:");
    ask_for(DECLARE("{ name = 'a', type = 'choice' }") "return report\n");
    must_fail(ERROR_SCRIPT, "test.lua:");
    ask_for(DECLARE("") BUILD("", "para { restate 'lift.purpos' }"));
    give_patient("{}");
    must_fail(ERROR_SCRIPT, "did you mean 'lift.purpose'?");
    request.script_file = at("scripts/none.lua");
    assert_false(make());
}

static void runaway_scripts_are_stopped(void **state) {
    (void)state;
    ask_for("while true do end\n");
    must_fail(ERROR_SCRIPT, "test.lua:1:");
    ask_for("local t = {}\nwhile true do t[#t + 1] = ('x'):rep(1000) .. #t end\n");
    must_fail(ERROR_SCRIPT, "test.lua:");
}

/* No limit below the one that the script may ask for (on the way to the parent, say). */
static void a_search_gives_as_many_passages_as_were_asked_for(void **state) {
    (void)state;
    struct strbuf article = {0};
    strbuf_add(&article, "# Heels\n\n");
    for (int i = 1; i <= LUA_MOST_HITS + 20; i++)
        strbuf_add_format(&article, "## Part %d\n\nThe heel lift of part %d.\n\n", i, i);
    write_file("many/many.md", strbuf_text(&article));
    strbuf_release(&article);
    ask_for(DECLARE("") BUILD("  print(#footnote.search('heel lift', { limit = 7 }),\n"
                              "    #footnote.search('heel lift', { limit = 100 }))\n",
                              "para { 'x' }"));
    give_patient("{}");
    request.index = index_of(at("many.db"), at("many"));
    bool made = make();
    index_close(request.index);
    if (!made)
        fail_msg("%s", err.message);
    assert_string_equal(result.printed, "7 100\n");
}

static void what_a_script_prints_is_cut(void **state) {
    (void)state;
    ask_for(DECLARE("") BUILD("  for i = 1, 3000 do print(('x'):rep(99)) end\n"
                              "  print('\\27[31mred')\n",
                              "para { 'x' }"));
    give_patient("{}");
    must_make();
    assert_in_range(strlen(result.printed), 64 * 1024, 64 * 1024 + 50);
    assert_non_null(strstr(result.printed, "cut at 64 KB"));
    ask_for(DECLARE("") BUILD("  print(('x'):rep(70000))\n", "para { 'x' }"));
    give_patient("{}");
    must_make();
    assert_non_null(strstr(result.printed, "cut at 64 KB"));
    ask_for(DECLARE("") BUILD("  print('\\27[31mred')\n", "para { 'x' }"));
    give_patient("{}");
    must_make();
    assert_null(strchr(result.printed, '\x1b'));
}

static void a_report_cannot_choose_where_its_file_goes(void **state) {
    (void)state;
    ask_for("local report = footnote.report { api = 1, name = '../../etc/x', title = 'A',\n"
            "  description = 'b', lang = 'en', fields = {} }\n" BUILD("", "para { 'x' }"));
    give_patient("{}");
    assert_false(make());
    assert_int_equal(err.code, ERROR_SCRIPT);
}

static void a_real_clinic_needs_a_key(void **state) {
    (void)state;
    ask_for(plain);
    must_make();
    const char *code = result.code;
    request.clinic = value_read_yaml(&arena, slice_of("name: Real\n"), "clinic.yaml", 1, &err);
    must_fail(ERROR_USAGE, "code_key: missing");
    request.clinic = value_read_yaml(&arena, slice_of("code_key: short\n"), "clinic.yaml", 1, &err);
    must_fail(ERROR_USAGE, "code_key: too short");
    request.clinic = value_read_yaml(&arena, slice_of("code_key: a long and secret text\n"),
                                     "clinic.yaml", 1, &err);
    must_make();
    assert_string_not_equal(result.code, code);
}

static void a_missing_kernel_part_stops_scripts_unless_allowed(void **state) {
    (void)state;
    if (!confine_is_built_in())
        skip();
    ask_for(plain);
    confine_simulate_missing(CONFINE_SECCOMP);
    bool made = make();
    enum error_code code = err.code;
    request.unconfined_allowed = true;
    bool made_when_allowed = make();
    confine_simulate_missing(CONFINE_NOTHING);
    assert_false(made);
    assert_int_equal(code, ERROR_ENVIRONMENT);
    assert_true(made_when_allowed);
    assert_warned("running without full confinement");
}

int main(void) {
    unsetenv("SOURCE_DATE_EPOCH");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_handout_is_a_pdf_with_its_explanation),
        cmocka_unit_test(text_and_dump_are_made_too),
        cmocka_unit_test(the_same_inputs_give_the_same_bytes_anywhere),
        cmocka_unit_test(the_code_changes_with_every_input),
        cmocka_unit_test(a_changed_module_changes_the_code),
        cmocka_unit_test(the_result_names_the_files_it_was_made_of),
        cmocka_unit_test(a_module_that_is_only_named_does_not_change_the_code),
        cmocka_unit_test(a_module_required_late_is_told),
        cmocka_unit_test(a_report_is_described_without_corpus),
        cmocka_unit_test(the_date_comes_from_the_first_that_gives_one),
        cmocka_unit_test(problems_of_fields_come_before_rules_and_all_at_once),
        cmocka_unit_test(every_rule_that_stops_is_listed),
        cmocka_unit_test(questions_pass_when_accepted),
        cmocka_unit_test(a_script_may_find_a_value_wrong),
        cmocka_unit_test(what_the_rules_said_is_told_even_when_the_script_fails_after),
        cmocka_unit_test(dropped_sentences_and_overdue_sources_warn_and_stop_when_strict),
        cmocka_unit_test(mistakes_of_a_script_name_its_line),
        cmocka_unit_test(runaway_scripts_are_stopped),
        cmocka_unit_test(a_search_gives_as_many_passages_as_were_asked_for),
        cmocka_unit_test(what_a_script_prints_is_cut),
        cmocka_unit_test(a_report_cannot_choose_where_its_file_goes),
        cmocka_unit_test(a_real_clinic_needs_a_key),
        cmocka_unit_test(a_missing_kernel_part_stops_scripts_unless_allowed),
    };
    return cmocka_run_group_tests_name("make", tests, set_up, tear_down);
}
