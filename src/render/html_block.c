/* html_block.c - blocks as HTML: sections with their headings, boxes, bands, paragraphs.
 *
 * Layer: render. A section or box is named by its heading, so that programs can list the parts of
 * the page and jump to them. Depth is bounded by the tree's limit of 64, so recursion is safe.
 *
 * Order: sections, headings, boxes, side by side, small blocks, the table of kinds.
 */
#include "render/html_page.h"

#include <stdlib.h>

/* ---- sections -------------------------------------------------------------------------------- */

static int compare_texts(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Two parts of the same name would be told apart by neither: then they are left without. */
static bool names_one(const struct html_page *page, const char *name) {
    const char **found =
        bsearch(&name, page->names, page->name_count, sizeof *page->names, compare_texts);
    if (!found)
        return false;
    size_t at = (size_t)(found - page->names);
    bool before = at > 0 && strcmp(page->names[at - 1], name) == 0;
    bool after = at + 1 < page->name_count && strcmp(page->names[at + 1], name) == 0;
    return !before && !after;
}

static const struct node *heading_of(const struct node *block) {
    return block->first_child && block->first_child->kind == NODE_HEADING ? block->first_child
                                                                          : NULL;
}

const struct node *html_name_of(const struct node *block) {
    if (block->kind == NODE_BOX && block->label)
        return block->label;
    return block->kind == NODE_BOX || block->kind == NODE_SECTION ? heading_of(block) : NULL;
}

void html_read_names(struct html_page *page) {
    size_t count = 0;
    for (struct walk walk = walk_begin(page->doc->root); walk_next(&walk);)
        count += walk.event == WALK_ENTER && html_name_of(walk.node);
    page->names = arena_new_array(&page->arena, count + 1, const char *);
    for (struct walk walk = walk_begin(page->doc->root); walk_next(&walk);)
        if (walk.event == WALK_ENTER && html_name_of(walk.node))
            page->names[page->name_count++] =
                node_plain_text(&page->arena, html_name_of(walk.node));
    qsort(page->names, page->name_count, sizeof *page->names, compare_texts);
}

/* `<section>`, named by what comes next: its heading or label. */
static void open_section(struct html_page *page, const struct node *block, const char *class) {
    struct strbuf *out = page->out;
    strbuf_add(out, "<section");
    if (class)
        html_add_attribute(out, "class", class);
    const struct node *name = html_name_of(block);
    if (name && names_one(page, node_plain_text(&page->arena, name))) {
        bool heads = name->kind == NODE_HEADING;
        strbuf_add_format(out, " aria-labelledby=\"%s-%d\"", heads ? "heading" : "label",
                          1 + (heads ? page->heading_count : page->label_count));
    }
    strbuf_add(out, ">\n");
}

static void add_section(struct html_page *page, const struct node *section) {
    open_section(page, section, NULL);
    html_blocks(page, section);
    strbuf_add(page->out, "</section>\n");
}

/* ---- headings -------------------------------------------------------------------------------- */

static void add_heading(struct html_page *page, const struct node *heading) {
    struct strbuf *out = page->out;
    if (heading->aside)
        strbuf_add(out, "<div class=\"headline\">\n");
    strbuf_add_format(out, "<h%d id=\"heading-%d\"", heading->level, ++page->heading_count);
    html_add_words_direction(page, heading->first_child);
    strbuf_add_char(out, '>');
    html_inlines(page, heading->first_child);
    strbuf_add_format(out, "</h%d>\n", heading->level);
    if (heading->aside) {
        strbuf_add(out, "<p class=\"note\">");
        html_inlines(page, heading->aside->first_child);
        strbuf_add(out, "</p>\n</div>\n");
    }
}

/* ---- boxes ----------------------------------------------------------------------------------- */

static const char *box_class(const struct node *box) {
    switch (box->box_kind) {
    case BOX_MAIN:
        return box->label ? "box main labelled" : "box main";
    case BOX_SAFETY:
        return box->label ? "box safety labelled" : "box safety";
    case BOX_CALLOUT:
        return box->label ? "box callout labelled" : "box callout";
    default:
        return box->label ? "box labelled" : "box";
    }
}

static void add_box(struct html_page *page, const struct node *box) {
    struct strbuf *out = page->out;
    open_section(page, box, box_class(box));
    if (box->label) {
        strbuf_add_format(out, "<p class=\"label\" id=\"label-%d\">", ++page->label_count);
        html_inlines(page, box->label->first_child);
        strbuf_add(out, "</p>\n<div class=\"body\">\n");
    }
    html_blocks(page, box);
    if (box->label)
        strbuf_add(out, "</div>\n");
    strbuf_add(out, "</section>\n");
}

/* ---- side by side ---------------------------------------------------------------------------- */

static void add_division(struct html_page *page, const struct node *node, const char *class) {
    strbuf_add_format(page->out, "<div class=\"%s\">\n", class);
    html_blocks(page, node);
    strbuf_add(page->out, "</div>\n");
}

static void add_band(struct html_page *page, const struct node *node) {
    add_division(page, node, "band");
}

static void add_column(struct html_page *page, const struct node *node) {
    add_division(page, node, arena_format(&page->arena, "column span-%d", node->span));
}

static void add_columns(struct html_page *page, const struct node *node) {
    add_division(page, node, arena_format(&page->arena, "flow columns-%d", node->columns));
}

static void add_group(struct html_page *page, const struct node *node) {
    add_division(page, node, "group");
}

/* ---- small blocks ---------------------------------------------------------------------------- */

static void add_paragraph(struct html_page *page, const struct node *paragraph) {
    static const char *const opening[] = {
        [ROLE_BODY] = "<p",
        [ROLE_MAIN] = "<p class=\"message\"",
        [ROLE_NOTE] = "<p class=\"note\"",
        [ROLE_CAPTION] = "<p class=\"note\"",
        [ROLE_STRIP] = "<p class=\"note strip\"",
    };
    strbuf_add(page->out, opening[paragraph->role]);
    html_add_words_direction(page, paragraph->first_child);
    strbuf_add_char(page->out, '>');
    html_inlines(page, paragraph->first_child);
    strbuf_add(page->out, "</p>\n");
}

static void add_rule(struct html_page *page, const struct node *node) {
    (void)node;
    strbuf_add(page->out, "<div class=\"rule\"></div>\n");
}

static void add_writing_lines(struct html_page *page, const struct node *node) {
    strbuf_add(page->out, "<div class=\"lines\" role=\"img\"");
    html_add_label(page, arena_format(&page->arena, "%s: %d", page->words->write, node->count));
    strbuf_add(page->out, ">");
    double height_pt = node->height_pt > 0 ? node->height_pt : page->theme->diary_row_pt;
    for (int i = 0; i < node->count; i++) {
        strbuf_add(page->out, "<div style=\"height:");
        html_add_rem(page->out, height_pt);
        strbuf_add(page->out, "\"></div>");
    }
    strbuf_add(page->out, "</div>\n");
}

static void add_page_break(struct html_page *page, const struct node *node) {
    (void)node;
    strbuf_add(page->out, "<div class=\"page-end\"></div>\n");
}

/* ---- the table of kinds ---------------------------------------------------------------------- */

typedef void block_writer(struct html_page *page, const struct node *node);

static block_writer *const writers[NODE_KIND_COUNT] = {
    [NODE_SECTION] = add_section,
    [NODE_HEADING] = add_heading,
    [NODE_PARAGRAPH] = add_paragraph,
    [NODE_LIST] = html_list,
    [NODE_TABLE] = html_table,
    [NODE_BOX] = add_box,
    [NODE_BAND] = add_band,
    [NODE_COLUMN] = add_column,
    [NODE_GROUP] = add_group,
    [NODE_COLUMNS] = add_columns,
    [NODE_RULE] = add_rule,
    [NODE_WRITING_LINES] = add_writing_lines,
    [NODE_FIGURE] = html_figure,
    [NODE_SOURCES] = html_sources,
    [NODE_PAGE_BREAK] = add_page_break,
};

void html_blocks(struct html_page *page, const struct node *parent) {
    for (const struct node *node = parent->first_child; node; node = node->next)
        if (writers[node->kind])
            writers[node->kind](page, node);
}

void html_content(struct html_page *page, const struct node *parent) {
    if (parent->first_child && !node_is_inline(parent->first_child->kind))
        html_blocks(page, parent);
    else
        html_inlines(page, parent->first_child);
}
