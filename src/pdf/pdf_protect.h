/* pdf_protect.h - a finished PDF -> one that opens with a password (AES-256, ISO 32000-2, 7.6, R6).
 *
 * Layer: pdf. Done by libqpdf in memory. Screen readers, copying and printing stay allowed;
 * changing is not. The bytes differ from run to run: keys and salts are random, as they must be.
 *
 *     if (!pdf_protect(pdf, "seven green heels", &out, &err)) ...
 */
#ifndef FOOTNOTE_PDF_PDF_PROTECT_H
#define FOOTNOTE_PDF_PDF_PROTECT_H

#include "base/error.h"
#include "base/slice.h"
#include "base/strbuf.h"

enum { PDF_PASSWORD_BYTES = 127 }; /* the most that the standard takes */

/* Appends the protected file to out. ERROR_ENVIRONMENT when libqpdf is not there or can't write. */
bool pdf_protect(struct slice pdf, const char *password, struct strbuf *out, struct error *err);

#endif
