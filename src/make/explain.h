/* explain.h - why each sentence stands on a handout, as text for the clinician.
 *
 * Layer: make.
 */
#ifndef FOOTNOTE_MAKE_EXPLAIN_H
#define FOOTNOTE_MAKE_EXPLAIN_H

#include "base/strbuf.h"
#include "doc/doc.h"

/* One line a sentence, in reading order, parts separated by " | ", "-" for what it has not:
 * class | key | text | facts | query | rank | article#section | file:line | passage hash |
 * reviewer | review date. Words outside of sentences are a line of class G; quotes stand in their
 * marks.
 */
void explain_document(const struct document *doc, struct strbuf *out);

#endif
