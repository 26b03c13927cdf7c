/* zip_archive.h - the members of a ZIP file from a stranger, within limits.
 *
 * Layer: corpus, private to the readers of DOCX, ODT and EPUB. Nothing is ever written to disk.
 * What breaks a limit is refused with the limit in the message: more than 1,000 members, names
 * that are absolute or lead out of the archive, a name twice, members that overlap, a password,
 * more than 64 MB unpacked in all, and more than 1 MB out of a hundredth of it. Only what is asked
 * for is unpacked, so pictures do not count.
 *
 *     struct zip_archive *zip = zip_archive_open("a.docx", bytes, &err);
 *     done = zip && zip_archive_stream(zip, "word/document.xml", take, context, &err);
 *     zip_archive_close(zip);
 */
#ifndef FOOTNOTE_CORPUS_READERS_ZIP_ARCHIVE_H
#define FOOTNOTE_CORPUS_READERS_ZIP_ARCHIVE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"

enum {
    ZIP_MOST_MEMBERS = 1000,
    ZIP_MOST_UNPACKED_BYTES = 64 * 1024 * 1024,
    ZIP_HIGHEST_RATIO = 100,
    ZIP_RATIO_FLOOR_BYTES = 1024 * 1024, /* below it a ratio says nothing */
};

struct zip_archive;

/* NULL and ERROR_INPUT naming the file and the reason; ERROR_ENVIRONMENT without libzip. The bytes
 * are borrowed until the archive is closed. */
struct zip_archive *zip_archive_open(const char *file, struct slice bytes, struct error *err);
void zip_archive_close(struct zip_archive *zip); /* NULL is fine */

bool zip_archive_has(const struct zip_archive *zip, const char *member);

/* Gives a member's bytes in pieces; the taker stops it by returning false (the result is true). */
typedef bool zip_taker(void *context, struct slice piece);
bool zip_archive_stream(struct zip_archive *zip, const char *member, zip_taker *take, void *context,
                        struct error *err);

/* A whole member of at most limit_bytes, added to out. */
bool zip_archive_read(struct zip_archive *zip, const char *member, size_t limit_bytes,
                      struct strbuf *out, struct error *err);

/* The file name, for messages. */
const char *zip_archive_file(const struct zip_archive *zip);

/* The member that a reference in another member means: relative to its folder, %20 decoded, without
 * #fragment. NULL when it leads out of the archive, or to the web. */
const char *zip_member_path(struct arena *arena, const char *from, struct slice reference);

#endif
