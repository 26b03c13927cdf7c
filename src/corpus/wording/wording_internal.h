/* wording_internal.h - what the readers of a wording file share.
 *
 * Layer: corpus, private to wording*.c. All mistakes of a file are gathered, each with file:line,
 * and told together.
 */
#ifndef FOOTNOTE_CORPUS_WORDING_WORDING_INTERNAL_H
#define FOOTNOTE_CORPUS_WORDING_WORDING_INTERNAL_H

#include "base/strbuf.h"
#include "base/value.h"
#include "corpus/wording/wording.h"

enum { MOST_MISTAKES_SHOWN = 20 };

struct reading {
    struct arena *arena;
    struct wording *wording;
    const struct wording *base;         /* of a translation; else NULL */
    const char *terms_path;             /* by wording_terms_path */
    const char *approver, *approved_on; /* of the file: for class C */
    struct strbuf mistakes;             /* a line each */
    size_t mistake_count;
};

/* ---- wording_fields.c ------------------------------------------------------------------------ */

__attribute__((format(printf, 3, 4))) void wording_report(struct reading *reading, int line,
                                                          const char *format, ...);

/* A scalar as one line of text; "" when absent. */
const char *wording_text_of(struct reading *reading, const struct value *map, const char *key);

/* A list of texts; a single text counts as a list of one. */
const char **wording_texts_of(struct reading *reading, const struct value *map, const char *key,
                              size_t *count);

void wording_check_keys(struct reading *reading, const struct value *map, const char *const *known,
                        size_t count);
void wording_check_date(struct reading *reading, int line, const char *key, const char *text);
const char *wording_first_text(const char *text, const char *fallback);

/* ---- wording_entry.c ------------------------------------------------------------------------- */

void wording_read_entry(struct reading *reading, const char *key, const struct value *value,
                        struct wording_entry *entry);

/* ---- wording_translation.c ------------------------------------------------------------------- */

/* Takes from the entry of the same key in the base what a translation can't change. */
void wording_inherit(struct reading *reading, struct wording_entry *entry);

/* A slot too few is a value lost, a slot too many is never filled. */
void wording_check_same_slots(struct reading *reading, const struct wording_entry *entry);

/* `from` is the sentence that was translated: when the base says something else by now, the
 * translation may be wrong, however well it reads. A mistake in a reviewed file, else noted. */
void wording_check_from(struct reading *reading, const struct wording_entry *entry,
                        const char *from);

/* The keys of the base that the translation does not have. */
void wording_list_missing(struct reading *reading);

/* ---- wording_terms.c ------------------------------------------------------------------------- */

/* Against the file that the head's `terms` names. */
void wording_check_terms(struct reading *reading, const struct value *root);

#endif
