/* line_bidi.c - lines with parts that run from right to left.
 *
 * Layer: layout. A line is cut into segments of one piece and one direction, each gets its place in
 * the order of the eye, and then they are added in the order of reading: that is how a PDF is read
 * aloud and searched. Order: directions, cutting, shaping, places, adding, links, the line.
 */
#include "layout/foot_notes.h"
#include "layout/lines.h"
#include "layout/shapes.h"

struct segment {
    const struct piece *piece;
    size_t start, end; /* bytes of the paragraph */
    bool hyphen;       /* that of a divided word; stands in no text */
    struct glyph_run *runs;
    size_t run_count;
    double x_pt, width_pt;
};

struct bidi_line {
    struct layout *layout;
    const struct paragraph *paragraph;
    const struct line *line;
    struct slab *slab;
    struct segment *segments; /* in the order of reading */
    unsigned char *levels;    /* of each segment */
    size_t count;
    double top_pt, baseline_pt;
};

/* ---- directions ------------------------------------------------------------------------------ */

/* Justified lines that begin at the right are left for later: they are ragged. */
void paragraph_find_direction(struct layout *layout, struct paragraph *paragraph) {
    const char *language = layout->doc->language;
    struct slice text = paragraph->text;
    if (!language_is_right_to_left(language) && !bidi_is_needed(text))
        return;
    paragraph->right_to_left =
        bidi_starts_right(text, paragraph->isolates, paragraph->isolate_count, language);
    paragraph->levels = bidi_levels(&layout->block, text, paragraph->isolates,
                                    paragraph->isolate_count, paragraph->right_to_left);
    struct element *element = paragraph->style.element;
    if (element && paragraph->right_to_left != layout->mirrored)
        element->writing = paragraph->right_to_left ? WRITING_FROM_RIGHT : WRITING_FROM_LEFT;
    paragraph->style.justified = paragraph->style.justified && !paragraph->right_to_left;
}

/* ---- cutting --------------------------------------------------------------------------------- */

static struct segment *add_segment(struct bidi_line *bidi, const struct piece *piece, size_t start,
                                   size_t end) {
    bidi->levels[bidi->count] = bidi->paragraph->levels[start];
    struct segment *segment = &bidi->segments[bidi->count++];
    *segment = (struct segment){.piece = piece, .start = start, .end = end};
    return segment;
}

static void cut_piece(struct bidi_line *bidi, const struct piece *piece) {
    const struct line *line = bidi->line;
    const unsigned char *levels = bidi->paragraph->levels;
    size_t from = piece->start > line->start ? piece->start : line->start;
    size_t to = piece->end < line->end ? piece->end : line->end;
    for (size_t start = from, end; start < to; start = end) {
        for (end = start + 1; end < to && levels[end] == levels[start]; end++)
            continue;
        add_segment(bidi, piece, start, end);
    }
}

static void cut_line(struct bidi_line *bidi) {
    const struct paragraph *paragraph = bidi->paragraph;
    const struct line *line = bidi->line;
    size_t most = line->end - line->start + 2; /* a byte each, and a hyphen */
    bidi->segments = arena_new_array(&bidi->layout->block, most, struct segment);
    bidi->levels = arena_new_array(&bidi->layout->block, most, unsigned char);
    for (size_t i = paragraph_piece_at(paragraph, line->start);
         i < paragraph->piece_count && paragraph->pieces[i].start < line->end; i++)
        if (paragraph->pieces[i].kind != PIECE_NEW_LINE)
            cut_piece(bidi, &paragraph->pieces[i]);
    if (line->hyphen && bidi->count)
        add_segment(bidi, bidi->segments[bidi->count - 1].piece, line->end - 1, line->end)->hyphen =
            true;
}

/* ---- shaping --------------------------------------------------------------------------------- */

static bool shape_segment(struct bidi_line *bidi, struct segment *segment) {
    struct layout *layout = bidi->layout;
    const struct piece *piece = segment->piece;
    struct shape_stretch stretch =
        paragraph_stretch(bidi->paragraph, piece, segment->start, segment->end);
    if (piece->kind == PIECE_SYMBOL) {
        segment->width_pt = paragraph_width_pt(bidi->paragraph, segment->start, segment->end);
        return true;
    }
    if (segment->hyphen)
        stretch.text = stretch.around = slice_of("-");
    bool shaped =
        piece->kind == PIECE_MARK
            ? shape_text(layout->arena, layout->fonts, piece->face, piece->shown, piece->language,
                         &segment->runs, &segment->run_count, layout->err)
            : shape_stretch(layout->arena, layout->fonts, &stretch, &segment->runs,
                            &segment->run_count, layout->err);
    if (!shaped)
        return layout_fail_at(layout, piece->node);
    for (size_t i = 0; bidi->line->stretch_pt != 0 && i < segment->run_count; i++)
        line_stretch_spaces(&segment->runs[i], piece->size_pt, bidi->line->stretch_pt);
    segment->width_pt = shape_width_pt(segment->runs, segment->run_count, piece->size_pt);
    if (piece->kind == PIECE_MARK)
        segment->width_pt += mark_gap_pt(layout, piece);
    return true;
}

/* ---- places ---------------------------------------------------------------------------------- */

/* Returns the segments from left to right. */
static size_t *place_segments(struct bidi_line *bidi, double x_pt) {
    size_t *order = arena_new_array(&bidi->layout->block, bidi->count + 1, size_t);
    bidi_order(bidi->levels, bidi->count, order);
    for (size_t i = 0; i < bidi->count; i++) {
        bidi->segments[order[i]].x_pt = x_pt;
        x_pt += bidi->segments[order[i]].width_pt;
    }
    return order;
}

/* ---- adding ---------------------------------------------------------------------------------- */

/* The air before a mark, and between a symbol and its words, stands where reading comes from. */
static double first_x_pt(const struct bidi_line *bidi, const struct segment *segment,
                         bool right_to_left) {
    const struct piece *piece = segment->piece;
    if (piece->kind == PIECE_MARK && !right_to_left)
        return segment->x_pt + mark_gap_pt(bidi->layout, piece);
    if (piece->kind == PIECE_SYMBOL && right_to_left)
        return segment->x_pt + segment->width_pt - shape_symbol_width_pt(bidi->layout, piece->node);
    return segment->x_pt;
}

static void add_runs(const struct bidi_line *bidi, const struct segment *segment, double x_pt,
                     size_t *last_glyphs) {
    struct piece piece = *segment->piece;
    if (segment->hyphen)
        piece.text = TEXT_GENERATED;
    size_t count = segment->run_count;
    double *run_x_pt = arena_new_array(&bidi->layout->block, count + 1, double);
    run_x_pt[0] = x_pt;
    for (size_t i = 0; i < count; i++)
        run_x_pt[i + 1] = run_x_pt[i] + shape_width_pt(&segment->runs[i], 1, piece.size_pt);
    for (size_t i = 0; i < count; i++) {
        size_t k = segment->runs[0].right_to_left ? count - 1 - i : i;
        line_add_run(bidi->layout, bidi->slab, &piece, &segment->runs[k], run_x_pt[k],
                     bidi->baseline_pt)
            ->hyphen = segment->hyphen;
        *last_glyphs = bidi->slab->count;
    }
}

static void add_segments(const struct bidi_line *bidi) {
    size_t last_glyphs = 0;
    for (size_t i = 0; i < bidi->count; i++) {
        const struct segment *segment = &bidi->segments[i];
        const struct piece *piece = segment->piece;
        double x_pt = first_x_pt(bidi, segment, bidi->levels[i] & 1);
        if (piece->kind == PIECE_MARK && piece->note)
            foot_note_attach(bidi->layout, bidi->slab, piece->note);
        if (piece->kind == PIECE_SYMBOL)
            shape_symbol(bidi->layout, bidi->slab, piece->element, piece->node, x_pt,
                         bidi->baseline_pt);
        else
            add_runs(bidi, segment, x_pt, &last_glyphs);
    }
    if (last_glyphs && bidi->line->space_behind)
        bidi->slab->items[last_glyphs - 1].item.line_end = true;
}

/* ---- links ----------------------------------------------------------------------------------- */

/* Neighbours of one link share a box; a link whose words were parted has several. */
static void add_links(const struct bidi_line *bidi, const size_t *order) {
    for (size_t first = 0, end; first < bidi->count; first = end) {
        const struct segment *left = &bidi->segments[order[first]], *right = left;
        const struct link *link = left->piece->link;
        for (end = first + 1; end < bidi->count; end++) {
            if (bidi->segments[order[end]].piece->link != link)
                break;
            right = &bidi->segments[order[end]];
        }
        if (link)
            line_add_link(bidi->layout, bidi->paragraph, bidi->slab, link, left->x_pt,
                          right->x_pt + right->width_pt, bidi->top_pt, bidi->baseline_pt);
    }
}

/* ---- the line -------------------------------------------------------------------------------- */

bool line_place_bidi(struct layout *layout, const struct paragraph *paragraph,
                     const struct line *line, struct slab *slab, double x_pt, double y_pt) {
    struct bidi_line bidi = {.layout = layout, .paragraph = paragraph, .line = line, .slab = slab};
    bidi.top_pt = y_pt;
    bidi.baseline_pt = y_pt + baseline_pt(layout, &paragraph->style.type);
    cut_line(&bidi);
    for (size_t i = 0; i < bidi.count; i++)
        if (!shape_segment(&bidi, &bidi.segments[i]))
            return false;
    const size_t *order = place_segments(&bidi, x_pt);
    add_segments(&bidi);
    add_links(&bidi, order);
    return true;
}
