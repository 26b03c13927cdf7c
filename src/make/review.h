/* review.h - what of a handout is past its review: sources whose day has come, sentences that
 * nobody has read again for years (rule S16).
 *
 * Layer: make. The years are the clinic's: thresholds.wording_review_years of its profile; without
 * them no sentence is too old.
 */
#ifndef FOOTNOTE_MAKE_REVIEW_H
#define FOOTNOTE_MAKE_REVIEW_H

#include "doc/doc.h"
#include "make/child/exchange.h"

/* "source 'insert-risks' was due for review on 2029-11-21", one for each article, into *overdue. */
void review_list_overdue(struct arena *arena, const struct document *doc, int handout_day,
                         struct text_list *overdue);

/* "S16: sentence 'stop.skin' and 3 others were reviewed longer ago than ...", one at most, into
 * *problems. date: the handout's, YYYY-MM-DD. True when there is nothing to say. */
bool review_wording(struct arena *arena, const struct document *doc, const struct value *clinic,
                    const char *date, struct text_list *problems);

#endif
