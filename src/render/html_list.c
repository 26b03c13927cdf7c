/* html_list.c - lists: <ul>, <ol>, check lists that can be ticked on a screen, definitions.
 *
 * Layer: render. Order: check lists, other items, definitions, the list.
 */
#include "render/html_page.h"

static bool holds_blocks(const struct node *item) {
    return item->first_child && !node_is_inline(item->first_child->kind);
}

/* ---- check lists ----------------------------------------------------------------------------- */

/* A box that a finger or a key can tick, named by the item's words. It is printed as it stands. */
static void add_check_item(struct html_page *page, const struct node *item) {
    struct strbuf *out = page->out;
    int id = ++page->check_count;
    bool blocks = holds_blocks(item);
    strbuf_add_format(out, "<li><input type=\"checkbox\" id=\"check-%d\"", id);
    if (blocks) /* blocks can't stand in a <label> */
        strbuf_add_format(out, " aria-labelledby=\"item-%d\"><div id=\"item-%d\">", id, id);
    else
        strbuf_add_format(out, "><label for=\"check-%d\">", id);
    html_content(page, item);
    strbuf_add(out, blocks ? "</div></li>\n" : "</label></li>\n");
}

/* ---- other items ----------------------------------------------------------------------------- */

static void add_item(struct html_page *page, const struct node *item) {
    strbuf_add(page->out, "<li");
    if (item->first_child && node_is_inline(item->first_child->kind))
        html_add_words_direction(page, item->first_child);
    strbuf_add_char(page->out, '>');
    html_content(page, item);
    strbuf_add(page->out, "</li>\n");
}

static bool all_begin_with_boxes(const struct node *list) {
    for (const struct node *item = list->first_child; item; item = item->next)
        if (!html_leading_box(item))
            return false;
    return true;
}

static const char *class_of(const struct node *list) {
    switch (list->list_kind) {
    case LIST_NUMBER:
        return "numbers";
    case LIST_CHECK:
        return "checks";
    case LIST_PLUS:
        return "plus";
    case LIST_MINUS:
        return "minus";
    case LIST_PLAIN:
        return all_begin_with_boxes(list) ? "boxes" : "plain";
    default:
        return "dots";
    }
}

/* ---- definitions ----------------------------------------------------------------------------- */

static void add_definitions(struct html_page *page, const struct node *list) {
    struct strbuf *out = page->out;
    strbuf_add_format(out, "<dl class=\"definitions columns-%d\">\n", list->columns);
    for (const struct node *item = list->first_child; item; item = item->next) {
        strbuf_add(out, "<div><dt>");
        if (item->label)
            html_inlines(page, item->label->first_child);
        strbuf_add(out, "</dt>\n<dd>");
        html_content(page, item);
        strbuf_add(out, "</dd></div>\n");
    }
    strbuf_add(out, "</dl>\n");
}

/* ---- the list -------------------------------------------------------------------------------- */

void html_list(struct html_page *page, const struct node *list) {
    struct strbuf *out = page->out;
    if (list->list_kind == LIST_DEFINITION) {
        add_definitions(page, list);
        return;
    }
    bool numbered = list->list_kind == LIST_NUMBER;
    strbuf_add_format(out, "<%s class=\"%s columns-%d\"", numbered ? "ol" : "ul", class_of(list),
                      list->columns);
    if (numbered && list->first_number != 1)
        strbuf_add_format(out, " start=\"%d\"", list->first_number);
    /* Some programs take a list without dots for none: the role says that it is one. */
    strbuf_add(out, numbered || list->list_kind == LIST_BULLET ? ">\n" : " role=\"list\">\n");
    for (const struct node *item = list->first_child; item; item = item->next) {
        if (list->list_kind == LIST_CHECK)
            add_check_item(page, item);
        else
            add_item(page, item);
    }
    strbuf_add(out, numbered ? "</ol>\n" : "</ul>\n");
}
