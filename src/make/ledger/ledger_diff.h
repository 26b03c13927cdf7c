/* ledger_diff.h - what changed between two recorded handouts, in words.
 *
 * Layer: make. Values come from the kept inputs, where the key is there; a personal field is only
 * ever said to have changed. Sentences are told by their wording, slots as {names}.
 */
#ifndef FOOTNOTE_MAKE_LEDGER_LEDGER_DIFF_H
#define FOOTNOTE_MAKE_LEDGER_LEDGER_DIFF_H

#include "make/ledger/ledger.h"

/* kind: "patient" (whether both are the same one's), "value", "new" and "gone" (sentences),
 * "changed" (a sentence's wording), "source", "rule", "version", "note" (what could not be
 * compared). */
struct ledger_change {
    const char *kind;
    const char *text; /* "pain now: 5, was 3" */
    const char *key;  /* of the field or sentence, or "" */
};

struct ledger_changes {
    struct ledger_change *items; /* by kind, in the order above */
    size_t count, capacity;
};

/* Both with their sentences. Everything in the arena. */
void ledger_diff(struct ledger *ledger, struct arena *arena, const struct ledger_entry *before,
                 const struct ledger_entry *after, struct ledger_changes *changes);

#endif
