/* html_inline.c - what stands inside a line, as HTML.
 *
 * Layer: render. Order: links, words kept together, one function a kind.
 */
#include "base/utf8.h"
#include "render/html_page.h"
#include "render/reference_words.h"

/* ---- links ----------------------------------------------------------------------------------- */

static bool is_safe_url(const char *url) {
    static const char *const schemes[] = {"https:", "http:", "mailto:", "tel:"};
    for (size_t i = 0; url && i < sizeof schemes / sizeof *schemes; i++)
        if (strncmp(url, schemes[i], strlen(schemes[i])) == 0)
            return true;
    return false;
}

static void add_link(struct html_page *page, const struct node *link) {
    if (!is_safe_url(link->url)) {
        html_fail(page, link, "a link leads to what is no https:, http:, mailto: or tel: address");
        return;
    }
    if (page->in_link) { /* a link inside bold text inside a link */
        html_inlines(page, link->first_child);
        return;
    }
    strbuf_add(page->out, "<a");
    html_add_attribute(page->out, "href", link->url);
    /* On paper the address stands behind the words, unless they are the address. */
    if (strncmp(link->url, "http", 4) == 0 && link_unsaid_address(&page->arena, link))
        strbuf_add(page->out, " class=\"away\"");
    strbuf_add_char(page->out, '>');
    page->in_link = true;
    html_inlines(page, link->first_child);
    page->in_link = false;
    strbuf_add(page->out, "</a>");
}

/* ---- words kept together --------------------------------------------------------------------- */

/* Longer words kept together would hang over the edge of a telephone's screen. */
enum { LONGEST_TOGETHER = 22 }; /* characters */

static void add_together(struct html_page *page, const struct node *node) {
    struct slice words = slice_of(node_plain_text(&page->arena, node));
    size_t characters = 0;
    for (size_t position = 0; position < words.length; characters++)
        utf8_next(words, &position);
    bool kept = characters <= LONGEST_TOGETHER;
    strbuf_add(page->out, kept ? "<span class=\"together\">" : "<span>");
    html_inlines(page, node->first_child);
    strbuf_add(page->out, "</span>");
}

/* ---- one function a kind --------------------------------------------------------------------- */

static void add_text(struct html_page *page, const struct node *node) {
    html_add_text(page->out, node->text);
    page->text_bytes += node->text.length;
}

static void add_strong(struct html_page *page, const struct node *node) {
    strbuf_add(page->out, "<strong>");
    html_inlines(page, node->first_child);
    strbuf_add(page->out, "</strong>");
}

static void add_sentence(struct html_page *page, const struct node *node) {
    html_inlines(page, node->first_child);
    html_source_marks(page, node);
}

static void add_language(struct html_page *page, const struct node *node) {
    strbuf_add(page->out, "<span");
    html_add_attribute(page->out, "lang", node->language);
    html_add_direction(page->out, node->language);
    strbuf_add_char(page->out, '>');
    html_inlines(page, node->first_child);
    strbuf_add(page->out, "</span>");
}

static void add_line_break(struct html_page *page, const struct node *node) {
    (void)node;
    strbuf_add(page->out, "<br>\n");
}

typedef void inline_writer(struct html_page *page, const struct node *node);

static inline_writer *const writers[NODE_KIND_COUNT] = {
    [NODE_TEXT] = add_text,
    [NODE_STRONG] = add_strong,
    [NODE_SENTENCE] = add_sentence,
    [NODE_SYMBOL] = html_symbol,
    [NODE_LANGUAGE] = add_language,
    [NODE_LINK] = add_link,
    [NODE_NOTE] = html_note_mark,
    [NODE_TOGETHER] = add_together,
    [NODE_LINE_BREAK] = add_line_break,
};

void html_inline(struct html_page *page, const struct node *node) {
    if (writers[node->kind])
        writers[node->kind](page, node);
}

void html_inlines(struct html_page *page, const struct node *first) {
    for (const struct node *node = first; node; node = node->next)
        html_inline(page, node);
}
