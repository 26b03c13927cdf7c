/* words.h - the few words that the program itself puts on a page, in the handout's language.
 *
 * Layer: doc. A document begins with the English ones; the Lua host replaces them by those of the
 * wording (keys "source...."), so that no page mixes languages. Templates have {slots}.
 */
#ifndef FOOTNOTE_DOC_WORDS_H
#define FOOTNOTE_DOC_WORDS_H

#include "base/arena.h"

/* What is known of a source: the place in `edition` and `all_editions`. */
enum edition_part { EDITION_VERSION, EDITION_REVIEWED, EDITION_BOTH, EDITION_COUNT };

struct document_words {
    const char *months[12];                  /* "Jan": as dates of sources have them */
    const char *date;                        /* "{day} {month} {year}" */
    const char *edition[EDITION_COUNT];      /* "version {version}, reviewed {date}" */
    const char *all_editions[EDITION_COUNT]; /* "All version {version}, reviewed {date}." */
    /* What a link says of itself: from a mark to its source or note, and back. */
    const char *to_source, *to_titled_source; /* "source {number}", "source {number}, {title}" */
    const char *back_from_source;             /* "source {number}, back to the text" */
    const char *to_note, *back_from_note;     /* with {letter} */
    const char *clinic_advice;                /* explains the mark of class C */
    const char *foreign_sources; /* "Sources in English.": NULL where they are in the handout's own
                                    language */
};

extern const struct document_words words_english;

/* The template with its slots filled; pairs of name and text, NULL behind the last. */
const char *words_fill(struct arena *arena, const char *template, const char *const *pairs);

#endif
