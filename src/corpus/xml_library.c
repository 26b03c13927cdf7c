/* xml_library.c - see xml_library.h.
 *
 * Layer: corpus.
 */
#include "corpus/xml_library.h"

#include "base/shared_library.h"

#include <stdlib.h>
#include <string.h>

static struct xml_library functions;

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

const struct xml_library *xml_library(struct error *err) {
    static bool loaded;
    if (loaded)
        return &functions;
    void *library = shared_library_open("libxml2.so.2");
    if (!library || !find_all(library)) {
        error_set(err, ERROR_ENVIRONMENT,
                  "HTML files need libxml2, which can't be loaded: install the package libxml2");
        return NULL;
    }
    loaded = true;
    return &functions;
}
