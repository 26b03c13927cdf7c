/* index_blob.c - what the index keeps by name: blobs read whole, and small values in meta.
 *
 * Layer: index.
 */
#include "index/index_private.h"

/* A statement that looks for one value by name; *found says whether it stands at it. */
static sqlite3_stmt *look_up(struct index *index, enum statement_id id, const char *name,
                             bool *found, struct error *err) {
    sqlite3_stmt *statement = statement_get(index, id, err);
    if (!statement)
        return NULL;
    statement_bind_text(statement, 1, name);
    return statement_step(index, statement, found, err) ? statement : NULL;
}

static bool read_bytes(struct index *index, enum statement_id id, const char *name,
                       struct arena *arena, struct slice *bytes, struct error *err) {
    bool found;
    *bytes = slice_make(NULL, 0);
    sqlite3_stmt *statement = look_up(index, id, name, &found, err);
    if (!statement)
        return false;
    if (found) {
        *bytes = arena_slice(arena, statement_blob(statement, 0));
        statement_done(statement);
    }
    return true;
}

static bool set_bytes(struct index *index, enum statement_id id, const char *name,
                      struct slice bytes, struct error *err) {
    sqlite3_stmt *statement = statement_get(index, id, err);
    if (!statement)
        return false;
    statement_bind_text(statement, 1, name);
    sqlite3_bind_blob64(statement, 2, bytes.data ? bytes.data : "", bytes.length, SQLITE_STATIC);
    return statement_run(index, statement, err);
}

/* ---- blobs ---- */

bool index_blob(struct index *index, struct arena *arena, const char *name, struct slice *blob,
                struct error *err) {
    return read_bytes(index, STATEMENT_BLOB, name, arena, blob, err);
}

bool index_set_blob(struct index *index, const char *name, struct slice blob, struct error *err) {
    if (blob.length)
        return set_bytes(index, STATEMENT_BLOB_SET, name, blob, err);
    sqlite3_stmt *statement = statement_get(index, STATEMENT_BLOB_REMOVE, err);
    if (!statement)
        return false;
    statement_bind_text(statement, 1, name);
    return statement_run(index, statement, err);
}

/* ---- meta ---- */

bool meta_bytes(struct index *index, const char *key, struct arena *arena, struct slice *bytes,
                struct error *err) {
    return read_bytes(index, STATEMENT_META, key, arena, bytes, err);
}

bool meta_set_bytes(struct index *index, const char *key, struct slice bytes, struct error *err) {
    return set_bytes(index, STATEMENT_META_SET, key, bytes, err);
}

bool meta_number(struct index *index, const char *key, int64_t *number, struct error *err) {
    bool found;
    *number = 0;
    sqlite3_stmt *statement = look_up(index, STATEMENT_META, key, &found, err);
    if (!statement)
        return false;
    if (found) {
        *number = sqlite3_column_int64(statement, 0);
        statement_done(statement);
    }
    return true;
}

bool meta_set_number(struct index *index, const char *key, int64_t number, struct error *err) {
    sqlite3_stmt *statement = statement_get(index, STATEMENT_META_SET, err);
    if (!statement)
        return false;
    statement_bind_text(statement, 1, key);
    sqlite3_bind_int64(statement, 2, number);
    return statement_run(index, statement, err);
}
