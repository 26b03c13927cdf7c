/* xml_library.h - libxml2, loaded when the first HTML or office file is met.
 *
 * Layer: corpus. libxml2 brings ICU and the C++ library with it: a millisecond at every start that
 * only HTML readers should pay. The functions used stand in one table; their types are those of
 * libxml2's own headers, so the compiler checks the calls as always.
 *
 *     const struct xml_library *xml = xml_library(&err);
 *     if (!xml) ...
 *     xmlNode *root = xml->xmlDocGetRootElement(doc);
 */
#ifndef FOOTNOTE_CORPUS_READERS_XML_LIBRARY_H
#define FOOTNOTE_CORPUS_READERS_XML_LIBRARY_H

#include "base/error.h"

#include <libxml/HTMLparser.h>

#define XML_LIBRARY_FUNCTIONS(FUNCTION)                                                            \
    FUNCTION(htmlNewParserCtxt)                                                                    \
    FUNCTION(htmlFreeParserCtxt)                                                                   \
    FUNCTION(htmlCtxtReadMemory)                                                                   \
    FUNCTION(xmlDocGetRootElement)                                                                 \
    FUNCTION(xmlFreeDoc)                                                                           \
    FUNCTION(xmlGetLineNo)                                                                         \
    FUNCTION(xmlGetProp)                                                                           \
    FUNCTION(xmlNodeGetContent)                                                                    \
    FUNCTION(xmlPreviousElementSibling)                                                            \
    FUNCTION(xmlInitParser)                                                                        \
    FUNCTION(xmlCreatePushParserCtxt)                                                              \
    FUNCTION(xmlCtxtUseOptions)                                                                    \
    FUNCTION(xmlParseChunk)                                                                        \
    FUNCTION(xmlStopParser)                                                                        \
    FUNCTION(xmlFreeParserCtxt)

struct xml_library {
/* A declared name can't stand in brackets. NOLINTNEXTLINE(bugprone-macro-parentheses) */
#define XML_LIBRARY_MEMBER(name) __typeof__(&(name)) name;
    XML_LIBRARY_FUNCTIONS(XML_LIBRARY_MEMBER)
#undef XML_LIBRARY_MEMBER
    void (*free_text)(void *text); /* xmlFree: a variable in libxml2 */
    int version;                   /* 20914 for 2.9.14 */
};

/* Borrowed, loaded once, by any thread. ERROR_ENVIRONMENT naming the package when the library is
 * not there. */
const struct xml_library *xml_library(struct error *err);

#endif
