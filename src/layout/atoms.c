/* atoms.c - measuring a paragraph once, and cutting it where lines may end.
 *
 * Layer: layout. The text is measured as if it were one endless line: every byte gets its position,
 * and the width of any part is a difference. So fitting the same paragraph to several widths shapes
 * nothing, and everything here is linear. Order: positions, places for line ends, atoms.
 */
#include "base/utf8.h"
#include "layout/hyphens.h"
#include "layout/known_blocks.h"
#include "layout/lines.h"
#include "layout/shapes.h"

/* ---- positions ------------------------------------------------------------------------------- */

size_t paragraph_piece_at(const struct paragraph *paragraph, size_t position) {
    size_t low = 0, high = paragraph->piece_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (paragraph->pieces[middle].end <= position)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

double paragraph_width_pt(const struct paragraph *paragraph, size_t start, size_t end) {
    return paragraph->position_pt[end] - paragraph->position_pt[start];
}

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

struct shape_stretch paragraph_stretch(const struct paragraph *paragraph, const struct piece *piece,
                                       size_t start, size_t end) {
    return (struct shape_stretch){
        .style = piece->face,
        .language = piece->language,
        .right_to_left = paragraph->levels && paragraph->levels[start] & 1,
        .text = slice_make(paragraph->text.data + start, end - start),
        .around = paragraph->text,
    };
}

/* Adds the advance of each glyph behind the first byte that it stands for. */
static bool measure_word(struct layout *layout, const struct paragraph *paragraph,
                         const struct piece *piece, size_t start, size_t end) {
    struct shape_stretch word = paragraph_stretch(paragraph, piece, start, end);
    const struct shaped_word *shaped = shape_stretch_word(layout->fonts, &word, layout->err);
    if (!shaped)
        return layout_fail_at(layout, piece->node);
    for (size_t i = 0; shaped->runs && i < shaped->count; i++) {
        const struct glyph_run *run = &shaped->runs[i];
        double scale = piece->size_pt / font_metrics(run->font)->units_per_em;
        double *advance_pt =
            paragraph->position_pt + start + (size_t)(run->text.data - shaped->text.data);
        for (size_t k = 0; k < run->count; k++)
            advance_pt[run->glyphs[k].cluster + 1] += run->glyphs[k].advance * scale;
    }
    return true;
}

/* Where the word that begins at `start` ends: at a space, or where the direction changes. */
static size_t word_end(const struct paragraph *paragraph, size_t start, size_t end) {
    const char *text = paragraph->text.data;
    const char *space = memchr(text + start, ' ', end - start);
    size_t word_end = space ? (size_t)(space - text) : end;
    word_end = word_end == start ? start + 1 : word_end; /* a space is a word of its own */
    for (size_t at = start + 1; paragraph->levels && at < word_end; at++)
        if (paragraph->levels[at] != paragraph->levels[start])
            return at;
    return word_end;
}

static bool measure_words(struct layout *layout, const struct paragraph *paragraph,
                          const struct piece *piece) {
    for (size_t at = piece->start; at < piece->end;) {
        size_t end = word_end(paragraph, at, piece->end);
        if (!measure_word(layout, paragraph, piece, at, end))
            return false;
        at = end;
    }
    return true;
}

static bool measure_piece(struct layout *layout, const struct paragraph *paragraph,
                          const struct piece *piece) {
    double width_pt = 0, *advance_pt = paragraph->position_pt + piece->start;
    switch (piece->kind) {
    case PIECE_TEXT:
        return measure_words(layout, paragraph, piece);
    case PIECE_MARK:
        if (!shape_width(layout, piece, piece->shown, &width_pt))
            return false;
        advance_pt[1] += width_pt + mark_gap_pt(layout, piece);
        return true;
    case PIECE_SYMBOL:
        advance_pt[1] += symbol_width_pt(layout, paragraph, piece);
        return true;
    case PIECE_NEW_LINE:
        break;
    }
    return true;
}

bool shape_width(struct layout *layout, const struct piece *piece, struct slice words,
                 double *width_pt) {
    const struct shaped_word *shaped =
        shape_word(layout->fonts, piece->face, words, piece->language, layout->err);
    if (!shaped)
        return layout_fail_at(layout, piece->node);
    *width_pt = shape_width_pt(shaped->runs, shaped->count, piece->size_pt);
    return true;
}

double mark_gap_pt(const struct layout *layout, const struct piece *mark) {
    return layout->theme->marks_in_brackets ? 0.22 * mark->size_pt : 0.6;
}

/* What is remembered lives longer than the paragraph. */
static struct arena *arena_of(struct layout *layout) {
    return layout->known ? &layout->flow : &layout->block;
}

static bool measure(struct layout *layout, struct paragraph *paragraph) {
    size_t length = paragraph->text.length;
    const struct piece space = {.face = paragraph->style.face,
                                .size_pt = paragraph->style.type.size_pt,
                                .language = layout->doc->language,
                                .node = paragraph->style.node};
    if (!shape_width(layout, &space, slice_of(" "), &paragraph->space_pt))
        return false;
    paragraph->position_pt = arena_new_array(arena_of(layout), length + 1, double);
    for (size_t i = 0; i < paragraph->piece_count; i++) {
        const struct piece *piece = &paragraph->pieces[i];
        if (piece->end > piece->start && !measure_piece(layout, paragraph, piece))
            return false;
    }
    for (size_t i = 1; i <= length; i++)
        paragraph->position_pt[i] += paragraph->position_pt[i - 1];
    return true;
}

/* ---- places for line ends -------------------------------------------------------------------- */

/* BREAK_... of text/shape.h, and one more: a line that ends here gets a hyphen. */
enum { BREAK_HYPHEN = BREAK_FORCED + 1 };

/* Words in another language have that language's rules. */
static void find_foreign_breaks(struct layout *layout, const struct paragraph *paragraph,
                                unsigned char *breaks) {
    const char *own = layout->doc->language;
    for (size_t i = 0; i < paragraph->piece_count;) {
        const char *language = paragraph->pieces[i].language;
        size_t start = paragraph->pieces[i].start, end = start;
        for (; i < paragraph->piece_count && paragraph->pieces[i].language == language; i++)
            end = paragraph->pieces[i].end;
        if (!language || language == own || end <= start)
            continue;
        const unsigned char *foreign = find_line_breaks(
            &layout->scratch, slice_make(paragraph->text.data + start, end - start), language);
        for (size_t at = 1; at < end - start; at++)
            breaks[start + at] = foreign[at];
    }
}

/* A check box or circle stays with the words behind it. */
static bool is_behind_symbol(const struct paragraph *paragraph, size_t position) {
    while (position > 0 && paragraph->text.data[position - 1] == ' ')
        position--;
    if (!position)
        return false;
    const struct piece *piece = &paragraph->pieces[paragraph_piece_at(paragraph, position - 1)];
    return piece->kind == PIECE_SYMBOL && piece->node->symbol != SYMBOL_WRITING_LINE;
}

static unsigned char *find_breaks(struct layout *layout, const struct paragraph *paragraph) {
    size_t length = paragraph->text.length;
    unsigned char *breaks =
        find_line_breaks(layout_scratch(layout), paragraph->text, layout->doc->language);
    unsigned char *hyphens = arena_new_array(&layout->scratch, length + 1, unsigned char);
    find_foreign_breaks(layout, paragraph, breaks);
    find_hyphens(layout, paragraph, hyphens);
    for (size_t i = 0; i < length; i++)
        if (breaks[i] == BREAK_NONE && hyphens[i] &&
            !(paragraph->levels && paragraph->levels[i] & 1))
            breaks[i] = BREAK_HYPHEN;
    for (size_t i = 0; i < paragraph->together_count; i++)
        for (size_t at = paragraph->together[i].start + 1; at < paragraph->together[i].end; at++)
            if (breaks[at] != BREAK_FORCED)
                breaks[at] = BREAK_NONE;
    for (size_t i = 0; i < length; i++)
        if (breaks[i] == BREAK_ALLOWED && is_behind_symbol(paragraph, i))
            breaks[i] = BREAK_NONE;
    return breaks;
}

/* ---- atoms ----------------------------------------------------------------------------------- */

/* A small sign at a straight right edge looks indented: it hangs over by so much of its width. */
#define HANG_SHARE 0.4

/* The last character of start to end that is printed as text; its place, or `end` without one. */
static size_t last_sign(const struct paragraph *paragraph, size_t start, size_t end) {
    while (end > start) {
        size_t at = end - 1;
        while (at > start && ((unsigned char)paragraph->text.data[at] & 0xC0) == 0x80)
            at--;
        if (paragraph->pieces[paragraph_piece_at(paragraph, at)].kind == PIECE_TEXT)
            return at;
        end = at;
    }
    return end;
}

static bool ends_sentence(const struct paragraph *paragraph, const struct atom *atom) {
    size_t at = last_sign(paragraph, atom->start, atom->end);
    if (at == atom->end || atom->next == atom->end)
        return false;
    if (at > atom->start && strchr(")\"'", paragraph->text.data[at]))
        at--;
    return strchr(".!?", paragraph->text.data[at]) != NULL;
}

static void find_hang(const struct paragraph *paragraph, struct atom *atom) {
    if (atom->hyphen_pt > 0) {
        atom->hang_pt = HANG_SHARE * atom->hyphen_pt;
        return;
    }
    size_t at = last_sign(paragraph, atom->start, atom->end);
    bool small = at + 1 == atom->end && strchr(".,-", paragraph->text.data[at]);
    if (small) /* a mark or a symbol behind it stands at the edge itself */
        atom->hang_pt = HANG_SHARE * paragraph_width_pt(paragraph, at, at + 1);
}

static unsigned count_spaces(struct slice text, size_t start, size_t end) {
    unsigned count = 0;
    for (size_t i = start; i < end; i++)
        count += text.data[i] == ' ' ||
                 (text.data[i] == '\xC2' && i + 1 < end && text.data[i + 1] == '\xA0');
    return count;
}

/* start, next and forced are set; the rest follows. */
static bool finish_atom(struct layout *layout, const struct paragraph *paragraph, bool hyphen,
                        struct atom *atom) {
    atom->end = atom->next;
    while (atom->end > atom->start && strchr(" \n", paragraph->text.data[atom->end - 1]))
        atom->end--;
    atom->width_pt = paragraph_width_pt(paragraph, atom->start, atom->end);
    atom->space_pt = paragraph_width_pt(paragraph, atom->end, atom->next);
    atom->spaces = count_spaces(paragraph->text, atom->start, atom->end);
    if (hyphen) {
        const struct piece *piece =
            &paragraph->pieces[paragraph_piece_at(paragraph, atom->end - 1)];
        if (!shape_width(layout, piece, slice_of("-"), &atom->hyphen_pt))
            return false;
    }
    find_hang(paragraph, atom);
    atom->last_of_sentence = ends_sentence(paragraph, atom);
    return true;
}

static bool cut(struct layout *layout, struct paragraph *paragraph, const unsigned char *breaks) {
    size_t length = paragraph->text.length, start = 0, count = 0;
    for (size_t i = 1; i <= length; i++)
        count += i == length || breaks[i] != BREAK_NONE;
    paragraph->atoms = arena_new_array(arena_of(layout), count ? count : 1, struct atom);
    double line_pt = 0;
    bool sentence_begins = true;
    for (size_t i = 1; i <= length; i++) {
        if (i < length && breaks[i] == BREAK_NONE)
            continue;
        struct atom *atom = &paragraph->atoms[paragraph->atom_count++];
        *atom = (struct atom){.start = start, .next = i, .first_of_sentence = sentence_begins};
        atom->forced = i < length && breaks[i] == BREAK_FORCED;
        if (!finish_atom(layout, paragraph, i < length && breaks[i] == BREAK_HYPHEN, atom))
            return false;
        if (atom->width_pt + atom->hyphen_pt > paragraph->least_width_pt)
            paragraph->least_width_pt = atom->width_pt + atom->hyphen_pt;
        if (line_pt + atom->width_pt > paragraph->natural_width_pt)
            paragraph->natural_width_pt = line_pt + atom->width_pt;
        line_pt = atom->forced ? 0 : line_pt + atom->width_pt + atom->space_pt;
        sentence_begins = atom->last_of_sentence || atom->forced;
        start = i;
    }
    return true;
}

bool paragraph_cut(struct layout *layout, struct paragraph *paragraph) {
    if (!layout->known)
        return measure(layout, paragraph) && cut(layout, paragraph, find_breaks(layout, paragraph));
    uint64_t words = known_paragraph_key(paragraph);
    if (known_paragraph_take(layout, words, paragraph))
        return true;
    if (!measure(layout, paragraph) || !cut(layout, paragraph, find_breaks(layout, paragraph)))
        return false;
    known_paragraph_keep(layout, words, paragraph);
    return true;
}
