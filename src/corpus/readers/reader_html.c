/* reader_html.c - a web page -> an article.
 *
 * Layer: corpus; libxml2's HTML parser, without network. The tree is walked without recursion.
 * Order: what elements mean (a table), metadata, tables, the walk, the parse.
 */
#include "corpus/article_header.h"
#include "corpus/article_named.h"
#include "corpus/readers/plain_markup.h"
#include "corpus/readers/reader_formats.h"
#include "corpus/readers/xml_library.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

static _Thread_local const struct xml_library *xml; /* set by each parse; one for all */

struct page {
    struct article_builder *builder;
    int line_offset;
    int cell_depth; /* inside cells of a table of data, blocks are parts of the cell */
};

/* -- elements ------------------------------------------------------------------------------ */

enum element_use {
    USE_INLINE, /* all that is not in the table */
    USE_BLOCK,
    USE_HEADING,
    USE_ITEM,
    USE_TERM,
    USE_BREAK,
    USE_PICTURE,
    USE_ROW,
    USE_CELL,
    USE_SKIP,
};

/* Sorted by name. */
static const struct element {
    const char *name;
    enum element_use use;
} elements[] = {
    {"address", USE_BLOCK},    {"article", USE_BLOCK},  {"aside", USE_BLOCK},
    {"blockquote", USE_BLOCK}, {"body", USE_BLOCK},     {"br", USE_BREAK},
    {"button", USE_SKIP},      {"canvas", USE_SKIP},    {"caption", USE_BLOCK},
    {"center", USE_BLOCK},     {"dd", USE_BLOCK},       {"details", USE_BLOCK},
    {"dir", USE_BLOCK},        {"div", USE_BLOCK},      {"dl", USE_BLOCK},
    {"dt", USE_TERM},          {"fieldset", USE_BLOCK}, {"figcaption", USE_BLOCK},
    {"figure", USE_BLOCK},     {"footer", USE_BLOCK},   {"form", USE_BLOCK},
    {"h1", USE_HEADING},       {"h2", USE_HEADING},     {"h3", USE_HEADING},
    {"h4", USE_HEADING},       {"h5", USE_HEADING},     {"h6", USE_HEADING},
    {"head", USE_SKIP},        {"header", USE_BLOCK},   {"hr", USE_BLOCK},
    {"iframe", USE_SKIP},      {"img", USE_PICTURE},    {"legend", USE_BLOCK},
    {"li", USE_ITEM},          {"main", USE_BLOCK},     {"nav", USE_SKIP},
    {"noscript", USE_SKIP},    {"object", USE_SKIP},    {"ol", USE_BLOCK},
    {"option", USE_BLOCK},     {"p", USE_BLOCK},        {"pre", USE_BLOCK},
    {"script", USE_SKIP},      {"section", USE_BLOCK},  {"select", USE_SKIP},
    {"style", USE_SKIP},       {"summary", USE_BLOCK},  {"svg", USE_SKIP},
    {"table", USE_BLOCK},      {"td", USE_CELL},        {"template", USE_SKIP},
    {"textarea", USE_SKIP},    {"th", USE_CELL},        {"title", USE_SKIP},
    {"tr", USE_ROW},           {"ul", USE_BLOCK},
};

static int compare_element(const void *name, const void *element) {
    return strcasecmp(name, ((const struct element *)element)->name);
}

static enum element_use use_of(const xmlNode *node) {
    if (node->type != XML_ELEMENT_NODE)
        return USE_INLINE;
    const struct element *element =
        bsearch(node->name, elements, sizeof elements / sizeof *elements, sizeof *elements,
                compare_element);
    return element ? element->use : USE_INLINE;
}

static bool is_element(const xmlNode *node, const char *name) {
    return node && node->type == XML_ELEMENT_NODE &&
           strcasecmp((const char *)node->name, name) == 0;
}

/* The next node in reading order, not going below `node` unless told; NULL at the end of root. */
static xmlNode *next_node(xmlNode *node, const xmlNode *root, bool go_below) {
    if (go_below && node->children && node->type != XML_ENTITY_REF_NODE)
        return node->children;
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}

static int line_of(const struct page *page, const xmlNode *node) {
    long line = xml->xmlGetLineNo(node);
    return page->line_offset + (line > 0 ? (int)line : 1);
}

/* -- metadata ------------------------------------------------------------------------------ */

static const char *attribute(struct arena *arena, xmlNode *node, const char *name) {
    xmlChar *value = xml->xmlGetProp(node, (const xmlChar *)name);
    const char *text = article_clean_text(arena, slice_of((const char *)value));
    xml->free_text(value);
    return text;
}

static void read_meta(struct article_builder *builder, xmlNode *meta) {
    static const char *const keys[] = {"name", "property", "http-equiv"};
    const char *name = "";
    for (size_t i = 0; i < sizeof keys / sizeof *keys && !*name; i++)
        name = attribute(builder->arena, meta, keys[i]);
    article_take_named(builder, slice_of(name),
                       slice_of(attribute(builder->arena, meta, "content")));
}

static void read_metadata(struct article_builder *builder, xmlNode *root) {
    struct article *article = &builder->article;
    const char *language = attribute(builder->arena, root, "lang");
    if (!*language)
        language = attribute(builder->arena, root, "xml:lang");
    language = article_language(builder->arena, slice_of(language));
    if (language)
        article->language = language;
    for (xmlNode *node = root; node;
         node = next_node(node, root, use_of(node) != USE_SKIP || is_element(node, "head"))) {
        if (is_element(node, "body"))
            break; /* a title inside a drawing is not the page's */
        if (is_element(node, "title") && !*article->title) {
            xmlChar *title = xml->xmlNodeGetContent(node);
            article->title = article_clean_text(builder->arena, slice_of((const char *)title));
            xml->free_text(title);
        } else if (is_element(node, "meta")) {
            read_meta(builder, node);
        }
    }
}

/* -- tables and lists ---------------------------------------------------------------------- */

/* Old pages lay themselves out in tables: with headings, lists or tables inside, the cells are
 * parts of the page and not of a row. */
static bool is_layout_table(xmlNode *table) {
    for (xmlNode *node = table; node; node = next_node(node, table, use_of(node) != USE_SKIP)) {
        enum element_use use = use_of(node);
        if (use == USE_HEADING || use == USE_ITEM || (node != table && is_element(node, "table")))
            return true;
    }
    return false;
}

/* A table's private pointer holds the answer: it is asked for every cell. */
static bool is_in_layout(const xmlNode *cell) {
    const xmlNode *node = cell;
    while (node && !is_element(node, "table"))
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
    if (is_element(list, "ol")) {
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
    if (alternative && *alternative) {
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

/* True when the walk goes below the node. */
static bool enter(struct page *page, xmlNode *node) {
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
        add_text(page, node);
        return false;
    }
    switch (use_of(node)) {
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
        if (is_element(node, "table")) {
            break_block(page, node);
            node->_private = is_layout_table(node) ? node : NULL;
        } else if (!is_element(node, "dd")) { /* goes to the item of its term */
            break_block(page, node);
        } else if (page->builder->item_open) {
            const char *joint = is_element(xml->xmlPreviousElementSibling(node), "dt") ? ": " : " ";
            article_collect(page->builder, slice_of(joint), line_of(page, node));
        }
        break;
    case USE_HEADING:
    case USE_ROW:
        break_block(page, node);
        break;
    case USE_INLINE:
        break;
    }
    return node->type == XML_ELEMENT_NODE;
}

static void leave(struct page *page, xmlNode *node) {
    switch (use_of(node)) {
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
    case USE_BLOCK:
        if (is_element(node, "dl") && !page->cell_depth)
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
            read_metadata(page->builder, root);
        walk_tree(page, root);
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
                       struct error *err) {
    struct page page = {.builder = builder, .line_offset = line - 1};
    return !slice_trim(text).length || parse_page(&page, text, true, err);
}

bool reader_html_parsed(struct article_builder *builder, struct slice text, struct error *err) {
    struct page page = {.builder = builder};
    return parse_page(&page, text, false, err);
}

bool reader_html(struct article_builder *builder, struct slice text, struct error *err) {
    return plain_html(builder, text) || reader_html_parsed(builder, text, err);
}
