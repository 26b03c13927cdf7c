/* line_fit.c - choosing where lines end: total fit, as in Knuth and Plass, Breaking Paragraphs into
 * Lines (1981).
 *
 * Layer: layout. Every way to set a paragraph has a sum of demerits; the way with the least is
 * taken. It is found from left to right: the best way up to an atom needs only the best ways up to
 * the atoms that a line back from there can begin with, so the work grows with the atoms times
 * those in one line. Order: the table of demerits, one line's demerits, the choice, the lines.
 * What is wider than a line is cut before (wide_words.c).
 */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "layout/lines.h"

/* ---- the table ------------------------------------------------------------------------------- */

/* Spaces of justified lines grow and shrink by these shares of their own width, no further; from
 * LINE_WIDE_STRETCH on they look wide. */
#define LINE_MOST_STRETCH 1.5
#define LINE_WIDE_STRETCH 0.5
#define LINE_MOST_SHRINK  0.3

/* A ragged line that ends this share of the room early has badness 100; so has a justified line
 * whose spaces look wide, or are as narrow as they may be. Badness grows with the third power. */
#define RAGGED_SHARE 0.2
#define MOST_BADNESS 10000.0

/* A justified line that can't reach the edge looks worse sooner. */
#define OPEN_SHARE 0.1

/* A last line under this share of the room is short. */
#define SHORT_SHARE 0.2

/* A line's demerits are (LINE + badness + penalty)^2, and these on top. As in TeX where TeX has
 * them; the others are weighed against a ragged line of badness 100 (10 000 demerits). */
static const struct {
    double line;
    /* penalties: before squaring */
    double hyphen;        /* the line ends in a hyphen */
    double sentence_edge; /* it parts the first word of a sentence from the second, or the last */
    double loose;         /* justified: it can't be stretched to the edge and stays short */
    /* demerits: after squaring */
    double hyphens_in_a_row;
    double last_hyphen;           /* the last line but one ends in a hyphen */
    double stub;                  /* ... and the last line is the rest of that word */
    double contrast;              /* justified: a tight line beside a loose one */
    double short_last, lone_last; /* the last line is short; is one word */
} weights = {
    .line = 10,
    .hyphen = 50,
    .sentence_edge = 15,
    .loose = 10000,
    .hyphens_in_a_row = 20000,
    .last_hyphen = 5000,
    .stub = 1000000000,
    .contrast = 3000,
    .short_last = 300000,
    .lone_last = 30000000,
};

/* ---- one line's demerits --------------------------------------------------------------------- */

/* Lines by how their spaces look. Ragged ones are all of the first kind. */
enum looseness { LINE_DECENT, LINE_LOOSE, LINE_OPEN, LINE_TIGHT, LOOSENESS_COUNT };

/* From tight to open: neighbours that are further apart show. */
static const int looseness_rank[LOOSENESS_COUNT] = {1, 2, 3, 0};

/* A paragraph on its way into lines. */
struct fitting {
    const struct paragraph *paragraph;
    const struct atom *atoms;
    double room_pt;
    bool justified;
    size_t first, last;  /* atoms between forced line ends; the last is behind them */
    struct choice *best; /* `kinds` of them an atom */
    size_t kinds;        /* of looseness that there are */
};

/* The best way to set the atoms before this one, with a last line that looks so. */
struct choice {
    double demerits;   /* DBL_MAX: there is none */
    size_t lines;      /* ragged: fewest count before demerits */
    size_t from;       /* first atom of the last line */
    double stretch_pt; /* of its spaces */
    enum looseness looseness, looseness_before;
};

static double badness_of(double ratio) {
    return fmin(100 * ratio * ratio * ratio, MOST_BADNESS);
}

static double natural_width_pt(const struct fitting *fitting, size_t from, size_t to) {
    const struct atom *end = &fitting->atoms[to - 1];
    double hyphen_pt = to < fitting->last ? end->hyphen_pt : 0;
    return paragraph_width_pt(fitting->paragraph, fitting->atoms[from].start, end->end) + hyphen_pt;
}

static double space_width_pt(const struct fitting *fitting) {
    return fitting->paragraph->space_pt;
}

/* Sets the stretch and looseness of a justified line; its badness. A line that its spaces can't
 * bring to the edge, or the last one, keeps them as they are. */
static double justify(const struct fitting *fitting, double width_pt, unsigned spaces,
                      const struct atom *end, bool last, struct choice *line) {
    double missing_pt = fitting->room_pt + end->hang_pt - width_pt;
    double space_pt = space_width_pt(fitting);
    double share = spaces && space_pt > 0 ? missing_pt / spaces / space_pt : 0;
    line->looseness = LINE_DECENT;
    if (last && missing_pt >= 0)
        return 0;
    if (!spaces || share > LINE_MOST_STRETCH) {
        line->looseness = LINE_OPEN;
        return weights.loose + badness_of(missing_pt / (OPEN_SHARE * fitting->room_pt));
    }
    double ratio = share < 0 ? -share / LINE_MOST_SHRINK : share / LINE_WIDE_STRETCH;
    line->stretch_pt = fmax(share, -LINE_MOST_SHRINK) * space_pt;
    line->looseness = ratio <= 0.5 ? LINE_DECENT : share < 0 ? LINE_TIGHT : LINE_LOOSE;
    return badness_of(ratio);
}

/* The demerits of the line from atom `from` to `to`, after a way with a last line `before`. */
static double demerits_of(const struct fitting *fitting, size_t from, size_t to, double width_pt,
                          unsigned spaces, double badness, const struct choice *before,
                          const struct choice *line) {
    const struct atom *end = &fitting->atoms[to - 1];
    bool last = to == fitting->last, only = from == fitting->first;
    bool one_word = to == from + 1 || spaces == 0; /* a divided word is several atoms */
    bool after_hyphen = !only && fitting->atoms[from - 1].hyphen_pt > 0;
    double penalty = 0, more = 0;
    if (!last && end->hyphen_pt > 0)
        penalty += weights.hyphen;
    if (!last && (end->first_of_sentence || fitting->atoms[to].last_of_sentence))
        penalty += weights.sentence_edge;
    if (!last && after_hyphen && end->hyphen_pt > 0)
        more += weights.hyphens_in_a_row;
    if (last && after_hyphen)
        more += weights.last_hyphen + (one_word ? weights.stub : 0);
    if (last && !only && one_word)
        more += weights.lone_last;
    if (last && !only && width_pt < SHORT_SHARE * fitting->room_pt)
        more += weights.short_last;
    int contrast = looseness_rank[line->looseness] - looseness_rank[before->looseness];
    if (!only && abs(contrast) > 1)
        more += weights.contrast;
    double sum = weights.line + badness + penalty;
    return sum * sum + more;
}

/* ---- the choice ------------------------------------------------------------------------------ */

static struct choice *choice_at(const struct fitting *fitting, size_t atom, size_t looseness) {
    return &fitting->best[atom * fitting->kinds + looseness];
}

static bool is_better(const struct fitting *fitting, const struct choice *a,
                      const struct choice *b) {
    if (!fitting->justified && b->demerits < DBL_MAX && a->lines != b->lines)
        return a->lines < b->lines;
    return a->demerits < b->demerits;
}

/* Tries the line from `from` to `to` behind every way to set what stands before it. */
static void try_line(const struct fitting *fitting, size_t from, size_t to, double width_pt,
                     unsigned spaces) {
    bool last = to == fitting->last;
    struct choice line = {.from = from, .looseness = LINE_DECENT};
    double badness = 0;
    if (fitting->justified)
        badness = justify(fitting, width_pt, spaces, &fitting->atoms[to - 1], last, &line);
    else if (!last)
        badness =
            badness_of(fmax(fitting->room_pt - width_pt, 0) / (RAGGED_SHARE * fitting->room_pt));
    for (size_t looseness = 0; looseness < fitting->kinds; looseness++) {
        const struct choice *before = choice_at(fitting, from, looseness);
        if (before->demerits == DBL_MAX)
            continue;
        line.looseness_before = (enum looseness)looseness;
        line.lines = before->lines + 1;
        line.demerits = before->demerits +
                        demerits_of(fitting, from, to, width_pt, spaces, badness, before, &line);
        struct choice *best = choice_at(fitting, to, line.looseness);
        if (is_better(fitting, &line, best))
            *best = line;
    }
}

static bool fits(const struct fitting *fitting, double width_pt, unsigned spaces,
                 const struct atom *end) {
    double room_pt = fitting->room_pt + LINE_SLOP_PT;
    if (fitting->justified)
        room_pt += end->hang_pt + spaces * space_width_pt(fitting) * LINE_MOST_SHRINK;
    return width_pt <= room_pt;
}

/* A line under half the room that is still under it with the next atom is never a good one, and
 * there is always a way without it: not to be tried. */
static bool is_hopeless(const struct fitting *fitting, size_t from, size_t to) {
    return to < fitting->last && paragraph_width_pt(fitting->paragraph, fitting->atoms[from].start,
                                                    fitting->atoms[to].end) < fitting->room_pt / 2;
}

/* Every line that may end behind atom to - 1, from the shortest to the longest that fits. */
static void try_lines_to(const struct fitting *fitting, size_t to) {
    const struct atom *atoms = fitting->atoms;
    unsigned spaces = 0;
    for (size_t i = 0; i < fitting->kinds; i++)
        choice_at(fitting, to, i)->demerits = DBL_MAX;
    for (size_t from = to; from-- > fitting->first;) {
        spaces += atoms[from].spaces;
        spaces += from + 1 < to && atoms[from].next > atoms[from].end;
        double width_pt = natural_width_pt(fitting, from, to);
        /* One atom is a line even where it does not fit: with its hyphen it may not. */
        if (from + 1 < to && !fits(fitting, width_pt, spaces, &atoms[to - 1]))
            break;
        if (!is_hopeless(fitting, from, to))
            try_line(fitting, from, to, width_pt, spaces);
    }
}

static void choose_lines(const struct fitting *fitting) {
    for (size_t i = 0; i < fitting->kinds; i++)
        choice_at(fitting, fitting->first, i)->demerits = DBL_MAX;
    *choice_at(fitting, fitting->first, LINE_DECENT) = (struct choice){.looseness = LINE_DECENT};
    for (size_t to = fitting->first + 1; to <= fitting->last; to++)
        try_lines_to(fitting, to);
}

/* ---- the lines ------------------------------------------------------------------------------- */

static void fill_line(const struct fitting *fitting, const struct choice *choice, size_t to,
                      struct line *line) {
    const struct atom *end = &fitting->atoms[to - 1];
    *line = (struct line){
        .start = fitting->atoms[choice->from].start,
        .end = end->end,
        .width_pt = natural_width_pt(fitting, choice->from, to),
        .stretch_pt = choice->stretch_pt,
        .hyphen = to < fitting->last && end->hyphen_pt > 0,
        .space_behind = end->next > end->end && end->next < fitting->paragraph->text.length,
    };
}

static void add_lines(struct layout *layout, const struct fitting *fitting,
                      struct line_set *lines) {
    size_t looseness = 0;
    for (size_t i = 1; i < fitting->kinds; i++)
        if (is_better(fitting, choice_at(fitting, fitting->last, i),
                      choice_at(fitting, fitting->last, looseness)))
            looseness = i;
    size_t added = choice_at(fitting, fitting->last, looseness)->lines, to = fitting->last;
    lines->lines = arena_grow_array(&layout->block, lines->lines, lines->count,
                                    lines->count + added, sizeof *lines->lines);
    for (size_t i = added; i-- > 0;) {
        const struct choice *choice = choice_at(fitting, to, looseness);
        struct line *line = &lines->lines[lines->count + i];
        fill_line(fitting, choice, to, line);
        lines->width_pt = fmax(lines->width_pt, line->width_pt);
        to = choice->from;
        looseness = choice->looseness_before;
    }
    lines->count += added;
}

bool paragraph_fit(struct layout *layout, const struct paragraph *paragraph, double width_pt,
                   struct line_set *lines) {
    *lines = (struct line_set){0};
    if (!(width_pt > 0) || !isfinite(width_pt))
        return layout_fail(layout, paragraph->style.node,
                           "no room is left for words here: make the column wider");
    size_t count;
    struct fitting fitting = {
        .paragraph = paragraph,
        .atoms = paragraph_split_wide(layout, paragraph, width_pt, &count),
        .room_pt = width_pt,
        .justified = paragraph->style.justified,
    };
    if (!fitting.atoms)
        return false;
    fitting.kinds = fitting.justified ? LOOSENESS_COUNT : 1;
    fitting.best =
        arena_new_array(layout_scratch(layout), (count + 1) * fitting.kinds, struct choice);
    for (; fitting.first < count; fitting.first = fitting.last) {
        fitting.last = fitting.first;
        while (fitting.last < count && !fitting.atoms[fitting.last].forced)
            fitting.last++;
        fitting.last = fitting.last < count ? fitting.last + 1 : count;
        choose_lines(&fitting);
        add_lines(layout, &fitting, lines);
    }
    return true;
}
