/* pdf_merge.h - handouts of this program -> one tagged PDF, each beginning on a sheet of its own.
 *
 * Layer: pdf. Why not libqpdf: it would hold a thousand files' objects at once, and its C functions
 * know nothing of structure trees. Here the files are our own (pdf/pdf_own.h): objects get new
 * numbers and pass through, the structure trees become children of one root, streams that are the
 * same (faces, pictures) are written once. What stays in memory is 12 bytes an object.
 *
 *     struct pdf_merge *merge = pdf_merge_new("inserts: handouts", write, file);
 *     for each handout: pdf_merge_add(merge, bytes, "p-0017", &err);
 *     pdf_merge_finish(merge, &err);
 *     pdf_merge_free(merge);
 */
#ifndef FOOTNOTE_PDF_PDF_MERGE_H
#define FOOTNOTE_PDF_PDF_MERGE_H

#include "base/error.h"
#include "base/strbuf.h"

struct pdf_merge;

/* Takes the bytes written so far. */
typedef bool pdf_merge_sink(void *context, struct slice bytes, struct error *err);

struct pdf_merge *pdf_merge_new(const char *title, pdf_merge_sink *sink, void *context);
void pdf_merge_free(struct pdf_merge *merge); /* NULL is fine */

/* bookmark: what the outline calls this handout. ERROR_INPUT when it is no PDF of this program. */
bool pdf_merge_add(struct pdf_merge *merge, struct slice pdf, const char *bookmark,
                   struct error *err);

bool pdf_merge_finish(struct pdf_merge *merge, struct error *err);

size_t pdf_merge_pages(const struct pdf_merge *merge); /* blank ones too */

#endif
