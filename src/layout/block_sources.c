/* block_sources.c - the numbered list of sources, and what the clinic's mark means.
 *
 * Layer: layout. The words come from the provenance of the sentences used, not from the tree.
 */
#include "doc/words.h"
#include "layout/blocks.h"

/* Between a source's number and its words. */
#define LABEL_GAP_PT 5

static const struct paragraph *text_of(struct layout *layout, const char *words,
                                       enum font_style face, struct element *element,
                                       const struct node *node) {
    struct text_style style = {.type = layout->theme->note,
                               .face = face,
                               .element = element,
                               .node = node,
                               .generated = true};
    return paragraph_of_text(layout, slice_of(words), &style);
}

static bool add_entry(struct layout *layout, const struct node *node, struct element *list,
                      int source, const char *label, const char *words, double indent_pt,
                      double width_pt, struct stack *items) {
    struct slab *slab = stack_add(layout, items, node);
    struct element *item = element_new(layout, ELEMENT_LI, list, node);
    struct element *label_element = element_new(layout, ELEMENT_LBL, item, node);
    const struct paragraph *mark = text_of(layout, label, FONT_BOLD, label_element, node);
    struct line_set lines;
    if (!mark || !paragraph_fit(layout, mark, width_pt, &lines) ||
        !lines_place(layout, mark, &lines, slab, 0, 0, indent_pt - LABEL_GAP_PT, ALIGN_RIGHT))
        return false;
    if (source)
        link_add_box(layout, slab, link_back_from_source(layout, label_element, source), 0, 0,
                     indent_pt - LABEL_GAP_PT, lines_height_pt(mark, &lines));
    struct element *body = element_new(layout, ELEMENT_LBODY, item, node);
    const struct paragraph *text = text_of(layout, words, FONT_REGULAR, body, node);
    if (!text || !paragraph_fit(layout, text, width_pt - indent_pt, &lines))
        return false;
    slab->height_pt = lines_height_pt(text, &lines);
    return lines_place(layout, text, &lines, slab, indent_pt, 0, 0, ALIGN_LEFT);
}

/* Room for the widest number. */
static bool find_indent(struct layout *layout, const struct node *node, double *indent_pt) {
    char *widest = arena_format(layout->arena, "%zu", layout->doc->source_count);
    const struct shaped_word *word =
        shape_word(layout->fonts, FONT_BOLD, slice_of(widest), layout->doc->language, layout->err);
    if (!word)
        return layout_fail_at(layout, node);
    *indent_pt = shape_width_pt(word->runs, word->count, layout->theme->note.size_pt);
    *indent_pt += LABEL_GAP_PT;
    return true;
}

/* A list that runs on behind its label: one paragraph, as wide as the frame. */
static bool run_on(struct layout *layout, const struct node *node, const struct frame *frame,
                   struct stack *out) {
    struct text_style style = {.type = layout->theme->note, .node = node->label};
    style.element = element_new(layout, ELEMENT_P, frame->element, node->label);
    const struct paragraph *text = paragraph_new(layout, node->label->first_child, &style);
    return text && add_text_slabs(layout, text, frame->width_pt, node, out);
}

bool layout_sources(struct layout *layout, const struct node *node, const struct frame *frame,
                    struct stack *out) {
    const struct document *doc = layout->doc;
    double indent_pt = 0, width_pt = column_width_pt(layout, frame->width_pt, node->columns);
    if (!doc->source_count && !doc->has_clinic_mark)
        return true;
    if (node->label)
        return run_on(layout, node, frame, out);
    if (!find_indent(layout, node, &indent_pt))
        return false;
    struct element *list = element_new(layout, ELEMENT_L, frame->element, node);
    list->list_kind = LIST_NUMBER;
    struct stack items = {0};
    for (size_t i = 0; i < doc->source_count; i++)
        if (!add_entry(layout, node, list, (int)i + 1, arena_format(layout->arena, "%zu", i + 1),
                       source_describe(doc, layout->arena, doc->sources[i]), indent_pt, width_pt,
                       &items))
            return false;
    if (doc->has_clinic_mark && !add_entry(layout, node, list, 0, CLINIC_MARK,
                                           doc->words->clinic_advice, indent_pt, width_pt, &items))
        return false;
    place_in_columns(layout, node, &items, node->columns, frame->width_pt, 0, out);
    return true;
}
