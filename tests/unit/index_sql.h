/* index_sql.h - changes an index file behind the program's back, its checksums made to fit: what a
 * stranger could have done, and no accident. */
#ifndef FOOTNOTE_TESTS_INDEX_SQL_H
#define FOOTNOTE_TESTS_INDEX_SQL_H

#include "index_fixture.h"

#include "index/page_check.h"

static inline void run_sql(const char *path, const char *sql) {
    sqlite3 *database;
    char *message = NULL;
    assert_int_equal(sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                     page_check_vfs()),
                     SQLITE_OK);
    if (sqlite3_exec(database, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    sqlite3_close(database);
}

#endif
