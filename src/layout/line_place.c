/* line_place.c - lines -> placed glyphs.
 *
 * Layer: layout. A line's pieces are placed from left to right; each piece gives one item for every
 * face it needs. Lines with parts from right to left: line_bidi.c.
 */
#include <math.h>

#include "layout/foot_notes.h"
#include "layout/lines.h"
#include "layout/shapes.h"

double baseline_pt(const struct layout *layout, const struct type_size *type) {
    const struct font_metrics *metrics = font_metrics(font_set_face(layout->fonts, FONT_REGULAR));
    double middle_em = (metrics->ascender + metrics->descender) / 2.0 / metrics->units_per_em;
    return type->leading_pt / 2 + middle_em * type->size_pt;
}

double letters_middle_pt(const struct layout *layout, const struct type_size *type) {
    const struct font_metrics *face = font_metrics(font_set_face(layout->fonts, FONT_REGULAR));
    return baseline_pt(layout, type) - type->size_pt * face->x_height / face->units_per_em / 2;
}

struct pen {
    struct slab *slab;
    double x_pt, y_pt;       /* on the baseline */
    double stretch_pt;       /* added to each space */
    size_t last_glyphs;      /* item placed last, +1 */
    const struct link *link; /* under way, or NULL */
    double link_x_pt;        /* where it began on this line */
};

/* ---- glyphs ---------------------------------------------------------------------------------- */

void line_stretch_spaces(struct glyph_run *run, double size_pt, double stretch_pt) {
    int32_t extra = (int32_t)lround(stretch_pt * font_metrics(run->font)->units_per_em / size_pt);
    for (size_t i = 0; i < run->count; i++) {
        const char *character = run->text.data + run->glyphs[i].cluster;
        size_t left = run->text.length - run->glyphs[i].cluster;
        bool no_break = left > 1 && character[0] == '\xC2' && character[1] == '\xA0';
        if (*character != ' ' && !no_break)
            continue;
        run->glyphs[i].advance += extra;
        run->advance += extra;
    }
}

struct placed_item *line_add_run(struct layout *layout, struct slab *slab,
                                 const struct piece *piece, const struct glyph_run *run,
                                 double x_pt, double y_pt) {
    struct flow_item *item = slab_add_item(layout, slab);
    item->item = (struct placed_item){
        .kind = PLACED_GLYPHS,
        .element = piece->element,
        .artifact = piece->element ? ARTIFACT_NONE : ARTIFACT_PAGINATION,
        .x_pt = x_pt,
        .y_pt = y_pt - piece->raise_pt,
        .size_pt = piece->size_pt,
        .run = *run,
    };
    item->text = piece->text;
    return &item->item;
}

static struct placed_item *add_run(struct layout *layout, const struct piece *piece,
                                   const struct glyph_run *run, struct pen *pen) {
    struct placed_item *item = line_add_run(layout, pen->slab, piece, run, pen->x_pt, pen->y_pt);
    pen->x_pt += shape_width_pt(run, 1, piece->size_pt);
    pen->last_glyphs = pen->slab->count;
    return item;
}

static bool place_text(struct layout *layout, const struct piece *piece, struct slice text,
                       struct pen *pen) {
    struct glyph_run *runs;
    size_t count;
    if (!shape_text(layout->arena, layout->fonts, piece->face, text, piece->language, &runs, &count,
                    layout->err))
        return layout_fail_at(layout, piece->node);
    for (size_t i = 0; i < count; i++) {
        if (pen->stretch_pt != 0)
            line_stretch_spaces(&runs[i], piece->size_pt, pen->stretch_pt);
        add_run(layout, piece, &runs[i], pen);
    }
    return true;
}

/* The hyphen of a divided word stands in no text of the tree. */
static bool place_hyphen(struct layout *layout, const struct piece *piece, struct pen *pen) {
    const struct shaped_word *hyphen =
        shape_word(layout->fonts, piece->face, slice_of("-"), piece->language, layout->err);
    if (!hyphen)
        return layout_fail_at(layout, piece->node);
    struct piece ours = *piece;
    ours.text = TEXT_GENERATED;
    for (size_t i = 0; hyphen->runs && i < hyphen->count; i++)
        add_run(layout, &ours, &hyphen->runs[i], pen)->hyphen = true;
    return true;
}

/* ---- pieces ---------------------------------------------------------------------------------- */

static bool place_piece(struct layout *layout, const struct paragraph *paragraph, size_t i,
                        struct slice text, struct pen *pen) {
    const struct piece *piece = &paragraph->pieces[i];
    switch (piece->kind) {
    case PIECE_TEXT:
        return place_text(layout, piece, text, pen);
    case PIECE_MARK:
        pen->x_pt += mark_gap_pt(layout, piece);
        if (piece->note)
            foot_note_attach(layout, pen->slab, piece->note);
        return place_text(layout, piece, piece->shown, pen);
    case PIECE_SYMBOL:
        shape_symbol(layout, pen->slab, piece->element, piece->node, pen->x_pt, pen->y_pt);
        pen->x_pt += paragraph_width_pt(paragraph, piece->start, piece->end);
        return true;
    case PIECE_NEW_LINE:
        return true;
    }
    return true;
}

/* One box a link and line. On paper a rule below its words shows that there is something to press.
 */
void line_add_link(struct layout *layout, const struct paragraph *paragraph, struct slab *slab,
                   const struct link *link, double x_pt, double end_x_pt, double top_pt,
                   double baseline_pt) {
    if (end_x_pt > x_pt)
        link_add_box(layout, slab, link, x_pt, top_pt, end_x_pt - x_pt,
                     paragraph->style.type.leading_pt);
    if (!link->url)
        return;
    double rule_y_pt = baseline_pt + 0.14 * paragraph->style.type.size_pt;
    shape_rule(layout, slab, x_pt, rule_y_pt, end_x_pt, rule_y_pt, layout->theme->rule_thin_pt);
}

/* Ends the link under way where the next piece has another. */
static void follow_link(struct layout *layout, const struct paragraph *paragraph,
                        const struct link *next, double top_pt, struct pen *pen) {
    if (next == pen->link)
        return;
    if (pen->link)
        line_add_link(layout, paragraph, pen->slab, pen->link, pen->link_x_pt, pen->x_pt, top_pt,
                      pen->y_pt);
    pen->link = next;
    pen->link_x_pt = pen->x_pt;
}

/* ---- lines ----------------------------------------------------------------------------------- */

static bool place_from_left(struct layout *layout, const struct paragraph *paragraph,
                            const struct line *line, struct slab *slab, double x_pt, double y_pt) {
    struct pen pen = {.slab = slab,
                      .x_pt = x_pt,
                      .y_pt = y_pt + baseline_pt(layout, &paragraph->style.type),
                      .stretch_pt = line->stretch_pt};
    const struct piece *last = NULL;
    for (size_t k = paragraph_piece_at(paragraph, line->start);
         k < paragraph->piece_count && paragraph->pieces[k].start < line->end; k++) {
        const struct piece *piece = &paragraph->pieces[k];
        size_t from = piece->start > line->start ? piece->start : line->start;
        size_t to = piece->end < line->end ? piece->end : line->end;
        if (from >= to)
            continue;
        follow_link(layout, paragraph, piece->link, y_pt, &pen);
        if (!place_piece(layout, paragraph, k, slice_make(paragraph->text.data + from, to - from),
                         &pen))
            return false;
        last = piece;
    }
    if (line->hyphen && last && !place_hyphen(layout, last, &pen))
        return false;
    if (pen.last_glyphs && line->space_behind)
        slab->items[pen.last_glyphs - 1].item.line_end = true;
    follow_link(layout, paragraph, NULL, y_pt, &pen);
    return true;
}

/* All of a line that takes room elsewhere. */
static void attach_notes(struct layout *layout, const struct paragraph *paragraph,
                         const struct line *line, struct slab *slab) {
    for (size_t k = paragraph_piece_at(paragraph, line->start);
         k < paragraph->piece_count && paragraph->pieces[k].start < line->end; k++)
        if (paragraph->pieces[k].kind == PIECE_MARK && paragraph->pieces[k].note)
            foot_note_attach(layout, slab, paragraph->pieces[k].note);
}

bool line_place(struct layout *layout, const struct paragraph *paragraph,
                const struct line_set *lines, size_t i, struct slab *slab, double x_pt,
                double y_pt) {
    const struct line *line = &lines->lines[i];
    if (layout->measuring) {
        attach_notes(layout, paragraph, line, slab);
        return true;
    }
    struct slab_state before = slab_state(slab);
    bool placed = paragraph->levels ? line_place_bidi(layout, paragraph, line, slab, x_pt, y_pt)
                                    : place_from_left(layout, paragraph, line, slab, x_pt, y_pt);
    if (placed)
        slab_keep(layout, slab, before, x_pt, line->width_pt);
    return placed;
}

enum alignment start_align(const struct layout *layout, const struct paragraph *text) {
    bool at_right = text->right_to_left && !layout->mirrored && !text->style.beside_label;
    return at_right ? ALIGN_RIGHT : ALIGN_LEFT;
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
