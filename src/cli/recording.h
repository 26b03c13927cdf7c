/* recording.h - the ledger of a clinic, found by its profile, and a command's duty to write in it.
 *
 * Layer: cli. clinic.yaml may say where (ledger: {file, inputs: none or encrypted, key_file}; paths
 * below the profile's folder unless absolute). Else it stands in the state folder (XDG_STATE_HOME,
 * else ~/.local/state) as footnote/ledger-HASH.sqlite, HASH made of the profile's folder.
 *
 *     struct recording recording;
 *     recording_begin(&recording, invocation, &request, &err);         // before making
 *     recording_add(&recording, &request, &result, &err) &&            // for each handout
 *         recording_flush(&recording, &err);                           // before it is reported
 *     recording_end(&recording);
 *
 * It reads the options --by and --no-log: a command that records has them in its table, as
 * RECORDING_OPTIONS.
 */
#ifndef FOOTNOTE_CLI_RECORDING_H
#define FOOTNOTE_CLI_RECORDING_H

#include "cli/command.h"
#include "cli/locate.h"
#include "make/ledger/ledger.h"

#define RECORDING_OPTIONS                                                                          \
    {"by", 0, "NAME", "who makes it, for the ledger; else FOOTNOTE_BY, else the account", false},  \
    {                                                                                              \
        "no-log", 0, "REASON", "make it without recording it; the reason is recorded", false       \
    }

struct recording {
    struct ledger *ledger; /* NULL: --no-log, and the ledger can't be used */
    const char *no_log;    /* the reason, or NULL */
};

/* Opens the ledger for writing. ERROR_USAGE: the profile's `ledger`, or --by or --no-log empty.
 * ERROR_ENVIRONMENT, with what to do: it can't be used; with --no-log that is a warning. */
bool recording_begin(struct recording *recording, const struct invocation *invocation,
                     const struct make_request *request, struct error *err);

bool recording_add(struct recording *recording, const struct make_request *request,
                   const struct make_result *result, struct error *err);
bool recording_flush(struct recording *recording, struct error *err);

/* What was recorded could not be written. */
void recording_lost(struct recording *recording, const struct make_result *result);

void recording_end(struct recording *recording);

/* The ledger of the located profile, for looking; NULL: err. */
struct ledger *recording_look(const struct invocation *invocation, const struct places *places,
                              struct error *err);

/* The newest entry under a code as typed. ERROR_USAGE: no code; ERROR_NOT_FOUND with the nearest
 * ones there are. */
bool recording_find(struct ledger *ledger, struct arena *arena, const char *typed,
                    struct ledger_entry *entry, struct error *err);

#endif
