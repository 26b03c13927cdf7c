/* test_pdf_write.c - placed pages -> PDF, looked at with other people's readers: qpdf for the
 * syntax, poppler for fonts, text and tags. The pages are placed by hand, so that layout's faults
 * are not ours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "pdf/pdf_write.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct stage {
    struct arena arena;
    struct font_set *fonts;
    struct placed_document placed;
    struct element *root;
    struct placed_page *page; /* the last one */
    struct error err;
    struct strbuf bytes;
};

/* ---- placing by hand ------------------------------------------------------------------------- */

static void add_page(struct stage *stage) {
    struct placed_document *placed = &stage->placed;
    placed->pages = arena_grow_array(&stage->arena, placed->pages, placed->page_count,
                                     placed->page_count + 1, sizeof *placed->pages);
    stage->page = &placed->pages[placed->page_count++];
    *stage->page = (struct placed_page){.width_pt = 595.276, .height_pt = 841.89};
}

static struct element *add_element(struct stage *stage, struct element *parent,
                                   enum element_type type) {
    struct placed_document *placed = &stage->placed;
    struct element *element = arena_new(&stage->arena, struct element);
    size_t count = placed->element_count;
    if ((count & (count - 1)) == 0) /* room doubles at the powers of two */
        placed->elements = arena_grow_array(&stage->arena, placed->elements, count,
                                            count ? 2 * count : 1, sizeof *placed->elements);
    element->number = (int)placed->element_count;
    element->type = type;
    element->parent = parent;
    element->column_span = element->row_span = 1;
    placed->elements[placed->element_count++] = element;
    return element;
}

static struct placed_item *add_item(struct stage *stage, struct element *element) {
    struct placed_page *page = stage->page;
    if (page->count == page->capacity) {
        page->capacity = page->capacity ? page->capacity * 2 : 16;
        page->items = arena_grow_array(&stage->arena, page->items, page->count, page->capacity,
                                       sizeof *page->items);
    }
    struct placed_item *item = &page->items[page->count++];
    item->element = element;
    item->artifact = element ? ARTIFACT_NONE : ARTIFACT_PAGINATION;
    return item;
}

static void add_words(struct stage *stage, struct element *element, double x_pt, double y_pt,
                      const char *words, bool line_end) {
    struct glyph_run *runs;
    size_t count;
    char *kept = arena_text(&stage->arena, words);
    if (!shape_text(&stage->arena, stage->fonts, FONT_REGULAR, slice_of(kept), "en", &runs, &count,
                    &stage->err))
        fail_msg("%s", stage->err.message);
    for (size_t i = 0; i < count; i++) {
        struct placed_item *item = add_item(stage, element);
        item->kind = PLACED_GLYPHS;
        item->x_pt = x_pt;
        item->y_pt = y_pt;
        item->size_pt = 13;
        item->run = runs[i];
        item->line_end = line_end && i + 1 == count;
        x_pt += shape_width_pt(&runs[i], 1, 13);
    }
}

static void add_square(struct stage *stage, struct element *element, double x_pt, double y_pt,
                       enum drawing_fill fill) {
    struct placed_item *item = add_item(stage, element);
    item->kind = PLACED_PATH;
    item->command_count = 6;
    item->commands = arena_new_array(&stage->arena, 6, struct drawing_command);
    const double corners[4][2] = {{0, 0}, {10, 0}, {10, 10}, {0, 10}};
    for (int i = 0; i < 4; i++) {
        item->commands[i].step = i ? DRAW_LINE : DRAW_MOVE;
        item->commands[i].x[0] = x_pt + corners[i][0];
        item->commands[i].y[0] = y_pt + corners[i][1];
    }
    item->commands[4].step = DRAW_CLOSE;
    item->commands[5] =
        (struct drawing_command){.step = DRAW_PAINT, .stroke_width_pt = 0.75, .fill = fill};
}

static int set_up(void **state) {
    struct stage *stage = test_calloc(1, sizeof *stage);
    stage->fonts = font_set_open(NULL, &stage->err);
    if (!stage->fonts)
        fail_msg("%s", stage->err.message);
    struct document *doc = document_new(&stage->arena);
    doc->title = "Heel lifts \xE2\x80\x93 <first> & \"second\"";
    doc->author = "Foot clinic";
    stage->placed.doc = doc;
    stage->root = add_element(stage, NULL, ELEMENT_DOCUMENT);
    add_page(stage);
    *state = stage;
    return 0;
}

static int tear_down(void **state) {
    struct stage *stage = *state;
    strbuf_release(&stage->bytes);
    font_set_close(stage->fonts);
    arena_release(&stage->arena);
    test_free(stage);
    return 0;
}

/* ---- looking at the file --------------------------------------------------------------------- */

static void write_pdf(struct stage *stage) {
    strbuf_truncate(&stage->bytes, 0);
    if (!pdf_write(&stage->placed, stage->fonts, &stage->bytes, &stage->err))
        fail_msg("%s", stage->err.message);
}

/* What a command says about the file that was written; "%s" in it is the file's path. */
static char *ask(struct stage *stage, const char *command, int *status) {
    char path[] = "/tmp/footnote-test-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, stage->bytes.data, stage->bytes.length), stage->bytes.length);
    close(file);
    struct strbuf line = {0}, answer = {0};
    for (const char *c = command; *c; c++)
        if (c[0] == '%' && c[1] == 's')
            strbuf_add(&line, path), c++;
        else
            strbuf_add_char(&line, *c);
    FILE *pipe = popen(strbuf_text(&line), "r");
    assert_non_null(pipe);
    char chunk[4096];
    size_t length;
    while ((length = fread(chunk, 1, sizeof chunk, pipe)) > 0)
        strbuf_add_bytes(&answer, chunk, length);
    *status = pclose(pipe);
    unlink(path);
    strbuf_release(&line);
    char *text = arena_text(&stage->arena, strbuf_text(&answer));
    strbuf_release(&answer);
    return text;
}

static char *ask_well(struct stage *stage, const char *command) {
    int status;
    char *answer = ask(stage, command, &status);
    if (status != 0)
        fail_msg("%s: status %d: %s", command, status, answer);
    return answer;
}

static void assert_contains(const char *text, const char *part) {
    if (!strstr(text, part))
        fail_msg("'%s' is not in: %s", part, text);
}

static void assert_lacks(const char *text, const char *part) {
    if (strstr(text, part))
        fail_msg("'%s' is in: %s", part, text);
}

/* Warnings count: a reader that mends a file may mend it differently. */
static void assert_sound(struct stage *stage) {
    assert_contains(ask_well(stage, "qpdf --check %s 2>&1"), "No syntax or stream encoding errors");
    assert_string_equal(ask_well(stage, "pdftotext %s /dev/null 2>&1"), "");
}

/* ---- tests ----------------------------------------------------------------------------------- */

static void a_page_is_sound_tagged_and_small(void **state) {
    struct stage *stage = *state;
    add_words(stage, add_element(stage, stage->root, ELEMENT_H1), 51, 71, "Your heel lift", true);
    add_words(stage, add_element(stage, stage->root, ELEMENT_P), 51, 100,
              "The quick brown fox jumps over the lazy dog, 0123456789 times.", true);
    write_pdf(stage);
    assert_sound(stage);
    assert_true(stage->bytes.length < 12000);
    const char *info = ask_well(stage, "pdfinfo %s");
    assert_contains(info, "Tagged:          yes");
    assert_contains(info, "Suspects:        no");
    assert_contains(info, "Page size:       595.28 x 841.89 pts (A4)");
    assert_lacks(info, "CreationDate");
}

static void fonts_are_embedded_subset_and_mapped_to_unicode(void **state) {
    struct stage *stage = *state;
    add_words(stage, add_element(stage, stage->root, ELEMENT_P), 51, 71, "Heel", true);
    write_pdf(stage);
    const char *fonts = ask_well(stage, "pdffonts %s | tail -n +3");
    assert_contains(fonts, "+Andika ");
    assert_contains(fonts, "CID TrueType");
    assert_contains(fonts, "Identity-H       yes yes yes");
}

static void words_of_neighbouring_lines_stay_apart_and_paragraphs_end_without_space(void **state) {
    struct stage *stage = *state;
    struct element *first = add_element(stage, stage->root, ELEMENT_P);
    add_words(stage, first, 51, 71, "Your heel has", true);
    add_words(stage, first, 51, 88, "not healed in the well-", true);
    add_words(stage, first, 51, 105, "known time.", true);
    struct element *second = add_element(stage, stage->root, ELEMENT_P);
    add_words(stage, second, 51, 130, "Call us", true);
    add_page(stage);
    add_words(stage, NULL, 51, 30, "page 2 of 2", true);
    add_words(stage, second, 51, 71, "today.", true);
    write_pdf(stage);
    assert_sound(stage);
    const char *tags = ask_well(stage, "pdfinfo -struct-text %s");
    assert_contains(tags, "\"Your heel has not healed in the well-known time.\"");
    assert_contains(tags, "\"Call us \"");
    assert_contains(tags, "\"today.\"");
    assert_lacks(tags, "page 2");
    assert_contains(ask_well(stage, "pdftotext -f 2 %s -"), "page 2 of 2");
}

static void ligatures_and_shared_glyphs_give_their_letters_back(void **state) {
    struct stage *stage = *state;
    struct element *paragraph = add_element(stage, stage->root, ELEMENT_P);
    add_words(stage, paragraph, 51, 71, "Affluent office, five first fjords", false);
    add_words(stage, paragraph, 51, 90, "take 10\xC2\xA0mg twice", false);
    add_words(stage, paragraph, 51, 110, "Zo\xC3\xAB M\xC3\xBCller \xE2\x80\x9Cok\xE2\x80\x9D",
              false);
    write_pdf(stage);
    assert_sound(stage);
    const char *text = ask_well(stage, "pdftotext %s -");
    assert_contains(text, "Affluent office, five first fjords");
    assert_contains(text, "take 10 mg twice");
    assert_contains(text, "Zo\xC3\xAB M\xC3\xBCller \xE2\x80\x9Cok\xE2\x80\x9D");
}

static void a_letter_of_several_glyphs_keeps_its_own_text(void **state) {
    struct stage *stage = *state;
    struct element *paragraph = add_element(stage, stage->root, ELEMENT_P);
    /* q with an acute accent has no code point of its own: two glyphs, one cluster */
    add_words(stage, paragraph, 51, 71, "aq\xCC\x81z and e\xCC\x81", false);
    write_pdf(stage);
    assert_sound(stage);
    const char *text = ask_well(stage, "pdftotext %s -");
    assert_true(strstr(text, "aq\xCC\x81z and \xC3\xA9") ||
                strstr(text, "aq\xCC\x81z and e\xCC\x81"));
}

static void a_shape_with_words_is_read_as_its_words(void **state) {
    struct stage *stage = *state;
    struct element *paragraph = add_element(stage, stage->root, ELEMENT_P);
    add_words(stage, paragraph, 51, 71, "Monday: ", false);
    struct element *shape = add_element(stage, paragraph, ELEMENT_SPAN);
    shape->actual_text = "run day \xE2\x97\x8F";
    add_square(stage, shape, 110, 61, FILL_BLACK);
    add_square(stage, shape, 112, 63, FILL_WHITE);
    add_words(stage, paragraph, 124, 71, "go slowly", false);
    write_pdf(stage);
    assert_sound(stage);
    assert_contains(ask_well(stage, "pdftotext %s -"), "Monday: run day \xE2\x97\x8F go slowly");
    const char *objects = ask_well(stage, "qpdf --qdf --object-streams=disable %s -");
    assert_contains(objects, "/S /Span");
}

static void tables_lists_figures_and_notes_carry_their_attributes(void **state) {
    struct stage *stage = *state;
    struct element *list = add_element(stage, stage->root, ELEMENT_L);
    list->list_kind = LIST_NUMBER;
    struct element *item = add_element(stage, list, ELEMENT_LI);
    add_words(stage, add_element(stage, item, ELEMENT_LBL), 51, 71, "1.", false);
    add_words(stage, add_element(stage, item, ELEMENT_LBODY), 71, 71, "Warm up", true);
    struct element *table = add_element(stage, stage->root, ELEMENT_TABLE);
    struct element *head = add_element(stage, table, ELEMENT_TR);
    struct element *cell = add_element(stage, head, ELEMENT_TH);
    cell->column_header = true;
    cell->column_span = 3;
    add_words(stage, cell, 51, 100, "Week", true);
    struct element *row = add_element(stage, table, ELEMENT_TR);
    cell = add_element(stage, row, ELEMENT_TH);
    cell->row_header = true;
    add_words(stage, cell, 51, 120, "Mon", true);
    add_element(stage, row, ELEMENT_TD); /* empty, between two that are not */
    cell = add_element(stage, row, ELEMENT_TD);
    cell->language = "es";
    add_words(stage, cell, 151, 120, "hola", true);
    struct element *figure = add_element(stage, stage->root, ELEMENT_FIGURE);
    figure->alt = "A shoe (left) \xE2\x80\x94 with a lift";
    const double box[4] = {51, 200, 61, 210};
    memcpy(figure->box_pt, box, sizeof box);
    add_square(stage, figure, 51, 200, FILL_NONE);
    struct element *note = add_element(stage, stage->root, ELEMENT_NOTE);
    note->id = "source-1";
    add_words(stage, note, 51, 300, "Insert types", true);
    write_pdf(stage);
    assert_sound(stage);
    const char *tags = ask_well(stage, "pdfinfo -struct-text %s");
    assert_contains(tags, "/ListNumbering /Decimal");
    assert_contains(tags, "/Scope /Column");
    assert_contains(tags, "/ColSpan 3");
    assert_contains(tags, "/Scope /Row\n        \"Mon\"\n      TD\n      TD\n        \"hola\"");
    const char *objects = ask_well(stage, "qpdf --qdf --object-streams=disable %s -");
    assert_contains(objects, "/Lang (es)");
    assert_contains(objects, "/ID (source-1)");
    assert_contains(objects, "/IDTree");
    assert_contains(objects, "/BBox [\n      51\n      631.89");
    assert_contains(objects, "/Alt <feff00410020");
    assert_contains(objects, "/Tabs /S");
    assert_lacks(objects, "/MCR"); /* one page needs no references across pages */
}

static void an_empty_cell_stays_in_front_of_cells_filled_later(void **state) {
    struct stage *stage = *state;
    struct element *table = add_element(stage, stage->root, ELEMENT_TABLE);
    struct element *row = add_element(stage, table, ELEMENT_TR);
    struct element *cells[4];
    for (int i = 0; i < 4; i++)
        cells[i] = add_element(stage, row, i < 2 ? ELEMENT_TD : ELEMENT_TH);
    add_words(stage, cells[2], 51, 120, "third", true);
    write_pdf(stage);
    const char *tags = ask_well(stage, "pdfinfo -struct-text %s");
    assert_contains(tags, "TD\n      TD\n      TH");
    assert_contains(tags, "\"third\"\n      TH");
}

static void title_and_clinic_are_readable_and_well_formed(void **state) {
    struct stage *stage = *state;
    add_words(stage, add_element(stage, stage->root, ELEMENT_P), 51, 71, "Heel", true);
    write_pdf(stage);
    const char *title = "Heel lifts \xE2\x80\x93 <first> & \"second\"";
    assert_contains(ask_well(stage, "pdfinfo %s"), title);
    const char *xmp = ask_well(stage, "pdfinfo -meta %s");
    assert_contains(xmp, "Heel lifts \xE2\x80\x93 &lt;first&gt; &amp; &quot;second&quot;<");
    assert_contains(xmp, "<pdfuaid:part>1</pdfuaid:part>");
    assert_contains(xmp, "<dc:language><rdf:Bag><rdf:li>en</rdf:li></rdf:Bag></dc:language>");
    const char *objects = ask_well(stage, "qpdf --qdf --object-streams=disable %s -");
    assert_contains(objects, "/DisplayDocTitle true");
    assert_contains(objects, "/Marked true");
    assert_contains(objects, "/Lang (en)");
}

static void bookmarks_follow_the_headings(void **state) {
    struct stage *stage = *state;
    add_words(stage, add_element(stage, stage->root, ELEMENT_H1), 51, 71, "One", true);
    struct placed_outline outline[] = {
        {"Uno \xC3\xB1", 1, 0, 60}, {"Two", 2, 0, 90}, {"Three", 3, 0, 120}, {"Four", 2, 0, 150}};
    stage->placed.outline = outline;
    stage->placed.outline_count = 4;
    write_pdf(stage);
    assert_sound(stage);
    const char *json = ask_well(stage, "qpdf --json=2 --json-key=outlines %s");
    const char *first = strstr(json, "Uno \xC3\xB1"), *four = strstr(json, "\"Four\"");
    assert_true(first && four && strstr(json, "\"Two\"") && strstr(json, "\"Three\""));
}

static void the_same_pages_give_the_same_bytes(void **state) {
    struct stage *stage = *state;
    struct element *paragraph = add_element(stage, stage->root, ELEMENT_P);
    add_words(stage, paragraph, 51, 71, "10.5 mm \xC3\xA9", true);
    write_pdf(stage);
    struct strbuf first = stage->bytes;
    stage->bytes = (struct strbuf){0};
    void *other_state;
    set_up(&other_state); /* another document in between, and its own faces */
    struct stage *other = other_state;
    add_words(other, add_element(other, other->root, ELEMENT_P), 51, 71, "quite other words", true);
    write_pdf(other);
    assert_int_not_equal(other->bytes.length, 0);
    setenv("TZ", "Asia/Tokyo", 1);
    char *locale = setlocale(LC_ALL, "de_DE.UTF-8"); /* where it is installed */
    write_pdf(stage);
    setlocale(LC_ALL, "C");
    (void)locale;
    assert_int_equal(stage->bytes.length, first.length);
    assert_memory_equal(stage->bytes.data, first.data, first.length);
    assert_null(memmem(first.data, first.length, "CreationDate", 12));
    strbuf_release(&first);
    tear_down(&other_state);
}

static void a_drawing_keeps_its_size_and_lines_on_its_grid(void **state) {
    struct stage *stage = *state;
    struct element *figure = add_element(stage, stage->root, ELEMENT_FIGURE);
    figure->alt = "Two squares";
    const double box[4] = {51.3, 60, 90, 80};
    memcpy(figure->box_pt, box, sizeof box);
    add_square(stage, NULL, 30, 30, FILL_NONE); /* 0.75 wide; so are the others */
    add_square(stage, figure, 51.3, 60, FILL_NONE);
    add_square(stage, figure, 70, 60, FILL_BLACK);
    add_square(stage, NULL, 100, 30, FILL_NONE);
    write_pdf(stage);
    assert_sound(stage);
    const char *objects = ask_well(stage, "qpdf --qdf --object-streams=disable %s -");
    assert_contains(objects, "q 0.05 0 0 0.05 51 781 cm\n15 w 6 18 200 -200 re\nS\n"
                             "380 18 200 -200 re\nB\nQ\nEMC");
    /* Behind it, the width from before counts again: it need not be said. */
    assert_contains(objects, "/Artifact<</Type/Pagination>>BDC\n100 811.89 10 -10 re\nS");
}

static void add_link(struct stage *stage, struct placed_link link) {
    struct placed_document *placed = &stage->placed;
    placed->links = arena_grow_array(&stage->arena, placed->links, placed->link_count,
                                     placed->link_count + 1, sizeof *placed->links);
    const double box[4] = {51, 60, 151, 75};
    memcpy(link.box_pt, box, sizeof box);
    placed->links[placed->link_count++] = link;
}

/* An address, a reference to a note on the next page, and the way back. */
static void place_links(struct stage *stage) {
    add_words(stage, add_element(stage, stage->root, ELEMENT_H1), 51, 50, "Links", true);
    struct element *paragraph = add_element(stage, stage->root, ELEMENT_P);
    add_words(stage, paragraph, 51, 71, "See ", false);
    struct element *link = add_element(stage, paragraph, ELEMENT_LINK);
    add_words(stage, link, 81, 71, "our", true);
    add_words(stage, link, 51, 91, "page", false);
    add_words(stage, paragraph, 101, 91, " or call us.", false);
    struct element *reference = add_element(stage, paragraph, ELEMENT_REFERENCE);
    add_words(stage, reference, 181, 88, "1", true);
    add_page(stage);
    struct element *note = add_element(stage, stage->root, ELEMENT_NOTE);
    note->id = "note-1";
    struct element *label = add_element(stage, note, ELEMENT_LBL);
    add_words(stage, label, 51, 71, "1", false);
    add_words(stage, note, 61, 71, "In the day.", true);
    struct element *other = add_element(stage, stage->root, ELEMENT_NOTE);
    other->id = "note-2";
    add_words(stage, other, 61, 91, "At night.", true);
    const char *url = "https://example.org/z\xC3\xBCrich(1)";
    add_link(stage, (struct placed_link){.element = link, .url = url, .contents = "Our page"});
    add_link(stage, (struct placed_link){.element = link, .url = url, .contents = "Our page"});
    add_link(stage, (struct placed_link){.element = reference,
                                         .target = note,
                                         .contents = "Note 1",
                                         .target_page = 1,
                                         .target_y_pt = 60});
    add_link(stage, (struct placed_link){
                        .element = label, .target = reference, .contents = "Back", .page = 1});
}

static void links_can_be_pressed_and_are_read_where_they_stand(void **state) {
    struct stage *stage = *state;
    place_links(stage);
    write_pdf(stage);
    assert_sound(stage);
    ask_well(stage, "python3 -B tests/pdfua/check.py %s");
    ask_well(stage, "python3 -B tests/pdfua/selftest.py --lacking 50 %s");
    const char *tags = ask_well(stage, "pdfinfo -struct-text %s");
    assert_contains(tags, "Link (inline)\n      \"our page\"\n      Object ");
    assert_contains(tags, "Reference (inline)\n      Link (inline)\n        \"1\"");
    assert_contains(ask_well(stage, "pdfinfo -url %s"), "https://example.org/z%C3%BCrich(1)");
    const char *objects = ask_well(stage, "qpdf --qdf --object-streams=disable %s -");
    assert_contains(objects, "/Contents (Our page)");
    assert_contains(objects, "/Rect [\n    51\n    766\n    151\n    782\n  ]");
    assert_contains(objects, "/XYZ\n    null\n    782\n    null");
}

static void a_link_to_a_page_that_is_not_there_is_an_error(void **state) {
    struct stage *stage = *state;
    place_links(stage);
    stage->placed.links[2].target_page = 7;
    assert_false(pdf_write(&stage->placed, stage->fonts, &stage->bytes, &stage->err));
    assert_string_equal(stage->err.message, "link 3: there is no page 8");
    assert_int_equal(stage->bytes.length, 0);
}

static void a_missing_glyph_is_an_error_and_leaves_no_bytes(void **state) {
    struct stage *stage = *state;
    add_words(stage, add_element(stage, stage->root, ELEMENT_P), 51, 71, "Heel", true);
    stage->page->items[0].run.glyphs[1].id = 0;
    strbuf_add(&stage->bytes, "kept");
    assert_false(pdf_write(&stage->placed, stage->fonts, &stage->bytes, &stage->err));
    assert_int_equal(stage->err.code, ERROR_ENVIRONMENT);
    assert_contains(stage->err.message, "page 1: font Andika has no glyph");
    assert_string_equal(stage->bytes.data, "kept");
}

static void a_path_that_would_vanish_is_an_error(void **state) {
    struct stage *stage = *state;
    add_square(stage, NULL, 51, 71, FILL_NONE);
    stage->page->items[0].command_count = 5;
    assert_false(pdf_write(&stage->placed, stage->fonts, &stage->bytes, &stage->err));
    assert_contains(stage->err.message, "page 1: a path without paint would vanish");
    assert_int_equal(stage->bytes.length, 0);
}

static void many_pages_and_parts_pass_no_limit_of_the_library(void **state) {
    struct stage *stage = *state;
    struct element *paragraph = NULL;
    for (int i = 0; i < 31000; i++) {
        if (i && i % 50 == 0)
            add_page(stage);
        paragraph = add_element(stage, stage->root, ELEMENT_P);
        if (i % 50 == 0)
            add_words(stage, paragraph, 51, 71, "x", true);
    }
    write_pdf(stage);
    assert_sound(stage);
    assert_contains(ask_well(stage, "pdfinfo %s"), "Pages:           620");
    assert_contains(ask_well(stage, "pdfinfo -struct %s | grep -c '^  P '"), "31000");
}

int main(void) {
#define STAGED(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        STAGED(a_page_is_sound_tagged_and_small),
        STAGED(fonts_are_embedded_subset_and_mapped_to_unicode),
        STAGED(words_of_neighbouring_lines_stay_apart_and_paragraphs_end_without_space),
        STAGED(ligatures_and_shared_glyphs_give_their_letters_back),
        STAGED(a_letter_of_several_glyphs_keeps_its_own_text),
        STAGED(a_shape_with_words_is_read_as_its_words),
        STAGED(tables_lists_figures_and_notes_carry_their_attributes),
        STAGED(an_empty_cell_stays_in_front_of_cells_filled_later),
        STAGED(title_and_clinic_are_readable_and_well_formed),
        STAGED(bookmarks_follow_the_headings),
        STAGED(the_same_pages_give_the_same_bytes),
        STAGED(a_drawing_keeps_its_size_and_lines_on_its_grid),
        STAGED(links_can_be_pressed_and_are_read_where_they_stand),
        STAGED(a_link_to_a_page_that_is_not_there_is_an_error),
        STAGED(a_missing_glyph_is_an_error_and_leaves_no_bytes),
        STAGED(a_path_that_would_vanish_is_an_error),
        STAGED(many_pages_and_parts_pass_no_limit_of_the_library),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
