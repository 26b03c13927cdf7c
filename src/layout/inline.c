/* inline.c - flattening inline nodes into a paragraph: one text, cut into pieces.
 *
 * Layer: layout. Source marks and symbols stand in the text as placeholders, so that the rules for
 * line ends see words and not digits: a mark as WORD JOINER, which sticks to its neighbours, a
 * symbol as OBJECT REPLACEMENT CHARACTER. Soft hyphens are taken out, so that a word is shaped and
 * extracted as a whole; their places are remembered. Order: the builder, texts, marks, links,
 * other languages, symbols, the walk.
 */
#include "base/strbuf.h"
#include "base/utf8.h"
#include "doc/words.h"
#include "layout/foot_notes.h"
#include "layout/lines.h"

#define MARK_PLACEHOLDER   "\xE2\x81\xA0" /* U+2060 */
#define SYMBOL_PLACEHOLDER "\xEF\xBF\xBC" /* U+FFFC */
#define SOFT_HYPHEN        0xAD

struct builder {
    struct layout *layout;
    struct paragraph *paragraph;
    struct strbuf text;
    size_t capacity, soft_capacity, together_capacity, isolate_capacity;
    struct element *holder; /* of the paragraph, or of its part at hand: notes stand behind it */
    bool repeated;          /* the nodes at hand stand elsewhere too, with their notes */
    bool failed;            /* a note could not be laid out; layout->err says why */
};

/* What changes from node to node. */
struct context {
    enum font_style face;
    struct element *element;
    const char *language;
    const struct link *link;
};

static void add_nodes(struct builder *builder, const struct node *first,
                      const struct context *context);

static struct piece *add_piece(struct builder *builder, enum piece_kind kind,
                               const struct context *context, const struct node *node) {
    struct paragraph *paragraph = builder->paragraph;
    paragraph->pieces =
        arena_make_room(&builder->layout->block, paragraph->pieces, paragraph->piece_count,
                        &builder->capacity, 2, sizeof *paragraph->pieces);
    struct piece *piece = &paragraph->pieces[paragraph->piece_count++];
    *piece = (struct piece){
        .kind = kind,
        .start = builder->text.length,
        .face = context->face,
        .size_pt = paragraph->style.type.size_pt,
        .element = context->element,
        .language = context->language,
        .node = node,
        .link = context->link,
        .text = TEXT_GENERATED,
    };
    return piece;
}

/* ---- texts ----------------------------------------------------------------------------------- */

size_t count_visible(struct slice text) {
    size_t count = 0;
    for (size_t at = 0; at < text.length;) {
        unsigned code_point = utf8_next(text, &at);
        if (code_point != ' ' && code_point != 0xA0 && code_point != '\n' && code_point != '\t' &&
            code_point != SOFT_HYPHEN)
            count++;
    }
    return count;
}

static int register_text(struct layout *layout, const struct node *node) {
    if (layout->text_count == layout->text_capacity) {
        layout->text_capacity = layout->text_capacity ? layout->text_capacity * 2 : 256;
        struct arena *arena = layout->measuring ? &layout->trial : layout->arena;
        layout->texts = arena_grow_array(arena, layout->texts, layout->text_count,
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

static void add_soft_hyphen(struct builder *builder) {
    struct paragraph *paragraph = builder->paragraph;
    paragraph->soft_hyphens =
        arena_make_room(&builder->layout->block, paragraph->soft_hyphens,
                        paragraph->soft_hyphen_count, &builder->soft_capacity, 8, sizeof(size_t));
    paragraph->soft_hyphens[paragraph->soft_hyphen_count++] = builder->text.length;
}

/* Spaces that follow one another count as one, as everywhere in running text. */
static void add_collapsed(struct builder *builder, struct slice text) {
    struct strbuf *out = &builder->text;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        bool soft = c == '\xC2' && i + 1 < text.length && text.data[i + 1] == '\xAD';
        if (c == '\n' || c == '\t')
            c = ' ';
        if (soft) {
            add_soft_hyphen(builder);
            i++;
        } else if (c != ' ' || !ends_in_space(out)) {
            strbuf_add_char(out, c);
        }
    }
}

static void add_text(struct builder *builder, const struct node *node, struct slice text,
                     const struct context *context) {
    struct piece *piece = add_piece(builder, PIECE_TEXT, context, node);
    if (node->kind == NODE_TEXT && !builder->paragraph->style.generated)
        piece->text = register_text(builder->layout, node);
    add_collapsed(builder, text);
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

/* "3", "3,‡", "‡"; behind another mark with a comma. In brackets "[3]", "[3, ‡]". */
static const char *mark_words(const struct builder *builder, int source, bool clinic) {
    struct arena *arena = builder->layout->arena;
    const struct paragraph *paragraph = builder->paragraph;
    bool brackets = builder->layout->theme->marks_in_brackets;
    bool after_mark =
        paragraph->piece_count && paragraph->pieces[paragraph->piece_count - 1].kind == PIECE_MARK;
    const char *before = brackets ? "[" : after_mark ? "," : "", *behind = brackets ? "]" : "";
    const char *dagger = !clinic ? "" : source < 1 ? "‡" : brackets ? ", ‡" : ",‡";
    return source > 0 ? arena_format(arena, "%s%d%s%s", before, source, dagger, behind)
                      : arena_format(arena, "%s%s%s", before, dagger, behind);
}

static void add_mark(struct builder *builder, const struct node *sentence,
                     const struct context *context) {
    const struct theme *theme = builder->layout->theme;
    bool clinic = !sentence->marked_above && sentence->provenance &&
                  sentence->provenance->class_letter == 'C';
    if ((sentence->source_number < 1 && !clinic) || next_has_same_source(sentence))
        return;
    const char *shown = mark_words(builder, sentence->source_number, clinic);
    struct context inside = *context;
    if (context->element)
        inside.element =
            element_new(builder->layout, ELEMENT_REFERENCE, context->element, sentence);
    if (context->element && !context->link && sentence->source_number > 0)
        inside.link = link_to_source(builder->layout, inside.element, sentence->source_number);
    struct piece *mark = add_piece(builder, PIECE_MARK, &inside, sentence);
    mark->shown = slice_of(shown);
    if (!theme->marks_in_brackets) {
        mark->size_pt = theme->mark_size_pt;
        mark->raise_pt = theme->mark_raise_pt;
    }
    strbuf_add(&builder->text, MARK_PLACEHOLDER);
    mark->end = builder->text.length;
}

/* ---- links and what stays together ----------------------------------------------------------- */

static struct context link_context(struct builder *builder, const struct node *node,
                                   const struct context *context) {
    struct layout *layout = builder->layout;
    struct context inside = *context;
    if (!context->element) /* an artifact: nothing in it can be pressed */
        return inside;
    inside.element = element_new(layout, ELEMENT_LINK, context->element, node);
    inside.link =
        node->kind == NODE_LINK
            ? link_to_url(layout, inside.element, node->url, node_plain_text(layout->arena, node))
            : link_back_from_source(layout, inside.element, node->source_number);
    return inside;
}

static void add_together(struct builder *builder, size_t start) {
    struct paragraph *paragraph = builder->paragraph;
    if (start >= builder->text.length)
        return;
    paragraph->together =
        arena_make_room(&builder->layout->block, paragraph->together, paragraph->together_count,
                        &builder->together_capacity, 8, sizeof *paragraph->together);
    paragraph->together[paragraph->together_count++] =
        (struct stretch){start, builder->text.length};
}

/* ---- notes ----------------------------------------------------------------------------------- */

/* The letter of a note, whose words stand at the foot of the page. */
static void add_note(struct builder *builder, const struct node *node,
                     const struct context *context) {
    if (builder->repeated)
        return;
    const struct theme *theme = builder->layout->theme;
    struct context inside = *context;
    if (context->element)
        inside.element = element_new(builder->layout, ELEMENT_REFERENCE, context->element, node);
    struct foot_note *note = foot_note_new(builder->layout, node, builder->holder, inside.element);
    if (!note) {
        builder->failed = true;
        return;
    }
    struct piece *mark = add_piece(builder, PIECE_MARK, &inside, node);
    mark->note = note;
    const struct document_words *words = builder->layout->doc->words;
    const char *const pairs[] = {"letter", note->letter, NULL};
    if (inside.element)
        mark->link = link_to_element(builder->layout, inside.element, note->element,
                                     words_fill(builder->layout->arena, words->to_note, pairs));
    mark->shown = slice_of(theme->marks_in_brackets
                               ? arena_format(builder->layout->arena, "[%s]", note->letter)
                               : note->letter);
    mark->size_pt = theme->mark_size_pt;
    mark->raise_pt = theme->mark_raise_pt;
    strbuf_add(&builder->text, MARK_PLACEHOLDER);
    mark->end = builder->text.length;
}

/* ---- words in another language --------------------------------------------------------------- */

/* Returns its place: the end is set when the words are there. */
static size_t begin_isolate(struct builder *builder, const char *language) {
    struct paragraph *paragraph = builder->paragraph;
    paragraph->isolates =
        arena_make_room(&builder->layout->block, paragraph->isolates, paragraph->isolate_count,
                        &builder->isolate_capacity, 4, sizeof *paragraph->isolates);
    paragraph->isolates[paragraph->isolate_count] = (struct bidi_isolate){
        .start = builder->text.length, .right_to_left = language_is_right_to_left(language)};
    return paragraph->isolate_count++;
}

static void add_language(struct builder *builder, const struct node *node,
                         const struct context *context) {
    struct context inside = *context;
    inside.language = node->language;
    if (context->element) {
        inside.element = element_new(builder->layout, ELEMENT_SPAN, context->element, node);
        inside.element->language = node->language;
    }
    size_t isolate = begin_isolate(builder, node->language);
    add_nodes(builder, node->first_child, &inside);
    builder->paragraph->isolates[isolate].end = builder->text.length;
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
    for (size_t i = paragraph->piece_count; i-- > 0;) {
        struct piece *piece = &paragraph->pieces[i];
        if (piece->end <= builder->text.length)
            break;
        piece->start = piece->start < builder->text.length ? piece->start : builder->text.length;
        piece->end = builder->text.length;
    }
    struct piece *piece = add_piece(builder, PIECE_NEW_LINE, context, node);
    strbuf_add_char(&builder->text, '\n');
    piece->end = builder->text.length;
}

/* ---- the walk -------------------------------------------------------------------------------- */

static void add_node(struct builder *builder, const struct node *node,
                     const struct context *context) {
    struct context inside = *context;
    size_t start = builder->text.length;
    switch (node->kind) {
    case NODE_TEXT:
        add_text(builder, node, node->text, context);
        break;
    case NODE_STRONG:
        if (node->source_number > 0) /* a number in a list of sources that runs on */
            inside = link_context(builder, node, context);
        inside.face = context->face == FONT_HEADING ? FONT_HEADING : FONT_BOLD;
        add_nodes(builder, node->first_child, &inside);
        break;
    case NODE_SENTENCE:
        add_nodes(builder, node->first_child, context);
        add_mark(builder, node, context);
        break;
    case NODE_NOTE:
        add_note(builder, node, context);
        break;
    case NODE_LANGUAGE:
        add_language(builder, node, context);
        break;
    case NODE_LINK:
        inside = link_context(builder, node, context);
        add_nodes(builder, node->first_child, &inside);
        break;
    case NODE_TOGETHER:
        add_nodes(builder, node->first_child, context);
        add_together(builder, start);
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

/* ---- making paragraphs ----------------------------------------------------------------------- */

static struct paragraph *finish(struct builder *builder) {
    struct paragraph *paragraph = builder->paragraph;
    struct layout *layout = builder->layout;
    struct arena *arena = layout->measuring ? &layout->trial : layout->arena;
    paragraph->text = arena_slice(arena, strbuf_slice(&builder->text));
    strbuf_release(&builder->text);
    paragraph_find_direction(layout, paragraph);
    return !builder->failed && paragraph_cut(layout, paragraph) ? paragraph : NULL;
}

static struct builder begin(struct layout *layout, const struct text_style *style) {
    struct builder builder = {.layout = layout};
    builder.paragraph = arena_new(&layout->block, struct paragraph);
    builder.paragraph->style = *style;
    builder.holder = style->element;
    return builder;
}

struct paragraph *paragraph_new(struct layout *layout, const struct node *first,
                                const struct text_style *style) {
    struct builder builder = begin(layout, style);
    struct context context = {
        .face = style->face, .element = style->element, .language = layout->doc->language};
    add_nodes(&builder, first, &context);
    return finish(&builder);
}

struct paragraph *paragraph_of_text(struct layout *layout, struct slice text,
                                    const struct text_style *style) {
    struct builder builder = begin(layout, style);
    struct context context = {
        .face = style->face, .element = style->element, .language = layout->doc->language};
    struct piece *piece = add_piece(&builder, PIECE_TEXT, &context, style->node);
    add_collapsed(&builder, text);
    piece->end = builder.text.length;
    return finish(&builder);
}

struct paragraph *paragraph_of_parts(struct layout *layout, const struct paragraph_part *parts,
                                     size_t count, const struct text_style *style) {
    struct builder builder = begin(layout, style);
    for (size_t i = 0; i < count; i++) {
        const struct paragraph_part *part = &parts[i];
        struct context context = {
            .face = part->face, .element = part->element, .language = layout->doc->language};
        builder.paragraph->style.generated = style->generated || part->repeated;
        builder.holder = part->element;
        builder.repeated = part->repeated;
        if (part->first)
            add_nodes(&builder, part->first, &context);
        else if (part->words[0])
            add_text(&builder, style->node, slice_of(part->words), &context);
    }
    builder.paragraph->style.generated = style->generated;
    return finish(&builder);
}
