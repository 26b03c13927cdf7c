/* pdf_renumber.h - an object's text with other object numbers and other keys of the parent tree.
 *
 * Layer: pdf.
 */
#ifndef FOOTNOTE_PDF_PDF_RENUMBER_H
#define FOOTNOTE_PDF_PDF_RENUMBER_H

#include "base/strbuf.h"
#include "pdf/pdf_own.h"

struct pdf_renumber {
    const struct pdf_own *own;
    const unsigned *numbers; /* new one of each object; 0: it is not there any more: null */
    unsigned key_offset;     /* added to /StructParent and /StructParents */
    bool referred;           /* out: the text refers to other objects, or to the tree */
};

/* Adds the text; a stream's bytes as they are, and its length as a number. */
void pdf_renumber(struct pdf_renumber *renumber, struct slice text, struct strbuf *out);

/* Adds the pairs of a number tree, their keys raised by key_offset. */
void pdf_renumber_tree(struct pdf_renumber *renumber, unsigned node, struct strbuf *out,
                       unsigned *lowest, unsigned *highest);

#endif
