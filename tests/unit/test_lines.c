/* Lines: total fit, source marks, symbols, words too wide. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "base/strbuf.h"
#include "handout_fixture.h"
#include "layout/lines.h"

struct bench {
    struct fixture f;
    struct layout layout;
    struct placed_document placed;
    struct font_set *fonts;
};

static int open_bench(void **state) {
    static struct bench b;
    b = (struct bench){0};
    fixture_open(&b.f);
    b.fonts = font_set_open(NULL, &b.f.err);
    if (!b.fonts)
        return -1;
    b.layout = (struct layout){.doc = b.f.doc,
                               .fonts = b.fonts,
                               .theme = theme_standard(),
                               .arena = &b.f.arena,
                               .placed = &b.placed,
                               .err = &b.f.err};
    *state = &b;
    return 0;
}

static int close_bench(void **state) {
    struct bench *b = *state;
    arena_release(&b->layout.scratch);
    arena_release(&b->layout.block);
    arena_release(&b->layout.flow);
    font_set_close(b->fonts);
    fixture_close(&b->f);
    return 0;
}

static struct paragraph *flatten(struct bench *b, struct node *node) {
    struct text_style style = {.type = theme_standard()->body, .node = node};
    style.element = element_new(&b->layout, ELEMENT_P, NULL, node);
    return paragraph_new(&b->layout, node->first_child, &style);
}

static struct line_set fit(struct bench *b, struct paragraph *text, double width_pt) {
    struct line_set lines;
    assert_non_null(text);
    assert_true(paragraph_fit(&b->layout, text, width_pt, &lines));
    return lines;
}

/* Line i's words, with '#' for each placeholder. */
static const char *line_text(struct bench *b, const struct paragraph *text,
                             const struct line_set *lines, size_t i) {
    const struct line *line = &lines->lines[i];
    char *copy = arena_bytes(&b->f.arena, text->text.data + line->start, line->end - line->start);
    char *out = copy;
    for (const char *c = copy; *c; c++) {
        if (*c == '\xE2' && c[1] == '\x81' && c[2] == '\xA0') {
            *out++ = '#';
            c += 2;
        } else {
            *out++ = *c;
        }
    }
    *out = '\0';
    return copy;
}

static void lines_are_even_and_few(void **state) {
    struct bench *b = *state;
    struct node *node =
        paragraph(&b->f, b->f.doc->root, "It can ease pain. It does not fix the cause.");
    struct paragraph *text = flatten(b, node);
    struct line_set lines = fit(b, text, 225);
    assert_int_equal(lines.count, 2);
    /* Greedy would leave "cause." alone. */
    assert_string_equal(line_text(b, text, &lines, 1), "the cause.");
    for (size_t i = 0; i < lines.count; i++)
        assert_true(lines.lines[i].width_pt <= 225.01);
}

static void a_wide_enough_line_holds_all(void **state) {
    struct bench *b = *state;
    struct paragraph *text = flatten(b, paragraph(&b->f, b->f.doc->root, "Start slowly today."));
    struct line_set lines = fit(b, text, text->natural_width_pt);
    assert_int_equal(lines.count, 1);
    assert_true(fabs(lines.width_pt - text->natural_width_pt) < 0.001);
    assert_int_equal(fit(b, text, text->natural_width_pt - 0.1).count, 2);
}

static void line_breaks_are_kept(void **state) {
    struct bench *b = *state;
    struct node *node = paragraph(&b->f, b->f.doc->root, "Day ");
    block(&b->f, node, NODE_LINE_BREAK);
    words(&b->f, node, " Night");
    struct paragraph *text = flatten(b, node);
    struct line_set lines = fit(b, text, 300);
    assert_int_equal(lines.count, 2);
    assert_string_equal(line_text(b, text, &lines, 0), "Day");
    assert_string_equal(line_text(b, text, &lines, 1), "Night");
}

static void a_mark_never_leaves_its_word(void **state) {
    struct bench *b = *state;
    struct node *node = paragraph(&b->f, b->f.doc->root, NULL);
    cited(&b->f, node, "Is it new pain?", "a");
    words(&b->f, node, " Yes");
    document_number_sources(b->f.doc);
    struct paragraph *text = flatten(b, node);
    struct line_set lines = fit(b, text, text->least_width_pt);
    for (size_t i = 0; i < lines.count; i++)
        assert_true(line_text(b, text, &lines, i)[0] != '#');
}

static size_t count_marks(const struct paragraph *text, const char **first) {
    size_t count = 0;
    *first = "";
    for (size_t i = 0; i < text->piece_count; i++) {
        if (text->pieces[i].kind != PIECE_MARK)
            continue;
        if (!count++)
            *first = text->pieces[i].shown.data;
    }
    return count;
}

static void one_mark_for_neighbours_of_one_source(void **state) {
    struct bench *b = *state;
    const char *first;
    struct node *node = paragraph(&b->f, b->f.doc->root, NULL);
    cited(&b->f, node, "One.", "a");
    words(&b->f, node, " ");
    cited(&b->f, node, "Two.", "a");
    words(&b->f, node, " ");
    cited(&b->f, node, "Three.", "b");
    document_number_sources(b->f.doc);
    assert_int_equal(count_marks(flatten(b, node), &first), 2);

    struct node *parted = paragraph(&b->f, b->f.doc->root, NULL);
    cited(&b->f, parted, "One.", "a");
    words(&b->f, parted, " Glue between. ");
    cited(&b->f, parted, "Two.", "a");
    document_number_sources(b->f.doc);
    assert_int_equal(count_marks(flatten(b, parted), &first), 2);
}

static void clinic_sentences_carry_the_dagger(void **state) {
    struct bench *b = *state;
    const char *first;
    struct node *node = paragraph(&b->f, b->f.doc->root, NULL);
    cited(&b->f, node, "Call us.", "‡");
    document_number_sources(b->f.doc);
    assert_int_equal(count_marks(flatten(b, node), &first), 1);
    assert_string_equal(first, "‡");
}

static void a_check_box_stays_with_its_words(void **state) {
    struct bench *b = *state;
    struct node *node = paragraph(&b->f, b->f.doc->root, "Seen ");
    symbol(&b->f, node, SYMBOL_BOX, "box");
    words(&b->f, node, " fit");
    struct paragraph *text = flatten(b, node);
    assert_int_equal(text->atom_count, 2);
    struct line_set lines = fit(b, text, text->least_width_pt);
    assert_int_equal(lines.count, 2);
}

static void a_word_too_wide_is_broken_and_told(void **state) {
    struct bench *b = *state;
    struct paragraph *text =
        flatten(b, paragraph(&b->f, b->f.doc->root, "An otorhinolaryngologist looks"));
    struct line_set lines = fit(b, text, 60);
    size_t characters = 0;
    for (size_t i = 0; i < lines.count; i++) {
        assert_true(lines.lines[i].width_pt <= 60.01);
        for (size_t k = lines.lines[i].start; k < lines.lines[i].end; k++)
            characters += text->text.data[k] != ' ';
    }
    assert_int_equal(characters, strlen("An") + strlen("otorhinolaryngologist") + strlen("looks"));
    for (size_t i = 1; i + 2 < lines.count; i++)
        assert_true(lines.lines[i].hyphen); /* the parts of the word, but for the last */
    assert_int_equal(b->placed.warning_count, 1);
    assert_non_null(strstr(b->placed.warnings[0], "test.lua:7: a word is wider"));
}

static void no_room_is_an_error(void **state) {
    struct bench *b = *state;
    struct line_set lines;
    struct paragraph *text = flatten(b, paragraph(&b->f, b->f.doc->root, "word"));
    assert_false(paragraph_fit(&b->layout, text, 0, &lines));
    assert_false(paragraph_fit(&b->layout, text, NAN, &lines));
    assert_int_equal(b->f.err.code, ERROR_SCRIPT);
}

static void a_character_without_glyph_names_the_line(void **state) {
    struct bench *b = *state;
    assert_null(flatten(b, paragraph(&b->f, b->f.doc->root, "a \xF0\x9F\xA6\xB6")));
    assert_non_null(strstr(b->f.err.message, "test.lua:7: no font has"));
}

static void only_lines_that_go_on_get_a_space(void **state) {
    struct bench *b = *state;
    struct paragraph *text = flatten(b, paragraph(&b->f, b->f.doc->root, "one two three"));
    struct line_set lines = fit(b, text, 40);
    struct slab *slab = slab_new(&b->layout, NULL);
    assert_int_equal(lines.count, 3);
    assert_true(lines_place(&b->layout, text, &lines, slab, 0, 0, 40, ALIGN_RIGHT));
    assert_int_equal(slab->count, 3);
    assert_true(slab->items[0].item.line_end && slab->items[1].item.line_end);
    assert_false(slab->items[2].item.line_end);
    for (size_t i = 0; i < 3; i++) { /* flush right */
        double right_pt = slab->items[i].item.x_pt + lines.lines[i].width_pt;
        assert_true(fabs(right_pt - 40) < 0.001);
    }
}

static void the_baseline_centres_the_face(void **state) {
    struct bench *b = *state;
    /* Andika: (2500 - 800) / 2 / 2048 em below the middle of the line. */
    double expected = 17 / 2.0 + 13 * 850 / 2048.0;
    assert_true(fabs(baseline_pt(&b->layout, &theme_standard()->body) - expected) < 1e-9);
}

/* ---- total fit ------------------------------------------------------------------------------- */

static const char prose[] =
    "Pain under the heel is common. The band of tissue under the foot is strained by running and "
    "by long hours of standing, on hard floors most of all. It heals slowly, over months and not "
    "weeks. A soft cup under the heel, good shoes and short exercises help most people; injections "
    "and operations are for the few who are not better after a year.";

static size_t greedy_count(const struct paragraph *text, double width_pt) {
    size_t count = 1, first = 0;
    for (size_t i = 0; i < text->atom_count; i++)
        if (paragraph_width_pt(text, text->atoms[first].start, text->atoms[i].end) >
            width_pt + 0.01) {
            count++;
            first = i;
        }
    return count;
}

static void ragged_lines_are_as_few_as_can_be(void **state) {
    struct bench *b = *state;
    struct paragraph *text = flatten(b, paragraph(&b->f, b->f.doc->root, prose));
    for (double width_pt = 90; width_pt < 700; width_pt += 7) {
        struct line_set lines = fit(b, text, width_pt);
        assert_int_equal(lines.count, greedy_count(text, width_pt));
        for (size_t i = 0; i < lines.count; i++) {
            assert_true(lines.lines[i].width_pt <= width_pt + 0.01);
            assert_true(lines.lines[i].stretch_pt == 0 && !lines.lines[i].hyphen);
        }
    }
}

static void every_byte_stands_in_one_line(void **state) {
    struct bench *b = *state;
    struct paragraph *text = flatten(b, paragraph(&b->f, b->f.doc->root, prose));
    struct line_set lines = fit(b, text, 150);
    size_t at = 0;
    for (size_t i = 0; i < lines.count; i++) {
        for (; at < lines.lines[i].start; at++)
            assert_int_equal(text->text.data[at], ' ');
        at = lines.lines[i].end;
    }
    assert_int_equal(at, text->text.length);
}

static struct paragraph *flatten_in(struct bench *b, struct node *node, bool justified) {
    struct text_style style = {
        .type = theme_standard()->body, .node = node, .justified = justified, .hyphenated = true};
    style.element = element_new(&b->layout, ELEMENT_P, NULL, node);
    return paragraph_new(&b->layout, node->first_child, &style);
}

static size_t count_spaces(const struct paragraph *text, const struct line *line) {
    size_t count = 0;
    for (size_t i = line->start; i < line->end; i++)
        count += text->text.data[i] == ' ';
    return count;
}

static void justified_lines_reach_the_edge_or_stay_as_they_are(void **state) {
    struct bench *b = *state;
    struct paragraph *text = flatten_in(b, paragraph(&b->f, b->f.doc->root, prose), true);
    size_t straight = 0, all = 0;
    for (double width_pt = 150; width_pt < 500; width_pt += 10) {
        struct line_set lines = fit(b, text, width_pt);
        for (size_t i = 0; i + 1 < lines.count; i++) {
            const struct line *line = &lines.lines[i];
            double share = line->stretch_pt / text->space_pt;
            double right_pt = line->width_pt + line->stretch_pt * (double)count_spaces(text, line);
            assert_true(share >= -0.3 - 1e-6 && share <= 1.5 + 1e-6);
            assert_true(right_pt <= width_pt + 3); /* what hangs is less than 0.4 of a sign */
            all++;
            straight += right_pt >= width_pt - 0.01;
            assert_true(line->stretch_pt == 0 || right_pt >= width_pt - 0.01);
        }
        assert_true(lines.lines[lines.count - 1].stretch_pt <= 0);
    }
    assert_true(straight * 10 > all * 9); /* though nothing is divided here */
}

static void small_signs_hang_over_a_straight_edge(void **state) {
    struct bench *b = *state;
    struct paragraph *text = flatten_in(b, paragraph(&b->f, b->f.doc->root, prose), true);
    for (size_t i = 0; i < text->atom_count; i++) {
        const struct atom *atom = &text->atoms[i];
        char last = text->text.data[atom->end - 1];
        double sign_pt = paragraph_width_pt(text, atom->end - 1, atom->end);
        bool small = last == '.' || last == ',';
        assert_true(fabs(atom->hang_pt - (small ? 0.4 * sign_pt : 0)) < 1e-9);
    }
}

static void justified_spaces_are_wider_on_the_page(void **state) {
    struct bench *b = *state;
    struct paragraph *text = flatten_in(b, paragraph(&b->f, b->f.doc->root, prose), true);
    struct line_set lines = fit(b, text, 400);
    struct slab *slab = slab_new(&b->layout, NULL);
    const struct line *line = &lines.lines[0];
    assert_true(line->stretch_pt != 0);
    assert_true(line_place(&b->layout, text, &lines, 0, slab, 0, 0));
    assert_int_equal(slab->count, 1);
    double placed_pt = shape_width_pt(&slab->items[0].item.run, 1, slab->items[0].item.size_pt);
    double wanted_pt = line->width_pt + line->stretch_pt * (double)count_spaces(text, line);
    assert_true(fabs(placed_pt - wanted_pt) < 0.1);
}

/* ---- soft hyphens, what stays together ---------------------------------------------------------
 */

static void a_soft_hyphen_shows_at_line_ends_only(void **state) {
    struct bench *b = *state;
    struct node *node = paragraph(&b->f, b->f.doc->root, "a labora\xC2\xADtory");
    struct paragraph *text = flatten(b, node);
    assert_string_equal(text->text.data, "a laboratory");
    assert_int_equal(fit(b, text, 300).count, 1);
    struct line_set lines = fit(b, text, text->least_width_pt);
    assert_int_equal(lines.count, 3);
    assert_true(lines.lines[1].hyphen && !lines.lines[0].hyphen && !lines.lines[2].hyphen);
    struct slab *slab = slab_new(&b->layout, NULL);
    assert_true(line_place(&b->layout, text, &lines, 1, slab, 0, 0));
    assert_int_equal(slab->count, 2);
    assert_true(slab->items[1].item.hyphen && slab->items[1].text == TEXT_GENERATED);
    assert_false(slab->items[1].item.line_end);
    assert_true(slab->items[0].text != TEXT_GENERATED);
    assert_int_equal(count_visible(node->first_child->text), strlen("alaboratory"));
}

static void a_stub_is_no_last_line(void **state) {
    struct bench *b = *state;
    struct paragraph *text =
        flatten(b, paragraph(&b->f, b->f.doc->root, "blood is sent to a labora\xC2\xADtory"));
    double width_pt = paragraph_width_pt(text, 0, strlen("blood is sent to a laborat"));
    struct line_set lines = fit(b, text, width_pt);
    assert_int_equal(lines.count, 2);
    for (size_t i = 0; i < lines.count; i++)
        assert_false(lines.lines[i].hyphen);
}

static void what_is_kept_together_parts_at_spaces_when_it_must(void **state) {
    struct bench *b = *state;
    struct node *node = paragraph(&b->f, b->f.doc->root, "see ");
    words(&b->f, block(&b->f, node, NODE_TOGETHER), "Anna Maria Sample");
    words(&b->f, node, " now");
    struct paragraph *text = flatten(b, node);
    assert_int_equal(text->atom_count, 3);
    struct line_set lines = fit(b, text, text->least_width_pt);
    assert_int_equal(lines.count, 3);
    assert_string_equal(line_text(b, text, &lines, 1), "Anna Maria Sample");
    assert_int_equal(b->placed.warning_count, 0);
    lines = fit(b, text, text->least_width_pt - 10);
    assert_string_equal(line_text(b, text, &lines, 0), "see Anna Maria");
    assert_string_equal(line_text(b, text, &lines, 1), "Sample now");
    assert_non_null(strstr(b->placed.warnings[0], "words that belong together are wider"));
}

static void marks_may_stand_in_brackets(void **state) {
    struct bench *b = *state;
    struct theme theme = *theme_standard();
    theme.marks_in_brackets = true;
    b->layout.theme = &theme;
    struct node *node = paragraph(&b->f, b->f.doc->root, NULL);
    cited(&b->f, node, "One.", "a");
    words(&b->f, node, " Two.");
    document_number_sources(b->f.doc);
    struct paragraph *text = flatten(b, node);
    const char *first;
    assert_int_equal(count_marks(text, &first), 1);
    assert_string_equal(first, "[1]");
    assert_true(text->pieces[1].size_pt == theme.body.size_pt && text->pieces[1].raise_pt == 0);
}

static void a_number_is_never_cut_with_a_hyphen(void **state) {
    struct bench *b = *state;
    struct paragraph *text =
        flatten(b, paragraph(&b->f, b->f.doc->root, "0123456789012345678901234567890"));
    struct line_set lines = fit(b, text, 60);
    assert_true(lines.count > 2);
    for (size_t i = 0; i < lines.count; i++)
        assert_false(lines.lines[i].hyphen);
}

/* ---- long and empty texts ----------------------------------------------------------------------
 */

static void empty_texts_have_no_lines(void **state) {
    struct bench *b = *state;
    assert_int_equal(fit(b, flatten(b, paragraph(&b->f, b->f.doc->root, NULL)), 100).count, 0);
    assert_int_equal(fit(b, flatten(b, paragraph(&b->f, b->f.doc->root, "")), 100).count, 0);
    struct line_set lines =
        fit(b, flatten(b, paragraph(&b->f, b->f.doc->root, " \xC2\xAD  ")), 100);
    assert_true(lines.count <= 1 && lines.width_pt == 0);
}

static void fit_repeated(struct bench *b, const char *word, size_t count, bool justified) {
    struct strbuf text = {0};
    for (size_t i = 0; i < count; i++)
        strbuf_add(&text, word);
    struct node *node = paragraph(&b->f, b->f.doc->root, strbuf_text(&text));
    struct paragraph *flat = flatten_in(b, node, justified);
    struct line_set lines = fit(b, flat, 300);
    size_t last = lines.lines[lines.count - 1].end;
    assert_true(last + 1 >= flat->text.length);
    strbuf_release(&text);
}

/* These would take hours were anything quadratic. */
static void a_megabyte_takes_no_time(void **state) {
    struct bench *b = *state;
    fit_repeated(b, "words ", 1000000 / 6, false);
    fit_repeated(b, "words and ", 1000000 / 10, true);
    fit_repeated(b, "unbreakable", 1000000 / 11, false);
    fit_repeated(b, "\xC2\xA0", 500000, false);
    fit_repeated(b, "e\xCC\x81", 300000, false);
    fit_repeated(b, "soft\xC2\xAD", 1000000 / 6, true);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_bench, close_bench)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(lines_are_even_and_few),
        TEST(a_wide_enough_line_holds_all),
        TEST(line_breaks_are_kept),
        TEST(a_mark_never_leaves_its_word),
        TEST(one_mark_for_neighbours_of_one_source),
        TEST(clinic_sentences_carry_the_dagger),
        TEST(a_check_box_stays_with_its_words),
        TEST(a_word_too_wide_is_broken_and_told),
        TEST(no_room_is_an_error),
        TEST(a_character_without_glyph_names_the_line),
        TEST(only_lines_that_go_on_get_a_space),
        TEST(the_baseline_centres_the_face),
        TEST(ragged_lines_are_as_few_as_can_be),
        TEST(every_byte_stands_in_one_line),
        TEST(justified_lines_reach_the_edge_or_stay_as_they_are),
        TEST(small_signs_hang_over_a_straight_edge),
        TEST(justified_spaces_are_wider_on_the_page),
        TEST(a_soft_hyphen_shows_at_line_ends_only),
        TEST(a_stub_is_no_last_line),
        TEST(what_is_kept_together_parts_at_spaces_when_it_must),
        TEST(marks_may_stand_in_brackets),
        TEST(a_number_is_never_cut_with_a_hyphen),
        TEST(empty_texts_have_no_lines),
        TEST(a_megabyte_takes_no_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
