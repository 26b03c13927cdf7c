/* pdf_face.h - a font of somebody's PDF, as far as preflight needs it: code lengths, widths,
 * blanks, and whether its program is in the file (ISO 32000-1, 9.6 to 9.10).
 *
 * Layer: pdf.
 */
#ifndef FOOTNOTE_PDF_PDF_FACE_H
#define FOOTNOTE_PDF_PDF_FACE_H

#include "base/arena.h"
#include "pdf/qpdf_library.h"

struct pdf_face {
    int object; /* number of the font's dictionary */
    const char *name;
    bool two_bytes;
    bool is_embedded;
    float *widths;        /* by code, 1/1000 em */
    unsigned char *blank; /* by code: a space of some kind, which leaves no ink */
    size_t code_count;    /* 256 or 65536 */
};

/* In the arena. font: the dictionary. What the file doesn't say has the usual value. */
struct pdf_face *pdf_face_read(const struct qpdf_library *qpdf, qpdf_data data, qpdf_oh font,
                               struct arena *arena);

#endif
