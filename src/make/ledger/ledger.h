/* ledger.h - recording handouts: what was given, made of what, to whom (as a keyed hash), by whom.
 *
 * Layer: make, over index/ledger/ledger_store.h. Nothing of the patient's is written but keyed
 * hashes and, where the clinic has a key file for it, the encrypted inputs for a reprint.
 *
 * The rule for whoever makes handouts: a page that a patient may hold is in the ledger. So a
 * handout is recorded (ledger_record, ledger_flush) before anybody is told that it was made; when
 * writing its file fails after that, ledger_note says so.
 *
 *     struct ledger *ledger = ledger_open(&settings, LEDGER_WRITE, &err);      // before making
 *     make_handout(&request, &arena, &result, &err);
 *     ledger_record(ledger, &request, &result, &err) && ledger_flush(ledger, &err);
 *     ... write the file, say that it is written ...
 *     ledger_close(ledger);
 *
 * A batch calls ledger_record for each row with the session's request and result, and ledger_flush
 * for every few rows, before it writes their files; the request's index is open for both. One
 * transaction, and one wait for the disk, a flush. Several processes may record in one ledger; a
 * process that forks opens its own afterwards.
 */
#ifndef FOOTNOTE_MAKE_LEDGER_LEDGER_H
#define FOOTNOTE_MAKE_LEDGER_LEDGER_H

#include "index/ledger/ledger_store.h"
#include "make/make.h"

struct ledger;

struct ledger_settings {
    const char *file;           /* FILE; its key stands beside it as FILE.key */
    const char *vault_key_file; /* inputs are kept, encrypted with it; NULL: none are */
    const char *made_by;        /* NULL: the account's name */
};

/* LEDGER_WRITE makes folder, key and file where they are missing. ERROR_NOT_FOUND: LEDGER_READ and
 * nothing was recorded yet. ERROR_ENVIRONMENT: damaged, key missing or another one. */
struct ledger *ledger_open(const struct ledger_settings *settings, enum ledger_mode mode,
                           struct error *err);
void ledger_close(struct ledger *ledger); /* NULL is fine; what was not flushed is lost */

/* Keeps a handout that was made until the next flush. Everything is copied. */
bool ledger_record(struct ledger *ledger, const struct make_request *request,
                   const struct make_result *result, struct error *err);

/* Writes what was kept: all of it is on the disk, or nothing. */
bool ledger_flush(struct ledger *ledger, struct error *err);

/* At once, an entry of kind "lost" (recorded, but its file could not be written) or "unlogged"
 * (--no-log), with the reason. */
bool ledger_note(struct ledger *ledger, const char *kind, const struct make_result *result,
                 const char *reason, struct error *err);

/* ---- for the commands that look -------------------------------------------------------------- */

struct ledger_store *ledger_store_of(struct ledger *ledger);

/* For patient_mark_make. */
const struct ledger_key *ledger_patient_key(const struct ledger *ledger);

/* "clinic.key: no such file", or NULL when the key of the kept inputs is there: then *key. */
const char *ledger_vault_problem(struct ledger *ledger, struct arena *arena,
                                 const struct ledger_key **key);

/* The contexts that things are sealed in. */
const char *ledger_inputs_context(struct arena *arena, const char *code);
const char *ledger_file_context(struct arena *arena, const char *hash);

#endif
