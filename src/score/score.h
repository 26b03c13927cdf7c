/* score.h - the checks of the scoring sheet that a program can make, on one placed handout.
 *
 * Layer: score, above layout: it reads the tree as layout left it (what was left out is gone), the
 * placed pages, and what the handout was made for. The sheet has 42 yes/no questions about a
 * patient's handout, drawn from PEMAT, the CDC Clear Communication Index, SAM, DISCERN, clear-print
 * advice and PDF/UA; 27 of them a program can answer wholly or in part, and those have a row here
 * under the sheet's own number. A row measures; it never asks the script what it meant.
 *
 * Four are measured where their means are, and the caller adds them: 4, 5 and 6 by
 * doc/readability.h with the syllable dictionary, 36 from the finished file by pdf/pdf_declared.h.
 *
 *     struct score_check checks[SCORE_CHECK_COUNT];
 *     score_handout(&arena, &subject, checks);
 *     if (checks[0].result == SCORE_FAIL) puts(checks[0].value);
 */
#ifndef FOOTNOTE_SCORE_SCORE_H
#define FOOTNOTE_SCORE_SCORE_H

#include "base/value.h"
#include "layout/placed.h"
#include "layout/theme.h"

enum {
    SCORE_CHECK_COUNT = 23,
    SCORE_GRADE_CHECK = 4,
    SCORE_SMOG_CHECK = 5,
    SCORE_SENTENCES_CHECK = 6,
    SCORE_FILE_CHECK = 36,
};

enum score_result { SCORE_PASS, SCORE_FAIL, SCORE_NOT_APPLICABLE };

struct score_check {
    int id; /* number on the sheet */
    enum score_result result;
    const char *value; /* what was measured: "13 pt, marks 9 pt"; says why it fails */
};

/* Everything is borrowed. patient: as fields_check returns it; clinic: the profile; style: the
 * words that language checks look for (corpus/wording/LANG.style.yaml), or NULL where the language
 * has none: those checks are then not applicable. */
struct score_subject {
    const struct placed_document *placed;
    const struct theme *theme;
    const struct value *patient, *clinic, *style;
    int handout_day; /* base/date.h */
};

/* Fills all rows, in the order of their numbers. Texts live in the arena. */
void score_handout(struct arena *arena, const struct score_subject *subject,
                   struct score_check checks[SCORE_CHECK_COUNT]);

/* The same as a list of {id, result, value}, for the way from the child to the program. */
struct value *score_values(struct arena *arena, const struct score_subject *subject);

/* The question, as a heading: "Gains and risks both given, same size". */
const char *score_title(int id);

/* "pass", "fail", "na". */
const char *score_result_name(enum score_result result);

#endif
