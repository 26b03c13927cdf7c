/* lines.h - inline content -> lines -> placed glyphs.
 *
 * Layer: layout, private to it. A paragraph is flattened once (which makes its structure elements)
 * and can then be measured and fitted to several widths before it is placed.
 *
 *     struct paragraph *text = paragraph_new(layout, node->first_child, &style);
 *     struct line_set lines;
 *     if (!text || !paragraph_fit(layout, text, width_pt, &lines)) return false;
 *     for (size_t i = 0; i < lines.count; i++)
 *         if (!line_place(layout, text, &lines, i, slab, x_pt, y_pt + i * leading)) return false;
 */
#ifndef FOOTNOTE_LAYOUT_LINES_H
#define FOOTNOTE_LAYOUT_LINES_H

#include "layout/flow.h"
#include "layout/links.h"
#include "text/bidi.h"

struct text_style {
    struct type_size type;
    enum font_style face;
    struct element *element; /* what the text belongs to; NULL: an artifact */
    const struct node *node; /* for messages */
    bool generated;          /* words of ours: they don't count as the tree's */
    bool justified;          /* lines are as wide as the room, but for the last */
    bool hyphenated;         /* long words may be divided; soft hyphens always may */
    bool beside_label;       /* lines begin where the document's do, whatever their language */
};

enum piece_kind { PIECE_TEXT, PIECE_MARK, PIECE_SYMBOL, PIECE_NEW_LINE };

/* A stretch of a paragraph that looks alike and belongs to one element. */
struct piece {
    enum piece_kind kind;
    size_t start, end;  /* bytes of the paragraph's text */
    struct slice shown; /* PIECE_MARK: what is printed; PIECE_TEXT uses the paragraph's text */
    enum font_style face;
    double size_pt, raise_pt;
    struct element *element;
    const char *language;
    const struct node *node;
    const struct link *link; /* what pressing it leads to, or NULL */
    struct foot_note *note;  /* PIECE_MARK of a note; or NULL */
    int text;                /* its place in layout.texts, or TEXT_GENERATED */
};

/* Part of a paragraph's text. */
struct stretch {
    size_t start, end; /* bytes */
};

/* What can't be broken, and the space behind it. */
struct atom {
    size_t start, end, next; /* bytes; the space is from end to next */
    double width_pt, space_pt;
    double hyphen_pt; /* more than 0: a line that ends behind it ends in a hyphen, so wide */
    double hang_pt;   /* how far its last sign may hang over a straight right edge */
    unsigned spaces;  /* inside; they stretch */
    bool forced;      /* a line ends behind it */
    bool first_of_sentence, last_of_sentence;
};

struct paragraph {
    struct slice text; /* marks and symbols stand as one placeholder each */
    struct text_style style;
    struct piece *pieces; /* in order; every byte belongs to one */
    size_t piece_count;
    struct stretch *together; /* what no line end may part, in order */
    size_t together_count;
    size_t *soft_hyphens; /* positions, in order; the signs themselves are left out of the text */
    size_t soft_hyphen_count;
    struct bidi_isolate *isolates; /* words in other languages, the outer before the inner */
    size_t isolate_count;
    bool right_to_left;    /* its lines begin at the right */
    unsigned char *levels; /* of each byte (text/bidi.h); NULL: all of it from left to right */
    double space_pt;       /* width of a space in the paragraph's own face and size */
    double *position_pt;   /* of each byte, were all of it one line; and of the end */
    struct atom *atoms;
    size_t atom_count;
    double natural_width_pt; /* of the longest line when only forced breaks count */
    double least_width_pt;   /* of the widest atom */
};

struct line {
    size_t start, end; /* bytes */
    double width_pt;   /* the hyphen included, the stretch not */
    double stretch_pt; /* added to each of its spaces; negative where they are narrower */
    bool hyphen;       /* it ends in a hyphen that stands in no text */
    bool space_behind; /* the text goes on after a space */
};

struct line_set {
    struct line *lines;
    size_t count;
    double width_pt; /* of the widest line */
};

/* Flattens a chain of inline nodes. NULL when a character has no glyph. */
struct paragraph *paragraph_new(struct layout *layout, const struct node *first,
                                const struct text_style *style);

/* A stretch of a paragraph that is put together from several: a chain of inline nodes, or words of
 * ours. */
struct paragraph_part {
    const struct node *first; /* or NULL: words */
    const char *words;
    enum font_style face;
    struct element *element;
    bool repeated; /* the nodes stand elsewhere too: they don't count as the tree's here */
};

/* Flattens the parts one behind the other; the style's face and element are the parts' own. */
struct paragraph *paragraph_of_parts(struct layout *layout, const struct paragraph_part *parts,
                                     size_t count, const struct text_style *style);

/* The same for words of ours, in one style. */
struct paragraph *paragraph_of_text(struct layout *layout, struct slice text,
                                    const struct text_style *style);

/* Breaks into lines by total fit (line_fit.c has the rules). Ragged: as few lines as fit the width,
 * even ones. Justified: with spaces as near to their own width as can be; lines that would need
 * much wider ones stay short. What is wider than a line is broken at its spaces,
 * a word anywhere, with a warning: never cut off. */
bool paragraph_fit(struct layout *layout, const struct paragraph *paragraph, double width_pt,
                   struct line_set *lines);

/* Distance from the top of a line to its baseline: the face's extent is centred in the leading, as
 * in CSS. */
double baseline_pt(const struct layout *layout, const struct type_size *type);

/* Distance from the top of a line to the middle of its small letters, where a list's dots and boxes
 * have their own middle. */
double letters_middle_pt(const struct layout *layout, const struct type_size *type);

/* Places line i with its top left corner at x, y. */
bool line_place(struct layout *layout, const struct paragraph *paragraph,
                const struct line_set *lines, size_t i, struct slab *slab, double x_pt,
                double y_pt);

/* For inline.c: says where the finished text's lines begin, and gives it levels when it needs them.
 */
void paragraph_find_direction(struct layout *layout, struct paragraph *paragraph);

/* The same where parts of the line run from right to left (line_bidi.c). */
bool line_place_bidi(struct layout *layout, const struct paragraph *paragraph,
                     const struct line *line, struct slab *slab, double x_pt, double y_pt);

/* Adds the glyphs of a piece with their origin at x and the baseline y. */
struct placed_item *line_add_run(struct layout *layout, struct slab *slab,
                                 const struct piece *piece, const struct glyph_run *run,
                                 double x_pt, double y_pt);

/* Widens the spaces of a run; its glyphs must be a copy of the caller's own. */
void line_stretch_spaces(struct glyph_run *run, double size_pt, double stretch_pt);

/* The rule below the words of a link that can be pressed, and its box. */
void line_add_link(struct layout *layout, const struct paragraph *paragraph, struct slab *slab,
                   const struct link *link, double x_pt, double end_x_pt, double top_pt,
                   double baseline_pt);

/* The side that a text's lines begin on. In a document from right to left all is laid out as if it
 * began at the left, and mirrored in the end (mirror.c): then it is the left one here. */
enum alignment start_align(const struct layout *layout, const struct paragraph *text);

/* All lines, one below the other, aligned within width_pt. */
bool lines_place(struct layout *layout, const struct paragraph *paragraph,
                 const struct line_set *lines, struct slab *slab, double x_pt, double y_pt,
                 double width_pt, enum alignment align);

double lines_height_pt(const struct paragraph *paragraph, const struct line_set *lines);

/* Width of bytes start to end as they would stand in one line. */
double paragraph_width_pt(const struct paragraph *paragraph, size_t start, size_t end);

/* The first piece that ends behind this byte. */
size_t paragraph_piece_at(const struct paragraph *paragraph, size_t position);

/* For inline.c: fills position_pt and cuts the finished text into atoms (atoms.c). False: a
 * character has no glyph. */
bool paragraph_cut(struct layout *layout, struct paragraph *paragraph);

/* Rounding of positions must not push a word to the next line. */
#define LINE_SLOP_PT 0.01

/* For line_fit.c: the paragraph's atoms, those wider than the room replaced by parts that fit
 * (wide_words.c). NULL: the hyphen has no glyph. */
const struct atom *paragraph_split_wide(struct layout *layout, const struct paragraph *paragraph,
                                        double room_pt, size_t *count);

/* A part of the text as it is shaped: in the piece's style, in the direction that it has there. */
struct shape_stretch paragraph_stretch(const struct paragraph *paragraph, const struct piece *piece,
                                       size_t start, size_t end);

/* Width of a few words in a piece's face and size. False: a character has no glyph. */
bool shape_width(struct layout *layout, const struct piece *piece, struct slice words,
                 double *width_pt);

/* Air between a word and the mark behind it. */
double mark_gap_pt(const struct layout *layout, const struct piece *mark);

#endif
