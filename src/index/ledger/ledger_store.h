/* ledger_store.h - the ledger's file: which handouts were made, of what, and what they said.
 *
 * Layer: index (it is SQLite's file), on its own beside the search index. Never derived data:
 * nothing here deletes or changes an entry, entries are only added, each with a keyed hash over
 * itself and the one before. make/ledger/ledger.h is what the rest of the program uses; this is its
 * storage.
 *
 * Write-ahead log and full synchronisation: what ledger_store_commit has confirmed survives a loss
 * of power. Any number of processes may add at once; each holds the file for one transaction.
 *
 *     struct ledger_store *store = ledger_store_open(path, LEDGER_WRITE, &key, &err);
 *     ledger_store_begin(store, &err) && ledger_store_add(store, &entry, sealed, &err) &&
 *         ledger_store_commit(store, &err);
 */
#ifndef FOOTNOTE_INDEX_LEDGER_LEDGER_STORE_H
#define FOOTNOTE_INDEX_LEDGER_LEDGER_STORE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

#include <stdint.h>

enum { LEDGER_KEY_BYTES = 32, LEDGER_HASH_BYTES = 32 };

struct ledger_key {
    unsigned char bytes[LEDGER_KEY_BYTES];
};

/* All texts: "" where there is nothing, never NULL. Hashes are lower-case hex. */

/* A sentence that was printed, and the passage it rested on. */
struct ledger_sentence {
    const char *key, *class_name, *language;
    const char *text; /* of the wording, slots as {names}: never as printed */
    const char *facts;
    const char *article, *section, *passage_hash; /* "" without a passage */
};

/* What many entries have in common. */
struct ledger_run {
    const char *report, *program;
    const char *script_hash; /* over the script and its modules */
    const char *wording_hash, *clinic_hash, *corpus_state;
    const char *faces; /* font_set_describe */
    const char *files; /* "SHA256  KIND/NAME" a line: every file it was made of */
};

/* "made"; "lost": made and recorded, but the file could not be written; "unlogged": --no-log. */
struct ledger_entry {
    int64_t number; /* 1 is the first; given by ledger_store_add */
    const char *kind;
    const char *code;
    const char *made_at; /* "2026-03-02T09:30:00Z" */
    const char *handout_date, *format, *language;
    int page_count;
    const char *made_by, *accepted; /* accepted: "S02, S13" */
    const char *note;               /* why it was not logged, or not written */
    const char *output_hash;        /* of the file's bytes */
    const char *patient;            /* keyed hash of name and date of birth, or "" */
    const char *patient_years[2];   /* of name and year of birth: with an age alone, both years */
    struct ledger_run run;
    struct ledger_sentence *sentences; /* only ledger_store_sentences fills it when reading */
    size_t sentence_count;
};

struct ledger_store;

enum ledger_mode {
    LEDGER_READ,  /* must exist: ERROR_NOT_FOUND */
    LEDGER_WRITE, /* made when absent; an older schema is brought up to date */
};

/* ERROR_ENVIRONMENT with what to do: damaged, foreign, of a newer program, made with another key.
 */
struct ledger_store *ledger_store_open(const char *path, enum ledger_mode mode,
                                       const struct ledger_key *key, struct error *err);
void ledger_store_close(struct ledger_store *store); /* NULL is fine */

/* ---- adding ---------------------------------------------------------------------------------- */

bool ledger_store_begin(struct ledger_store *store, struct error *err); /* waits for others */
bool ledger_store_commit(struct ledger_store *store, struct error *err);
void ledger_store_undo(struct ledger_store *store);

/* Inside a transaction. `inputs` is already encrypted, or empty; entry->number is ignored. */
bool ledger_store_add(struct ledger_store *store, const struct ledger_entry *entry,
                      struct slice inputs, struct error *err);

/* A file by the hash of its content, already encrypted; kept once. */
bool ledger_store_has_file(struct ledger_store *store, const char *hash, bool *has,
                           struct error *err);
bool ledger_store_add_file(struct ledger_store *store, const char *hash, struct slice sealed,
                           struct error *err);

/* ---- looking --------------------------------------------------------------------------------- */

/* What is NULL or "" does not restrict. */
struct ledger_filter {
    const char *code, *report;
    const char *since;                            /* YYYY-MM-DD, in UTC */
    const char *patient, *patient_years[2];       /* see make/ledger/patient_mark.h */
    const char *article, *section, *passage_hash; /* carried this passage */
    int limit;                                    /* 0: all */
};

/* Newest first, without their sentences. */
bool ledger_store_find(struct ledger_store *store, struct arena *arena,
                       const struct ledger_filter *filter, struct ledger_entry **entries,
                       size_t *count, struct error *err);

/* Fills the entry's sentences, in reading order. */
bool ledger_store_sentences(struct ledger_store *store, struct arena *arena,
                            struct ledger_entry *entry, struct error *err);

/* Every code once, for "did you mean". */
bool ledger_store_codes(struct ledger_store *store, struct arena *arena, const char ***codes,
                        size_t *count, struct error *err);

/* ERROR_NOT_FOUND when nothing was kept. */
bool ledger_store_inputs(struct ledger_store *store, struct arena *arena, int64_t number,
                         struct slice *sealed, struct error *err);
bool ledger_store_file(struct ledger_store *store, struct arena *arena, const char *hash,
                       struct slice *sealed, struct error *err);

/* ---- checking -------------------------------------------------------------------------------- */

struct ledger_fault {
    int64_t number; /* the first entry that is not as it was added; 0: the file as a whole */
    const char *what;
};

/* Goes through all entries and their hashes, and through SQLite's own check. True also when a fault
 * was found: fault->what is NULL when there is none. *head: a text that stands for all entries. */
bool ledger_store_check(struct ledger_store *store, struct arena *arena, struct ledger_fault *fault,
                        int64_t *count, const char **head, struct error *err);

#endif
