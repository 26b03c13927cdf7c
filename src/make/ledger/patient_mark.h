/* patient_mark.h - a patient as keyed hashes, so that two visits of one patient can be found
 * without the ledger holding who it was.
 *
 * Layer: make. Made of the values patient_name and date_of_birth (or age); the name's case, width
 * and spaces do not count, nor marks that nobody sees. Whoever has the ledger without its key can't
 * test a guess.
 */
#ifndef FOOTNOTE_MAKE_LEDGER_PATIENT_MARK_H
#define FOOTNOTE_MAKE_LEDGER_PATIENT_MARK_H

#include "base/value.h"
#include "index/ledger/ledger_store.h"

/* Hex, or "" where a value is not given. */
struct patient_mark {
    const char *exact; /* name and date of birth */
    const char
        *years[2]; /* name and year of birth: one when the date is known; an age leaves two */
};

/* In the arena. handout_date: the day on which an age is meant. No name: all empty. */
struct patient_mark patient_mark_make(struct arena *arena, const struct ledger_key *key,
                                      const struct value *patient, const char *handout_date);

/* For `diff`: 1 the same as far as is known, 0 not, -1 one of them can't be told. */
int patient_mark_compare(const struct ledger_entry *a, const struct ledger_entry *b);

#endif
