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
 * Q and R need facts, query and must_hit; C needs an approver (`approver`, `approved_on`, the
 * file's defaults serve); G needs text alone. Text may hold {name} slots that a script fills with
 * values. An entry with an unknown key, no class, or no reviewer is an error naming file:line.
 *
 *     struct wording *wording = wording_read(&arena, "corpus/wording/en.yaml", &err);
 *     const struct wording_entry *entry = wording_find(wording, "lift.purpose");
 */
#ifndef FOOTNOTE_CORPUS_WORDING_H
#define FOOTNOTE_CORPUS_WORDING_H

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

struct wording_entry {
    const char *key;
    char class_letter; /* 'Q', 'R', 'C', 'G' */
    const char *text;
    const char **facts; /* fact_count ids */
    size_t fact_count;
    const char *query; /* "" for C and G */
    const char **must_hit;
    size_t must_hit_count;
    const char *article;  /* "" when any article may answer */
    const char *reviewer; /* approver for class C */
    const char *reviewed_on;
    int line; /* in the wording file */
};

struct wording {
    const char *file; /* as shown in messages */
    const char *language;
    const char *version;
    const char *reviewer;
    const char *reviewed_on;
    struct wording_entry *entries;
    size_t count;
    void *lookup; /* private: sorted keys */
};

struct wording *wording_read(struct arena *arena, const char *path, struct error *err);

/* NULL when there is none. */
const struct wording_entry *wording_find(const struct wording *wording, const char *key);

/* The nearest key, for messages, or NULL. */
const char *wording_nearest(const struct wording *wording, const char *key);

#endif
