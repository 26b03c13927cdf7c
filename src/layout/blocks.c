/* blocks.c - one below the other: which function lays out which kind, and the space between two.
 *
 * Layer: layout. The rule of spaces stands in gap_between and nowhere else: a gap belongs to the
 * pair of neighbours (nothing adds up), it vanishes at the top of its container, and only gaps
 * between bands of a page may grow or shrink.
 */
#include "layout/blocks.h"

#include "layout/columns.h"
#include "layout/known_blocks.h"

static bool layout_section(struct layout *layout, const struct node *node,
                           const struct frame *frame, struct stack *out);
static bool layout_group(struct layout *layout, const struct node *node, const struct frame *frame,
                         struct stack *out);

static block_function *const functions[NODE_KIND_COUNT] = {
    [NODE_SECTION] = layout_section,     [NODE_HEADING] = layout_heading,
    [NODE_PARAGRAPH] = layout_paragraph, [NODE_LIST] = layout_list,
    [NODE_TABLE] = layout_table,         [NODE_BOX] = layout_box,
    [NODE_BAND] = layout_band,           [NODE_GROUP] = layout_group,
    [NODE_RULE] = layout_rule,           [NODE_WRITING_LINES] = layout_writing_lines,
    [NODE_FIGURE] = layout_figure,       [NODE_SOURCES] = layout_sources,
    [NODE_COLUMNS] = layout_columns,
};

/* ---- spaces ---------------------------------------------------------------------------------- */

/* Sections and groups look like what they begin or end with; so do bands whose columns stand one
 * below the other. */
static bool looks_like_content(const struct theme *theme, const struct node *node) {
    const struct node *band = node->kind == NODE_COLUMN ? node->parent : node;
    bool stacked = band && band->kind == NODE_BAND && band_is_stacked(theme, band);
    return stacked || node->kind == NODE_SECTION || node->kind == NODE_GROUP;
}

static const struct node *first_of(const struct theme *theme, const struct node *node) {
    while (looks_like_content(theme, node) && node->first_child)
        node = node->first_child;
    return node;
}

static const struct node *last_of(const struct theme *theme, const struct node *node) {
    while (looks_like_content(theme, node) && node->last_child)
        node = node->last_child;
    return node;
}

bool begins_with(const struct layout *layout, const struct node *node, enum node_kind kind) {
    return node && first_of(layout->theme, node)->kind == kind;
}

/* The title, alone or in a band beside a logo. */
static bool is_title(const struct node *node) {
    if (node->kind == NODE_BAND && node->first_child && node->first_child->last_child)
        node = node->first_child->last_child;
    return node->kind == NODE_HEADING && node->level == 1;
}

static bool is_running_text(const struct node *node) {
    return node->kind == NODE_PARAGRAPH || node->kind == NODE_LIST || node->kind == NODE_SOURCES;
}

struct gap {
    double pt;
    bool stretches;
};

static struct gap gap_between(const struct theme *theme, const struct node *above,
                              const struct node *below, const struct frame *frame) {
    const struct node *last = last_of(theme, above), *first = first_of(theme, below);
    if (is_title(above))
        return (struct gap){theme->title_after_pt, false};
    if (above->kind == NODE_HEADING)
        return (struct gap){above->aside ? theme->aside_heading_after_pt : theme->heading_after_pt,
                            false};
    bool after_strip = last->kind == NODE_TABLE && last->table_style == TABLE_IDENTITY;
    if (after_strip)
        return (struct gap){theme->strip_after_pt, false};
    bool note = is_running_text(first) && below->kind != NODE_SECTION;
    if (frame->at_page &&
        !(note && (is_running_text(last) || last->kind == NODE_TABLE || above->kind == NODE_BAND)))
        return (struct gap){theme->band_gap_pt, true};
    if (first->kind == NODE_HEADING)
        return (struct gap){
            first->aside ? theme->aside_heading_before_pt : theme->heading_before_pt, false};
    if (first->kind == NODE_RULE || last->kind == NODE_RULE)
        return (struct gap){theme->rule_around_pt, false};
    if (last->kind == NODE_TABLE && is_running_text(first))
        return (struct gap){theme->table_below_pt, false};
    if (last->kind == NODE_BAND)
        return (struct gap){theme->band_below_pt, false};
    bool words_or_pictures = (is_running_text(last) || last->kind == NODE_FIGURE) &&
                             (is_running_text(first) || first->kind == NODE_FIGURE);
    if (words_or_pictures)
        return (struct gap){theme->paragraph_gap_pt, false};
    return (struct gap){theme->table_around_pt, false};
}

/* ---- one below the other --------------------------------------------------------------------- */

static bool layout_block(struct layout *layout, const struct node *node, const struct frame *frame,
                         struct stack *out) {
    if (!functions[node->kind])
        return layout_fail(layout, node, "a %s can't stand here", node_kind_name(node->kind));
    if (!layout->known)
        return functions[node->kind](layout, node, frame, out);
    struct block_key key = known_blocks_key(layout, node, frame);
    if (layout->measuring && known_blocks_take(layout, key, out))
        return true;
    size_t first = out->count, notes = layout->note_count;
    if (!functions[node->kind](layout, node, frame, out))
        return false;
    known_blocks_keep(layout, key, notes, out, first);
    return true;
}

/* All paragraphs of what stands on the page so far are placed lines now. */
static void forget_paragraphs(struct layout *layout) {
#ifdef __SANITIZE_ADDRESS__
    enum { KEPT_BYTES = 0 }; /* a late use is seen */
#else
    enum { KEPT_BYTES = 128 * 1024 };
#endif
    if (layout->block.total_bytes > KEPT_BYTES)
        arena_release(&layout->block);
}

/* What stands above the next block. */
struct above {
    const struct node *node;
    bool page_break;
};

/* Recursion ends with the tree, which is at most 64 deep (doc.h). */
static bool layout_blocks_of(struct layout *layout, const struct node *parent,
                             const struct frame *frame, struct above *above, struct stack *out) {
    for (const struct node *node = parent->first_child; node; node = node->next) {
        if (node->kind == NODE_PAGE_BREAK) {
            above->page_break = true;
            continue;
        }
        size_t first = out->count;
        if (!layout_block(layout, node, frame, out))
            return false;
        if (frame->at_page)
            forget_paragraphs(layout);
        if (out->count == first)
            continue; /* a section that had only dropped sentences */
        struct slab *slab = out->slabs[first];
        if (above->node) {
            struct gap gap = gap_between(layout->theme, above->node, node, frame);
            slab->gap_pt = gap.pt;
            slab->stretches = gap.stretches;
        }
        slab->own_page = node->tear_off;
        slab->page_break = slab->page_break || above->page_break || node->tear_off;
        *above = (struct above){.node = node, .page_break = node->tear_off};
    }
    return true;
}

bool layout_children(struct layout *layout, const struct node *parent, const struct frame *frame,
                     struct stack *out) {
    struct above above = {0};
    return layout_blocks_of(layout, parent, frame, &above, out);
}

bool layout_one_below_other(struct layout *layout, const struct node *band,
                            const struct frame *frame, struct stack *out) {
    struct above above = {0};
    for (const struct node *column = band->first_child; column; column = column->next)
        if (!layout_blocks_of(layout, column, frame, &above, out))
            return false;
    return true;
}

static bool layout_section(struct layout *layout, const struct node *node,
                           const struct frame *frame, struct stack *out) {
    struct frame inside = *frame;
    inside.at_page = false;
    inside.element = element_new(layout, ELEMENT_SECT, frame->element, node);
    return layout_children(layout, node, &inside, out);
}

static bool layout_group(struct layout *layout, const struct node *node, const struct frame *frame,
                         struct stack *out) {
    struct frame inside = *frame;
    inside.at_page = false;
    inside.pinned = frame->pinned || node->pin == PIN_BOTTOM;
    inside.element = element_new(layout, ELEMENT_DIV, frame->element, node);
    struct stack parts = {0};
    if (!layout_children(layout, node, &inside, &parts))
        return false;
    columns_settle(layout, &parts);
    if (node->pin == PIN_BOTTOM && parts.count) {
        struct slab *slab = stack_add(layout, out, node);
        slab->height_pt = stack_height_pt(&parts);
        slab->pin = PIN_BOTTOM;
        stack_merge(layout, slab, &parts, 0, 0);
        return true;
    }
    for (size_t i = 0; i < parts.count; i++) {
        if (i + 1 < parts.count)
            parts.slabs[i]->keep_next = true;
        stack_append(layout, out, parts.slabs[i]);
    }
    return true;
}
