/* render_text.c - the tree for a terminal.
 *
 * Layer: render. Each kind of block has its function in a table; a block is made at the width it
 * may have, and whoever holds it puts it behind a marker or into a frame. Depth is bounded by the
 * tree's limit of 64, so recursion is safe.
 *
 * Order: blocks, boxes, sources, notes, the document.
 */
#include "render/render.h"

#include "doc/words.h"
#include "render/reference_words.h"
#include "render/running_words.h"
#include "render/text_lines.h"
#include "render/text_table.h"
#include "render/text_words.h"

struct rendering {
    const struct document *doc;
    struct arena arena; /* for source descriptions */
    struct text_words words;
};

enum { NARROWEST = 10 }; /* columns; a block never gets less, so that it cannot vanish */

static void add_wrapped_inlines(struct rendering *rendering, const struct node *parent, int width,
                                struct strbuf *out) {
    struct strbuf words = {0};
    text_words_add(&rendering->words, parent, &words);
    text_wrap(strbuf_slice(&words), width, out);
    strbuf_release(&words);
}

/* ---- blocks ---------------------------------------------------------------------------------- */

static void add_blocks(struct rendering *rendering, const struct node *parent, int width,
                       struct strbuf *out);

static void add_heading(struct rendering *rendering, const struct node *node, int width,
                        struct strbuf *out) {
    size_t begin = out->length;
    add_wrapped_inlines(rendering, node, width, out);
    int widest = text_widest_line(slice_make(out->data + begin, out->length - begin));
    text_repeat(out, node->level == 1 ? '=' : node->level == 2 ? '-' : '~', widest);
    strbuf_add_char(out, '\n');
    if (node->aside)
        add_wrapped_inlines(rendering, node->aside, width, out);
}

static void add_paragraph(struct rendering *rendering, const struct node *node, int width,
                          struct strbuf *out) {
    add_wrapped_inlines(rendering, node, width, out);
}

static const char *item_marker(struct rendering *rendering, enum list_kind kind, int number) {
    switch (kind) {
    case LIST_NUMBER:
        return arena_format(&rendering->arena, "%d. ", number);
    case LIST_CHECK:
        return "[ ] ";
    case LIST_PLUS:
        return "+ ";
    case LIST_MINUS:
        return "- ";
    case LIST_PLAIN:
    case LIST_DEFINITION:
        return "";
    default:
        return "* ";
    }
}

/* "term: what explains it", or the words alone. */
static void add_item_words(struct rendering *rendering, const struct node *item, int width,
                           struct strbuf *out) {
    struct strbuf words = {0};
    if (item->label) {
        text_words_add(&rendering->words, item->label, &words);
        strbuf_add(&words, ": ");
    }
    text_words_add(&rendering->words, item, &words);
    text_wrap(strbuf_slice(&words), width, out);
    strbuf_release(&words);
}

static void add_item(struct rendering *rendering, const struct node *item, const char *marker,
                     int width, struct strbuf *out) {
    int inner = width - text_columns(slice_of(marker));
    struct strbuf block = {0};
    if (inner < NARROWEST)
        inner = NARROWEST;
    bool holds_blocks = item->first_child && !node_is_inline(item->first_child->kind);
    if (holds_blocks && item->label)
        add_wrapped_inlines(rendering, item->label, inner, &block);
    if (holds_blocks)
        add_blocks(rendering, item, inner, &block);
    else
        add_item_words(rendering, item, inner, &block);
    text_indent(strbuf_slice(&block), marker, out);
    strbuf_release(&block);
}

static void add_list(struct rendering *rendering, const struct node *node, int width,
                     struct strbuf *out) {
    int number = node->first_number;
    for (const struct node *item = node->first_child; item; item = item->next) {
        add_item(rendering, item, item_marker(rendering, node->list_kind, number++), width, out);
    }
}

static void add_table(struct rendering *rendering, const struct node *node, int width,
                      struct strbuf *out) {
    render_table(node, width, text_words_add, &rendering->words, out);
}

static void add_rule(struct rendering *rendering, const struct node *node, int width,
                     struct strbuf *out) {
    (void)rendering;
    (void)node;
    text_repeat(out, '-', width);
    strbuf_add_char(out, '\n');
}

static void add_writing_lines(struct rendering *rendering, const struct node *node, int width,
                              struct strbuf *out) {
    (void)rendering;
    for (int i = 0; i < node->count; i++) {
        text_repeat(out, '_', width);
        strbuf_add_char(out, '\n');
    }
}

static void add_figure(struct rendering *rendering, const struct node *node, int width,
                       struct strbuf *out) {
    if (node->alt && node->alt[0]) { /* else it is for the eye only */
        struct strbuf words = {0};
        strbuf_add_format(&words, "(Picture: %s)", node->alt);
        text_wrap(strbuf_slice(&words), width, out);
        strbuf_release(&words);
    }
    if (node->first_child)
        add_wrapped_inlines(rendering, node, width, out);
}

/* ---- boxes ----------------------------------------------------------------------------------- */

static void add_frame_line(int width, struct strbuf *out) {
    strbuf_add_char(out, '+');
    text_repeat(out, '-', width - 2);
    strbuf_add(out, "+\n");
}

static void add_box(struct rendering *rendering, const struct node *node, int width,
                    struct strbuf *out) {
    int inner = width - 4 < NARROWEST ? NARROWEST : width - 4;
    struct strbuf block = {0};
    if (node->label) {
        add_wrapped_inlines(rendering, node->label, inner, &block);
        strbuf_add_char(&block, '\n');
    }
    add_blocks(rendering, node, inner, &block);
    add_frame_line(inner + 4, out);
    struct slice rest = strbuf_slice(&block), line;
    while (slice_next_line(&rest, &line)) {
        strbuf_add(out, "| ");
        text_pad(line, inner, out);
        strbuf_add(out, " |\n");
    }
    add_frame_line(inner + 4, out);
    strbuf_release(&block);
}

/* ---- sources --------------------------------------------------------------------------------- */

static void add_source(const char *mark, const char *words, int width, struct strbuf *out) {
    struct strbuf block = {0};
    int inner = width - text_columns(slice_of(mark));
    text_wrap(slice_of(words), inner < NARROWEST ? NARROWEST : inner, &block);
    text_indent(strbuf_slice(&block), mark, out);
    strbuf_release(&block);
}

static void add_sources(struct rendering *rendering, const struct node *node, int width,
                        struct strbuf *out) {
    const struct document *doc = rendering->doc;
    if (node->label) {
        add_paragraph(rendering, node->label, width, out);
        return;
    }
    for (size_t i = 0; i < doc->source_count; i++)
        add_source(arena_format(&rendering->arena, "[%zu] ", i + 1),
                   source_describe(doc, &rendering->arena, doc->sources[i]), width, out);
    if (doc->has_clinic_mark)
        add_source("[" CLINIC_MARK "] ", doc->words->clinic_advice, width, out);
}

/* ---- the document ---------------------------------------------------------------------------- */

typedef void block_renderer(struct rendering *rendering, const struct node *node, int width,
                            struct strbuf *out);

static block_renderer *const renderers[NODE_KIND_COUNT] = {
    [NODE_SECTION] = add_blocks,      [NODE_HEADING] = add_heading,
    [NODE_PARAGRAPH] = add_paragraph, [NODE_LIST] = add_list,
    [NODE_TABLE] = add_table,         [NODE_BOX] = add_box,
    [NODE_BAND] = add_blocks,         [NODE_COLUMN] = add_blocks,
    [NODE_GROUP] = add_blocks,        [NODE_COLUMNS] = add_blocks,
    [NODE_RULE] = add_rule,           [NODE_WRITING_LINES] = add_writing_lines,
    [NODE_FIGURE] = add_figure,       [NODE_SOURCES] = add_sources,
};

/* Children with an empty line between, none for what gave no line. */
static void add_blocks(struct rendering *rendering, const struct node *parent, int width,
                       struct strbuf *out) {
    struct strbuf block = {0};
    bool is_first = true;
    for (const struct node *node = parent->first_child; node; node = node->next) {
        if (!renderers[node->kind])
            continue; /* a page break */
        strbuf_truncate(&block, 0);
        renderers[node->kind](rendering, node, width, &block);
        if (!block.length)
            continue;
        if (!is_first)
            strbuf_add_char(out, '\n');
        strbuf_add_slice(out, strbuf_slice(&block));
        is_first = false;
    }
    strbuf_release(&block);
}

/* A note inside a note joins the list while it is printed. */
static void add_notes(struct rendering *rendering, int width, struct strbuf *out) {
    for (size_t i = 0; i < rendering->words.note_count; i++) {
        const char *letters = note_letters(&rendering->arena, i + 1);
        if (i == 0)
            strbuf_add_char(out, '\n');
        add_item(rendering, rendering->words.notes[i],
                 arena_format(&rendering->arena, "[%s] ", letters), width, out);
    }
}

static void add_running_line(const char *line, int width, struct strbuf *out) {
    if (line[0])
        text_wrap(slice_of(line), width, out);
}

void render_text(const struct document *doc, int width, struct strbuf *out) {
    struct rendering rendering = {.doc = doc};
    struct arena *arena = &rendering.arena;
    rendering.words.arena = arena;
    if (width < 2 * NARROWEST)
        width = 2 * NARROWEST;
    size_t begin = out->length;
    add_running_line(running_head(arena, doc), width, out);
    add_running_line(running_words(arena, doc->header_right), width, out);
    if (out->length > begin)
        strbuf_add_char(out, '\n');
    add_blocks(&rendering, doc->root, width, out);
    add_notes(&rendering, width, out);
    struct strbuf foot = {0};
    add_running_line(running_words(arena, doc->footer_left), width, &foot);
    add_running_line(running_words(arena, doc->footer_right), width, &foot);
    if (foot.length) {
        strbuf_add_char(out, '\n');
        strbuf_add_slice(out, strbuf_slice(&foot));
    }
    strbuf_release(&foot);
    text_trim_line_ends(out, begin);
    arena_release(&rendering.arena);
}
