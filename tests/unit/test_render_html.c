/* test_render_html.c - the tree as HTML: every kind of node, escaping, references, nothing lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "handout_fixture.h"
#include "render/render.h"

struct page {
    struct fixture handout;
    struct strbuf out;
};

static int set_up(void **state) {
    struct page *page = test_calloc(1, sizeof *page);
    fixture_open(&page->handout);
    *state = page;
    return 0;
}

static int tear_down(void **state) {
    struct page *page = *state;
    strbuf_release(&page->out);
    fixture_close(&page->handout);
    test_free(page);
    return 0;
}

static const char *render(struct page *page) {
    struct error err = {0};
    strbuf_truncate(&page->out, 0);
    document_number_sources(page->handout.doc);
    if (!render_html(page->handout.doc, &page->out, &err))
        fail_msg("%s", err.message);
    return strbuf_text(&page->out);
}

static void expect(struct page *page, const char *part) {
    const char *html = strstr(render(page), "<body>");
    if (!strstr(html, part))
        fail_msg("no %s\nin %s", part, html);
}

static void refuse(struct page *page, const char *message) {
    struct error err = {0};
    strbuf_truncate(&page->out, 0);
    assert_false(render_html(page->handout.doc, &page->out, &err));
    assert_string_equal(err.message, message);
}

static void what_could_be_markup_is_text(void **state) {
    struct page *page = *state;
    struct fixture *f = &page->handout;
    f->doc->title = "A & B";
    f->doc->language = "en\" onload=\"x";
    f->doc->footer_left = "</footer><script>";
    paragraph(f, f->doc->root, "5 < 6 & 7 > 6, \"so\" it's <script>alert(1)</script>");
    expect(page, "5 &lt; 6 &amp; 7 &gt; 6, &quot;so&quot; it&#39;s "
                 "&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(page, "&lt;/footer&gt;&lt;script&gt;");
    assert_null(strstr(strbuf_text(&page->out), "<script"));
    assert_non_null(strstr(strbuf_text(&page->out), "<title>A &amp; B</title>"));
    assert_non_null(strstr(strbuf_text(&page->out), "lang=\"en&quot; onload=&quot;x\""));
}

static void marks_lead_to_their_sources_and_back(void **state) {
    struct page *page = *state;
    struct fixture *f = &page->handout;
    struct node *first = paragraph(f, f->doc->root, NULL);
    cited(f, first, "It raises your heel.", "a");
    words(f, first, " ");
    cited(f, first, "It helps.", "a");
    cited(f, paragraph(f, f->doc->root, NULL), "Call us.", "‡");
    cited(f, paragraph(f, f->doc->root, NULL), "Again.", "a");
    block(f, f->doc->root, NODE_SOURCES);
    expect(page, "It raises your heel. It helps.<sup id=\"mark-1\"><a href=\"#source-1\" "
                 "role=\"doc-noteref\" aria-label=\"source 1\">1</a></sup></p>");
    expect(page, "Call us.<sup id=\"mark-clinic\"><a href=\"#source-clinic\"");
    expect(page, "Again.<sup><a href=\"#source-1\""); /* an id stands once */
    expect(page, "<li id=\"source-1\">Heel inserts: a, version 1.0, reviewed 1 Oct 2026 "
                 "<a href=\"#mark-1\" role=\"doc-backlink\" "
                 "aria-label=\"1: back to the text\">↑</a></li>");
    expect(page, "<p class=\"note\" id=\"source-clinic\">‡ clinic advice</p>");
}

static void without_a_list_of_sources_marks_lead_nowhere(void **state) {
    struct page *page = *state;
    struct fixture *f = &page->handout;
    cited(f, paragraph(f, f->doc->root, NULL), "It helps.", "a");
    expect(page, "It helps.<sup id=\"mark-1\">1</sup></p>");
}

static void a_run_on_list_has_each_number_once(void **state) {
    struct page *page = *state;
    struct fixture *f = &page->handout;
    cited(f, paragraph(f, f->doc->root, NULL), "It helps.", "a");
    cited(f, paragraph(f, f->doc->root, NULL), "It rests.", "b");
    struct node *sources = block(f, f->doc->root, NODE_SOURCES);
    struct node *label = node_new(f->doc, NODE_PARAGRAPH, 3);
    bold(f, label, "Sources");
    assert_true(node_set_label(f->doc, sources, label, &f->err));
    document_number_sources(f->doc);
    assert_true(source_run_on(f->doc, label, &f->err));
    expect(page, "<strong>Sources</strong> Heel inserts <strong id=\"source-1\"><a "
                 "href=\"#mark-1\" role=\"doc-backlink\" aria-label=\"1: back to the text\">1</a>"
                 "</strong>, <strong id=\"source-2\">");
}

static void notes_stand_at_the_end_with_letters(void **state) {
    struct page *page = *state;
    struct fixture *f = &page->handout;
    struct node *text = paragraph(f, f->doc->root, "Rest");
    struct node *note = block(f, text, NODE_NOTE);
    words(f, note, "Lie down");
    words(f, block(f, block(f, note, NODE_STRONG), NODE_NOTE), "or sit");
    words(f, text, " often.");
    expect(page, "Rest<sup id=\"note-mark-1\"><a href=\"#note-1\" role=\"doc-noteref\" "
                 "aria-label=\"note a\">a</a></sup> often.</p>");
    expect(page, "<li id=\"note-1\">Lie down<strong><sup id=\"note-mark-2\">");
    expect(page, "<li id=\"note-2\">or sit <a href=\"#note-mark-2\"");
}

static void links_are_checked_and_never_stand_in_one_another(void **state) {
    struct page *page = *state;
    struct fixture *f = &page->handout;
    struct node *link = block(f, paragraph(f, f->doc->root, "See "), NODE_LINK);
    link->url = "https://example.org/a?b=1&c=\"2\"";
    words(f, link, "our page");
    cited(f, link, " now", "a");
    struct node *inner = block(f, block(f, link, NODE_STRONG), NODE_LINK);
    inner->url = "tel:999";
    words(f, inner, " or call");
    block(f, f->doc->root, NODE_SOURCES);
    expect(page, "See <a href=\"https://example.org/a?b=1&amp;c=&quot;2&quot;\" class=\"away\">our "
                 "page now<sup id=\"mark-1\">1</sup><strong> or call</strong></a>");
    link->url = "javascript:alert(1)";
    refuse(page, "test.lua:7: a link leads to what is no https:, http:, mailto: or tel: address");
}

static void check_lists_can_be_ticked(void **state) {
    struct page *page = *state;
    struct fixture *f = &page->handout;
    struct node *checks = list(f, f->doc->root, LIST_CHECK);
    item(f, checks, "Put it in your shoe.", NULL);
    paragraph(f, block(f, checks, NODE_ITEM), "Walk.");
    expect(page, "<li><input type=\"checkbox\" id=\"check-1\"><label for=\"check-1\">Put it in "
                 "your shoe.</label></li>");
    expect(page, "<input type=\"checkbox\" id=\"check-2\" aria-labelledby=\"item-2\"><div "
                 "id=\"item-2\"><p>Walk.</p>\n</div></li>");
}

static void definitions_are_pairs(void **state) {
    struct page *page = *state;
    struct fixture *f = &page->handout;
    struct node *terms = list(f, f->doc->root, LIST_DEFINITION);
    struct node *entry = item(f, terms, "it raises your heel", NULL);
    struct node *term = node_new(f->doc, NODE_PARAGRAPH, 3);
    words(f, term, "Heel lift");
    assert_true(node_set_label(f->doc, entry, term, &f->err));
    expect(page, "<div><dt>Heel lift</dt>\n<dd>it raises your heel</dd></div>");
}

static void tables_have_heads_and_spans(void **state) {
    struct page *page = *state;
    struct fixture *f = &page->handout;
    struct node *plan = block(f, f->doc->root, NODE_TABLE);
    plan->alt = "the plan";
    plan->head_rows = 1;
    plan->table_column_count = 2;
    plan->table_columns = arena_new_array(&f->arena, 2, struct table_column);
    plan->table_columns[1].align = ALIGN_RIGHT;
    const char *const cells[] = {"Week", "Runs", "1", "none", "some"};
    struct node *row = NULL, *cell = NULL;
    for (int i = 0; i < 5; i++) {
        if (i == 0 || i == 2 || i == 4)
            row = block(f, plan, NODE_ROW);
        cell = block(f, row, NODE_CELL);
        words(f, cell, cells[i]);
        cell->row_span = i == 2 ? 2 : 1;
    }
    expect(page, "<caption><span class=\"hidden\">the plan</span></caption>");
    expect(page, "<th scope=\"col\">Week</th><th scope=\"col\" class=\"right\">Runs</th>");
    expect(page, "<tr><th scope=\"rowgroup\" rowspan=\"2\">1</th><td class=\"right\">none</td></tr>"
                 "\n<tr><td class=\"right\">some</td></tr>");
    expect(page, "<div class=\"wide\" role=\"group\" tabindex=\"0\""); /* it can't be stacked */
}

static void a_stacked_cell_carries_its_head(void **state) {
    struct page *page = *state;
    struct fixture *f = &page->handout;
    const double widths[] = {40, 40};
    struct node *plan = table(f, f->doc->root, TABLE_PLAN, widths, 2, 1);
    row(f, plan, "Week|Runs \"a\"");
    row(f, plan, "1|none");
    expect(page, "<td data-head=\"Runs &quot;a&quot;\">none</td>");
}

static void other_languages_are_named_and_run_their_way(void **state) {
    struct page *page = *state;
    struct fixture *f = &page->handout;
    f->doc->language = "de-AT";
    struct node *text = paragraph(f, f->doc->root, "Ruhe ");
    struct node *other = block(f, text, NODE_LANGUAGE);
    other->language = "ar";
    words(f, other, "x");
    block(f, f->doc->root, NODE_WRITING_LINES)->count = 1;
    expect(page, "Ruhe <span lang=\"ar\" dir=\"rtl\">x</span>");
    expect(page, "role=\"img\" aria-label=\"Linien zum Schreiben: 1\">");
    f->doc->language = "sv"; /* no words of ours: English, and it says so */
    expect(page, "aria-label=\"lines to write on: 1\" lang=\"en\">");
}

static void drawings_are_named_or_hidden(void **state) {
    struct page *page = *state;
    struct fixture *f = &page->handout;
    struct node *drawn = figure(f, f->doc->root, 100, 60.25, "A caption");
    expect(page,
           "<svg class=\"drawing\" role=\"img\" aria-labelledby=\"figure-1\" viewBox=\"0 0 "
           "100 60.25\" style=\"width:8.333rem\"><title id=\"figure-1\">a drawing</title>\n"
           "<path d=\"M0.38 0.38L99.63 0.38L99.63 59.88L0.38 59.88Z\" fill=\"none\" "
           "stroke=\"#000\" stroke-width=\"0.75\"/>\n"
           "<text x=\"50\" y=\"30.13\" font-size=\"12\" text-anchor=\"middle\">figure</text>");
    expect(page, "<figcaption>A caption</figcaption>");
    drawn->alt = NULL;
    expect(page, "<svg class=\"drawing\" aria-hidden=\"true\"");
}

/* A grey PNG of one pixel. */
static const unsigned char pixel[] = {
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48,
    0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00,
    0x00, 0x3A, 0x7E, 0x9B, 0x55, 0x00, 0x00, 0x00, 0x0A, 0x49, 0x44, 0x41, 0x54, 0x78,
    0x9C, 0x63, 0x68, 0x00, 0x00, 0x00, 0x82, 0x00, 0x81, 0x77, 0xCD, 0x72, 0xB6, 0x00,
    0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82};

static bool load_pixel(void *context, enum resource_kind kind, const char *name,
                       struct arena *arena, struct slice *bytes, struct error *err) {
    size_t *length = context;
    if (kind != RESOURCE_PICTURE || strcmp(name, "dot.png") != 0)
        return error_set(err, ERROR_ENVIRONMENT, "%s: no such picture", name);
    *bytes = arena_slice(arena, slice_make((const char *)pixel, *length));
    return true;
}

static void pictures_are_held_in_the_file(void **state) {
    struct page *page = *state;
    struct fixture *f = &page->handout;
    size_t length = sizeof pixel;
    const struct resources resources = {.context = &length, .load = load_pixel};
    f->doc->resources = &resources;
    struct node *logo = block(f, f->doc->root, NODE_FIGURE);
    logo->alt = "A \"dot\"";
    logo->picture = "dot.png";
    logo->picture_width_pt = 24;
    logo->picture_height_pt = 12;
    expect(
        page,
        "<img alt=\"A &quot;dot&quot;\" style=\"width:1rem\" "
        "src=\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNo"
        "AAAAggCBd81ytgAAAABJRU5ErkJggg==\">");
    length -= 30;
    struct error err = {0};
    assert_false(render_html(f->doc, &page->out, &err));
    assert_non_null(strstr(err.message, "test.lua:7: dot.png: ")); /* damaged: refused by name */
    logo->picture = "other.png";
    refuse(page, "test.lua:7: other.png: no such picture");
}

static void parts_of_one_name_are_left_unnamed(void **state) {
    struct page *page = *state;
    struct fixture *f = &page->handout;
    heading(f, f->doc->root, 1, "Heel");
    paragraph(f, section(f, f->doc->root, "Why?"), "Because.");
    paragraph(f, section(f, f->doc->root, "Help"), "One.");
    paragraph(f, section(f, f->doc->root, "Help"), "Two.");
    expect(page, "<section aria-labelledby=\"heading-2\">\n<h2 id=\"heading-2\">Why?</h2>");
    expect(page, "<section>\n<h2 id=\"heading-3\">Help</h2>");
}

static void a_document_without_a_title_heading_gets_one_to_hear(void **state) {
    struct page *page = *state;
    struct fixture *f = &page->handout;
    paragraph(f, f->doc->root, "Walk.");
    expect(page, "<h1 class=\"hidden\">A handout</h1>");
}

static void text_that_no_part_takes_up_is_a_fault(void **state) {
    struct page *page = *state;
    struct fixture *f = &page->handout;
    struct node *entry = item(f, list(f, f->doc->root, LIST_BULLET), "Walk.", NULL);
    struct node *term = node_new(f->doc, NODE_PARAGRAPH, 3);
    words(f, term, "lost");
    assert_true(node_set_label(f->doc, entry, term, &f->err)); /* only definitions print labels */
    refuse(page, "test.lua:0: internal error: a document of 9 bytes of text has 5 in the HTML "
                 "file: please report this");
}

static void a_whole_handout_becomes_a_page(void **state) {
    struct page *page = *state;
    struct fixture whole;
    fixture_open_handout(&whole);
    struct error err;
    assert_true(render_html(whole.doc, &page->out, &err));
    const char *html = strbuf_text(&page->out);
    assert_non_null(
        strstr(html, "<header>\n<p>Example Foot Clinic</p>\n<p>Robin · 2 March 2026</p>"));
    assert_non_null(strstr(html, "<section class=\"box safety\" aria-labelledby="));
    assert_non_null(
        strstr(html, "<section class=\"box main labelled\" aria-labelledby=\"label-1\">"));
    fixture_close(&whole);
}

int main(void) {
#define RENDERED(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        RENDERED(what_could_be_markup_is_text),
        RENDERED(marks_lead_to_their_sources_and_back),
        RENDERED(without_a_list_of_sources_marks_lead_nowhere),
        RENDERED(a_run_on_list_has_each_number_once),
        RENDERED(notes_stand_at_the_end_with_letters),
        RENDERED(links_are_checked_and_never_stand_in_one_another),
        RENDERED(check_lists_can_be_ticked),
        RENDERED(definitions_are_pairs),
        RENDERED(tables_have_heads_and_spans),
        RENDERED(a_stacked_cell_carries_its_head),
        RENDERED(other_languages_are_named_and_run_their_way),
        RENDERED(drawings_are_named_or_hidden),
        RENDERED(pictures_are_held_in_the_file),
        RENDERED(parts_of_one_name_are_left_unnamed),
        RENDERED(a_document_without_a_title_heading_gets_one_to_hear),
        RENDERED(text_that_no_part_takes_up_is_a_fault),
        RENDERED(a_whole_handout_becomes_a_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
