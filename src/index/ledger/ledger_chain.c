/* ledger_chain.c - keyed hashes over the entries, so that a removed or edited one shows.
 *
 * Layer: index. libsodium's BLAKE2b, 256 bits. Every text goes in with its length, so that no two
 * entries look alike. What is encrypted (the inputs) is not in the chain: it proves itself, and a
 * clinic may have to delete it. Order: hashing, digests, the chain, the check.
 */
#include "index/ledger/ledger_private.h"

#include <sodium.h>

/* ---- hashing --------------------------------------------------------------------------------- */

static void add(crypto_generichash_state *state, const char *text) {
    uint64_t length = strlen(text);
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(length >> (8 * i));
    crypto_generichash_update(state, bytes, sizeof bytes);
    crypto_generichash_update(state, (const unsigned char *)text, (size_t)length);
}

static void add_all(crypto_generichash_state *state, const char *const *texts, size_t count) {
    for (size_t i = 0; i < count; i++)
        add(state, texts[i] ? texts[i] : "");
}

static void begin(crypto_generichash_state *state, const struct ledger_key *key, const char *what) {
    crypto_generichash_init(state, key ? key->bytes : NULL, key ? sizeof key->bytes : 0,
                            LEDGER_HASH_BYTES);
    add(state, what);
}

static void end(crypto_generichash_state *state, char hex[LEDGER_HEX_BYTES]) {
    unsigned char hash[LEDGER_HASH_BYTES];
    crypto_generichash_final(state, hash, sizeof hash);
    sodium_bin2hex(hex, LEDGER_HEX_BYTES, hash, sizeof hash);
}

/* ---- digests --------------------------------------------------------------------------------- */

void ledger_sentence_digest(const struct ledger_sentence *sentence, char hex[LEDGER_HEX_BYTES]) {
    const char *const texts[] = {sentence->key,     sentence->class_name,  sentence->language,
                                 sentence->text,    sentence->facts,       sentence->article,
                                 sentence->section, sentence->passage_hash};
    crypto_generichash_state state;
    begin(&state, NULL, "sentence 1");
    add_all(&state, texts, sizeof texts / sizeof *texts);
    end(&state, hex);
}

void ledger_run_digest(const struct ledger_run *run, char hex[LEDGER_HEX_BYTES]) {
    const char *const texts[] = {run->report,       run->program,     run->script_hash,
                                 run->wording_hash, run->clinic_hash, run->corpus_state,
                                 run->faces,        run->files};
    crypto_generichash_state state;
    begin(&state, NULL, "run 1");
    add_all(&state, texts, sizeof texts / sizeof *texts);
    end(&state, hex);
}

void ledger_key_digest(const struct ledger_key *key, char hex[LEDGER_HEX_BYTES]) {
    crypto_generichash_state state;
    begin(&state, key, "footnote ledger key 1");
    end(&state, hex);
}

/* ---- the chain ------------------------------------------------------------------------------- */

void ledger_chain_next(const struct ledger_key *key, const char *before,
                       const struct ledger_entry *entry, char hex[LEDGER_HEX_BYTES]) {
    char pages[16], digest[LEDGER_HEX_BYTES];
    sqlite3_snprintf(sizeof pages, pages, "%d", entry->page_count);
    const char *const texts[] = {
        before,
        entry->kind,
        entry->code,
        entry->made_at,
        entry->handout_date,
        entry->format,
        entry->language,
        pages,
        entry->made_by,
        entry->accepted,
        entry->note,
        entry->output_hash,
        entry->patient,
        entry->patient_years[0],
        entry->patient_years[1],
    };
    crypto_generichash_state state;
    begin(&state, key, "footnote ledger entry 1");
    add_all(&state, texts, sizeof texts / sizeof *texts);
    ledger_run_digest(&entry->run, digest);
    add(&state, digest);
    for (size_t i = 0; i < entry->sentence_count; i++) {
        ledger_sentence_digest(&entry->sentences[i], digest);
        add(&state, digest);
    }
    end(&state, hex);
}

/* ---- the check ------------------------------------------------------------------------------- */

struct walk_check {
    struct ledger_store *store;
    struct arena arena; /* one entry's */
    char chain[LEDGER_HEX_BYTES];
    int64_t count, quoted;
    struct ledger_fault *fault;
};

static void found(struct walk_check *check, int64_t number, const char *what) {
    *check->fault = (struct ledger_fault){number, what};
}

/* The rows by which `recall` finds an entry are those that its sentences call for. */
static bool check_quoted(struct walk_check *check, const struct ledger_entry *entry,
                         struct error *err) {
    for (size_t i = 0; i < entry->sentence_count; i++) {
        const struct ledger_sentence *sentence = &entry->sentences[i];
        bool counted = !*sentence->article;
        for (size_t k = 0; k < i && !counted; k++)
            counted = strcmp(entry->sentences[k].article, sentence->article) == 0 &&
                      strcmp(entry->sentences[k].section, sentence->section) == 0 &&
                      strcmp(entry->sentences[k].passage_hash, sentence->passage_hash) == 0;
        if (counted)
            continue;
        sqlite3_stmt *statement = ledger_statement(check->store, LEDGER_QUOTED_HAS, err);
        bool row = false;
        if (!statement)
            return false;
        ledger_bind(statement, 1, sentence->article);
        ledger_bind(statement, 2, sentence->section);
        ledger_bind(statement, 3, sentence->passage_hash);
        sqlite3_bind_int64(statement, 4, entry->number);
        if (!ledger_step(check->store, statement, &row, err))
            return false;
        sqlite3_reset(statement);
        check->quoted++;
        if (!row)
            found(check, entry->number,
                  "a passage that it carried is gone from the list for recall");
    }
    return true;
}

static bool check_entry(struct walk_check *check, sqlite3_stmt *statement, struct error *err) {
    struct ledger_entry entry = ledger_entry_row(statement, &check->arena);
    const char *written =
        ledger_text(statement, LEDGER_ENTRY_COLUMNS + LEDGER_RUN_COLUMNS, &check->arena);
    check->count++;
    if (entry.number != check->count) {
        found(check, check->count, "is missing");
        return true;
    }
    if (!ledger_store_sentences(check->store, &check->arena, &entry, err))
        return false;
    char before[LEDGER_HEX_BYTES];
    memcpy(before, check->chain, sizeof before);
    ledger_chain_next(&check->store->key, before, &entry, check->chain);
    if (strcmp(written, check->chain) != 0)
        found(check, entry.number, "was changed, or one before it was");
    return check->fault->what || check_quoted(check, &entry, err);
}

static bool check_entries(struct walk_check *check, struct error *err) {
    sqlite3_stmt *statement = ledger_statement(check->store, LEDGER_ALL, err);
    bool row = statement != NULL, done = row;
    while (row && done && !check->fault->what) {
        done = ledger_step(check->store, statement, &row, err) &&
               (!row || check_entry(check, statement, err));
        arena_release(&check->arena);
    }
    if (statement)
        sqlite3_reset(statement);
    return done;
}

/* The last entries can be cut off without breaking the chain: their number is kept apart. */
static bool check_end(struct walk_check *check, struct arena *arena, struct error *err) {
    const char *head = ledger_meta(check->store, arena, "head", err);
    const char *count = head ? ledger_meta(check->store, arena, "count", err) : NULL;
    sqlite3_stmt *statement =
        count ? ledger_statement(check->store, LEDGER_QUOTED_COUNT, err) : NULL;
    bool row = false;
    if (!statement || !ledger_step(check->store, statement, &row, err))
        return false;
    int64_t quoted = row ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_reset(statement);
    if (strcmp(count, arena_format(arena, "%lld", (long long)check->count)) != 0)
        found(check, check->count + 1, "is missing");
    else if (strcmp(head, check->chain) != 0)
        found(check, check->count, "is not the one that was added last");
    else if (quoted != check->quoted)
        found(check, 0, "the list for recall names handouts that carried no such passage");
    return true;
}

static bool check_file(struct ledger_store *store, struct ledger_fault *fault, struct arena *arena,
                       struct error *err) {
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(store->database, "PRAGMA integrity_check(1)", -1, &statement, NULL) !=
        SQLITE_OK)
        return ledger_error(store, err);
    if (sqlite3_step(statement) == SQLITE_ROW) {
        const char *text = ledger_text(statement, 0, arena);
        if (strcmp(text, "ok") != 0)
            *fault = (struct ledger_fault){0, arena_format(arena, "the file is damaged: %s", text)};
    }
    sqlite3_finalize(statement);
    return true;
}

bool ledger_store_check(struct ledger_store *store, struct arena *arena, struct ledger_fault *fault,
                        int64_t *count, const char **head, struct error *err) {
    struct walk_check check = {.store = store, .fault = fault};
    *fault = (struct ledger_fault){0};
    if (sqlite3_exec(store->database, "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
        return ledger_error(store, err);
    bool done = check_file(store, fault, arena, err) &&
                (fault->what || check_entries(&check, err)) &&
                (fault->what || check_end(&check, arena, err));
    sqlite3_exec(store->database, "COMMIT", NULL, NULL, NULL);
    *count = check.count;
    *head = arena_text(arena, check.chain);
    return done;
}
