/* zip_library.h - libzip, loaded when the first DOCX, ODT or EPUB file is met.
 *
 * Layer: corpus. libzip brings two libraries for encryption and four for compression with it; only
 * who reads such a file pays for their loading. Like xml_library.h, a table of the functions used.
 */
#ifndef FOOTNOTE_CORPUS_READERS_ZIP_LIBRARY_H
#define FOOTNOTE_CORPUS_READERS_ZIP_LIBRARY_H

#include "base/error.h"

#include <zip.h>

#define ZIP_LIBRARY_FUNCTIONS(FUNCTION)                                                            \
    FUNCTION(zip_source_buffer_create)                                                             \
    FUNCTION(zip_source_free)                                                                      \
    FUNCTION(zip_open_from_source)                                                                 \
    FUNCTION(zip_discard)                                                                          \
    FUNCTION(zip_get_num_entries)                                                                  \
    FUNCTION(zip_stat_index)                                                                       \
    FUNCTION(zip_name_locate)                                                                      \
    FUNCTION(zip_fopen_index)                                                                      \
    FUNCTION(zip_fread)                                                                            \
    FUNCTION(zip_fclose)

struct zip_library {
/* A declared name can't stand in brackets. NOLINTNEXTLINE(bugprone-macro-parentheses) */
#define ZIP_LIBRARY_MEMBER(name) __typeof__(&(name)) name;
    ZIP_LIBRARY_FUNCTIONS(ZIP_LIBRARY_MEMBER)
#undef ZIP_LIBRARY_MEMBER
};

/* Borrowed, loaded once, by any thread. ERROR_ENVIRONMENT naming the package when it is not there.
 */
const struct zip_library *zip_library(struct error *err);

#endif
