/* page_check.h - a checksum in every page of an index file, compared whenever a page is read.
 *
 * Layer: index. A disk, a memory stick or a half-copied file changes bytes without saying so, and
 * SQLite notices only where its own structure breaks: a changed letter in a passage, a changed day
 * in a review date or a lost posting would be shown as if it were right. So an index is read and
 * written through a VFS of its own (SQLite's layer below the pages), which keeps eight bytes at the
 * end of each page: XXH3 of the page with its number as seed, so that a page in another's place
 * shows too. A page that does not fit its checksum is an SQLITE_IOERR_DATA, in our words: the index
 * is damaged. It costs a quarter of a microsecond a page.
 *
 * The first page is compared on request only (page_check_first): it holds the schema, which is
 * compared letter by letter, and a file whose schema another program has changed is called so.
 * Write-ahead logs are not read: an index has none, and one that lies beside it is not its own.
 * What is no file (a pipe, a device) is not opened, as a journal neither.
 *
 * A reader of a file that has lost its name to a rebuilt one leaves that one's journal alone:
 * SQLite would take it for its own, undo by it, and remove it from under the writer.
 *
 * A file that others have made keeps no checksums (page_check_is_on says so) and is read without.
 *
 *     sqlite3_open_v2(path, &database, flags, page_check_vfs());
 *     page_check_want(database);            // before the first page of a new file is written
 */
#ifndef FOOTNOTE_INDEX_PAGE_CHECK_H
#define FOOTNOTE_INDEX_PAGE_CHECK_H

#include <sqlite3.h>
#include <stdbool.h>

/* The name for sqlite3_open_v2; registers the VFS when first called. NULL where SQLite has none. */
const char *page_check_vfs(void);

/* A new file, or one that is vacuumed, gets room for checksums. */
void page_check_want(sqlite3 *database);

/* Whether the pages have checksums; known once the file's header has been read. */
bool page_check_is_on(sqlite3 *database);

/* Whether another program has given the file a write-ahead log: it can't be read then. */
bool page_check_has_log(sqlite3 *database);

/* Whether the first page fits its checksum. To be called inside a transaction. */
bool page_check_first(sqlite3 *database);

/* SQLITE_IOERR_DATA when a page that was read did not fit its checksum since the file was opened,
 * another code when it could not be read, else SQLITE_OK. */
int page_check_failure(sqlite3 *database);

/* Pages that were never written since the file grew, and that nothing refers to, are all zero; who
 * copies a file page by page reads them too. */
void page_check_allow_blank(sqlite3 *database);

#endif
