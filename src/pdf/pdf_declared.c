/* pdf_declared.c - see pdf_declared.h (ISO 32000-1, 7.7.2, 12.2, 14.7.1, 14.9.2).
 *
 * Layer: pdf.
 */
#include "pdf/pdf_declared.h"

#include "pdf/qpdf_library.h"

struct reading {
    const struct qpdf_library *qpdf;
    qpdf_data data;
    struct arena *arena;
};

static bool is_true(const struct reading *reading, qpdf_oh dictionary, const char *key) {
    const struct qpdf_library *qpdf = reading->qpdf;
    if (!qpdf->qpdf_oh_is_dictionary(reading->data, dictionary))
        return false;
    qpdf_oh value = qpdf->qpdf_oh_get_key(reading->data, dictionary, key);
    return qpdf->qpdf_oh_is_bool(reading->data, value) &&
           qpdf->qpdf_oh_get_bool_value(reading->data, value);
}

static const char *text_of(const struct reading *reading, qpdf_oh dictionary, const char *key) {
    const struct qpdf_library *qpdf = reading->qpdf;
    if (!qpdf->qpdf_oh_is_dictionary(reading->data, dictionary))
        return "";
    qpdf_oh value = qpdf->qpdf_oh_get_key(reading->data, dictionary, key);
    if (!qpdf->qpdf_oh_is_string(reading->data, value))
        return "";
    return arena_text(reading->arena, qpdf->qpdf_oh_get_utf8_value(reading->data, value));
}

static void read_catalogue(const struct reading *reading, struct pdf_declared *declared) {
    const struct qpdf_library *qpdf = reading->qpdf;
    qpdf_data data = reading->data;
    qpdf_oh root = qpdf->qpdf_get_root(data);
    qpdf_oh trailer = qpdf->qpdf_get_trailer(data);
    qpdf_oh tree = qpdf->qpdf_oh_get_key(data, root, "/StructTreeRoot");
    declared->tagged =
        is_true(reading, qpdf->qpdf_oh_get_key(data, root, "/MarkInfo"), "/Marked") &&
        qpdf->qpdf_oh_is_dictionary(data, tree);
    declared->title_displayed = is_true(
        reading, qpdf->qpdf_oh_get_key(data, root, "/ViewerPreferences"), "/DisplayDocTitle");
    declared->language = text_of(reading, root, "/Lang");
    declared->title = text_of(reading, qpdf->qpdf_oh_get_key(data, trailer, "/Info"), "/Title");
}

bool pdf_declared_read(const char *name, struct slice bytes, struct arena *arena,
                       struct pdf_declared *declared, struct error *err) {
    struct reading reading = {.qpdf = qpdf_library(err), .arena = arena};
    *declared = (struct pdf_declared){.language = "", .title = ""};
    if (!reading.qpdf)
        return false;
    const struct qpdf_library *qpdf = reading.qpdf;
    reading.data = qpdf->qpdf_init();
    qpdf->qpdf_silence_errors(reading.data);
    qpdf->qpdf_set_suppress_warnings(reading.data, QPDF_TRUE);
    QPDF_ERROR_CODE code =
        qpdf->qpdf_read_memory(reading.data, name, bytes.data, bytes.length, NULL);
    bool fine = !(code & QPDF_ERRORS);
    if (fine)
        read_catalogue(&reading, declared);
    if (qpdf->qpdf_has_error(reading.data)) /* one that nobody asked for would be printed */
        qpdf->qpdf_get_error(reading.data);
    qpdf->qpdf_cleanup(&reading.data);
    return fine || error_set(err, ERROR_INPUT, "%s: it can't be read as a PDF", name);
}
