/* pdf_gaps.h - gaps that divide the lines of a page into what stands left and right of them.
 *
 * Layer: corpus, private to the PDF reader. Lines are sorted from the top down.
 *
 *     struct pdf_gap gap = pdf_find_gap(lines, count, start, &steps);
 *     for (i = start; i < gap.end; i++) if (pdf_side_of(&lines[i], &gap)) ...    // right of it
 */
#ifndef FOOTNOTE_CORPUS_READERS_PDF_GAPS_H
#define FOOTNOTE_CORPUS_READERS_PDF_GAPS_H

#include "corpus/readers/pdf_lines.h"

enum { PDF_MOST_STEPS = 40 * 1000 * 1000 }; /* in a file: a thousand pages need a tenth of it */

struct pdf_gap {
    double left, right;
    size_t right_lines; /* that stand behind it */
    size_t end;         /* the first line that it does not divide */
};

/* The gap that divides the most lines from `start` on; its end is `start` when there is none, or
 * when *steps, the lines looked at so far, are too many. */
struct pdf_gap pdf_find_gap(const struct pdf_line *lines, size_t count, size_t start,
                            size_t *steps);

/* 0 left, 1 right of the gap. */
int pdf_side_of(const struct pdf_line *line, const struct pdf_gap *gap);

double pdf_foot_of(const struct pdf_line *line);

/* They share half of the lower one's height. */
bool pdf_is_same_row(const struct pdf_line *a, const struct pdf_line *b);

#endif
