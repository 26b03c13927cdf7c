/* ledger_write.c - adding entries and files to the ledger.
 *
 * Layer: index. Order: transactions, what entries share, an entry, files.
 */
#include "index/ledger/ledger_private.h"

#include "base/strbuf.h"

#include <stdlib.h>

/* ---- transactions ---------------------------------------------------------------------------- */

bool ledger_store_begin(struct ledger_store *store, struct error *err) {
    if (!ledger_run_statement(store, ledger_statement(store, LEDGER_BEGIN, err), err))
        return false;
    store->in_transaction = true;
    return true;
}

bool ledger_store_commit(struct ledger_store *store, struct error *err) {
    if (!ledger_run_statement(store, ledger_statement(store, LEDGER_COMMIT, err), err))
        return false;
    store->in_transaction = false;
    return true;
}

void ledger_store_undo(struct ledger_store *store) {
    if (store->in_transaction)
        ledger_run_statement(store, ledger_statement(store, LEDGER_ROLLBACK, NULL), NULL);
    store->in_transaction = false;
}

/* ---- what entries share ---------------------------------------------------------------------- */

static bool find_id(struct ledger_store *store, sqlite3_stmt *statement, int64_t *id,
                    struct error *err) {
    bool row;
    *id = 0;
    if (!ledger_step(store, statement, &row, err))
        return false;
    if (row) {
        *id = sqlite3_column_int64(statement, 0);
        sqlite3_reset(statement);
    }
    return true;
}

/* Runs an INSERT whose texts are bound; *id is the new row's. */
static bool insert(struct ledger_store *store, sqlite3_stmt *statement, int64_t *id,
                   struct error *err) {
    if (!ledger_run_statement(store, statement, err))
        return false;
    *id = sqlite3_last_insert_rowid(store->database);
    return true;
}

static sqlite3_stmt *with_texts(struct ledger_store *store, enum ledger_statement id,
                                const char *const *texts, int count, struct error *err) {
    sqlite3_stmt *statement = ledger_statement(store, id, err);
    for (int i = 0; statement && i < count; i++)
        ledger_bind(statement, i + 1, texts[i]);
    return statement;
}

static bool find_or_add(struct ledger_store *store, enum ledger_statement find, int find_count,
                        enum ledger_statement add, const char *const *texts, int count, int64_t *id,
                        struct error *err) {
    sqlite3_stmt *statement = with_texts(store, find, texts, find_count, err);
    if (!statement || !find_id(store, statement, id, err))
        return false;
    if (*id > 0)
        return true;
    statement = with_texts(store, add, texts, count, err);
    return statement && insert(store, statement, id, err);
}

static bool put_run(struct ledger_store *store, const struct ledger_run *run, int64_t *id,
                    struct error *err) {
    char digest[LEDGER_HEX_BYTES];
    ledger_run_digest(run, digest);
    const char *const texts[] = {
        digest,           run->report,       run->program, run->script_hash, run->wording_hash,
        run->clinic_hash, run->corpus_state, run->faces,   run->files};
    return find_or_add(store, LEDGER_RUN_FIND, 1, LEDGER_RUN_ADD, texts, 9, id, err);
}

static bool add_sentence(struct ledger_store *store, const struct ledger_sentence *sentence,
                         const char *digest, int64_t *id, int64_t *passage, struct error *err) {
    const char *const place[] = {sentence->article, sentence->section, sentence->passage_hash};
    const char *const texts[] = {
        digest,         sentence->key,  sentence->class_name, sentence->language,
        sentence->text, sentence->facts};
    *passage = 0;
    if (*sentence->article &&
        !find_or_add(store, LEDGER_PASSAGE_FIND, 3, LEDGER_PASSAGE_ADD, place, 3, passage, err))
        return false;
    sqlite3_stmt *statement = with_texts(store, LEDGER_SENTENCE_ADD, texts, 6, err);
    if (!statement)
        return false;
    if (*passage > 0)
        sqlite3_bind_int64(statement, 7, *passage);
    return insert(store, statement, id, err);
}

static bool put_sentence(struct ledger_store *store, const struct ledger_sentence *sentence,
                         int64_t *id, int64_t *passage, struct error *err) {
    char digest[LEDGER_HEX_BYTES];
    ledger_sentence_digest(sentence, digest);
    sqlite3_stmt *statement = ledger_statement(store, LEDGER_SENTENCE_FIND, err);
    bool row;
    if (!statement)
        return false;
    ledger_bind(statement, 1, digest);
    if (!ledger_step(store, statement, &row, err))
        return false;
    if (!row)
        return add_sentence(store, sentence, digest, id, passage, err);
    *id = sqlite3_column_int64(statement, 0);
    *passage = sqlite3_column_int64(statement, 1); /* 0 for NULL */
    sqlite3_reset(statement);
    return true;
}

static bool put_quoted(struct ledger_store *store, int64_t passage, int64_t number,
                       struct error *err) {
    sqlite3_stmt *statement = ledger_statement(store, LEDGER_QUOTED_ADD, err);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, passage);
    sqlite3_bind_int64(statement, 2, number);
    return ledger_run_statement(store, statement, err);
}

static bool put_sentences(struct ledger_store *store, const struct ledger_entry *entry,
                          int64_t number, struct strbuf *ids, struct error *err) {
    for (size_t i = 0; i < entry->sentence_count; i++) {
        int64_t id, passage;
        if (!put_sentence(store, &entry->sentences[i], &id, &passage, err) ||
            (passage > 0 && !put_quoted(store, passage, number, err)))
            return false;
        strbuf_add_format(ids, "%s%lld", i == 0 ? "" : " ", (long long)id);
    }
    return true;
}

/* ---- an entry -------------------------------------------------------------------------------- */

static bool insert_entry(struct ledger_store *store, const struct ledger_entry *entry,
                         int64_t number, int64_t run, const char *ids, const char *chain,
                         struct error *err) {
    const char *const texts[] = {NULL,
                                 entry->kind,
                                 entry->code,
                                 entry->made_at,
                                 entry->handout_date,
                                 entry->format,
                                 entry->language,
                                 NULL,
                                 entry->made_by,
                                 entry->accepted,
                                 entry->note,
                                 entry->output_hash,
                                 entry->patient,
                                 entry->patient_years[0],
                                 entry->patient_years[1]};
    sqlite3_stmt *statement = with_texts(store, LEDGER_ENTRY_ADD, texts, 15, err);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, number);
    sqlite3_bind_int(statement, 8, entry->page_count);
    sqlite3_bind_int64(statement, 16, run);
    ledger_bind(statement, 17, ids);
    ledger_bind(statement, 18, chain);
    return ledger_run_statement(store, statement, err);
}

static bool insert_inputs(struct ledger_store *store, int64_t number, struct slice inputs,
                          struct error *err) {
    sqlite3_stmt *statement = ledger_statement(store, LEDGER_INPUTS_ADD, err);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, number);
    sqlite3_bind_blob64(statement, 2, inputs.data, inputs.length, SQLITE_STATIC);
    return ledger_run_statement(store, statement, err);
}

static bool add_behind(struct ledger_store *store, const struct ledger_entry *entry,
                       struct slice inputs, const char *head, int64_t number, struct strbuf *ids,
                       struct error *err) {
    char chain[LEDGER_HEX_BYTES], count[24];
    int64_t run;
    ledger_chain_next(&store->key, head, entry, chain);
    sqlite3_snprintf(sizeof count, count, "%lld", (long long)number);
    return put_run(store, &entry->run, &run, err) &&
           put_sentences(store, entry, number, ids, err) &&
           insert_entry(store, entry, number, run, strbuf_text(ids), chain, err) &&
           (inputs.length == 0 || insert_inputs(store, number, inputs, err)) &&
           ledger_meta_set(store, "head", chain, err) &&
           ledger_meta_set(store, "count", count, err);
}

bool ledger_store_add(struct ledger_store *store, const struct ledger_entry *entry,
                      struct slice inputs, struct error *err) {
    struct arena arena = {0};
    struct strbuf ids = {0};
    const char *head = ledger_meta(store, &arena, "head", err);
    const char *count = head ? ledger_meta(store, &arena, "count", err) : NULL;
    bool done =
        count && add_behind(store, entry, inputs, head, strtoll(count, NULL, 10) + 1, &ids, err);
    strbuf_release(&ids);
    arena_release(&arena);
    return done;
}

/* ---- files ----------------------------------------------------------------------------------- */

bool ledger_store_has_file(struct ledger_store *store, const char *hash, bool *has,
                           struct error *err) {
    sqlite3_stmt *statement = ledger_statement(store, LEDGER_FILE_HAS, err);
    if (!statement)
        return false;
    ledger_bind(statement, 1, hash);
    if (!ledger_step(store, statement, has, err))
        return false;
    sqlite3_reset(statement);
    return true;
}

bool ledger_store_add_file(struct ledger_store *store, const char *hash, struct slice sealed,
                           struct error *err) {
    sqlite3_stmt *statement = ledger_statement(store, LEDGER_FILE_ADD, err);
    if (!statement)
        return false;
    ledger_bind(statement, 1, hash);
    sqlite3_bind_blob64(statement, 2, sealed.data, sealed.length, SQLITE_STATIC);
    return ledger_run_statement(store, statement, err);
}
