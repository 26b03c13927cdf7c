/* binding.h - wording key -> the sentence, and the passage that it rests on now.
 *
 * Layer: make. A sentence of class Q or R is bound to a query: it may be printed only while one
 * passage among the first three that search finds holds all its must-hit strings. Answers are kept
 * for the whole process and, with binder_keep, for the next one (make/binding_cache.h); they are
 * forgotten when the index or a wording file changes.
 */
#ifndef FOOTNOTE_MAKE_BINDING_H
#define FOOTNOTE_MAKE_BINDING_H

#include "corpus/wording/wording.h"
#include "index/index.h"

struct binder;

struct binding {
    const struct wording_entry *entry;
    bool bound; /* false: the sentence must be dropped */
    const char
        *reason; /* why it is dropped, for the person at the terminal; NULL: not worth a word */
    bool has_passage;       /* classes Q and R */
    struct passage passage; /* has_passage */
    int rank;               /* has_passage: 1 is best */
};

/* The process's binder for this folder and index; borrowed, valid until the next call. */
struct binder *binder_open(const char *wording_folder, struct index *index, struct error *err);

/* Whether sentences of a draft may be asked for (make_request.allow_draft); not at first. */
void binder_allow_draft(struct binder *binder, bool allow);

/* The binding of a key in a language ("en-GB" falls back to "en"). NULL: ERROR_SCRIPT for an
 * unknown key (the nearest is named) or a language without wording; ERROR_REFUSED for a language
 * that is only prepared, or a draft that was not allowed; what wording_read says of a bad file. */
const struct binding *binder_find(struct binder *binder, struct index *index, const char *language,
                                  const char *key, struct error *err);

/* The sentences of a language that are bound already, one a call: labels and clinic advice (classes
 * C and G), and all whose passage is known. *position begins at 0. NULL after the last, or when the
 * language has no wording. */
const struct binding *binder_next_ready(struct binder *binder, const char *language,
                                        size_t *position);

/* Reads a language's wording file, and the passages that were found for it, ahead of the first
 * question; what is wrong with the file is told then. */
void binder_load(struct binder *binder, struct index *index, const char *language);

/* Binds all sentences of a language, so that all that stand are ready; what is wrong with one is
 * told when it is asked for. */
void binder_bind_all(struct binder *binder, struct index *index, const char *language);

/* Another number for each binder that the process opened: what was bound with an earlier one may
 * not hold any more. */
int binder_serial(const struct binder *binder);

/* Keeps what was found for the next process, where the index's folder can be written. */
void binder_keep(struct binder *binder);

/* For tests and for the end of a program: forgets everything. */
void binder_forget(void);

#endif
