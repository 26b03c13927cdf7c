/* pdf_protect.c - see pdf_protect.h.
 *
 * Layer: pdf.
 */
#include "pdf/pdf_protect.h"

#include "pdf/qpdf_library.h"

#include <sodium.h>

/* Who knows the owner's password may do anything: nobody is to know it. */
enum { OWNER_BYTES = 24 };

static bool encrypt(const struct qpdf_library *qpdf, qpdf_data data, struct slice pdf,
                    const char *password, struct strbuf *out) {
    unsigned char random[OWNER_BYTES];
    char owner[2 * OWNER_BYTES + 1];
    randombytes_buf(random, sizeof random);
    sodium_bin2hex(owner, sizeof owner, random, sizeof random);
    qpdf->qpdf_silence_errors(data);
    qpdf->qpdf_set_suppress_warnings(data, QPDF_TRUE);
    bool written = qpdf->qpdf_read_memory(data, "handout", pdf.data, pdf.length, NULL) == 0 &&
                   qpdf->qpdf_init_write_memory(data) == 0;
    if (written) {
        const QPDF_BOOL access = QPDF_TRUE, extract = QPDF_TRUE, change = QPDF_FALSE;
        const QPDF_BOOL metadata = QPDF_TRUE; /* encrypted too: the title may say much */
        qpdf->qpdf_set_object_stream_mode(data, qpdf_o_preserve);
        qpdf->qpdf_set_r6_encryption_parameters2(data, password, owner, access, extract, change,
                                                 change, change, change, qpdf_r3p_full, metadata);
        written = qpdf->qpdf_write(data) == 0 && qpdf->qpdf_get_buffer_length(data) > 0;
    }
    if (written)
        strbuf_add_bytes(out, qpdf->qpdf_get_buffer(data), qpdf->qpdf_get_buffer_length(data));
    sodium_memzero(owner, sizeof owner);
    return written;
}

bool pdf_protect(struct slice pdf, const char *password, struct strbuf *out, struct error *err) {
    const struct qpdf_library *qpdf = qpdf_library(err);
    if (!qpdf)
        return error_prefix(err, "protecting a PDF: ");
    if (sodium_init() < 0)
        return error_set(err, ERROR_ENVIRONMENT,
                         "protecting a PDF: the system gives no randomness");
    qpdf_data data = qpdf->qpdf_init();
    bool written = encrypt(qpdf, data, pdf, password, out);
    if (!written)
        error_set(err, ERROR_ENVIRONMENT, "libqpdf can't protect the PDF: %s",
                  qpdf->qpdf_has_error(data)
                      ? qpdf->qpdf_get_error_message_detail(data, qpdf->qpdf_get_error(data))
                      : "it does not say why");
    qpdf->qpdf_cleanup(&data);
    return written;
}
