/* pdf_program.h - poppler's programs on a PDF file from a stranger, shut in (base/program.h).
 *
 * Layer: corpus, private to the PDF reader. Each call has 256 MB and a few seconds.
 */
#ifndef FOOTNOTE_CORPUS_READERS_PDF_PROGRAM_H
#define FOOTNOTE_CORPUS_READERS_PDF_PROGRAM_H

#include "corpus/readers/pdf_lines.h"

/* What pdftotext -bbox-layout writes is added to pages. ERROR_INPUT naming file and reason;
 * ERROR_ENVIRONMENT without the program. */
bool pdf_to_text(const char *file, struct slice bytes, struct strbuf *pages, struct error *err);

/* Pages on which something is drawn and no text but heads and feet stands, as scanned ones among
 * others: "pages 3 and 5 to 7 hold ...", with what to do, in the arena. "" when no page is. After
 * pdf_mark_repeated. */
const char *pdf_missing_pages(struct arena *arena, struct slice bytes,
                              const struct pdf_lines *lines);

#endif
