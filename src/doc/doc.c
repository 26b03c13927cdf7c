/* doc.c - nodes: making, attaching, and the one table of what may contain what.
 *
 * Layer: doc. Order: the table of kinds, names for messages, making nodes, attaching them, text.
 */
#include "doc/doc.h"

#include "doc/words.h"

#include "base/strbuf.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdint.h>

#define TREE_DEPTH_LIMIT 64

/* ---- the table of kinds ---------------------------------------------------------------------- */

#define BIT(kind) (UINT32_C(1) << (kind))

#define INLINE                                                                                     \
    (BIT(NODE_TEXT) | BIT(NODE_STRONG) | BIT(NODE_SENTENCE) | BIT(NODE_SYMBOL) |                   \
     BIT(NODE_LANGUAGE) | BIT(NODE_LINE_BREAK) | BIT(NODE_LINK) | BIT(NODE_NOTE) |                 \
     BIT(NODE_TOGETHER))

/* Blocks that may stand anywhere blocks may. */
#define PLAIN_BLOCKS                                                                               \
    (BIT(NODE_SECTION) | BIT(NODE_HEADING) | BIT(NODE_PARAGRAPH) | BIT(NODE_LIST) |                \
     BIT(NODE_TABLE) | BIT(NODE_GROUP) | BIT(NODE_RULE) | BIT(NODE_WRITING_LINES) |                \
     BIT(NODE_FIGURE))

#define ALL_BLOCKS                                                                                 \
    (PLAIN_BLOCKS | BIT(NODE_BOX) | BIT(NODE_BAND) | BIT(NODE_SOURCES) | BIT(NODE_COLUMNS) |       \
     BIT(NODE_PAGE_BREAK))

static const struct {
    const char *name;
    uint32_t may_contain; /* bits of enum node_kind */
} kinds[NODE_KIND_COUNT] = {
    [NODE_DOCUMENT] = {"document", ALL_BLOCKS},
    [NODE_SECTION] = {"section", ALL_BLOCKS},
    [NODE_HEADING] = {"heading", INLINE},
    [NODE_PARAGRAPH] = {"paragraph", INLINE},
    [NODE_LIST] = {"list", BIT(NODE_ITEM)},
    [NODE_ITEM] = {"list item", INLINE | BIT(NODE_PARAGRAPH) | BIT(NODE_LIST) |
                                    BIT(NODE_WRITING_LINES) | BIT(NODE_FIGURE)},
    [NODE_TABLE] = {"table", BIT(NODE_ROW)},
    [NODE_ROW] = {"table row", BIT(NODE_CELL)},
    [NODE_CELL] = {"table cell", INLINE},
    [NODE_BOX] = {"box", PLAIN_BLOCKS | BIT(NODE_BAND)},
    [NODE_BAND] = {"band", BIT(NODE_COLUMN)},
    [NODE_COLUMN] = {"column", PLAIN_BLOCKS | BIT(NODE_BOX) | BIT(NODE_BAND) | BIT(NODE_SOURCES)},
    [NODE_GROUP] = {"group", PLAIN_BLOCKS | BIT(NODE_BOX) | BIT(NODE_BAND) | BIT(NODE_SOURCES)},
    [NODE_COLUMNS] = {"set of columns", PLAIN_BLOCKS | BIT(NODE_BOX) | BIT(NODE_SOURCES)},
    [NODE_RULE] = {"rule", 0},
    [NODE_WRITING_LINES] = {"set of writing lines", 0},
    [NODE_FIGURE] = {"figure", INLINE},
    [NODE_SOURCES] = {"list of sources", 0},
    [NODE_PAGE_BREAK] = {"page break", 0},
    [NODE_TEXT] = {"text", 0},
    [NODE_STRONG] = {"bold text", INLINE},
    /* Nothing that claims anything of its own: a sentence has one source. */
    [NODE_SENTENCE] = {"sentence with a source", INLINE & ~BIT(NODE_SENTENCE)},
    [NODE_SYMBOL] = {"symbol", 0},
    [NODE_LANGUAGE] = {"text in another language", INLINE},
    [NODE_LINE_BREAK] = {"line break", 0},
    [NODE_LINK] = {"link", INLINE & ~BIT(NODE_LINK) & ~BIT(NODE_NOTE)},
    [NODE_NOTE] = {"note", INLINE & ~BIT(NODE_NOTE)},
    [NODE_TOGETHER] = {"text kept together", INLINE & ~BIT(NODE_LINE_BREAK)},
};

bool node_is_inline(enum node_kind kind) {
    return (INLINE & BIT(kind)) != 0;
}

bool doc_can_contain(enum node_kind parent, enum node_kind child) {
    return (kinds[parent].may_contain & BIT(child)) != 0;
}

const char *node_kind_name(enum node_kind kind) {
    return kinds[kind].name;
}

/* "a", "an" or, for what can't be counted, nothing. */
static const char *article_of(enum node_kind kind) {
    if (kind == NODE_TEXT || kind == NODE_STRONG || kind == NODE_LANGUAGE || kind == NODE_TOGETHER)
        return "";
    return strchr("aeiou", kinds[kind].name[0]) ? "an " : "a ";
}

/* ---- making ---------------------------------------------------------------------------------- */

struct node *node_new(struct document *doc, enum node_kind kind, int script_line) {
    struct node *node = arena_new(doc->arena, struct node);
    node->kind = kind;
    node->script_line = script_line;
    node->columns = node->first_number = 1;
    node->span = node->row_span = 1;
    if (kind == NODE_HEADING)
        node->level = 2;
    return node;
}

struct document *document_new(struct arena *arena) {
    struct document *doc = arena_new(arena, struct document);
    doc->arena = arena;
    doc->root = node_new(doc, NODE_DOCUMENT, 0);
    doc->title = doc->short_title = doc->script = "";
    doc->language = "en";
    doc->words = &words_english;
    doc->header_left_first = doc->header_left = doc->header_right = "";
    doc->footer_left = doc->footer_right = "";
    doc->author = doc->subject = "";
    return doc;
}

/* ---- attaching ------------------------------------------------------------------------------- */

static bool refuse(const struct document *doc, const struct node *child, struct error *err,
                   const char *reason) {
    const char *script = doc->script && doc->script[0] ? doc->script : "script";
    return error_set(err, ERROR_SCRIPT, "%s:%d: %s", script, child->script_line, reason);
}

/* Levels of a subtree, the node itself included. */
static int height_of(const struct node *node) {
    int height = 1, depth = 0;
    for (struct walk walk = walk_begin(node); walk_next(&walk);) {
        depth += walk.event == WALK_ENTER ? 1 : -1;
        if (depth > height)
            height = depth;
    }
    return height;
}

/* What holds for children, asides and labels alike. */
static bool can_join(struct document *doc, const struct node *parent, const struct node *child,
                     struct error *err) {
    if (child->parent || child == doc->root)
        return refuse(doc, child, err, "the same part stands in two places: make it anew for each");
    int depth = 0;
    for (const struct node *node = parent; node; node = node->parent) {
        if (node == child)
            return refuse(doc, child, err, "a part can't contain itself");
        depth++;
    }
    if (depth + height_of(child) > TREE_DEPTH_LIMIT)
        return refuse(doc, child, err, "parts are nested more than 64 deep");
    return true;
}

bool node_attach(struct document *doc, struct node *parent, struct node *child, struct error *err) {
    if (!doc_can_contain(parent->kind, child->kind)) {
        const char *reason = arena_format(doc->arena, "%s%s can't stand in %s%s",
                                          article_of(child->kind), node_kind_name(child->kind),
                                          article_of(parent->kind), node_kind_name(parent->kind));
        return refuse(doc, child, err, reason);
    }
    if (!can_join(doc, parent, child, err))
        return false;
    child->parent = parent;
    child->next = NULL;
    if (parent->last_child)
        parent->last_child->next = child;
    else
        parent->first_child = child;
    parent->last_child = child;
    return true;
}

bool node_set_aside(struct document *doc, struct node *heading, struct node *aside,
                    struct error *err) {
    assert(heading->kind == NODE_HEADING);
    if (aside->kind != NODE_PARAGRAPH)
        return refuse(doc, aside, err, "the aside of a heading must be a paragraph");
    if (!can_join(doc, heading, aside, err))
        return false;
    aside->parent = heading;
    heading->aside = aside;
    return true;
}

bool node_set_label(struct document *doc, struct node *box, struct node *label, struct error *err) {
    assert(box->kind == NODE_BOX || box->kind == NODE_SOURCES || box->kind == NODE_ITEM);
    if (label->kind != NODE_PARAGRAPH)
        return refuse(doc, label, err, "a label must be a paragraph");
    if (!can_join(doc, box, label, err))
        return false;
    label->parent = box;
    box->label = label;
    return true;
}

void node_remove(struct node *node) {
    struct node *parent = node->parent, *before = NULL;
    assert(parent);
    for (struct node *child = parent->first_child; child != node; child = child->next)
        before = child;
    if (before)
        before->next = node->next;
    else
        parent->first_child = node->next;
    if (parent->last_child == node)
        parent->last_child = before;
    node->parent = node->next = NULL;
}

struct node *node_add(struct document *doc, struct node *parent, enum node_kind kind,
                      int script_line, struct error *err) {
    struct node *node = node_new(doc, kind, script_line);
    return node_attach(doc, parent, node, err) ? node : NULL;
}

/* ---- text ------------------------------------------------------------------------------------ */

static bool is_line_end_or_tab(unsigned code_point) {
    return (code_point >= '\t' && code_point <= '\r') || code_point == 0x85 ||
           code_point == 0x2028 || code_point == 0x2029;
}

/* Controls draw nothing and may hide something; a byte order mark inside a text and the
 * noncharacters are not allowed in the PDF's map to Unicode. */
static bool is_refused(unsigned code_point) {
    return code_point < 0x20 || (code_point >= 0x7F && code_point <= 0x9F) ||
           code_point == 0xFEFF || (code_point >= 0xFDD0 && code_point <= 0xFDEF) ||
           (code_point & 0xFFFE) == 0xFFFE;
}

struct node *node_add_text(struct document *doc, struct node *parent, struct slice text,
                           int script_line, struct error *err) {
    struct node *node = node_new(doc, NODE_TEXT, script_line);
    if (utf8_find_invalid(text) != UTF8_VALID) {
        refuse(doc, node, err, "a text is not valid UTF-8");
        return NULL;
    }
    struct strbuf clean = {0};
    for (size_t position = 0; position < text.length;) {
        unsigned code_point = utf8_next(text, &position);
        if (is_line_end_or_tab(code_point)) {
            bool pair = code_point == '\r' && position < text.length && text.data[position] == '\n';
            if (pair)
                position++;
            strbuf_add_char(&clean, ' ');
        } else if (is_refused(code_point)) {
            const char *reason =
                arena_format(doc->arena, "a text holds the control character U+%04X", code_point);
            strbuf_release(&clean);
            refuse(doc, node, err, reason);
            return NULL;
        } else {
            strbuf_add_code_point(&clean, code_point);
        }
    }
    node->text = arena_slice(doc->arena, strbuf_slice(&clean));
    strbuf_release(&clean);
    return node_attach(doc, parent, node, err) ? node : NULL;
}
