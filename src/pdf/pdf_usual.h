/* pdf_usual.h - the glyphs of a face that a handout in English needs, whatever it says.
 *
 * Layer: pdf. A subset of just the glyphs in use would be another one for nearly every handout. One
 * of these is made once and embedded in all that need no more: it is two kilobytes larger.
 */
#ifndef FOOTNOTE_PDF_PDF_USUAL_H
#define FOOTNOTE_PDF_PDF_USUAL_H

#include "text/font.h"

#include <hb.h>

/* .notdef, letters, digits, signs, and how the face joins letters. Owned: hb_set_destroy. */
hb_set_t *pdf_usual_glyphs(const struct font *font);

#endif
