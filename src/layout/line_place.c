/* line_place.c - lines -> placed glyphs.
 *
 * Layer: layout. A line's pieces are placed from left to right; each piece gives one item for every
 * face it needs.
 */
#include "layout/lines.h"
#include "layout/shapes.h"

double baseline_pt(const struct layout *layout, const struct type_size *type) {
    const struct font_metrics *metrics = font_metrics(font_set_face(layout->fonts, FONT_REGULAR));
    double middle_em = (metrics->ascender + metrics->descender) / 2.0 / metrics->units_per_em;
    return type->leading_pt / 2 + middle_em * type->size_pt;
}

struct pen {
    struct slab *slab;
    double x_pt, y_pt;  /* on the baseline */
    size_t last_glyphs; /* item placed last, +1 */
};

static bool place_text(struct layout *layout, const struct piece *piece, struct slice text,
                       struct pen *pen) {
    struct glyph_run *runs;
    size_t count;
    if (!shape_text(layout->arena, layout->fonts, piece->face, text, piece->language, &runs, &count,
                    layout->err))
        return layout_fail_at(layout, piece->node);
    for (size_t i = 0; i < count; i++) {
        struct flow_item *item = slab_add_item(layout, pen->slab);
        item->text = piece->text;
        item->item = (struct placed_item){
            .kind = PLACED_GLYPHS,
            .element = piece->element,
            .artifact = piece->element ? ARTIFACT_NONE : ARTIFACT_PAGINATION,
            .x_pt = pen->x_pt,
            .y_pt = pen->y_pt - piece->raise_pt,
            .size_pt = piece->size_pt,
            .run = runs[i],
        };
        pen->x_pt += shape_width_pt(&runs[i], 1, piece->size_pt);
        pen->last_glyphs = pen->slab->count;
    }
    return true;
}

static bool place_mark(struct layout *layout, const struct paragraph *paragraph, size_t i,
                       struct pen *pen) {
    const struct piece *piece = &paragraph->pieces[i];
    double width_pt, start_pt = pen->x_pt, bare_pt = 0;
    if (!piece_width_pt(layout, paragraph, i, &width_pt))
        return false;
    size_t first = pen->slab->count;
    if (!place_text(layout, piece, piece->shown, pen))
        return false;
    bare_pt = pen->x_pt - start_pt;
    for (size_t k = first; k < pen->slab->count; k++)
        pen->slab->items[k].item.x_pt += width_pt - bare_pt; /* the gap stands before the mark */
    pen->x_pt = start_pt + width_pt;
    return true;
}

static bool place_piece(struct layout *layout, const struct paragraph *paragraph, size_t i,
                        struct slice text, struct pen *pen) {
    const struct piece *piece = &paragraph->pieces[i];
    double width_pt;
    switch (piece->kind) {
    case PIECE_TEXT:
        return place_text(layout, piece, text, pen);
    case PIECE_MARK:
        return place_mark(layout, paragraph, i, pen);
    case PIECE_SYMBOL:
        if (!piece_width_pt(layout, paragraph, i, &width_pt))
            return false;
        shape_symbol(layout, pen->slab, piece->element, piece->node, pen->x_pt, pen->y_pt);
        pen->x_pt += width_pt;
        return true;
    case PIECE_NEW_LINE:
        return true;
    }
    return true;
}

bool line_place(struct layout *layout, const struct paragraph *paragraph,
                const struct line_set *lines, size_t i, struct slab *slab, double x_pt,
                double y_pt) {
    const struct line *line = &lines->lines[i];
    struct pen pen = {slab, x_pt, y_pt + baseline_pt(layout, &paragraph->style.type), 0};
    for (size_t k = 0; k < paragraph->piece_count; k++) {
        const struct piece *piece = &paragraph->pieces[k];
        size_t from = piece->start > line->start ? piece->start : line->start;
        size_t to = piece->end < line->end ? piece->end : line->end;
        struct slice text = slice_make(paragraph->text.data + from, from < to ? to - from : 0);
        if (from < to && !place_piece(layout, paragraph, k, text, &pen))
            return false;
    }
    if (pen.last_glyphs && line->space_behind)
        slab->items[pen.last_glyphs - 1].item.line_end = true;
    return true;
}

bool lines_place(struct layout *layout, const struct paragraph *paragraph,
                 const struct line_set *lines, struct slab *slab, double x_pt, double y_pt,
                 double width_pt, enum alignment align) {
    for (size_t i = 0; i < lines->count; i++) {
        double slack_pt = width_pt - lines->lines[i].width_pt;
        double shift_pt = align == ALIGN_RIGHT    ? slack_pt
                          : align == ALIGN_CENTRE ? slack_pt / 2
                                                  : 0;
        if (!line_place(layout, paragraph, lines, i, slab, x_pt + shift_pt, y_pt))
            return false;
        y_pt += paragraph->style.type.leading_pt;
    }
    return true;
}

double lines_height_pt(const struct paragraph *paragraph, const struct line_set *lines) {
    return (double)lines->count * paragraph->style.type.leading_pt;
}
