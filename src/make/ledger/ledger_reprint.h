/* ledger_reprint.h - the pages of a recorded handout once more, byte for byte.
 *
 * Layer: make. Everything it was made of comes out of the ledger: the files are laid out in a
 * private folder, its articles are indexed there, and the handout is made again as it was asked for
 * then. What comes out counts only when its hash is the one recorded.
 */
#ifndef FOOTNOTE_MAKE_LEDGER_LEDGER_REPRINT_H
#define FOOTNOTE_MAKE_LEDGER_LEDGER_REPRINT_H

#include "make/ledger/ledger.h"

/* Opens what was kept of an entry: request's patient, settings, acknowledgements, date, format.
 * ERROR_NOT_FOUND: nothing was kept; ERROR_ENVIRONMENT: the key file is missing or another one. */
bool ledger_reprint_inputs(struct ledger *ledger, struct arena *arena,
                           const struct ledger_entry *entry, struct make_request *request,
                           struct error *err);

/* One kept file by its name in entry->run.files ("declaration/inserts"). Errors likewise. */
bool ledger_reprint_file(struct ledger *ledger, struct arena *arena,
                         const struct ledger_entry *entry, const char *name, struct slice *bytes,
                         struct error *err);

/* Makes it. font_folders: where a clinic's faces are now. False: ERROR_NOT_FOUND when nothing was
 * kept, or when the pages would differ (with what has changed since); ERROR_ENVIRONMENT; what
 * make_handout says. Nothing is left behind. */
bool ledger_reprint(struct ledger *ledger, struct arena *arena, const struct ledger_entry *entry,
                    const char *const *font_folders, struct make_result *result, struct error *err);

#endif
