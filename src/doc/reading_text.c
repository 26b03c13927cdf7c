/* reading_text.c - which words of a tree are sentences, and under which heading they stand.
 *
 * Layer: doc. Order: headings, collecting a block's inline words into units, the walk.
 */
#include "doc/reading_text.h"

#include "base/strbuf.h"

struct collector {
    struct arena *arena;
    struct reading_text found;
    size_t room;
    struct strbuf piece;
    const char *section;
    bool glossary, keeps_fragments; /* of the block at hand */
};

/* ---- headings -------------------------------------------------------------------------------- */

static const struct node *heading_before(const struct node *node) {
    const struct node *last = NULL;
    for (const struct node *at = node->parent->first_child; at && at != node; at = at->next)
        if (at->kind == NODE_HEADING)
            last = at;
    return last;
}

/* The nearest heading before the block, within it or around it; a box's label serves as one. */
static const char *section_of(struct arena *arena, const struct node *node) {
    for (; node->parent; node = node->parent) {
        if (node->parent->kind == NODE_HEADING) /* an aside */
            return node_plain_text(arena, node->parent);
        const struct node *heading = heading_before(node);
        if (!heading && node->parent->kind == NODE_BOX)
            heading = node->parent->label;
        if (heading)
            return node_plain_text(arena, heading);
    }
    return "";
}

/* ---- units ----------------------------------------------------------------------------------- */

static bool is_sentence(struct slice text) {
    while (text.length > 0 && strchr(")\"'", text.data[text.length - 1]))
        text.length--;
    if (text.length >= 3 && memcmp(text.data + text.length - 3, "\u201D", 3) == 0)
        text.length -= 3;
    return text.length > 0 && strchr(".?!", text.data[text.length - 1]) != NULL;
}

static void end_unit(struct collector *collector, bool keep_fragment, bool glossary) {
    struct slice text = slice_trim(strbuf_slice(&collector->piece));
    if (text.length > 0 && (keep_fragment || collector->keeps_fragments || is_sentence(text))) {
        struct reading_text *found = &collector->found;
        found->units = arena_make_room(collector->arena, found->units, found->count,
                                       &collector->room, 64, sizeof *found->units);
        found->units[found->count++] =
            (struct reading_unit){.section = collector->section,
                                  .text = arena_bytes(collector->arena, text.data, text.length),
                                  .glossary = glossary || collector->glossary};
    }
    strbuf_truncate(&collector->piece, 0);
}

static void add_words(struct collector *collector, struct slice text) {
    static const char no_break_space[] = "\u00A0";
    for (size_t i = 0; i < text.length; i++) {
        if (text.length - i >= 2 && memcmp(text.data + i, no_break_space, 2) == 0) {
            strbuf_add_char(&collector->piece, ' ');
            i++;
        } else {
            strbuf_add_char(&collector->piece, text.data[i]);
        }
    }
}

static bool begins_with_glossary(const struct node *node) {
    return node->provenance->key && strncmp(node->provenance->key, "glossary.", 9) == 0;
}

static bool is_value(const struct node *node) {
    return node->kind == NODE_SENTENCE && node->provenance && node->provenance->class_letter == 'V';
}

/* Reviewed sentences: a fragment among them ("a numb toe") is read as a sentence, too. */
static bool is_reviewed(const struct node *node) {
    return node->kind == NODE_SENTENCE && node->provenance &&
           strchr("QRC", node->provenance->class_letter) != NULL;
}

/* A bold beginning of a paragraph that is no part of a reviewed sentence is a heading run in. */
static bool is_run_in_heading(const struct node *node) {
    return node->kind == NODE_STRONG && !node->provenance && node->parent->first_child == node &&
           node->parent->kind == NODE_PARAGRAPH && node->next;
}

static void add_inline(struct collector *collector, const struct node *node);

static void add_sentence(struct collector *collector, const struct node *node) {
    bool apart = is_reviewed(node);
    size_t begun = collector->piece.length;
    if (apart && begun > 0 && begins_with_glossary(node))
        end_unit(collector, false, false);
    add_inline(collector, node);
    if (apart &&
        (begins_with_glossary(node) || !is_sentence(slice_trim(strbuf_slice(&collector->piece)))))
        end_unit(collector, true, begins_with_glossary(node));
}

static void add_inline(struct collector *collector, const struct node *node) {
    for (const struct node *child = node->first_child; child; child = child->next) {
        if (!node_is_inline(child->kind) || child->kind == NODE_NOTE || is_value(child) ||
            is_run_in_heading(child))
            continue;
        if (child->kind == NODE_TEXT && child->filled)
            strbuf_add_char(&collector->piece, ' '); /* a field's value */
        else if (child->kind == NODE_TEXT)
            add_words(collector, child->text);
        else if (child->kind == NODE_LINE_BREAK)
            end_unit(collector, false, false);
        else if (child->kind == NODE_SENTENCE && child->provenance)
            add_sentence(collector, child);
        else
            add_inline(collector, child);
    }
}

static bool holds_inline(const struct node *node) {
    return node->first_child && node_is_inline(node->first_child->kind);
}

static void add_block(struct collector *collector, const struct node *node) {
    bool is_item = node->kind == NODE_ITEM;
    collector->section = section_of(collector->arena, node);
    collector->glossary = is_item && node->parent->list_kind == LIST_DEFINITION;
    collector->keeps_fragments = is_item;
    add_inline(collector, node);
    end_unit(collector, false, false);
}

/* ---- the walk -------------------------------------------------------------------------------- */

static bool is_left_out(const struct node *node) {
    bool label = node->parent && node->parent->label == node;
    return node->kind == NODE_SOURCES || label ||
           (node->kind == NODE_PARAGRAPH && node->role == ROLE_STRIP);
}

struct reading_text reading_text_of(struct arena *arena, const struct document *doc) {
    struct collector collector = {.arena = arena};
    const struct node *skipped = NULL;
    for (struct walk walk = walk_begin(doc->root); walk_next(&walk);) {
        const struct node *node = walk.node;
        if (skipped && node == skipped && walk.event == WALK_EXIT)
            skipped = NULL;
        if (skipped || walk.event != WALK_ENTER)
            continue;
        if (is_left_out(node)) {
            skipped = node;
            continue;
        }
        bool reads = node->kind == NODE_PARAGRAPH || node->kind == NODE_ITEM ||
                     node->kind == NODE_CELL || node->kind == NODE_FIGURE ||
                     node->kind == NODE_NOTE;
        if (reads && holds_inline(node))
            add_block(&collector, node);
    }
    strbuf_release(&collector.piece);
    return collector.found;
}
