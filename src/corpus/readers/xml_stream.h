/* xml_stream.h - the XML of a member of a ZIP file, element by element.
 *
 * Layer: corpus, private to the readers of DOCX, ODT and EPUB; libxml2's SAX parser, without
 * network. Nothing is kept, so a document of any length takes the memory of its deepest element.
 * A document type (and with it every entity of its own), more than 200 elements inside each other,
 * 1,000 attributes and tags of 256 KB are refused.
 *
 * Names come as "w:p", "text:span", "dc:title": the short name of the namespace whatever prefix
 * the file uses for it; "-:name" in a namespace that no reader knows.
 */
#ifndef FOOTNOTE_CORPUS_READERS_XML_STREAM_H
#define FOOTNOTE_CORPUS_READERS_XML_STREAM_H

#include "corpus/readers/zip_archive.h"

enum { XML_DEEPEST_ELEMENT = 200 };

struct xml_attributes {
    const unsigned char **items; /* as libxml2 gives them */
    int count;
};

struct xml_handler {
    /* False: the element is passed over with all that is in it, and has no end either. */
    bool (*start)(void *context, const char *name, const struct xml_attributes *attributes);
    void (*end)(void *context, const char *name);   /* may be NULL */
    void (*text)(void *context, struct slice text); /* may be NULL */
};

/* ERROR_INPUT naming file, member and reason. */
bool xml_stream_member(struct zip_archive *zip, const char *member,
                       const struct xml_handler *handler, void *context, struct error *err);

/* An attribute by its name without namespace; an empty slice when it is absent. */
struct slice xml_attribute(const struct xml_attributes *attributes, const char *name);
int xml_attribute_number(const struct xml_attributes *attributes, const char *name, int fallback);

/* What a name means, by a table sorted by name; `otherwise` when it is not there. */
struct xml_use {
    const char *name;
    int use;
};
int xml_use_of(const struct xml_use *table, size_t count, const char *name, int otherwise);

#endif
