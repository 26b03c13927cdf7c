/* ledger_read.c - looking into the ledger.
 *
 * Layer: index. Order: rows, finding entries, an entry's sentences, codes, what was kept.
 */
#include "index/ledger/ledger_private.h"

#include <limits.h>
#include <stdlib.h>

/* ---- rows ------------------------------------------------------------------------------------ */

struct ledger_entry ledger_entry_row(sqlite3_stmt *row, struct arena *arena) {
    enum { RUN = LEDGER_ENTRY_COLUMNS };
    return (struct ledger_entry){
        .number = sqlite3_column_int64(row, 0),
        .kind = ledger_text(row, 1, arena),
        .code = ledger_text(row, 2, arena),
        .made_at = ledger_text(row, 3, arena),
        .handout_date = ledger_text(row, 4, arena),
        .format = ledger_text(row, 5, arena),
        .language = ledger_text(row, 6, arena),
        .page_count = sqlite3_column_int(row, 7),
        .made_by = ledger_text(row, 8, arena),
        .accepted = ledger_text(row, 9, arena),
        .note = ledger_text(row, 10, arena),
        .output_hash = ledger_text(row, 11, arena),
        .patient = ledger_text(row, 12, arena),
        .patient_years = {ledger_text(row, 13, arena), ledger_text(row, 14, arena)},
        .run = {.report = ledger_text(row, RUN, arena),
                .program = ledger_text(row, RUN + 1, arena),
                .script_hash = ledger_text(row, RUN + 2, arena),
                .wording_hash = ledger_text(row, RUN + 3, arena),
                .clinic_hash = ledger_text(row, RUN + 4, arena),
                .corpus_state = ledger_text(row, RUN + 5, arena),
                .faces = ledger_text(row, RUN + 6, arena),
                .files = ledger_text(row, RUN + 7, arena)},
    };
}

/* ---- finding entries ------------------------------------------------------------------------- */

static sqlite3_stmt *prepare_find(struct ledger_store *store, const struct ledger_filter *filter,
                                  struct error *err) {
    bool by_code = filter->code && *filter->code;
    bool by_passage = filter->article && *filter->article;
    int limit = filter->limit > 0 ? filter->limit : INT_MAX;
    sqlite3_stmt *statement = ledger_statement(
        store, by_code ? LEDGER_FIND_CODE : (by_passage ? LEDGER_FIND_PASSAGE : LEDGER_FIND), err);
    if (!statement)
        return NULL;
    if (by_code) {
        ledger_bind(statement, 1, filter->code);
        sqlite3_bind_int(statement, 2, limit);
        return statement;
    }
    const char *const by_place[] = {filter->article, filter->section, filter->passage_hash,
                                    filter->report, filter->since};
    const char *const by_rest[] = {filter->report, filter->since, filter->patient,
                                   filter->patient_years[0], filter->patient_years[1]};
    for (int i = 0; i < 5; i++)
        ledger_bind(statement, i + 1, by_passage ? by_place[i] : by_rest[i]);
    sqlite3_bind_int(statement, 6, limit);
    return statement;
}

bool ledger_store_find(struct ledger_store *store, struct arena *arena,
                       const struct ledger_filter *filter, struct ledger_entry **entries,
                       size_t *count, struct error *err) {
    sqlite3_stmt *statement = prepare_find(store, filter, err);
    size_t capacity = 0;
    bool row = statement != NULL;
    *entries = NULL;
    *count = 0;
    while (row) {
        if (!ledger_step(store, statement, &row, err))
            return false;
        if (!row)
            break;
        *entries = arena_make_room(arena, *entries, *count, &capacity, 16, sizeof **entries);
        (*entries)[(*count)++] = ledger_entry_row(statement, arena);
    }
    return statement != NULL;
}

/* ---- sentences ------------------------------------------------------------------------------- */

static bool read_sentence(struct ledger_store *store, struct arena *arena, int64_t id,
                          struct ledger_sentence *sentence, struct error *err) {
    sqlite3_stmt *row = ledger_statement(store, LEDGER_SENTENCE_ROW, err);
    bool found = false;
    if (!row)
        return false;
    sqlite3_bind_int64(row, 1, id);
    if (!ledger_step(store, row, &found, err))
        return false;
    *sentence = (struct ledger_sentence){"", "", "", "", "", "", "", ""};
    if (found) /* a row that is gone stays empty: the chain shows it */
        *sentence = (struct ledger_sentence){
            .key = ledger_text(row, 0, arena),
            .class_name = ledger_text(row, 1, arena),
            .language = ledger_text(row, 2, arena),
            .text = ledger_text(row, 3, arena),
            .facts = ledger_text(row, 4, arena),
            .article = ledger_text(row, 5, arena),
            .section = ledger_text(row, 6, arena),
            .passage_hash = ledger_text(row, 7, arena),
        };
    sqlite3_reset(row);
    return true;
}

bool ledger_store_sentences(struct ledger_store *store, struct arena *arena,
                            struct ledger_entry *entry, struct error *err) {
    sqlite3_stmt *statement = ledger_statement(store, LEDGER_ENTRY_SENTENCES, err);
    bool row = false;
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, entry->number);
    if (!ledger_step(store, statement, &row, err))
        return false;
    const char *ids = row ? ledger_text(statement, 0, arena) : "";
    sqlite3_reset(statement);
    size_t room = 1;
    for (const char *c = ids; *c; c++)
        room += *c == ' ';
    entry->sentences = arena_new_array(arena, room, struct ledger_sentence);
    entry->sentence_count = 0;
    for (char *end; *ids; ids = *end ? end + 1 : end) {
        int64_t id = strtoll(ids, &end, 10);
        if (end == ids)
            break;
        if (!read_sentence(store, arena, id, &entry->sentences[entry->sentence_count++], err))
            return false;
    }
    return true;
}

/* ---- codes ----------------------------------------------------------------------------------- */

bool ledger_store_codes(struct ledger_store *store, struct arena *arena, const char ***codes,
                        size_t *count, struct error *err) {
    sqlite3_stmt *statement = ledger_statement(store, LEDGER_CODES, err);
    size_t capacity = 0;
    bool row = statement != NULL;
    *codes = NULL;
    *count = 0;
    while (row) {
        if (!ledger_step(store, statement, &row, err))
            return false;
        if (!row)
            break;
        *codes = arena_make_room(arena, *codes, *count, &capacity, 64, sizeof **codes);
        (*codes)[(*count)++] = ledger_text(statement, 0, arena);
    }
    return statement != NULL;
}

/* ---- what was kept --------------------------------------------------------------------------- */

static bool read_blob(struct ledger_store *store, sqlite3_stmt *statement, struct arena *arena,
                      const char *what, struct slice *sealed, struct error *err) {
    bool row;
    if (!ledger_step(store, statement, &row, err))
        return false;
    if (!row)
        return error_set(err, ERROR_NOT_FOUND, "%s: %s", store->path, what);
    const void *bytes = sqlite3_column_blob(statement, 0);
    size_t length = (size_t)sqlite3_column_bytes(statement, 0);
    *sealed = slice_make(arena_bytes(arena, bytes ? bytes : "", length), length);
    sqlite3_reset(statement);
    return true;
}

bool ledger_store_inputs(struct ledger_store *store, struct arena *arena, int64_t number,
                         struct slice *sealed, struct error *err) {
    sqlite3_stmt *statement = ledger_statement(store, LEDGER_INPUTS, err);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, number);
    return read_blob(store, statement, arena, "the inputs of this handout were not kept", sealed,
                     err);
}

bool ledger_store_file(struct ledger_store *store, struct arena *arena, const char *hash,
                       struct slice *sealed, struct error *err) {
    sqlite3_stmt *statement = ledger_statement(store, LEDGER_FILE, err);
    if (!statement)
        return false;
    ledger_bind(statement, 1, hash);
    return read_blob(store, statement, arena, "a file that the handout was made of is gone", sealed,
                     err);
}
