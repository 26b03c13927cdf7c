/* line_fit.c - measuring, and choosing where lines end.
 *
 * Layer: layout. Order: widths, words too wide for the line, the choice by total fit.
 */
#include <math.h>
#include <unigbrk.h>

#include "layout/lines.h"
#include "layout/shapes.h"

/* Rounding of positions must not push a word to the next line. */
#define SLOP_PT 0.01

/* ---- widths ---------------------------------------------------------------------------------- */

/* A symbol's own width, and some air before the words it explains. */
static double symbol_width_pt(const struct layout *layout, const struct paragraph *paragraph,
                              const struct piece *piece) {
    double width_pt = shape_symbol_width_pt(layout, piece->node);
    bool words_behind =
        piece->end < paragraph->text.length && paragraph->text.data[piece->end] == ' ';
    if (!words_behind || piece->node->symbol == SYMBOL_WRITING_LINE)
        return width_pt;
    bool circle = piece->node->symbol == SYMBOL_CIRCLE_OPEN ||
                  piece->node->symbol == SYMBOL_CIRCLE_HALF ||
                  piece->node->symbol == SYMBOL_CIRCLE_FULL;
    return width_pt + (circle ? 1.5 : 4);
}

/* Air between a word and the mark raised behind it. */
#define MARK_GAP_PT 0.6

static bool measure_text(struct layout *layout, const struct piece *piece, struct slice text,
                         double *width_pt) {
    for (size_t at = 0; at < text.length;) {
        const char *space = memchr(text.data + at, ' ', text.length - at);
        size_t end = space ? (size_t)(space - text.data) : text.length;
        end = end == at ? at + 1 : end; /* a space is a word of its own */
        const struct shaped_word *word =
            shape_word(layout->fonts, piece->face, slice_make(text.data + at, end - at),
                       piece->language, layout->err);
        if (!word)
            return layout_fail_at(layout, piece->node);
        *width_pt += shape_width_pt(word->runs, word->count, piece->size_pt);
        at = end;
    }
    return true;
}

bool piece_width_pt(struct layout *layout, const struct paragraph *paragraph, size_t i,
                    double *width_pt) {
    const struct piece *piece = &paragraph->pieces[i];
    *width_pt = 0;
    if (piece->kind == PIECE_SYMBOL)
        *width_pt = symbol_width_pt(layout, paragraph, piece);
    if (piece->kind != PIECE_MARK)
        return true;
    *width_pt = MARK_GAP_PT;
    return measure_text(layout, piece, piece->shown, width_pt);
}

bool paragraph_measure(struct layout *layout, const struct paragraph *paragraph, size_t start,
                       size_t end, double *width_pt) {
    *width_pt = 0;
    for (size_t i = 0; i < paragraph->piece_count && paragraph->pieces[i].start < end; i++) {
        const struct piece *piece = &paragraph->pieces[i];
        size_t from = piece->start > start ? piece->start : start;
        size_t to = piece->end < end ? piece->end : end;
        if (from >= to)
            continue;
        double part_pt = 0;
        bool ok = piece->kind == PIECE_TEXT
                      ? measure_text(layout, piece,
                                     slice_make(paragraph->text.data + from, to - from), &part_pt)
                      : piece_width_pt(layout, paragraph, i, &part_pt);
        if (!ok)
            return false;
        *width_pt += part_pt;
    }
    return true;
}

/* ---- words too wide -------------------------------------------------------------------------- */

/* The longest part of an atom from `start` that fits, one character at least. */
static bool cut_at_width(struct layout *layout, const struct paragraph *paragraph, size_t start,
                         size_t end, double room_pt, struct atom *part) {
    const uint8_t *bytes = (const uint8_t *)paragraph->text.data;
    part->start = part->end = part->next = start;
    while (part->end < end) {
        const uint8_t *next = u8_grapheme_next(bytes + part->end, bytes + end);
        size_t to = next ? (size_t)(next - bytes) : end;
        double width_pt;
        if (!paragraph_measure(layout, paragraph, start, to, &width_pt))
            return false;
        if (width_pt > room_pt + SLOP_PT && part->end > start)
            break;
        part->end = part->next = to;
        part->width_pt = width_pt;
    }
    return true;
}

/* Replaces atoms wider than the room by parts that fit. */
static bool split_wide_atoms(struct layout *layout, const struct paragraph *paragraph,
                             double room_pt, struct atom **atoms, size_t *count) {
    *atoms = paragraph->atoms;
    *count = paragraph->atom_count;
    if (paragraph->least_width_pt <= room_pt + SLOP_PT)
        return true;
    struct atom *split = arena_new_array(layout->arena, paragraph->text.length + 1, struct atom);
    *count = 0;
    for (size_t i = 0; i < paragraph->atom_count; i++) {
        const struct atom *atom = &paragraph->atoms[i];
        if (atom->width_pt <= room_pt + SLOP_PT) {
            split[(*count)++] = *atom;
            continue;
        }
        layout_warn(layout, paragraph->style.node,
                    "a word is wider than its line (%.0f pt of %.0f) and is broken: give it more "
                    "room",
                    atom->width_pt, room_pt);
        struct atom part = {0};
        for (size_t at = atom->start; at < atom->end; at = part.end) {
            part = (struct atom){0};
            if (!cut_at_width(layout, paragraph, at, atom->end, room_pt, &part))
                return false;
            split[(*count)++] = part;
        }
        split[*count - 1].next = atom->next;
        split[*count - 1].space_pt = atom->space_pt;
        split[*count - 1].forced = atom->forced;
    }
    *atoms = split;
    return true;
}

/* ---- the choice ------------------------------------------------------------------------------ */

/* The best way to set all atoms before this one. */
struct choice {
    size_t lines;
    double cost;
    size_t from; /* first atom of the last line */
};

/* Squared slack, so that lines come out even. The last line may be short, but not one word. */
static double line_cost(double slack_pt, size_t atoms_in_line, bool last, bool only) {
    if (!last)
        return slack_pt * slack_pt;
    return atoms_in_line == 1 && !only ? slack_pt * slack_pt * 4 : 0;
}

/* Atoms first to last - 1 lie between forced breaks. Fewest lines count before evenness. */
static void choose_lines(const struct atom *atoms, size_t first, size_t last, double room_pt,
                         struct choice *best) {
    best[first] = (struct choice){0};
    for (size_t to = first + 1; to <= last; to++) {
        best[to] = (struct choice){.lines = SIZE_MAX};
        double width_pt = 0;
        for (size_t from = to; from-- > first;) {
            width_pt += atoms[from].width_pt + (from + 1 < to ? atoms[from].space_pt : 0);
            bool fits = width_pt <= room_pt + SLOP_PT;
            if (!fits && from + 1 < to)
                break;
            size_t lines = best[from].lines + 1;
            double cost = best[from].cost +
                          line_cost(room_pt - width_pt, to - from, to == last, from == first);
            if (lines < best[to].lines || (lines == best[to].lines && cost < best[to].cost))
                best[to] = (struct choice){lines, cost, from};
        }
    }
}

static void add_lines(struct layout *layout, const struct paragraph *paragraph,
                      const struct atom *atoms, const struct choice *best, size_t last,
                      struct line_set *lines) {
    size_t added = best[last].lines;
    lines->lines = arena_grow_array(layout->arena, lines->lines, lines->count, lines->count + added,
                                    sizeof *lines->lines);
    size_t to = last;
    for (size_t i = added; i-- > 0; to = best[to].from) {
        struct line *line = &lines->lines[lines->count + i];
        size_t from = best[to].from;
        const struct atom *end = &atoms[to - 1];
        *line = (struct line){.start = atoms[from].start, .end = end->end};
        line->space_behind = end->next > end->end && end->next < paragraph->text.length;
        for (size_t k = from; k < to; k++)
            line->width_pt += atoms[k].width_pt + (k + 1 < to ? atoms[k].space_pt : 0);
        if (line->width_pt > lines->width_pt)
            lines->width_pt = line->width_pt;
    }
    lines->count += added;
}

bool paragraph_fit(struct layout *layout, const struct paragraph *paragraph, double width_pt,
                   struct line_set *lines) {
    *lines = (struct line_set){0};
    struct atom *atoms;
    size_t count;
    if (!(width_pt > 0) || !isfinite(width_pt))
        return layout_fail(layout, paragraph->style.node,
                           "no room is left for words here: make the column wider");
    if (!split_wide_atoms(layout, paragraph, width_pt, &atoms, &count))
        return false;
    struct choice *best = arena_new_array(layout->arena, count + 1, struct choice);
    for (size_t first = 0; first < count;) {
        size_t last = first;
        while (last < count && !atoms[last].forced)
            last++;
        last = last < count ? last + 1 : count;
        choose_lines(atoms, first, last, width_pt, best);
        add_lines(layout, paragraph, atoms, best, last, lines);
        first = last;
    }
    return true;
}
