/* The script's world: declarations, errors as they are read, modules, views, fixed orders, and what
 * is not there. */
#include "lua_fixture.h"

/* ---- declarations ---------------------------------------------------------------------------- */

static void declares(const char *options, struct fixture *fixture, bool expected) {
    fixture_open(fixture);
    const char *script = arena_format(&fixture->arena,
                                      "local report = footnote.report {\n%s }\n"
                                      "function report.build() end\nreturn report",
                                      options);
    if (fixture_load(fixture, script) != expected)
        fail_msg("%s: %s", options, fixture->err.message);
}

static void refuses_declaration(const char *options, const char *expected) {
    struct fixture fixture;
    declares(options, &fixture, false);
    fixture_check_message(&fixture, expected);
    assert_int_equal(fixture.err.code, ERROR_SCRIPT);
    fixture_close(&fixture);
}

static void test_declaration_becomes_values(void **state) {
    (void)state;
    struct fixture fixture;
    declares("api = 1, name = 'n', title = 'T', fields = {\n"
             "{ name = 'side', type = 'choice', 'left', 2, required = true, help = 'h' },\n"
             "{ name = 'age', type = 'whole', min = 1, max = 120.5, unit = 'years' },\n"
             "{ name = 'day', type = 'date', max = 'today', default = '2026-01-01',\n"
             "  required_if = { side = { 'left', 'right' } } } }",
             &fixture, true);
    const struct value *declaration = fixture.declaration;
    assert_string_equal(value_text(value_find(declaration, "name"), ""), "n");
    assert_string_equal(value_text(value_find(declaration, "lang"), ""), "en");
    const struct value *fields = value_find(declaration, "fields");
    assert_int_equal(fields->count, 3);
    const struct value *side = fields->items[0], *values = value_find(side, "values");
    assert_int_equal(values->kind, VALUE_LIST);
    assert_string_equal(value_text(values->items[1], ""), "2");
    assert_int_equal(values->items[1]->kind, VALUE_TEXT);
    assert_true(value_boolean(value_find(side, "required"), false));
    assert_true(value_number(value_find(fields->items[1], "max"), 0) == 120.5);
    const struct value *condition = value_find(fields->items[2], "required_if");
    assert_int_equal(value_find(condition, "side")->count, 2);
    assert_int_equal(fields->line, 1);
    fixture_close(&fixture);
}

static void test_fields_as_a_map_come_by_name(void **state) {
    (void)state;
    struct fixture fixture;
    declares("api = 1, name = 'n', title = 'T', fields = { zeta = { type = 'text' },\n"
             "alpha = { type = 'list', 'a', 'b', max_items = 2 }, mid = { type = 'yes_no' } }",
             &fixture, true);
    const struct value *fields = value_find(fixture.declaration, "fields");
    assert_string_equal(value_text(value_find(fields->items[0], "name"), ""), "alpha");
    assert_string_equal(value_text(value_find(fields->items[1], "name"), ""), "mid");
    assert_string_equal(value_text(value_find(fields->items[2], "name"), ""), "zeta");
    fixture_close(&fixture);
}

static void test_bad_declarations_are_named(void **state) {
    (void)state;
    refuses_declaration("name = 'n', title = 'T'", "report.lua:1: footnote.report needs api = 1");
    refuses_declaration("api = 2, name = 'n', title = 'T'",
                        "needs version 2 of the API, this program has 1");
    refuses_declaration("api = 1, name = 'n', titel = 'T'",
                        "'titel' of footnote.report (did you mean 'title'?)");
    refuses_declaration("api = 1, name = 'n'", "'title' must be a text, got nil");
    refuses_declaration(
        "api = 1, name = 'n', title = 'T', fields = { { name = 'a', type = 'txt' } }",
        "field 'a': unknown type 'txt' (did you mean 'text'?)");
    refuses_declaration("api = 1, name = 'n', title = 'T', fields = { { name = 'a' } }",
                        "field 'a' has no type");
    refuses_declaration("api = 1, name = 'n', title = 'T', fields = { { type = 'text' } }",
                        "field 1 needs a name");
    refuses_declaration(
        "api = 1, name = 'n', title = 'T', fields = { a = { type = 'text', requird = true } }",
        "unknown option 'requird' of field 'a' (did you mean 'required'?)");
    refuses_declaration(
        "api = 1, name = 'n', title = 'T', fields = { a = { type = 'text', required = 1 } }",
        "field 'a': 'required' must be true or false, got number");
    refuses_declaration(
        "api = 1, name = 'n', title = 'T', fields = { { name = 'a', type = 'text' }, "
        "{ name = 'a', type = 'date' } }",
        "field 'a' is declared twice");
    refuses_declaration(
        "api = 1, name = 'n', title = 'T', fields = { { name = 'a', type = 'text' }, "
        "b = { type = 'text' } }",
        "unknown option 'b' of fields");
}

static void refuses_script(const char *script, const char *expected) {
    struct fixture fixture;
    fixture_open(&fixture);
    assert_false(fixture_load(&fixture, script));
    fixture_check_message(&fixture, expected);
    assert_int_equal(fixture.err.code, ERROR_SCRIPT);
    fixture_close(&fixture);
}

#define DECLARED "local report = footnote.report { api = 1, name = 'n', title = 'T' } "

static void test_a_script_must_return_its_report(void **state) {
    (void)state;
    refuses_script("return 1", "never called footnote.report");
    refuses_script(DECLARED, "must end with 'return report'");
    refuses_script(DECLARED "function report.build() end return {}", "must end with");
    refuses_script(DECLARED "return report", "report.build is missing");
    refuses_script(DECLARED "footnote.report { api = 1 }", "was called before");
}

/* ---- errors ---------------------------------------------------------------------------------- */

static void test_an_error_shows_line_source_and_traceback(void **state) {
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture);
    assert_false(fixture_load(&fixture, DECLARED "\nlocal function check(limit)\n"
                                                 "  return limit < nil\nend\n"
                                                 "function report.build()\n  check(1)\nend\n"
                                                 "return report")
                     ? fixture_build(&fixture)
                     : true);
    assert_string_equal(fixture.err.message, "report.lua:3: attempt to compare number with nil\n"
                                             "    return limit < nil\n"
                                             "  in check (report.lua:3)\n"
                                             "  in build (report.lua:6)");
    fixture_close(&fixture);
}

static void test_calls_are_listed_from_the_inside(void **state) {
    (void)state;
    fixture_refuses("\nlocal function check(x)\nlocal y = x.a.b\nreturn y end\nlocal z = check({})",
                    "\n    local y = x.a.b\n  in check (report.lua:6)\n  in build (report.lua:8)");
}

static void test_syntax_errors_show_their_line(void **state) {
    (void)state;
    refuses_script("local a = 1\nlocal b = = 2\n",
                   "report.lua:2: unexpected symbol near '='\n    local b = = 2");
}

static void test_error_objects_get_a_fixed_text(void **state) {
    (void)state;
    fixture_refuses("error({})", "report.lua:4: the script raised an error that is no text");
    fixture_refuses("error(setmetatable({}, { __tostring = function() return 'x' end }))",
                    "raised an error that is no text");
    fixture_refuses("error()", "raised an error that is no text");
}

static void test_control_characters_do_not_reach_the_terminal(void **state) {
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture);
    assert_false(fixture_run(&fixture, "error('a\\27[31mb\\n\\255c')"));
    fixture_check_message(&fixture, "report.lua:4: a [31mb \xEF\xBF\xBD"
                                    "c");
    assert_null(strchr(fixture.err.message, 27));
    fixture_close(&fixture);
}

static void test_a_long_file_name_is_shown_in_full(void **state) {
    (void)state;
    const char *name =
        "a/very/long/path/to/the/scripts/folder/of/some/clinic/that/never/ends/r.lua";
    struct fixture fixture;
    fixture_open(&fixture);
    fixture.host = lua_host_new(&fixture.limits, &fixture.services, &fixture.err);
    assert_null(lua_host_load(fixture.host, &fixture.arena, name, slice_of("\nlocal x = nil + 1"),
                              &fixture.err));
    assert_ptr_equal(strstr(fixture.err.message, name), fixture.err.message);
    fixture_check_message(&fixture,
                          "r.lua:2: attempt to perform arithmetic on a nil value\n    local x");
    fixture_close(&fixture);
}

static void test_stack_overflow_is_an_error_like_others(void **state) {
    (void)state;
    fixture_refuses("local function f(a, b, c, d, e, g) return 1 + f(a, b, c, d, e, g) end f()",
                    "report.lua:4: stack overflow");
}

static void test_a_damaged_index_can_not_be_caught(void **state) {
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture);
    fixture.index_broken = true;
    assert_false(fixture_run(&fixture, "pcall(has, 'lift.purpose') return document { title = 'T', "
                                       "heading { level = 1, 'T' } }"));
    assert_int_equal(fixture.err.code, ERROR_ENVIRONMENT);
    fixture_check_message(&fixture, "the index is damaged");
    fixture_close(&fixture);
}

/* ---- what is there --------------------------------------------------------------------------- */

static void test_dangerous_names_are_absent(void **state) {
    (void)state;
    static const char *const names[] = {"load",           "dofile", "loadfile", "loadstring",
                                        "package",        "io",     "os",       "debug",
                                        "collectgarbage", "warn",   "_G"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct fixture fixture;
        fixture_open(&fixture);
        assert_false(fixture_run(&fixture, arena_format(&fixture.arena, "return %s", names[i])));
        fixture_check_message(&fixture,
                              arena_format(&fixture.arena, "unknown name '%s'", names[i]));
        fixture_close(&fixture);
    }
    fixture_prints(
        "print(string.dump == nil, rawget(table, 'x'), type(utf8), type(coroutine.wrap))",
        "true\tnil\ttable\tfunction\n");
}

static void test_addresses_do_not_leak(void **state) {
    (void)state;
    fixture_prints("print(tostring({}), print, coroutine.create(print))\n"
                   "print(string.format('%s %5s %d', {}, true, 3), ('%s'):format(print))\n"
                   "print(tostring(setmetatable({}, { __name = 'n' })), para 'x', footnote)\n"
                   "print(pcall(string.format, '%p', {}))\n"
                   "print(setmetatable({}, { __tostring = function() return 'own' end }))",
                   "table\tfunction\tthread\ntable  true 3\tfunction\ntable\tpara\ttable\n"
                   "false\tstring.format: %p is not allowed in a report\nown\n");
}

static void test_metatables_are_tamed(void **state) {
    (void)state;
    fixture_prints("print(pcall(setmetatable, {}, { __gc = print }))\n"
                   "print(pcall(setmetatable, {}, { __mode = 'k' }))\n"
                   "print(pcall(setmetatable, {}, { __close = print }))\n"
                   "print(getmetatable(''), (pcall(setmetatable, '', {})))\n"
                   "print(getmetatable(para 'x'), pcall(setmetatable, patient, {}))\n"
                   "print(getmetatable(patient).__index)",
                   "false\tsetmetatable: __gc is not allowed in a report\n"
                   "false\tsetmetatable: __mode is not allowed in a report\n"
                   "false\tsetmetatable: __close is not allowed in a report\n"
                   "string\tfalse\n"
                   "part of a document\tfalse\tsetmetatable: this table's metatable is protected\n"
                   "nil\n");
}

static void test_random_numbers_are_the_same_in_every_run(void **state) {
    (void)state;
    char first[64] = "";
    for (int run = 0; run < 3; run++) {
        struct fixture fixture;
        fixture_open(&fixture);
        fixture_run(&fixture, "print(math.random(1000000), math.random(1000000))");
        if (run == 0)
            snprintf(first, sizeof first, "%s", strbuf_text(&fixture.said));
        assert_true(strlen(first) > 3);
        assert_string_equal(strbuf_text(&fixture.said), first);
        fixture_close(&fixture);
    }
    fixture_prints("print((pcall(math.randomseed)))", "false\n");
}

static void test_pairs_and_next_keep_a_fixed_order(void **state) {
    (void)state;
    fixture_prints(
        "local t = { zebra = 1, apple = 2, [2.5] = 3, [-1] = 4, [true] = 5, 'one', 'two', [10] = 6 "
        "}\n"
        "local keys = {}\n"
        "for k, v in pairs(t) do keys[#keys + 1] = tostring(k) .. '=' .. tostring(v) end\n"
        "print(table.concat(keys, ' '))\n"
        "keys = {} for k in next, t do keys[#keys + 1] = tostring(k) end\n"
        "print(table.concat(keys, ' '))\n"
        "print(next({}), next({ 7 }))",
        "1=one 2=two -1=4 2.5=3 10=6 apple=2 zebra=1 true=5\n"
        "-1 1 2 2.5 10 apple zebra true\nnil\t1\t7\n");
}

static void test_pairs_allows_removal_and_honours_metamethods(void **state) {
    (void)state;
    fixture_prints(
        "local t = { a = 1, b = 2, c = 3, 4, 5 }\n"
        "for k in pairs(t) do t[k] = nil if k == 1 then t.b = nil end end\n"
        "print(next(t))\n"
        "local u = setmetatable({}, { __pairs = function() return next, { q = 1 } end })\n"
        "for k, v in pairs(u) do print(k, v) end\n"
        "local s = { x = 1 } next(s) next(s, 'x') s.y = 2\n"
        "local n = 0 for _ in next, s do n = n + 1 end print(n)\n"
        "print((pcall(pairs, { [{}] = 1, [{}] = 2 })), (pcall(pairs, nil)))",
        "nil\nq\t1\n2\nfalse\tfalse\n");
}

static void test_sort_is_stable(void **state) {
    (void)state;
    fixture_prints("local t = {}\n"
                   "for i = 1, 500 do t[i] = { i % 7, i } end\n"
                   "table.sort(t, function(a, b) return a[1] < b[1] end)\n"
                   "for i = 2, 500 do local a, b = t[i - 1], t[i]\n"
                   "  assert(a[1] < b[1] or a[1] == b[1] and a[2] < b[2]) end\n"
                   "local s = { 'b', 'c', 'a' } table.sort(s) print(table.concat(s))\n"
                   "print((pcall(table.sort, { 1, 'a' })))",
                   "abc\nfalse\n");
}

static void test_coroutines_work(void **state) {
    (void)state;
    fixture_prints("local co = coroutine.wrap(function(a) local b = coroutine.yield(a + 1)\n"
                   "  error('end ' .. b) end)\n"
                   "print(co(1))\nprint(pcall(co, 5))\n"
                   "local c = coroutine.create(function() coroutine.yield() end)\n"
                   "print(coroutine.resume(c), coroutine.status(c))\n"
                   "print(coroutine.close(c), coroutine.status(c))\n"
                   "print(coroutine.resume(c))\n"
                   "print(coroutine.resume(coroutine.running()))\n"
                   "print(coroutine.resume(coroutine.create(function() return 1, nil, 3 end)))",
                   "2\nfalse\treport.lua:5: end 5\ntrue\tsuspended\ntrue\tdead\n"
                   "false\tcannot resume dead coroutine\n"
                   "false\tcannot resume non-suspended coroutine\ntrue\t1\tnil\t3\n");
}

/* ---- views, handout, rules ------------------------------------------------------------------- */

static void test_patient_and_clinic_are_read_only_views(void **state) {
    (void)state;
    fixture_prints(
        "print(patient.side, patient.weeks, #patient.goals, patient.note, clinic.phone)\n"
        "for i, goal in ipairs(patient.goals) do print(i, goal) end\n"
        "for k in pairs(patient) do print(k) end\n"
        "print(table.concat(patient.goals, '+'), clinic.name, math.type(patient.weeks))\n"
        "print(pcall(function() patient.side = 'x' end))\n"
        "print(pcall(table.insert, patient.goals, 'x'))",
        "left\t6\t2\tnil\tnil\n1\twalk\n2\trun\ngoals\nside\nweeks\n"
        "walk+run\tHeel Clinic\tinteger\n"
        "false\treport.lua:8: patient can't be changed: it is what was given\n"
        "false\tpatient can't be changed: it is what was given\n");
}

static void test_an_undeclared_field_is_an_error(void **state) {
    (void)state;
    fixture_refuses("return patient.sied",
                    "report.lua:4: patient has no field 'sied' (did you mean 'side'?)");
}

static void test_handout_facts_are_known_while_building(void **state) {
    (void)state;
    fixture_prints("local h = footnote.handout print(h.date, h.code, h.version, h.language)",
                   "2026-11-21\tABCDEFGH\t0.1.0\ten\n");
    refuses_script(DECLARED "footnote.search 'heel'", "only while report.build runs");
    refuses_script(DECLARED "restate 'lift.purpose'", "only while report.build runs");
}

static void test_search_and_passage_give_plain_tables(void **state) {
    (void)state;
    fixture_prints("local hits = footnote.search('heel', { limit = 3 })\n"
                   "print(#hits, hits[1].rank, hits[1].score, hits[1].article, hits[1].version)\n"
                   "print(#footnote.search 'nothing')\n"
                   "print(footnote.passage('insert-types').section)\n"
                   "print(footnote.passage('insert-types', 'nope'))\n"
                   "print(pcall(footnote.search, 'x', { limt = 1 }))",
                   "1\t1\t7.5\tinsert-types\tnil\n0\nheel-lifts\n"
                   "nil\tno passage 'insert-types#nope' in the corpus\n"
                   "false\tunknown option 'limt' of footnote.search (did you mean 'limit'?)\n");
}

static void test_rulings_are_all_kept(void **state) {
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture);
    fixture.accepted[0] = "S06";
    assert_false(fixture_run(
        &fixture, "footnote.warn('look') footnote.warn('S09', 'one side')\n"
                  "print(footnote.ask('S06', 'sure?'), footnote.ask('S07', 'and now?'))\n"
                  "footnote.refuse('S04', 'no')\n"
                  "footnote.field_error('side', 'must be the shorter leg')"));
    assert_int_equal(fixture.err.code, ERROR_REFUSED);
    assert_string_equal(strbuf_text(&fixture.said), "! look\n! S09: one side\ntrue\tfalse\n");
    const struct ruling *rulings;
    assert_int_equal(lua_host_rulings(fixture.host, &rulings), 6);
    assert_int_equal(rulings[1].kind, RULING_WARN);
    assert_true(rulings[2].accepted);
    assert_false(rulings[3].accepted);
    assert_int_equal(rulings[4].kind, RULING_REFUSE);
    assert_string_equal(rulings[4].rule, "S04");
    assert_string_equal(rulings[5].field, "side");
    fixture_close(&fixture);
    fixture_refuses("footnote.field_error('sied', 'x')", "no field 'sied' (did you mean 'side'?)");
    fixture_refuses("footnote.refuse('no reason')", "report.lua:4: a rule's name such as \"S04\"");
}

static void test_nothing_returned_without_a_reason_is_an_error(void **state) {
    (void)state;
    fixture_refuses("", "report.build must return document { ... }, it returned nil");
    fixture_refuses("return para 'x'", "it returned para");
}

/* ---- modules --------------------------------------------------------------------------------- */

static const struct fixture_module modules[] = {
    {"lib.plan", "print('once')\nlocal M = {}\nfunction M.intro()\n  return para {\n"
                 "    true }\nend\nfunction M.bad() error('deep') end\nreturn M"},
    {"lib.a", "return require 'lib.b'"},
    {"lib.b", "return require 'lib.a'"},
    {"lib.broken", "local x = = 1"},
    {"lib.byte", "\x1BLua"},
    {"lib.empty", ""},
    {NULL, NULL},
};

static void run_with_modules(struct fixture *fixture, const char *body) {
    fixture_open(fixture);
    fixture->modules = modules;
    fixture_run(fixture, body);
}

static void test_modules_run_once(void **state) {
    (void)state;
    struct fixture fixture;
    run_with_modules(&fixture, "local a, b = require 'lib.plan', require 'lib.plan'\n"
                               "print(a == b, require 'lib.empty')");
    assert_string_equal(strbuf_text(&fixture.said), "once\ntrue\ttrue\n");
    fixture_close(&fixture);
}

static void test_errors_in_modules_name_the_module(void **state) {
    (void)state;
    static const struct {
        const char *body, *expected;
    } cases[] = {
        {"require('lib.plan').bad()", "lib.plan.lua:7: deep"},
        {"return document { title = 'T', require('lib.plan').intro() }",
         "lib.plan.lua:4: true can't be printed in a paragraph"},
        {"require 'lib.broken'", "lib.broken.lua:1: unexpected symbol near '='"},
        {"require 'lib.byte'", "compiled Lua: only text is run"},
        {"require 'lib.a'", "'lib.a' requires itself, by way of"},
        {"require 'lib.none'", "report.lua:4: no module 'lib.none' beside the script"},
        {"require '../etc'", "require needs a module's name"},
        {"require '.x'", "require needs a module's name"},
        {"require 'a..b'", "require needs a module's name"},
        {"require(nil)", "require needs a module's name"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture fixture;
        run_with_modules(&fixture, cases[i].body);
        assert_null(fixture.doc);
        fixture_check_message(&fixture, cases[i].expected);
        fixture_close(&fixture);
    }
}

static void test_compiled_scripts_are_refused(void **state) {
    (void)state;
    refuses_script("\x1BLuaS", "'report.lua' is compiled Lua: only text is run");
}

/* ---- documentation --------------------------------------------------------------------------- */

/* The example as a build body: an expression becomes the document's blocks, or a paragraph's words.
 */
static bool runs_example(const char *example, struct fixture *fixture) {
    static const char *const frames[] = {
        "return document { title = 'T', heading { level = 1, 'T' },\n%s }",
        "return %s",
        "local function f() %s end return document { title = 'T', heading { level = 1, 'T' }, f() "
        "}",
        "%s\nreturn document { title = 'T', heading { level = 1, 'T' } }",
    };
    static const struct fixture_module plan[] = {{"lib.plan", "return { weeks = 6 }"},
                                                 {NULL, NULL}};
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
        fixture_open(fixture);
        fixture->modules = plan;
        struct strbuf body = {0};
        const char *hole = strstr(frames[i], "%s");
        strbuf_add_bytes(&body, frames[i], (size_t)(hole - frames[i]));
        strbuf_add(&body, example);
        strbuf_add(&body, hole + 2);
        bool built = fixture_run(fixture, strbuf_text(&body));
        strbuf_release(&body);
        if (built)
            return true;
        if (i + 1 < sizeof frames / sizeof *frames)
            fixture_close(fixture);
    }
    return false;
}

static void test_every_documented_example_runs(void **state) {
    (void)state;
    size_t count;
    const struct lua_api_entry *entries = lua_api_entries(&count);
    assert_true(count >= 40);
    for (size_t i = 0; i < count; i++) {
        const char *example = strstr(entries[i].docstring, "\nExample:\n");
        if (!example)
            fail_msg("%s has no example", entries[i].name);
        struct fixture fixture;
        if (!runs_example(example + strlen("\nExample:\n"), &fixture) &&
            fixture.err.code != ERROR_REFUSED)
            fail_msg("%s: %s", entries[i].name, fixture.err.message);
        fixture_close(&fixture);
        assert_true(entries[i].since == 1);
        assert_non_null(
            strstr(entries[i].usage, strchr(entries[i].name, ':') ? "canvas" : entries[i].name));
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(entries[i].name, entries[j].name);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_declaration_becomes_values),
        cmocka_unit_test(test_fields_as_a_map_come_by_name),
        cmocka_unit_test(test_bad_declarations_are_named),
        cmocka_unit_test(test_a_script_must_return_its_report),
        cmocka_unit_test(test_an_error_shows_line_source_and_traceback),
        cmocka_unit_test(test_calls_are_listed_from_the_inside),
        cmocka_unit_test(test_syntax_errors_show_their_line),
        cmocka_unit_test(test_error_objects_get_a_fixed_text),
        cmocka_unit_test(test_control_characters_do_not_reach_the_terminal),
        cmocka_unit_test(test_a_long_file_name_is_shown_in_full),
        cmocka_unit_test(test_stack_overflow_is_an_error_like_others),
        cmocka_unit_test(test_a_damaged_index_can_not_be_caught),
        cmocka_unit_test(test_dangerous_names_are_absent),
        cmocka_unit_test(test_addresses_do_not_leak),
        cmocka_unit_test(test_metatables_are_tamed),
        cmocka_unit_test(test_random_numbers_are_the_same_in_every_run),
        cmocka_unit_test(test_pairs_and_next_keep_a_fixed_order),
        cmocka_unit_test(test_pairs_allows_removal_and_honours_metamethods),
        cmocka_unit_test(test_sort_is_stable),
        cmocka_unit_test(test_coroutines_work),
        cmocka_unit_test(test_patient_and_clinic_are_read_only_views),
        cmocka_unit_test(test_an_undeclared_field_is_an_error),
        cmocka_unit_test(test_handout_facts_are_known_while_building),
        cmocka_unit_test(test_search_and_passage_give_plain_tables),
        cmocka_unit_test(test_rulings_are_all_kept),
        cmocka_unit_test(test_nothing_returned_without_a_reason_is_an_error),
        cmocka_unit_test(test_modules_run_once),
        cmocka_unit_test(test_errors_in_modules_name_the_module),
        cmocka_unit_test(test_compiled_scripts_are_refused),
        cmocka_unit_test(test_every_documented_example_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
