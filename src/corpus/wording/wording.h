/* wording.h - the plain sentences that patients read, from corpus/wording/LANG.yaml.
 *
 * Layer: corpus. A wording file is a YAML map:
 *
 *     language: en
 *     version: "1.0"
 *     reviewer: example, not clinically reviewed     (default for entries without one)
 *     reviewed_on: 2026-11-21
 *     entries:
 *       lift.purpose:
 *         class: R                 (Q quote, R restatement, C clinic block, G glue; V has no entry)
 *         text: The lift raises your heel a little.
 *         facts: [F018, F042]
 *         query: heel lift raises the heel
 *         must_hit: [raises the heel]      (lower case; a passage of the top 3 must hold them)
 *         article: insert-types            (optional: restricts which article may answer)
 *
 *         section: H1.3            (handout and number of its section)
 *         when: [P4]               (rules by which it is printed or withheld; absent: always)
 *         grade: 2.1               (reading grade as measured)
 *
 * Q and R need facts, query and must_hit; C needs an approver (`approver`, `approved_on`, the
 * file's defaults serve); G needs text alone. Text may hold {name} slots that a script fills with
 * values. Text that depends on a value is a map of whole sentences with `by: SLOT` beside it
 * (corpus/wording/wording_choice.h). An entry with an unknown key, no class, or no reviewer is an
 * error naming file:line.
 *
 * Further keys of the file: `status`: reviewed; draft (complete, but nobody has reviewed it: needs
 * --allow-draft); prepared (incomplete on purpose: never printed). `translates: en`: class, facts,
 * query, must_hit, article, section and when are those of the entry of the same key in en.yaml
 * beside it, so that they can't differ; entries then have text and people of their own, and the
 * same slots. `from` is the sentence that was translated, choices joined by " / ": when the base
 * has another by now, a reviewed translation is refused. `readability: {formula: szigriszt, pass:
 * 65}`: how the language is measured. `terms`: the file of terms and what they are called in each
 * language, that a translation must keep to.
 *
 *     struct wording *wording = wording_read(&arena, "corpus/wording/en.yaml", &err);
 *     const struct wording_entry *entry = wording_find(wording, "lift.purpose");
 */
#ifndef FOOTNOTE_CORPUS_WORDING_WORDING_H
#define FOOTNOTE_CORPUS_WORDING_WORDING_H

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

struct wording_entry {
    const char *key;
    char class_letter;  /* 'Q', 'R', 'C', 'G' */
    const char *text;   /* with choices: for corpus/wording/wording_choice.h */
    const char *by;     /* the slot that decides among the choices, or "" */
    const char **facts; /* fact_count ids */
    size_t fact_count;
    const char *query; /* "" for C and G */
    const char **must_hit;
    size_t must_hit_count;
    const char *article; /* "" when any article may answer */
    const char *section; /* "H1.3", or "" */
    const char **when;   /* when_count rule ids; DRAFT and TRANSLATED are ours */
    size_t when_count;
    const char *grade;    /* "2.1", or "" before it was measured */
    const char *reviewer; /* approver for class C */
    const char *reviewed_on;
    int line; /* in the wording file */
};

/* In `when`, beside rules: printed only while the file is a draft, to say so on the page; and only
 * from a translation, as its sources are in another language. */
#define WORDING_WHEN_DRAFT      "DRAFT"
#define WORDING_WHEN_TRANSLATED "TRANSLATED"

enum wording_status { WORDING_REVIEWED, WORDING_DRAFT, WORDING_PREPARED };

struct wording {
    const char *file; /* as shown in messages */
    const char *language;
    const char *version;
    const char *reviewer;
    const char *reviewed_on;
    enum wording_status status;
    bool is_translation;
    const char *formula, *pass_mark; /* "szigriszt", "65"; or "" */
    const char **missing;            /* keys that a translation lacks */
    size_t missing_count;
    /* Keys of a draft or a prepared translation that the base lacks (in a reviewed one they are
     * mistakes): work in hand, or left over; never printed. */
    const char **set_aside;
    size_t set_aside_count;
    const char **stale; /* keys whose sentence in the base has changed since it was translated */
    size_t stale_count;
    struct wording_entry *entries;
    size_t count;
    void *lookup; /* private: sorted keys */
};

struct wording *wording_read(struct arena *arena, const char *path, struct error *err);

/* The file that a wording file with this text translates, or NULL. */
const char *wording_base_path(struct arena *arena, const char *path, struct slice text);

/* The file of terms that a wording file with this text names, or NULL. wording_read reads both, so
 * what it gives depends on them. */
const char *wording_terms_path(struct arena *arena, const char *path, struct slice text);

/* NULL when there is none. */
const struct wording_entry *wording_find(const struct wording *wording, const char *key);

/* The nearest key, for messages, or NULL. */
const char *wording_nearest(const struct wording *wording, const char *key);

#endif
