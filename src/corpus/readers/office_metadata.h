/* office_metadata.h - the members of a DOCX, ODT or EPUB file that describe it -> metadata.
 *
 * Layer: corpus, private to their readers.
 */
#ifndef FOOTNOTE_CORPUS_READERS_OFFICE_METADATA_H
#define FOOTNOTE_CORPUS_READERS_OFFICE_METADATA_H

#include "corpus/article_builder.h"
#include "corpus/readers/xml_stream.h"

/* Takes what article_named.h knows from a member: elements by their names ("dc:title"), properties
 * of the writer's own (Word's custom properties, ODT's meta:user-defined, OPF's meta) by theirs.
 * A member that is not there is nothing to complain of. */
bool office_read_metadata(struct zip_archive *zip, const char *member,
                          struct article_builder *builder, struct error *err);

#endif
