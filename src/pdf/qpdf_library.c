/* qpdf_library.c - see qpdf_library.h.
 *
 * Layer: pdf.
 */
#include "pdf/qpdf_library.h"

#include <dlfcn.h>
#include <string.h>

static struct qpdf_library functions;

/* A function's address through a data pointer, as POSIX asks of dlsym's users. */
static bool find(void *library, const char *name, void *function, size_t size_bytes) {
    void *address = dlsym(library, name);
    if (address)
        memcpy(function, &address, size_bytes);
    return address != NULL;
}

static bool find_all(void *library) {
    bool found = true;
#define QPDF_LIBRARY_FIND(name)                                                                    \
    found = find(library, #name, &functions.name, sizeof functions.name) && found;
    QPDF_LIBRARY_FUNCTIONS(QPDF_LIBRARY_FIND)
#undef QPDF_LIBRARY_FIND
    return found;
}

const struct qpdf_library *qpdf_library(struct error *err) {
    static bool loaded;
    if (loaded)
        return &functions;
    void *library = dlopen("libqpdf.so.29", RTLD_NOW | RTLD_LOCAL);
    if (!library || !find_all(library)) {
        error_set(err, ERROR_ENVIRONMENT,
                  "this needs libqpdf, which can't be loaded: install the package libqpdf29");
        return NULL;
    }
    loaded = true;
    return &functions;
}
