/* render_html.c - the tree as one HTML file: head, running lines, blocks, notes, and the count that
 * shows that nothing is lost.
 *
 * Layer: render. The file holds everything it needs and asks nobody for anything; a content policy
 * says so to the browser. The order of the code is that of the file.
 */
#include "render/html_page.h"
#include "render/render.h"
#include "render/running_words.h"

/* ---- head ------------------------------------------------------------------------------------ */

static void add_meta(struct strbuf *out, const char *name, const char *content) {
    if (!content || !content[0])
        return;
    strbuf_add_format(out, "<meta name=\"%s\"", name);
    html_add_attribute(out, "content", content);
    strbuf_add(out, ">\n");
}

static void add_head(struct html_page *page) {
    const struct document *doc = page->doc;
    struct strbuf *out = page->out;
    strbuf_add(out, "<!DOCTYPE html>\n<html");
    html_add_attribute(out, "lang", doc->language);
    html_add_direction(out, doc->language);
    strbuf_add(out, ">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                    "style-src 'unsafe-inline'; img-src data:\">\n");
    add_meta(out, "viewport", "width=device-width, initial-scale=1");
    add_meta(out, "referrer", "no-referrer");
    add_meta(out, "robots", "noindex");
    add_meta(out, "author", doc->author);
    add_meta(out, "description", doc->subject);
    strbuf_add(out, "<title>");
    html_add_text(out, slice_of(doc->title));
    strbuf_add(out, "</title>\n");
    html_add_style(doc, page->theme, out);
    strbuf_add(out, "</head>\n");
}

/* ---- running lines --------------------------------------------------------------------------- */

/* What stands in the head and foot of the printed pages, once each. */
static void add_running(struct html_page *page, const char *element, const char *left,
                        const char *right) {
    struct strbuf *out = page->out;
    if (!left[0] && !right[0])
        return;
    strbuf_add_format(out, "<%s>\n", element);
    const char *const sides[] = {left, right};
    for (size_t i = 0; i < 2; i++) {
        if (!sides[i][0])
            continue;
        strbuf_add(out, "<p>");
        html_add_text(out, slice_of(sides[i]));
        strbuf_add(out, "</p>\n");
    }
    strbuf_add_format(out, "</%s>\n", element);
}

/* ---- nothing is lost ------------------------------------------------------------------------- */

static bool check_count(struct html_page *page) {
    size_t expected = 0;
    for (struct walk walk = walk_begin(page->doc->root); walk_next(&walk);)
        if (walk.event == WALK_ENTER && walk.node->kind == NODE_TEXT)
            expected += walk.node->text.length;
    if (expected != page->text_bytes)
        html_fail(page, page->doc->root,
                  "internal error: a document of %zu bytes of text has %zu in the HTML file: "
                  "please report this",
                  expected, page->text_bytes);
    return !page->failed;
}

/* ---- the document ---------------------------------------------------------------------------- */

/* What must be known before the first block is written. */
static bool has_title(struct html_page *page) {
    bool titled = false;
    for (struct walk walk = walk_begin(page->doc->root); walk_next(&walk);) {
        if (walk.event != WALK_ENTER)
            continue;
        page->has_sources |= walk.node->kind == NODE_SOURCES;
        titled |= walk.node->kind == NODE_HEADING && walk.node->level == 1;
    }
    page->source_is_marked = arena_new_array(&page->arena, page->doc->source_count + 1, bool);
    html_read_names(page);
    return titled;
}

static void add_body(struct html_page *page) {
    const struct document *doc = page->doc;
    struct strbuf *out = page->out;
    struct arena *arena = &page->arena;
    bool titled = has_title(page);
    strbuf_add(out, "<body>\n");
    add_running(page, "header", running_head(arena, doc), running_words(arena, doc->header_right));
    strbuf_add(out, "<main>\n");
    if (!titled) {
        strbuf_add(out, "<h1 class=\"hidden\">");
        html_add_text(out, slice_of(doc->title));
        strbuf_add(out, "</h1>\n");
    }
    html_blocks(page, doc->root);
    html_notes(page);
    strbuf_add(out, "</main>\n");
    add_running(page, "footer", running_words(arena, doc->footer_left),
                running_words(arena, doc->footer_right));
    strbuf_add(out, "</body>\n</html>\n");
}

bool render_html(const struct document *doc, struct strbuf *out, struct error *err) {
    struct html_page page = {.doc = doc, .out = out, .err = err};
    page.theme = doc->theme ? doc->theme : theme_standard();
    page.words = html_words_of(doc->language);
    add_head(&page);
    add_body(&page);
    bool whole = check_count(&page);
    arena_release(&page.arena);
    return whole;
}
