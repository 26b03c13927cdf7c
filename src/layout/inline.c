/* inline.c - flattening inline nodes into a paragraph: one text, cut into pieces.
 *
 * Layer: layout. Source marks and symbols stand in the text as placeholders, so that the rules for
 * line ends see words and not digits: a mark as WORD JOINER, which sticks to its neighbours, a
 * symbol as OBJECT REPLACEMENT CHARACTER. Order: the builder, texts, marks, symbols, the walk.
 */
#include "base/strbuf.h"
#include "base/utf8.h"
#include "layout/lines.h"

#define MARK_PLACEHOLDER   "\xE2\x81\xA0" /* U+2060 */
#define SYMBOL_PLACEHOLDER "\xEF\xBF\xBC" /* U+FFFC */

struct builder {
    struct layout *layout;
    struct paragraph *paragraph;
    struct strbuf text;
    size_t capacity;
};

/* What changes from node to node. */
struct context {
    enum font_style face;
    struct element *element;
    const char *language;
};

static struct piece *add_piece(struct builder *builder, enum piece_kind kind,
                               const struct context *context, const struct node *node) {
    struct paragraph *paragraph = builder->paragraph;
    if (paragraph->piece_count == builder->capacity) {
        builder->capacity = builder->capacity ? builder->capacity * 2 : 8;
        paragraph->pieces =
            arena_grow_array(builder->layout->arena, paragraph->pieces, paragraph->piece_count,
                             builder->capacity, sizeof *paragraph->pieces);
    }
    struct piece *piece = &paragraph->pieces[paragraph->piece_count++];
    *piece = (struct piece){
        .kind = kind,
        .start = builder->text.length,
        .face = context->face,
        .size_pt = paragraph->style.type.size_pt,
        .element = context->element,
        .language = context->language,
        .node = node,
        .text = TEXT_GENERATED,
    };
    return piece;
}

/* ---- texts ----------------------------------------------------------------------------------- */

size_t count_visible(struct slice text) {
    size_t count = 0;
    for (size_t at = 0; at < text.length;) {
        unsigned code_point = utf8_next(text, &at);
        if (code_point != ' ' && code_point != 0xA0 && code_point != '\n' && code_point != '\t')
            count++;
    }
    return count;
}

static int register_text(struct layout *layout, const struct node *node) {
    if (layout->text_count == layout->text_capacity) {
        layout->text_capacity = layout->text_capacity ? layout->text_capacity * 2 : 256;
        layout->texts = arena_grow_array(layout->arena, layout->texts, layout->text_count,
                                         layout->text_capacity, sizeof *layout->texts);
    }
    layout->texts[layout->text_count] =
        (struct text_count){.node = node, .expected = count_visible(node->text)};
    return (int)layout->text_count++;
}

static bool ends_in_space(const struct strbuf *text) {
    return text->length == 0 || text->data[text->length - 1] == ' ' ||
           text->data[text->length - 1] == '\n';
}

/* Spaces that follow one another count as one, as everywhere in running text. */
static void add_collapsed(struct strbuf *out, struct slice text) {
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (c == '\n' || c == '\t')
            c = ' ';
        if (c != ' ' || !ends_in_space(out))
            strbuf_add_char(out, c);
    }
}

static void add_text(struct builder *builder, const struct node *node, struct slice text,
                     const struct context *context) {
    struct piece *piece = add_piece(builder, PIECE_TEXT, context, node);
    if (node->kind == NODE_TEXT && !builder->paragraph->style.generated)
        piece->text = register_text(builder->layout, node);
    add_collapsed(&builder->text, text);
    piece->end = builder->text.length;
}

/* ---- marks ----------------------------------------------------------------------------------- */

static bool is_blank_text(const struct node *node) {
    return node->kind == NODE_TEXT && slice_trim(node->text).length == 0;
}

/* A run of sentences from one source carries its number once, at its end. */
static bool next_has_same_source(const struct node *sentence) {
    const struct node *next = sentence->next;
    while (next && is_blank_text(next))
        next = next->next;
    if (!next || next->kind != NODE_SENTENCE)
        return false;
    bool clinic = sentence->provenance && sentence->provenance->class_letter == 'C';
    bool next_clinic = next->provenance && next->provenance->class_letter == 'C';
    return next->source_number == sentence->source_number && clinic == next_clinic;
}

static void add_mark(struct builder *builder, const struct node *sentence,
                     const struct context *context) {
    const struct theme *theme = builder->layout->theme;
    bool clinic = !sentence->marked_above && sentence->provenance &&
                  sentence->provenance->class_letter == 'C';
    if ((sentence->source_number < 1 && !clinic) || next_has_same_source(sentence))
        return;
    const struct paragraph *paragraph = builder->paragraph;
    bool after_mark =
        paragraph->piece_count && paragraph->pieces[paragraph->piece_count - 1].kind == PIECE_MARK;
    const char *comma = after_mark ? "," : "";
    struct context inside = *context;
    if (context->element)
        inside.element =
            element_new(builder->layout, ELEMENT_REFERENCE, context->element, sentence);
    struct piece *mark = add_piece(builder, PIECE_MARK, &inside, sentence);
    char *shown = sentence->source_number > 0
                      ? arena_format(builder->layout->arena, "%s%d%s", comma,
                                     sentence->source_number, clinic ? ",‡" : "")
                      : arena_format(builder->layout->arena, "%s‡", comma);
    mark->shown = slice_of(shown);
    mark->size_pt = theme->mark_size_pt;
    mark->raise_pt = theme->mark_raise_pt;
    strbuf_add(&builder->text, MARK_PLACEHOLDER);
    mark->end = builder->text.length;
}

/* ---- symbols and line ends ------------------------------------------------------------------- */

static void add_symbol(struct builder *builder, const struct node *node,
                       const struct context *context) {
    struct context inside = *context;
    if (context->element) {
        inside.element = element_new(builder->layout, ELEMENT_SPAN, context->element, node);
        inside.element->actual_text = node->alt;
    }
    struct piece *piece = add_piece(builder, PIECE_SYMBOL, &inside, node);
    strbuf_add(&builder->text, SYMBOL_PLACEHOLDER);
    piece->end = builder->text.length;
}

static void add_line_end(struct builder *builder, const struct node *node,
                         const struct context *context) {
    while (builder->text.length && builder->text.data[builder->text.length - 1] == ' ')
        strbuf_truncate(&builder->text, builder->text.length - 1);
    struct paragraph *paragraph = builder->paragraph;
    for (size_t i = 0; i < paragraph->piece_count; i++) {
        struct piece *piece = &paragraph->pieces[i];
        piece->start = piece->start < builder->text.length ? piece->start : builder->text.length;
        piece->end = piece->end < builder->text.length ? piece->end : builder->text.length;
    }
    struct piece *piece = add_piece(builder, PIECE_NEW_LINE, context, node);
    strbuf_add_char(&builder->text, '\n');
    piece->end = builder->text.length;
}

/* ---- the walk -------------------------------------------------------------------------------- */

static void add_nodes(struct builder *builder, const struct node *first,
                      const struct context *context);

static void add_node(struct builder *builder, const struct node *node,
                     const struct context *context) {
    struct context inside = *context;
    switch (node->kind) {
    case NODE_TEXT:
        add_text(builder, node, node->text, context);
        break;
    case NODE_STRONG:
        inside.face = context->face == FONT_HEADING ? FONT_HEADING : FONT_BOLD;
        add_nodes(builder, node->first_child, &inside);
        break;
    case NODE_SENTENCE:
        add_nodes(builder, node->first_child, context);
        add_mark(builder, node, context);
        break;
    case NODE_LANGUAGE:
        inside.language = node->language;
        if (context->element) {
            inside.element = element_new(builder->layout, ELEMENT_SPAN, context->element, node);
            inside.element->language = node->language;
        }
        add_nodes(builder, node->first_child, &inside);
        break;
    case NODE_SYMBOL:
        add_symbol(builder, node, context);
        break;
    case NODE_LINE_BREAK:
        add_line_end(builder, node, context);
        break;
    default:
        break; /* blocks: doc_can_contain keeps them out, and the final count would tell */
    }
}

/* The tree is at most 64 deep (doc.h), so this may recurse. */
static void add_nodes(struct builder *builder, const struct node *first,
                      const struct context *context) {
    for (const struct node *node = first; node; node = node->next)
        add_node(builder, node, context);
}

/* ---- atoms ----------------------------------------------------------------------------------- */

static const struct piece *piece_at(const struct paragraph *paragraph, size_t position) {
    for (size_t i = 0; i < paragraph->piece_count; i++)
        if (position >= paragraph->pieces[i].start && position < paragraph->pieces[i].end)
            return &paragraph->pieces[i];
    return NULL;
}

/* A check box or circle stays with the words behind it. */
static bool is_behind_symbol(const struct paragraph *paragraph, size_t position) {
    while (position > 0 && paragraph->text.data[position - 1] == ' ')
        position--;
    const struct piece *piece = position ? piece_at(paragraph, position - 1) : NULL;
    return piece && piece->kind == PIECE_SYMBOL && piece->node->symbol != SYMBOL_WRITING_LINE;
}

static bool is_line_end(const struct paragraph *paragraph, const unsigned char *breaks,
                        size_t position) {
    return breaks[position] == BREAK_FORCED ||
           (breaks[position] == BREAK_ALLOWED && !is_behind_symbol(paragraph, position));
}

static bool measure_atom(struct layout *layout, struct paragraph *paragraph, struct atom *atom) {
    atom->end = atom->next;
    while (atom->end > atom->start && strchr(" \n", paragraph->text.data[atom->end - 1]))
        atom->end--;
    return paragraph_measure(layout, paragraph, atom->start, atom->end, &atom->width_pt) &&
           paragraph_measure(layout, paragraph, atom->end, atom->next, &atom->space_pt);
}

static bool cut_atoms(struct layout *layout, struct paragraph *paragraph) {
    size_t length = paragraph->text.length, start = 0;
    const char *language = layout->doc->language;
    const unsigned char *breaks = find_line_breaks(layout->arena, paragraph->text, language);
    size_t count = 0;
    for (size_t i = 1; i <= length; i++)
        count += i == length || is_line_end(paragraph, breaks, i);
    paragraph->atoms = arena_new_array(layout->arena, count ? count : 1, struct atom);
    double line_pt = 0;
    for (size_t i = 1; i <= length; i++) {
        if (i < length && !is_line_end(paragraph, breaks, i))
            continue;
        struct atom *atom = &paragraph->atoms[paragraph->atom_count++];
        *atom = (struct atom){.start = start, .next = i};
        atom->forced = i < length && breaks[i] == BREAK_FORCED;
        if (!measure_atom(layout, paragraph, atom))
            return false;
        if (atom->width_pt > paragraph->least_width_pt)
            paragraph->least_width_pt = atom->width_pt;
        if (line_pt + atom->width_pt > paragraph->natural_width_pt)
            paragraph->natural_width_pt = line_pt + atom->width_pt;
        line_pt = atom->forced ? 0 : line_pt + atom->width_pt + atom->space_pt;
        start = i;
    }
    return true;
}

/* ---- making paragraphs ----------------------------------------------------------------------- */

static struct paragraph *finish(struct builder *builder) {
    struct paragraph *paragraph = builder->paragraph;
    paragraph->text = arena_slice(builder->layout->arena, strbuf_slice(&builder->text));
    strbuf_release(&builder->text);
    return cut_atoms(builder->layout, paragraph) ? paragraph : NULL;
}

static struct builder begin(struct layout *layout, const struct text_style *style) {
    struct builder builder = {.layout = layout};
    builder.paragraph = arena_new(layout->arena, struct paragraph);
    builder.paragraph->style = *style;
    return builder;
}

struct paragraph *paragraph_new(struct layout *layout, const struct node *first,
                                const struct text_style *style) {
    struct builder builder = begin(layout, style);
    struct context context = {style->face, style->element, layout->doc->language};
    add_nodes(&builder, first, &context);
    return finish(&builder);
}

struct paragraph *paragraph_of_text(struct layout *layout, struct slice text,
                                    const struct text_style *style) {
    struct builder builder = begin(layout, style);
    struct context context = {style->face, style->element, layout->doc->language};
    struct piece *piece = add_piece(&builder, PIECE_TEXT, &context, style->node);
    add_collapsed(&builder.text, text);
    piece->end = builder.text.length;
    return finish(&builder);
}
