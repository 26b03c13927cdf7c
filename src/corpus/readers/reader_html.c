/* reader_html.c - a web page -> an article.
 *
 * Layer: corpus; libxml2's HTML parser, without network. The tree is walked without recursion.
 * Order: metadata, tables, the walk, the parse.
 */
#include "corpus/article_header.h"
#include "corpus/article_named.h"
#include "corpus/readers/css_raised.h"
#include "corpus/readers/html_elements.h"
#include "corpus/readers/plain_markup.h"
#include "corpus/readers/reader_formats.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

static _Thread_local const struct xml_library *xml; /* set by each parse; one for all */

struct page {
    struct article_builder *builder;
    int line_offset;
    int cell_depth; /* inside cells of a table of data, blocks are parts of the cell */
    int raised_depth;
    struct strbuf *raised_classes; /* of the page's style sheets */
};

static int line_of(const struct page *page, const xmlNode *node) {
    long line = xml->xmlGetLineNo(node);
    return page->line_offset + (line > 0 ? (int)line : 1);
}

/* -- metadata ------------------------------------------------------------------------------ */

static void read_meta(struct article_builder *builder, xmlNode *meta) {
    static const char *const keys[] = {"name", "property", "http-equiv"};
    const char *name = "";
    for (size_t i = 0; i < sizeof keys / sizeof *keys && !*name; i++)
        name = html_attribute(xml, builder->arena, meta, keys[i]);
    article_take_named(builder, slice_of(name),
                       slice_of(html_attribute(xml, builder->arena, meta, "content")));
}

static void take_language(struct article_builder *builder, xmlNode *node) {
    static const char *const names[] = {"lang", "xml:lang"};
    for (size_t i = 0; i < 2 && strcmp(builder->article.language, "und") == 0; i++) {
        const char *tag = article_language(
            builder->arena, slice_of(html_attribute(xml, builder->arena, node, names[i])));
        if (tag)
            builder->article.language = tag;
    }
}

static void read_metadata(struct page *page, xmlNode *root) {
    struct article_builder *builder = page->builder;
    struct article *article = &builder->article;
    take_language(builder, root);
    for (xmlNode *node = root; node;
         node =
             html_next_node(node, root, html_use_of(node) != USE_SKIP || html_is(node, "head"))) {
        if (html_is(node, "body")) {
            take_language(builder, node); /* where office programs write it */
            break;                        /* a title inside a drawing is not the page's */
        }
        if (html_is(node, "title") && !*article->title) {
            xmlChar *title = xml->xmlNodeGetContent(node);
            article->title = article_clean_text(builder->arena, slice_of((const char *)title));
            xml->free_text(title);
        } else if (html_is(node, "meta")) {
            read_meta(builder, node);
        } else if (html_is(node, "style")) {
            xmlChar *css = xml->xmlNodeGetContent(node);
            css_add_raised(page->raised_classes, slice_of((const char *)css));
            xml->free_text(css);
        }
    }
}

/* -- tables and lists ---------------------------------------------------------------------- */

/* Old pages lay themselves out in tables: with headings, lists or tables inside, the cells are
 * parts of the page and not of a row. */
static bool is_layout_table(xmlNode *table) {
    for (xmlNode *node = table; node;
         node = html_next_node(node, table, html_use_of(node) != USE_SKIP)) {
        enum html_use use = html_use_of(node);
        if (use == USE_HEADING || use == USE_ITEM || (node != table && html_is(node, "table")))
            return true;
    }
    return false;
}

/* A table's private pointer holds the answer: it is asked for every cell. */
static bool is_in_layout(const xmlNode *cell) {
    const xmlNode *node = cell;
    while (node && !html_is(node, "table"))
        node = node->parent;
    return !node || node->_private != NULL;
}

/* The number of a list's first item; what is no sensible one counts as if absent. */
static int first_number(const xmlNode *list) {
    enum { LARGEST_NUMBER = 1000000 };
    xmlChar *start = xml->xmlGetProp(list, (const xmlChar *)"start");
    char *end = (char *)start;
    long number = start ? strtol((const char *)start, &end, 10) : 1;
    bool is_number = end != (char *)start;
    xml->free_text(start);
    return is_number && number >= -LARGEST_NUMBER && number <= LARGEST_NUMBER ? (int)number : 1;
}

static void open_item(struct page *page, xmlNode *item) {
    char marker[24] = "- ";
    xmlNode *list = item->parent;
    if (html_is(list, "ol")) {
        /* The list counts its items in its private pointer. */
        intptr_t before = (intptr_t)list->_private;
        snprintf(marker, sizeof marker, "%lld. ", first_number(list) + (long long)before);
        list->_private = (void *)(before + 1); /* NOLINT(performance-no-int-to-ptr) */
    }
    article_open_item(page->builder, marker, line_of(page, item));
}

/* -- the walk ------------------------------------------------------------------------------ */

static void break_block(struct page *page, const xmlNode *node) {
    if (page->cell_depth)
        article_collect(page->builder, slice_of(" "), line_of(page, node));
    else
        article_end_block(page->builder);
}

static void add_picture(struct page *page, xmlNode *picture) {
    xmlChar *alternative = xml->xmlGetProp(picture, (const xmlChar *)"alt");
    if (alternative && article_is_description(slice_of((const char *)alternative))) {
        article_collect(page->builder, slice_of(" "), line_of(page, picture));
        article_collect(page->builder, slice_of((const char *)alternative), line_of(page, picture));
        article_collect(page->builder, slice_of(" "), line_of(page, picture));
    }
    xml->free_text(alternative);
}

static bool is_data_cell(const struct page *page, const xmlNode *node) {
    return page->cell_depth == 0 && !is_in_layout(node);
}

/* Numeric references to what Windows 1252 has between 0x80 and 0x9F mean those characters, as in
 * every browser (&#146; is an apostrophe); in Unicode they would be control characters. */
static void add_text(struct page *page, const xmlNode *node) {
    static const unsigned short windows_1252[32] = {
        0x20AC, ' ',    0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, ' ',    0x017D, ' ',    ' ',    0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, ' ',    0x017E, 0x0178,
    };
    struct slice rest = slice_of((const char *)node->content);
    int line = line_of(page, node);
    const char *lead;
    if (page->raised_depth) {
        article_collect_raised(page->builder, rest, line);
        return;
    }
    while (rest.length && (lead = memchr(rest.data, 0xC2, rest.length - 1))) {
        unsigned char second = (unsigned char)lead[1];
        size_t before = (size_t)(lead - rest.data);
        bool is_control = second >= 0x80 && second < 0xA0;
        article_collect(page->builder, slice_make(rest.data, before + (is_control ? 0 : 2)), line);
        if (is_control) {
            struct strbuf meant = {0};
            strbuf_add_code_point(&meant, windows_1252[second - 0x80]);
            article_collect(page->builder, strbuf_slice(&meant), line);
            strbuf_release(&meant);
        }
        rest = slice_make(lead + 2, rest.length - before - 2);
    }
    article_collect(page->builder, rest, line);
}

static bool is_raised(const struct page *page, xmlNode *node) {
    return html_is_raised(xml, page->builder->arena, node, page->raised_classes);
}

/* True when the walk goes below the node. */
static bool enter(struct page *page, xmlNode *node) {
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
        add_text(page, node);
        return false;
    }
    switch (html_use_of(node)) {
    case USE_SKIP:
        return false;
    case USE_BREAK:
        article_collect(page->builder, slice_of(" "), line_of(page, node));
        break;
    case USE_PICTURE:
        add_picture(page, node);
        break;
    case USE_ITEM:
        open_item(page, node);
        break;
    case USE_CAPTION: /* hidden from ears because it says what the picture's description says */
        if (strcasecmp(html_attribute(xml, page->builder->arena, node, "aria-hidden"), "true") == 0)
            return false;
        break_block(page, node);
        break;
    case USE_TERM:
        article_open_item(page->builder, "- ", line_of(page, node));
        break;
    case USE_CELL:
        if (is_data_cell(page, node))
            page->cell_depth++;
        else
            break_block(page, node);
        break;
    case USE_BLOCK:
        if (html_is(node, "table")) {
            break_block(page, node);
            node->_private = is_layout_table(node) ? node : NULL;
        } else if (!html_is(node, "dd")) { /* goes to the item of its term */
            break_block(page, node);
        } else if (html_is(xml->xmlPreviousElementSibling(node), "dt")) {
            article_end_term(page->builder, line_of(page, node));
        } else if (page->builder->item_open) {
            article_collect(page->builder, slice_of(" "), line_of(page, node));
        }
        break;
    case USE_HEADING:
    case USE_ROW:
        break_block(page, node);
        break;
    case USE_INLINE:
        page->raised_depth += is_raised(page, node);
        break;
    }
    return node->type == XML_ELEMENT_NODE;
}

static void leave(struct page *page, xmlNode *node) {
    switch (html_use_of(node)) {
    case USE_INLINE:
        page->raised_depth -= is_raised(page, node);
        break;
    case USE_HEADING:
        if (page->cell_depth)
            break_block(page, node);
        else
            article_end_heading(page->builder, node->name[1] - '0');
        break;
    case USE_ITEM:
        article_close_item(page->builder);
        break;
    case USE_CELL:
        if (page->cell_depth && !is_in_layout(node)) {
            page->cell_depth--;
            article_end_cell(page->builder);
        } else {
            break_block(page, node);
        }
        break;
    case USE_ROW:
        if (!page->cell_depth) {
            article_end_block(page->builder);
            article_end_row(page->builder);
        }
        break;
    case USE_CAPTION:
        break_block(page, node);
        break;
    case USE_BLOCK:
        if (html_is(node, "dl") && !page->cell_depth)
            article_close_item(page->builder);
        break_block(page, node);
        break;
    default:
        break;
    }
}

static void walk_tree(struct page *page, xmlNode *root) {
    xmlNode *node = root;
    while (node) {
        if (enter(page, node) && node->children) {
            node = node->children;
            continue;
        }
        if (node->type == XML_ELEMENT_NODE)
            leave(page, node);
        while (node != root && !node->next) {
            node = node->parent;
            leave(page, node);
        }
        node = node == root ? NULL : node->next;
    }
    article_close_item(page->builder);
}

/* -- the parse ----------------------------------------------------------------------------- */

static bool parse_page(struct page *page, struct slice text, bool is_piece, struct error *err) {
    const char *file = page->builder->file;
    xml = xml_library(err);
    if (!xml)
        return error_prefix(err, "%s: ", file);
    htmlParserCtxt *parser = xml->htmlNewParserCtxt();
    if (!parser)
        return error_set(err, ERROR_ENVIRONMENT, "%s: out of memory", file);
    htmlDocPtr document =
        xml->htmlCtxtReadMemory(parser, text.data, (int)text.length, NULL, "UTF-8",
                                HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                    HTML_PARSE_NONET | HTML_PARSE_COMPACT);
    bool done = true;
    /* The parser stops short where it gives up; what is behind would be missing silently. */
    const xmlError *last = &parser->lastError;
    if (last->code == XML_ERR_NO_MEMORY)
        done = error_set(err, ERROR_ENVIRONMENT, "%s: out of memory", file);
    else if (parser->disableSAX)
        done = error_set(err, ERROR_INPUT, "%s:%d: elements nested too deeply, at most 256", file,
                         page->line_offset + last->line);
    xmlNode *root = document ? xml->xmlDocGetRootElement(document) : NULL;
    if (done && root) {
        if (!is_piece)
            read_metadata(page, root);
        /* What stands behind the end of the page, the parser puts into a tree of its own. */
        for (xmlNode *tree = root; tree; tree = tree->next)
            walk_tree(page, tree);
    }
    xml->xmlFreeDoc(document);
    xml->htmlFreeParserCtxt(parser);
    return done;
}

int reader_libxml2_version(void) {
    const struct xml_library *library = xml_library(NULL);
    return library ? library->version : 0;
}

bool reader_html_piece(struct article_builder *builder, struct slice text, int line,
                       const struct strbuf *raised_classes, struct error *err) {
    struct strbuf own = {0};
    if (raised_classes)
        strbuf_add_slice(&own, strbuf_slice(raised_classes));
    struct page page = {.builder = builder, .line_offset = line - 1, .raised_classes = &own};
    bool done = !slice_trim(text).length || parse_page(&page, text, true, err);
    strbuf_release(&own);
    return done;
}

bool reader_html_parsed(struct article_builder *builder, struct slice text, struct error *err) {
    struct strbuf raised_classes = {0};
    struct page page = {.builder = builder, .raised_classes = &raised_classes};
    bool done = parse_page(&page, text, false, err);
    strbuf_release(&raised_classes);
    return done;
}

bool reader_html(struct article_builder *builder, struct slice text, struct error *err) {
    return plain_html(builder, text) || reader_html_parsed(builder, text, err);
}
