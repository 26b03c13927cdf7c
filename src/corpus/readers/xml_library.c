/* xml_library.c - see xml_library.h.
 *
 * Layer: corpus.
 */
#include "corpus/readers/xml_library.h"

#include "base/shared_library.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static struct xml_library functions;
static bool loaded;

static bool find_all(void *library) {
    bool found = true;
#define XML_LIBRARY_FIND(name)                                                                     \
    found = shared_library_find(library, #name, &functions.name, sizeof functions.name) && found;
    XML_LIBRARY_FUNCTIONS(XML_LIBRARY_FIND)
#undef XML_LIBRARY_FIND
    void (**free_text)(void *) = NULL;
    const char *const *version = NULL;
    found = shared_library_find(library, "xmlFree", &free_text, sizeof free_text) && found;
    found = shared_library_find(library, "xmlParserVersion", &version, sizeof version) && found;
    if (!found)
        return false;
    functions.free_text = *free_text;
    functions.version = (int)strtol(*version, NULL, 10);
    return true;
}

static void load(void) {
    void *library = shared_library_open("libxml2.so.2");
    loaded = library && find_all(library);
    if (loaded)
        functions.xmlInitParser(); /* its tables must stand before a second thread comes */
}

const struct xml_library *xml_library(struct error *err) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    if (loaded)
        return &functions;
    error_set(err, ERROR_ENVIRONMENT,
              "HTML and office files need libxml2, which can't be loaded: install the package "
              "libxml2");
    return NULL;
}
