/* html_elements.c - see html_elements.h.
 *
 * Layer: corpus. Order: the table, the tree, attributes.
 */
#include "corpus/readers/html_elements.h"

#include "corpus/article_builder.h"
#include "corpus/readers/css_raised.h"

#include <stdlib.h>
#include <strings.h>

/* Sorted by name. */
static const struct element {
    const char *name;
    enum html_use use;
} elements[] = {
    {"address", USE_BLOCK},    {"article", USE_BLOCK},  {"aside", USE_BLOCK},
    {"blockquote", USE_BLOCK}, {"body", USE_BLOCK},     {"br", USE_BREAK},
    {"button", USE_SKIP},      {"canvas", USE_SKIP},    {"caption", USE_BLOCK},
    {"center", USE_BLOCK},     {"dd", USE_BLOCK},       {"details", USE_BLOCK},
    {"dir", USE_BLOCK},        {"div", USE_BLOCK},      {"dl", USE_BLOCK},
    {"dt", USE_TERM},          {"fieldset", USE_BLOCK}, {"figcaption", USE_CAPTION},
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

enum html_use html_use_of(const xmlNode *node) {
    if (node->type != XML_ELEMENT_NODE)
        return USE_INLINE;
    const struct element *element =
        bsearch(node->name, elements, sizeof elements / sizeof *elements, sizeof *elements,
                compare_element);
    return element ? element->use : USE_INLINE;
}

bool html_is(const xmlNode *node, const char *name) {
    return node && node->type == XML_ELEMENT_NODE &&
           strcasecmp((const char *)node->name, name) == 0;
}

xmlNode *html_next_node(xmlNode *node, const xmlNode *root, bool go_below) {
    if (go_below && node->children && node->type != XML_ENTITY_REF_NODE)
        return node->children;
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}

const char *html_attribute(const struct xml_library *xml, struct arena *arena, xmlNode *node,
                           const char *name) {
    xmlChar *value = xml->xmlGetProp(node, (const xmlChar *)name);
    const char *text = article_clean_text(arena, slice_of((const char *)value));
    xml->free_text(value);
    return text;
}

bool html_class_is_raised(struct slice classes) {
    static const char *const names[] = {"superscript", "noteref", "footnote-ref"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (classes.length && memmem(classes.data, classes.length, names[i], strlen(names[i])))
            return true;
    return false;
}

bool html_is_raised(const struct xml_library *xml, struct arena *arena, xmlNode *node,
                    const struct strbuf *raised_classes) {
    if (html_is(node, "sup"))
        return true;
    if (!node->properties || (!html_is(node, "a") && !html_is(node, "span")))
        return false;
    return strcmp(html_attribute(xml, arena, node, "epub:type"), "noteref") == 0 ||
           strcmp(html_attribute(xml, arena, node, "role"), "doc-noteref") == 0 ||
           html_class_is_raised(slice_of(html_attribute(xml, arena, node, "class"))) ||
           css_is_raised(raised_classes, html_attribute(xml, arena, node, "class")) ||
           css_raises(slice_of(html_attribute(xml, arena, node, "style")));
}
