/* foot_notes.h - notes at the foot of the page where their mark stands.
 *
 * Layer: layout, private to it. inline.c makes a note where its mark stands in a paragraph; the
 * line with the mark carries the note (a MARK_NOTE of its slab), so whatever holds the line is
 * known to need room at the foot of its page. Letters mark notes, since numbers are for sources;
 * they run through the whole document.
 */
#ifndef FOOTNOTE_LAYOUT_FOOT_NOTES_H
#define FOOTNOTE_LAYOUT_FOOT_NOTES_H

#include "layout/lines.h"

/* Between two notes; between the text and the rule, and between the rule and the first note; how
 * long the rule is. */
#define FOOT_NOTE_GAP_PT        2
#define FOOT_NOTE_ABOVE_RULE_PT 8
#define FOOT_NOTE_BELOW_RULE_PT 2
#define FOOT_NOTE_RULE_PT       72

struct foot_note {
    char *letter;            /* "a", "b" ... "z", "aa" ... */
    struct slab *slab;       /* letter and words, as wide as the page */
    struct element *element; /* of its words, and of the mark in the text; or NULL */
    struct element *reference;
};

/* Lays out a note's words. The structure has them right behind the paragraph whose element is
 * `paragraph`; reference is the mark's. NULL: a character without glyph, or a note higher than a
 * third of the page. */
struct foot_note *foot_note_new(struct layout *layout, const struct node *node,
                                struct element *paragraph, struct element *reference);

/* Says that a slab holds the note's mark. */
void foot_note_attach(struct layout *layout, struct slab *slab, struct foot_note *note);

/* Height of the notes whose marks stand in a slab, each with the gap above it. */
double foot_notes_height_pt(const struct slab *slab);

/* Room above the first note of a page: the gap to the text and the rule. */
double foot_notes_rule_pt(const struct layout *layout);

#endif
