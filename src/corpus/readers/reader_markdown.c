/* reader_markdown.c - Markdown with a YAML header and tables -> an article.
 *
 * Layer: corpus; libcmark-gfm. The tree is walked with cmark's iterator, not by recursion, so that
 * a file of nothing but '>' is harmless. Order: what each kind of node adds, then the walk.
 */
#include "corpus/article_header.h"
#include "corpus/readers/plain_markup.h"
#include "corpus/readers/reader_formats.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <strings.h>

enum { MOST_CELLS = 2000 };

struct walk {
    struct article_builder *builder;
    int line_offset; /* of the Markdown below the header */
    bool is_raised;  /* inside <sup> */
};

static int line_of(const struct walk *walk, cmark_node *node) {
    /* Inline nodes of this version have no line of their own in tables: ask what holds them. */
    while (node && cmark_node_get_start_line(node) == 0)
        node = cmark_node_parent(node);
    return walk->line_offset + (node ? cmark_node_get_start_line(node) : 1);
}

static void collect(struct walk *walk, cmark_node *node, const char *text) {
    struct slice shown = slice_of(text ? text : "");
    if (walk->is_raised)
        article_collect_raised(walk->builder, shown, line_of(walk, node));
    else
        article_collect(walk->builder, shown, line_of(walk, node));
}

/* A heading inside a list or a quotation does not divide the article. */
static bool divides(cmark_node *node) {
    return cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_DOCUMENT;
}

/* Opens an item with its bullet or number; the list node counts its items. */
static void open_item(struct walk *walk, cmark_node *item) {
    cmark_node *list = cmark_node_parent(item);
    char marker[24] = "- ";
    if (cmark_node_get_list_type(list) == CMARK_ORDERED_LIST) {
        intptr_t before = (intptr_t)cmark_node_get_user_data(list);
        snprintf(marker, sizeof marker, "%lld. ",
                 cmark_node_get_list_start(list) + (long long)before);
        cmark_node_set_user_data(list,
                                 (void *)(before + 1)); /* NOLINT(performance-no-int-to-ptr) */
    }
    article_open_item(walk->builder, marker, line_of(walk, item));
}

/* Of HTML in a line the break and raised digits mean something in plain text. */
static void add_inline_html(struct walk *walk, cmark_node *node) {
    const char *tag = cmark_node_get_literal(node);
    if (tag && strncasecmp(tag, "<br", 3) == 0)
        collect(walk, node, " ");
    else if (tag && (strcasecmp(tag, "<sup>") == 0 || strncasecmp(tag, "<sup ", 5) == 0))
        walk->is_raised = true;
    else if (tag && strcasecmp(tag, "</sup>") == 0)
        walk->is_raised = false;
}

static bool add_html(struct walk *walk, cmark_node *node, struct error *err) {
    article_end_block(walk->builder);
    return reader_html_piece(walk->builder, slice_of(cmark_node_get_literal(node)),
                             line_of(walk, node), NULL, err);
}

static bool enter(struct walk *walk, cmark_node *node, struct error *err) {
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
        collect(walk, node, cmark_node_get_literal(node));
        break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        collect(walk, node, " ");
        break;
    case CMARK_NODE_HTML_INLINE:
        add_inline_html(walk, node);
        break;
    case CMARK_NODE_HTML_BLOCK:
        return add_html(walk, node, err);
    case CMARK_NODE_CODE_BLOCK:
        collect(walk, node, cmark_node_get_literal(node));
        article_end_block(walk->builder);
        break;
    case CMARK_NODE_ITEM:
        open_item(walk, node);
        break;
    default:
        break;
    }
    return true;
}

static void leave(struct walk *walk, cmark_node *node) {
    struct article_builder *builder = walk->builder;
    const char *type;
    if ((cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK)
        walk->is_raised = false; /* whatever was left open */
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
        article_end_block(builder);
        break;
    case CMARK_NODE_HEADING:
        if (divides(node))
            article_end_heading(builder, cmark_node_get_heading_level(node));
        else
            article_end_block(builder);
        break;
    case CMARK_NODE_ITEM:
        article_close_item(builder);
        break;
    default: /* node types of extensions have names only */
        type = cmark_node_get_type_string(node);
        if (strcmp(type, "table_cell") == 0)
            article_end_cell(builder);
        else if (strcmp(type, "table_row") == 0 || strcmp(type, "table_header") == 0)
            article_end_row(builder);
    }
}

static bool walk_document(struct walk *walk, cmark_node *document, struct error *err) {
    cmark_iter *iterator = cmark_iter_new(document);
    cmark_event_type event;
    bool done = true;
    while (done && (event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iterator);
        if (event == CMARK_EVENT_ENTER)
            done = enter(walk, node, err);
        else
            leave(walk, node);
    }
    cmark_iter_free(iterator);
    return done;
}

/* The table extension takes time in the square of a row's cells. */
static bool check_rows(const char *file, struct slice text, int line, struct error *err) {
    struct slice row;
    for (; slice_next_line(&text, &row); line++) {
        size_t cells = 0;
        for (const char *c = row.data; (c = memchr(c, '|', row.length - (size_t)(c - row.data)));
             c++)
            cells++;
        if (cells > MOST_CELLS)
            return error_set(err, ERROR_INPUT, "%s:%d: a line of %zu cells, at most %d", file, line,
                             cells, MOST_CELLS);
    }
    return true;
}

const char *reader_cmark_version(void) {
    return cmark_version_string();
}

static void register_extensions(void) {
    cmark_gfm_core_extensions_ensure_registered();
}

static bool parse(struct article_builder *builder, struct slice text, int line, struct error *err) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, register_extensions);
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    cmark_syntax_extension *tables = cmark_find_syntax_extension("table");
    if (tables)
        cmark_parser_attach_syntax_extension(parser, tables);
    cmark_parser_feed(parser, text.data, text.length);
    cmark_node *document = cmark_parser_finish(parser);
    struct walk walk = {builder, line - 1};
    bool done = walk_document(&walk, document, err);
    cmark_node_free(document);
    cmark_parser_free(parser);
    return done;
}

static bool read_header(struct article_builder *builder, struct slice *text, int *line,
                        struct error *err) {
    return article_read_header(builder->arena, builder->file, text, line, &builder->article, err);
}

bool reader_markdown_parsed(struct article_builder *builder, struct slice text, struct error *err) {
    int line = 1;
    return read_header(builder, &text, &line, err) && check_rows(builder->file, text, line, err) &&
           parse(builder, text, line, err);
}

bool reader_markdown(struct article_builder *builder, struct slice text, struct error *err) {
    int line = 1;
    return read_header(builder, &text, &line, err) &&
           (plain_markdown(builder, text, line) ||
            (check_rows(builder->file, text, line, err) && parse(builder, text, line, err)));
}
