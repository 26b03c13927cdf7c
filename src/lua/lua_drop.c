/* lua_drop.c - what vanishes with the sentences that search could not find any more.
 *
 * Layer: lua. A sentence whose passage is gone leaves no hole behind: the paragraph, item or row
 * that held nothing else goes with it, then the list, then the section with its heading. What stays
 * is anything that still says something by itself: a table of kinds says how each is judged.
 */
#include "lua/lua_convert.h"

#include "base/utf8.h"

void lua_drop_note(struct node *node) {
    for (; node; node = node->parent)
        node->dropped_any = true;
}

void lua_drop_unlink(struct node *parent, struct node *before) {
    parent->last_child = before;
    if (before)
        before->next = NULL;
    else
        parent->first_child = NULL;
}

/* ---- judging --------------------------------------------------------------------------------- */

/* Spaces and punctuation: ASCII, Latin-1's marks, and the General Punctuation block. */
static bool is_punctuation(unsigned code_point) {
    bool is_ascii_word = (code_point >= '0' && code_point <= '9') ||
                         (code_point >= 'A' && code_point <= 'Z') ||
                         (code_point >= 'a' && code_point <= 'z');
    if (code_point < 0x80)
        return !is_ascii_word;
    return code_point == 0xA0 || code_point == 0xA1 || code_point == 0xAB || code_point == 0xB7 ||
           code_point == 0xBB || code_point == 0xBF ||
           (code_point >= 0x2000 && code_point <= 0x206F);
}

static bool has_words(struct slice text) {
    for (size_t position = 0; position < text.length;)
        if (!is_punctuation(utf8_next(text, &position)))
            return true;
    return false;
}

static bool says_something(const struct node *node) {
    for (struct walk walk = walk_begin(node); walk_next(&walk);) {
        if (walk.event != WALK_ENTER || walk.node == node)
            continue;
        enum node_kind kind = walk.node->kind;
        if (kind == NODE_SENTENCE || (kind == NODE_TEXT && has_words(walk.node->text)))
            return true;
    }
    return false;
}

static bool has_sentence(const struct node *node) {
    for (struct walk walk = walk_begin(node); walk_next(&walk);)
        if (walk.node->kind == NODE_SENTENCE)
            return true;
    return false;
}

bool lua_drop_is_bare(const struct node *node) {
    for (const struct node *child = node->first_child; child; child = child->next)
        if (child->kind != NODE_HEADING && child->kind != NODE_RULE &&
            child->kind != NODE_PAGE_BREAK)
            return false;
    return true;
}

/* ---- the rules ------------------------------------------------------------------------------- */

static bool is_without_words(const struct node *node, bool lost) {
    return lost && !says_something(node);
}

static bool is_item_empty(const struct node *node, bool lost) {
    bool holds_blocks = node->first_child && !node_is_inline(node->first_child->kind);
    return holds_blocks ? false : is_without_words(node, lost);
}

static bool is_childless(const struct node *node, bool lost) {
    (void)lost;
    return !node->first_child;
}

/* A row's label says nothing once the sentence that it labels is gone. */
static bool is_row_empty(const struct node *node, bool lost) {
    (void)lost;
    return node->dropped_any && !has_sentence(node);
}

static bool is_table_empty(const struct node *node, bool lost) {
    int rows = 0;
    for (const struct node *row = node->first_child; row; row = row->next)
        rows++;
    return lost && rows <= node->head_rows;
}

static bool is_container_empty(const struct node *node, bool lost) {
    return lost && lua_drop_is_bare(node);
}

static bool is_band_empty(const struct node *node, bool lost) {
    (void)lost;
    if (!node->dropped_any)
        return false;
    for (const struct node *column = node->first_child; column; column = column->next)
        if (!lua_drop_is_bare(column))
            return false;
    return true;
}

typedef bool vanish_rule(const struct node *node, bool lost);

static vanish_rule *const rules[NODE_KIND_COUNT] = {
    [NODE_SECTION] = is_container_empty, [NODE_HEADING] = is_without_words,
    [NODE_PARAGRAPH] = is_without_words, [NODE_LIST] = is_childless,
    [NODE_ITEM] = is_item_empty,         [NODE_TABLE] = is_table_empty,
    [NODE_ROW] = is_row_empty,           [NODE_BOX] = is_container_empty,
    [NODE_BAND] = is_band_empty,         [NODE_GROUP] = is_container_empty,
    [NODE_COLUMNS] = is_container_empty, [NODE_STRONG] = is_without_words,
    [NODE_LANGUAGE] = is_without_words,  [NODE_NOTE] = is_without_words,
};

bool lua_drop_vanishes(const struct node *node, bool lost) {
    return rules[node->kind] && rules[node->kind](node, lost);
}
