/* zip_library.c - see zip_library.h.
 *
 * Layer: corpus.
 */
#include "corpus/readers/zip_library.h"

#include "base/shared_library.h"

#include <pthread.h>

static struct zip_library functions;
static bool loaded;

static void load(void) {
    void *library = shared_library_open("libzip.so.4");
    bool found = library != NULL;
#define ZIP_LIBRARY_FIND(name)                                                                     \
    found = found && shared_library_find(library, #name, &functions.name, sizeof functions.name);
    ZIP_LIBRARY_FUNCTIONS(ZIP_LIBRARY_FIND)
#undef ZIP_LIBRARY_FIND
    loaded = found;
}

const struct zip_library *zip_library(struct error *err) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    if (loaded)
        return &functions;
    error_set(err, ERROR_ENVIRONMENT,
              "DOCX, ODT and EPUB files need libzip, which can't be loaded: install the package "
              "libzip4");
    return NULL;
}
