/* ledger_private.h - what the ledger's files of this folder share.
 *
 * Layer: index, private.
 *   ledger_store.c  opening, the schema, statements, errors
 *   ledger_write.c  adding
 *   ledger_read.c   looking
 *   ledger_chain.c  hashes over entries, and checking them
 */
#ifndef FOOTNOTE_INDEX_LEDGER_LEDGER_PRIVATE_H
#define FOOTNOTE_INDEX_LEDGER_LEDGER_PRIVATE_H

#include "index/ledger/ledger_store.h"

#include <sqlite3.h>

enum ledger_statement {
    LEDGER_BEGIN,
    LEDGER_COMMIT,
    LEDGER_ROLLBACK,
    LEDGER_META,
    LEDGER_META_SET,
    LEDGER_RUN_FIND,
    LEDGER_RUN_ADD,
    LEDGER_PASSAGE_FIND,
    LEDGER_PASSAGE_ADD,
    LEDGER_SENTENCE_FIND,
    LEDGER_SENTENCE_ADD,
    LEDGER_SENTENCE_ROW,
    LEDGER_ENTRY_ADD,
    LEDGER_QUOTED_ADD,
    LEDGER_QUOTED_HAS,
    LEDGER_QUOTED_COUNT,
    LEDGER_INPUTS_ADD,
    LEDGER_INPUTS,
    LEDGER_FILE_HAS,
    LEDGER_FILE_ADD,
    LEDGER_FILE,
    LEDGER_FIND,
    LEDGER_FIND_CODE,
    LEDGER_FIND_PASSAGE,
    LEDGER_ENTRY_SENTENCES,
    LEDGER_ALL,
    LEDGER_CODES,
    LEDGER_STATEMENT_COUNT
};

struct ledger_store {
    sqlite3 *database;
    char *path; /* owned */
    struct ledger_key key;
    sqlite3_stmt *statements[LEDGER_STATEMENT_COUNT];
    bool in_transaction;
};

/* Of ledger_read.c's entry row, behind the entry's own columns. */
enum { LEDGER_ENTRY_COLUMNS = 16, LEDGER_RUN_COLUMNS = 8 };

/* The statement, reset, or NULL with err filled. */
sqlite3_stmt *ledger_statement(struct ledger_store *store, enum ledger_statement id,
                               struct error *err);
bool ledger_step(struct ledger_store *store, sqlite3_stmt *statement, bool *row, struct error *err);
bool ledger_run_statement(struct ledger_store *store, sqlite3_stmt *statement, struct error *err);
void ledger_bind(sqlite3_stmt *statement, int position, const char *text);
const char *ledger_text(sqlite3_stmt *statement, int column, struct arena *arena);
bool ledger_error(const struct ledger_store *store, struct error *err);

/* A value of the meta table, "" when there is none; set. */
const char *ledger_meta(struct ledger_store *store, struct arena *arena, const char *key,
                        struct error *err);
bool ledger_meta_set(struct ledger_store *store, const char *key, const char *value,
                     struct error *err);

/* The entry whose columns begin at the statement's first. */
struct ledger_entry ledger_entry_row(sqlite3_stmt *statement, struct arena *arena);

/* ---- ledger_chain.c -------------------------------------------------------------------------- */

enum { LEDGER_HEX_BYTES = LEDGER_HASH_BYTES * 2 + 1 };

/* Over all texts of a sentence, or a run; not keyed. */
void ledger_sentence_digest(const struct ledger_sentence *sentence, char hex[LEDGER_HEX_BYTES]);
void ledger_run_digest(const struct ledger_run *run, char hex[LEDGER_HEX_BYTES]);

/* Keyed, over `before` (the chain's last hash, "" at its start) and the whole entry. */
void ledger_chain_next(const struct ledger_key *key, const char *before,
                       const struct ledger_entry *entry, char hex[LEDGER_HEX_BYTES]);

/* Says which key the ledger is for, without giving it away. */
void ledger_key_digest(const struct ledger_key *key, char hex[LEDGER_HEX_BYTES]);

#endif
