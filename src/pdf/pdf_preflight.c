/* pdf_preflight.c - see pdf_preflight.h. In order: boxes of a page, what qpdf says, pages, the
 * file.
 *
 * Layer: pdf.
 */
#include "pdf/pdf_preflight.h"

#include <math.h>

#include "layout/theme.h"
#include "pdf/pdf_ink.h"

enum { MOST_PAGES = 10000, MOST_PARENTS = 50 };

/* ---- boxes of a page ------------------------------------------------------------------------- */

/* A page's own value or the nearest one above it in the tree of pages. */
static qpdf_oh inherited(const struct pdf_ink *ink, qpdf_oh page, const char *key) {
    const struct qpdf_library *qpdf = ink->qpdf;
    qpdf_oh value = qpdf->qpdf_oh_get_key(ink->data, page, key);
    for (int i = 0; i < MOST_PARENTS; i++) {
        bool found = qpdf->qpdf_oh_is_array(ink->data, value) ||
                     qpdf->qpdf_oh_is_dictionary(ink->data, value);
        page = qpdf->qpdf_oh_get_key(ink->data, page, "/Parent");
        if (found || !qpdf->qpdf_oh_is_dictionary(ink->data, page))
            break;
        value = qpdf->qpdf_oh_get_key(ink->data, page, key);
    }
    return value;
}

/* What a printer takes for the sheet: the crop box, else the media box, else A4. y up. */
static struct placed_box sheet_of(const struct pdf_ink *ink, qpdf_oh page) {
    static const char *const keys[] = {"/CropBox", "/MediaBox"};
    const struct qpdf_library *qpdf = ink->qpdf;
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        qpdf_oh box = inherited(ink, page, keys[k]);
        if (!qpdf->qpdf_oh_is_array(ink->data, box) ||
            qpdf->qpdf_oh_get_array_n_items(ink->data, box) != 4)
            continue;
        double v[4];
        for (int i = 0; i < 4; i++)
            v[i] = qpdf->qpdf_oh_get_numeric_value(ink->data,
                                                   qpdf->qpdf_oh_get_array_item(ink->data, box, i));
        return (struct placed_box){fmin(v[0], v[2]), fmax(v[1], v[3]), fmax(v[0], v[2]),
                                   fmin(v[1], v[3])};
    }
    double width_pt, height_pt;
    paper_size(PAPER_A4, &width_pt, &height_pt);
    return (struct placed_box){0, height_pt, width_pt, 0};
}

/* ---- what qpdf says -------------------------------------------------------------------------- */

static bool say_why(const struct pdf_ink *ink, struct error *err) {
    qpdf_error error =
        ink->qpdf->qpdf_has_error(ink->data) ? ink->qpdf->qpdf_get_error(ink->data) : NULL;
    if (!error)
        return error_set(err, ERROR_INPUT, "it can't be read as a PDF");
    if (ink->qpdf->qpdf_get_error_code(ink->data, error) == qpdf_e_password)
        return error_set(err, ERROR_INPUT,
                         "it is locked by a password: check the file before it is protected");
    return error_set(err, ERROR_INPUT, "it can't be read as a PDF: %s",
                     ink->qpdf->qpdf_get_error_message_detail(ink->data, error));
}

/* ---- pages ----------------------------------------------------------------------------------- */

static bool read_pages(struct pdf_ink *ink, struct error *err) {
    int count = ink->qpdf->qpdf_get_num_pages(ink->data);
    if (count < 1)
        return ink->qpdf->qpdf_has_error(ink->data)
                   ? say_why(ink, err)
                   : error_set(err, ERROR_INPUT, "it has no pages");
    for (int i = 0; i < count && i < MOST_PAGES; i++) {
        qpdf_oh page = ink->qpdf->qpdf_get_page_n(ink->data, (size_t)i);
        struct placed_box sheet = sheet_of(ink, page);
        print_report_page(ink->report, sheet.right - sheet.left, sheet.top - sheet.bottom);
        if (!pdf_ink_page(ink, page, inherited(ink, page, "/Resources"), &sheet, err))
            return false;
    }
    return true;
}

/* ---- the file -------------------------------------------------------------------------------- */

bool pdf_preflight(const char *name, struct slice bytes, const struct print_limits *limits,
                   struct arena *arena, struct print_report *report, struct error *err) {
    const struct qpdf_library *qpdf = qpdf_library(err);
    if (!qpdf)
        return false;
    *report = print_report_begin(arena, limits);
    struct pdf_ink ink = {
        .qpdf = qpdf, .data = qpdf->qpdf_init(), .arena = arena, .report = report};
    qpdf->qpdf_silence_errors(ink.data);
    qpdf->qpdf_set_suppress_warnings(ink.data, QPDF_TRUE);
    QPDF_ERROR_CODE code = qpdf->qpdf_read_memory(ink.data, name, bytes.data, bytes.length, NULL);
    bool fine = (code & QPDF_ERRORS) ? say_why(&ink, err) : read_pages(&ink, err);
    if (qpdf->qpdf_has_error(ink.data)) /* one that nobody asked for would be printed */
        qpdf->qpdf_get_error(ink.data);
    qpdf->qpdf_cleanup(&ink.data);
    if (fine)
        print_report_end(report);
    else
        error_prefix(err, "%s: ", name);
    return fine;
}
