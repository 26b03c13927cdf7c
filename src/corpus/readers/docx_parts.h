/* docx_parts.h - where the parts of a DOCX file stand in it.
 *
 * Layer: corpus, private to the DOCX reader. Office programs may give them any name; relations by
 * type lead from the file to its document, and from the document to its styles, lists and notes.
 */
#ifndef FOOTNOTE_CORPUS_READERS_DOCX_PARTS_H
#define FOOTNOTE_CORPUS_READERS_DOCX_PARTS_H

#include "corpus/readers/xml_stream.h"

/* Members; all but document may be NULL. */
struct docx_parts {
    const char *document, *styles, *lists, *footnotes, *endnotes;
    const char *core_properties, *custom_properties;
    bool has_foreign_part; /* a part in another format (altChunk) whose text would be missing */
};

bool docx_find_parts(struct zip_archive *zip, struct arena *arena, struct docx_parts *parts,
                     struct error *err);

#endif
