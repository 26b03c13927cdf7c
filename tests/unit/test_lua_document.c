/* From constructors to the document: what becomes what, what vanishes with a dropped sentence, and
 * what is refused with the script's line. */
#include "lua_fixture.h"

#define HEAD "document a4 en \"T\"\n  heading 1\n    text \"T\"\n"

static void becomes(const char *blocks, const char *expected) {
    struct fixture fixture;
    fixture_open(&fixture);
    if (!fixture_block(&fixture, blocks))
        fail_msg("%s: %s", blocks, fixture.err.message);
    const char *dump = fixture_dump(&fixture);
    if (strncmp(dump, HEAD, strlen(HEAD)) != 0)
        fail_msg("no title in: %s", dump);
    char *sources = strstr(dump, "source 1");
    if (sources)
        *sources = '\0';
    assert_string_equal(dump + strlen(HEAD), expected);
    fixture_close(&fixture);
}

/* ---- what becomes what ----------------------------------------------------------------------- */

static void test_words_and_numbers_become_text(void **state) {
    (void)state;
    becomes("para { 'a', 1, ' ', 2.0, ' ', 2.5, ' ', 1 << 50, -1e11, { ' b', { ' c' } } }",
            "  paragraph\n    text \"a\"\n    text \"1\"\n    text \" \"\n    text \"2\"\n"
            "    text \" \"\n    text \"2.5\"\n    text \" \"\n    text \"1125899906842624\"\n    "
            "text \"-100000000000\"\n"
            "    text \" b\"\n    text \" c\"\n");
}

static void test_sentences_carry_their_source(void **state) {
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture);
    assert_true(
        fixture_block(&fixture, "para { restate 'lift.bold' }, para { restate 'lift.bold' }"));
    const struct node *paragraph = fixture.doc->root->first_child->next;
    const struct node *sentence = paragraph->first_child;
    assert_int_equal(sentence->kind, NODE_SENTENCE);
    assert_string_equal(sentence->provenance->key, "lift.bold");
    assert_string_equal(sentence->provenance->facts, "F018");
    assert_int_equal(sentence->source_number, 1);
    assert_int_equal(sentence->script_line, 5);
    assert_int_equal(sentence->first_child->next->kind, NODE_STRONG);
    assert_string_equal(node_plain_text(&fixture.arena, paragraph), "Walk slowly at first.");
    assert_int_equal(fixture.doc->source_count, 1);
    assert_int_equal(fixture.wording_calls, 1);
    fixture_close(&fixture);
}

static void test_slots_are_filled_and_checked(void **state) {
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture);
    assert_true(fixture_block(&fixture,
                              "para { restate('plan.two', { day = '**{when}**', when = 7 }) },"
                              "para { restate 'plan.brace' }"));
    const struct node *paragraph = fixture.doc->root->first_child->next;
    assert_string_equal(node_plain_text(&fixture.arena, paragraph), "Start on **{when}**, not 7.");
    assert_string_equal(node_plain_text(&fixture.arena, paragraph->next),
                        "Use {a b} and {} and {x");
    fixture_close(&fixture);
    fixture_refuses_block("para { restate 'plan.day' }",
                          "report.lua:5: restate 'plan.day': the slot 'day' is not filled");
    fixture_refuses_block(
        "para { restate('plan.day', { day = 'x', dya = 'y' }) }",
        "unknown option 'dya' of the slots of restate 'plan.day' (did you mean 'day'?)");
    fixture_refuses_block("para { restate('lift.purpose', { day = 'x' }) }",
                          "unknown option 'day'");
    fixture_refuses_block("para { restate('plan.day', { day = {} }) }",
                          "must be a text, got table");
    fixture_refuses_block("para { restate('plan.day', { day = 'a\\7' }) }", "control character");
    fixture_refuses_block("para { restate 'plan.open' }", "opens bold with **");
    fixture_refuses_block("para { restate(nil) }", "restate needs the key of a sentence, got nil");
}

static void test_quotations_must_stand_in_the_passage(void **state) {
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture);
    assert_true(fixture_run(&fixture, "local p = footnote.search('heel')[1] p.text = 'changed'\n"
                                      "return document { title = 'T', heading { level = 1, 'T' },"
                                      "para { quote(p, 'raises the heel') } }"));
    const struct node *sentence = fixture.doc->root->last_child->first_child;
    assert_int_equal(sentence->provenance->class_letter, 'Q');
    assert_string_equal(sentence->provenance->article, "insert-types");
    assert_string_equal(sentence->provenance->author, "Jordan");
    assert_string_equal(sentence->provenance->query, "heel");
    assert_string_equal(node_plain_text(&fixture.arena, sentence->parent),
                        "\u201Craises the heel\u201D");
    fixture_close(&fixture);
    fixture_refuses("local p = footnote.passage('insert-types') quote(p, 'Raises the heel')",
                    "don't stand letter for letter in insert-types#heel-lifts");
    fixture_refuses("local p = footnote.passage('insert-types') quote(p, '')", "letter for letter");
    fixture_refuses("quote({ text = 'made up' }, 'made')", "quote needs a passage from");
}

static void test_tables_bands_and_boxes(void **state) {
    (void)state;
    becomes("band { { para 'l' }, para 'r', split = { 7, 5 } }",
            "  band\n    column span 7\n      paragraph\n        text \"l\"\n"
            "    column span 5\n      paragraph\n        text \"r\"\n");
    struct fixture fixture;
    fixture_open(&fixture);
    assert_true(fixture_block(
        &fixture,
        "box { kind = 'safety', title = 'Stop', icon = 'stop', label = 'L', pin = 'bottom', para "
        "'x' },"
        "table_of { style = 'diary', summary = 's', columns = { { width = 3, align = 'right' }, {} "
        "},"
        "  head = { 'a', 'b' }, rows = { { cell { span = 2, header = true, 'x' } } } },"
        "list { kind = 'number', columns = 2, 'a', { 'b', list { 'c' }, 'd' } },"
        "writing_lines {}, rule(), sources { columns = 2 },"
        "para { role = 'note', lang('es', 'hola'), line_break(), symbol { 'line', width = 50,"
        " alt = 'sign' } }"));
    const struct node *box = fixture.doc->root->first_child->next;
    assert_int_equal(box->box_kind, BOX_SAFETY);
    assert_int_equal(box->pin, PIN_BOTTOM);
    assert_non_null(box->label);
    assert_int_equal(box->first_child->first_child->symbol, SYMBOL_STOP);
    const struct node *table = box->next;
    assert_int_equal(table->table_style, TABLE_DIARY);
    assert_int_equal(table->head_rows, 1);
    assert_int_equal(table->table_columns[0].align, ALIGN_RIGHT);
    assert_true(table->first_child->first_child->header_cell);
    assert_int_equal(table->last_child->first_child->span, 2);
    const struct node *list = table->next;
    assert_int_equal(list->list_kind, LIST_NUMBER);
    assert_int_equal(list->columns, 2);
    const struct node *item = list->last_child;
    assert_int_equal(item->first_child->kind, NODE_PARAGRAPH);
    assert_int_equal(item->first_child->next->kind, NODE_LIST);
    assert_int_equal(item->last_child->kind, NODE_PARAGRAPH);
    const struct node *paragraph = fixture.doc->root->last_child;
    assert_string_equal(paragraph->first_child->language, "es");
    assert_true(paragraph->last_child->width_pt == 50);
    fixture_close(&fixture);
}

static void test_document_options(void **state) {
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture);
    assert_true(fixture_run(&fixture, "return document { title = report.title, paper = 'letter',"
                                      "footer_right = '{page}', heading { level = 1, 'x' } }"));
    assert_string_equal(fixture.doc->title, "Hello");
    assert_int_equal(fixture.doc->paper, PAPER_LETTER);
    assert_string_equal(fixture.doc->footer_right, "{page}");
    assert_string_equal(fixture.doc->header_left, "");
    assert_string_equal(fixture.doc->script, "report.lua");
    fixture_close(&fixture);
}

static void test_drawings_are_recorded(void **state) {
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture);
    assert_true(fixture_block(
        &fixture, "figure { width = 99, height = 50, alt = 'A', caption = { 'c ', bold "
                  "'d' }, draw = function(c)\nc:rect(1, 2, 3, 4):paint { fill = 'black', "
                  "stroke = 0 }\nc:text(5, 6, 'w', { align = 'center' }) end }"));
    const struct node *figure = fixture.doc->root->last_child;
    assert_string_equal(figure->alt, "A");
    assert_int_equal(figure->last_child->kind, NODE_STRONG);
    assert_int_equal(figure->drawing->count, 7);
    assert_int_equal(figure->drawing->commands[5].fill, FILL_BLACK);
    assert_int_equal(figure->drawing->commands[6].align, ALIGN_CENTRE);
    fixture_close(&fixture);
}

static void test_bad_drawings_are_named(void **state) {
    (void)state;
    static const struct {
        const char *steps, *expected;
    } cases[] = {
        {"c:move(0/0, 1)", "a coordinate must be"},
        {"c:move(1/0, 1)", "a coordinate must be"},
        {"c:move('a', 1)", "a coordinate must be a number, got string"},
        {"c:line(1, 1)", "canvas:line: no path yet"},
        {"c:move(1, 1):line(2, 2)", "last path was not painted"},
        {"c:rect(1, 1, 2, 2):paint { stroke = 0 }", "neither stroke nor fill"},
        {"c:rect(1, 1, 2, 2):paint { fil = 'white' }", "unknown option 'fil' of canvas:paint"},
        {"c:rect(1, 1, 2, 2):paint { fill = 'red' }", "fill must be \"none\", \"white\" or"},
        {"c:text(1, 1, 'a\\nb')", "must be one line"},
        {"c:path 'M1 2 Q3 4'",
         "the path: expected M or L and 2 numbers, C and 6, or Z, got 'Q3 4'"},
        {"c:path 'L1 2'", "canvas:path: no path yet"},
        {"c:path('M1 2', { toward = 'L1 2', share = 1 })", "have not the same steps"},
        {"c:path('M1 2', { toward = 'M1 2 Z' })", "have not the same steps"},
        {"c:path('M900 2', { scale = 9 })", "lies farther than 5000 points away"},
        {"c:path('M1 2', { rotate = 9 })", "unknown option 'rotate' of canvas:path"},
        {"c.move(patient, 1, 1)", "needs the canvas before the colon"},
        {"footnote.text_width()", "the text to measure"},
        {"footnote.text_width('a', { size = 999 })", "size must be"},
        {"footnote.text_width('a', { colour = 1 })", "unknown option 'colour'"},
        {"", "the figure draws nothing"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char block[256];
        snprintf(block, sizeof block,
                 "figure { width = 9, height = 9, alt = 'a', draw = function(c)\n%s end }",
                 cases[i].steps);
        fixture_refuses_block(block, cases[i].expected);
    }
    fixture_refuses_block("figure { width = 9, height = 9, draw = print }", "figure needs alt");
    fixture_refuses(
        "local kept figure { width = 9, height = 9, alt = 'a', draw = function(c) kept = c "
        "c:rect(1, 1, 2, 2):paint() end } kept:move(1, 1)",
        "only inside its draw function");
}

/* ---- what vanishes --------------------------------------------------------------------------- */

static void test_dropped_sentences_take_their_surroundings_along(void **state) {
    (void)state;
    static const char *const nothing_left[] = {
        "para { restate 'gone.one', ' ', restate 'gone.two', '. ' }",
        "para { bold { restate 'gone.one' }, symbol('stop', 'Stop'), ' – ' }",
        "list { { restate 'gone.one' }, restate 'gone.two' }",
        "list {}",
        "section { title = 'S', para { restate 'gone.one' }, rule() }",
        "section { title = 'S', section { title = 'Inner', level = 3, list { restate 'gone.one' } "
        "} }",
        "section { title = 'S', list {} }",
        "section { title = 'S', false }",
        "box { title = 'B', para { restate 'gone.one' } }",
        "group { para { restate 'gone.one' } }",
        "band { para { restate 'gone.one' }, para { restate 'gone.two' } }",
        "table_of { columns = { {} }, head = { 'h' }, rows = { { restate 'gone.one' } }, summary = "
        "'s' }",
        "false",
        "para { patient.note ~= nil and 'x' }",
    };
    for (size_t i = 0; i < sizeof nothing_left / sizeof *nothing_left; i++)
        becomes(nothing_left[i], "");
}

static void test_what_still_says_something_stays(void **state) {
    (void)state;
    becomes("para { 'Walk. ', restate 'gone.one' }",
            "  paragraph dropped-some\n    text \"Walk. \"\n");
    becomes("section { title = 'S', para { restate 'gone.one' }, para 'stays' }",
            "  section dropped-some\n    heading 2\n      text \"S\"\n    paragraph\n"
            "      text \"stays\"\n");
    becomes("section { title = 'Only a title' }",
            "  section\n    heading 2\n      text \"Only a title\"\n");
    becomes("list { 'a', restate 'gone.one', false, 'b' }",
            "  list bullet dropped-some\n    list item\n      text \"a\"\n    list item\n"
            "      text \"b\"\n");
    becomes(
        "table_of { columns = { {}, {} }, rows = { { 'a', restate 'gone.one' }, { 'b', value 'v' } "
        "},"
        "summary = 's' }",
        "  table plain columns 0/0 0/0 dropped-some alt: \"s\"\n    table row\n      table cell\n"
        "        text \"b\"\n      table cell\n        sentence with a source V\n"
        "          text \"v\"\n");
}

static void test_a_cell_over_rows_shrinks_and_moves_with_a_dropped_row(void **state) {
    (void)state;
    becomes("table_of { columns = { {}, {} }, rows = { { cell { rows = 3, 'a' }, 'b' }, "
            "{ restate 'gone.one' }, { 'c' } }, summary = 's' }",
            "  table plain columns 0/0 0/0 dropped-some alt: \"s\"\n    table row\n"
            "      table cell rows 2\n        text \"a\"\n      table cell\n"
            "        text \"b\"\n    table row\n      table cell\n        text \"c\"\n");
    becomes("table_of { columns = { {}, {}, {} }, rows = { { restate 'gone.one', "
            "cell { rows = 2, 'a' }, 'x' }, { 'b', 'c' } }, summary = 's' }",
            "  table plain columns 0/0 0/0 0/0 dropped-some alt: \"s\"\n    table row\n"
            "      table cell\n        text \"b\"\n      table cell\n        text \"a\"\n"
            "      table cell\n        text \"c\"\n");
}

static void test_definitions_keep_terms_that_are_explained(void **state) {
    (void)state;
    becomes("definitions { { 'one', 'first' }, { 'two', restate 'gone.one', '.' } }",
            "  list definition dropped-some\n    list item\n      label: paragraph\n"
            "        text \"one\"\n      text \"first\"\n");
    becomes("definitions { { 'two', restate 'gone.one' } }", "");
}

static void test_a_required_section_that_empties_is_refused(void **state) {
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture);
    assert_true(fixture_block(&fixture,
                              "section { title = { 'Do ', value 'Jane' }, required = true, "
                              "para { restate 'gone.one' } }"));
    const struct ruling *rulings;
    assert_int_equal(lua_host_rulings(fixture.host, &rulings), 1);
    assert_int_equal(rulings[0].kind, RULING_REFUSE);
    assert_string_equal(rulings[0].rule, "S15");
    assert_non_null(strstr(rulings[0].message, "'Do '"));
    assert_null(strstr(rulings[0].message, "Jane"));
    fixture_close(&fixture);
}

static void test_has_tells_what_can_be_printed(void **state) {
    (void)state;
    fixture_prints("print(has 'lift.purpose', has 'gone.one', has 'nope')", "true\tfalse\tfalse\n");
    fixture_refuses("has(1)", "report.lua:4: has needs the key of a sentence, got number");
}

static void test_words_are_for_glue_alone(void **state) {
    (void)state;
    fixture_prints("print(words 'heading.today', words('glue.week', { n = 3 }))",
                   "Today\tWeek 3\n");
    fixture_refuses("words 'lift.purpose'", "the entry is of class R, not glue: use restate");
    fixture_refuses("words 'home.call'", "class C, not glue");
    fixture_refuses("words 'gone.one'", "class R, not glue");
    fixture_refuses("words 'glue.week'", "words 'glue.week': the slot 'n' is not filled: words(");
}

/* ---- what is refused ------------------------------------------------------------------------- */

static void test_mistakes_name_their_line(void **state) {
    (void)state;
    static const struct {
        const char *blocks, *expected;
    } cases[] = {
        {"para {\n'a', nil, 'b' }", "report.lua:5: entry 2 of para is nil"},
        {"para { 'a', undefined }", "report.lua:5: unknown name 'undefined'"},
        {"para { [0] = 'a' }", "para has a key that is neither"},
        {"para { [1.5] = 'a' }", "para has a key that is neither"},
        {"para { role = 'nte', 'x' }", "unknown role 'nte' (did you mean 'note'?)"},
        {"para { 'a\\0b' }", "report.lua:5: a text holds a control character"},
        {"para { '\\xFF' }", "report.lua:5: a text is not valid UTF-8"},
        {"para { 0/0 }", "a number that is not finite"},
        {"para { 1e12 }", "a number that is not finite, or 1e12"},
        {"para { print }", "a function can't be printed in a paragraph"},
        {"para { setmetatable({ 'x' }, {}) }", "a table with a metatable can't be laid out"},
        {"para { para 'x' }", "report.lua:5: a paragraph can't stand in a paragraph"},
        {"'loose'", "a text can't stand by itself in a document: write para \"...\""},
        {"restate 'lift.purpose'", "a sentence can't stand by itself in a document"},
        {"section { para 'x' }", "section needs the option 'title'"},
        {"section { title = 'x', required = 1 }", "required must be true or false, got number"},
        {"section 'x'", "section needs a table, got string"},
        {"para()", "para needs a table or a text, got no value"},
        {"heading { level = 2.5, 'x' }", "level must be a whole number"},
        {"heading { level = 9, 'x' }", "level must be 1"},
        {"band { para 'a', para 'b', split = { 7, 6 } }", "sum up to 13: they must make 12"},
        {"band { para 'a', para 'b', split = { 12 } }", "split must have 2 widths"},
        {"box { icon = 'stop', para 'x' }", "give a title too"},
        {"table_of { columns = { {} }, rows = {} }", "table_of needs the option 'summary'"},
        {"table_of { columns = { { wdth = 1 } }, rows = { { 'x' } }, summary = 's' }",
         "unknown option 'wdth' of a column (did you mean 'width'?)"},
        {"table_of { columns = { {} }, rows = { 'x' }, summary = 's' }",
         "a table row must be a list of cells, got string"},
        {"table_of { columns = { {} }, rows = { {} }, summary = 's' }",
         "a table row covers 0 columns"},
        {"table_of { columns = { { width = 0/0 } }, rows = { { 'x' } }, summary = 's' }",
         "width must be 0"},
        {"table_of { columns = { { width = 1/0 } }, rows = { { 'x' } }, summary = 's' }",
         "width must be 0"},
        {"table_of { columns = { { weight = -1 } }, rows = { { 'x' } }, summary = 's' }",
         "weight must be 0"},
        {"table_of { columns = { {}, {} }, rows = { { cell { rows = 2, 'x' }, 'y' } }, "
         "summary = 's' }",
         "a table cell spans 2 rows, 1 are left"},
        {"list { start = 3, 'x' }", "start is for lists of the kind \"number\""},
        {"definitions { { 'term' } }", "a definition needs a term and its words"},
        {"symbol('box')", "symbol needs words"},
        {"para { symbol('bx', 'w') }", "unknown symbol 'bx' (did you mean 'box'?)"},
        {"para { lang('no good', 'x') }", "lang needs a language code"},
        {"para { lang('es') }", "lang needs words"},
        {"para { bold {} }", "bold needs words"},
        {"para { nobreak {} }", "nobreak needs words"},
        {"para { link('https://example.org/') }", "link needs words"},
        {"para { link('example.org', 'x') }", "the address of a link must begin with https://"},
        {"para { link('javascript:x', 'x') }", "the address of a link must begin with https://"},
        {"para { link { 'x' } }", "link needs an address first"},
        {"para { link { url = 'tel:1', 'x', colour = 1 } }", "colour"},
        {"para { link('tel:1', link('tel:2', 'x')) }", "can't stand in"},
        {"para { setting = 'straight', 'x' }", "unknown setting 'straight'"},
        {"list { { 'a', nil, 'b' } }", "entry 2 of a list item is nil"},
        {"document { title = 'x' }", "a document can't stand inside a document"},
        {"rule { 'x' }", "rule takes no content"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        fixture_refuses_block(cases[i].blocks, cases[i].expected);
    fixture_refuses("local t = { 'a' } local p = para(t) t[3] = 'c'\n"
                    "return document { title = 'T', p }",
                    "report.lua:4: entry 2 of para is nil");
}

static void test_document_checks_come_with_lines(void **state) {
    (void)state;
    fixture_refuses_block("heading { level = 3, 'x' }",
                          "report.lua:5: a heading of level 3 follows one of level 1");
    fixture_refuses("return document { title = '', heading { level = 1, 'x' } }",
                    "report.lua:4: the document has no title");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_and_numbers_become_text),
        cmocka_unit_test(test_sentences_carry_their_source),
        cmocka_unit_test(test_slots_are_filled_and_checked),
        cmocka_unit_test(test_quotations_must_stand_in_the_passage),
        cmocka_unit_test(test_tables_bands_and_boxes),
        cmocka_unit_test(test_document_options),
        cmocka_unit_test(test_drawings_are_recorded),
        cmocka_unit_test(test_bad_drawings_are_named),
        cmocka_unit_test(test_dropped_sentences_take_their_surroundings_along),
        cmocka_unit_test(test_a_cell_over_rows_shrinks_and_moves_with_a_dropped_row),
        cmocka_unit_test(test_definitions_keep_terms_that_are_explained),
        cmocka_unit_test(test_what_still_says_something_stays),
        cmocka_unit_test(test_a_required_section_that_empties_is_refused),
        cmocka_unit_test(test_has_tells_what_can_be_printed),
        cmocka_unit_test(test_words_are_for_glue_alone),
        cmocka_unit_test(test_mistakes_name_their_line),
        cmocka_unit_test(test_document_checks_come_with_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
