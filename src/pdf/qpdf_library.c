/* qpdf_library.c - see qpdf_library.h.
 *
 * Layer: pdf.
 */
#include "pdf/qpdf_library.h"

#include "base/shared_library.h"

static struct qpdf_library functions;

static bool find_all(void *library) {
    bool found = true;
#define QPDF_LIBRARY_FIND(name)                                                                    \
    found = shared_library_find(library, #name, &functions.name, sizeof functions.name) && found;
    QPDF_LIBRARY_FUNCTIONS(QPDF_LIBRARY_FIND)
#undef QPDF_LIBRARY_FIND
    return found;
}

const struct qpdf_library *qpdf_library(struct error *err) {
    static bool loaded;
    if (loaded)
        return &functions;
    void *library = shared_library_open("libqpdf.so.29");
    if (!library || !find_all(library)) {
        error_set(err, ERROR_ENVIRONMENT,
                  "this needs libqpdf, which can't be loaded: install the package libqpdf29");
        return NULL;
    }
    loaded = true;
    return &functions;
}
