/* ledger_diff.c - see ledger_diff.h.
 *
 * Layer: make. Order: the list, values, sentences, sources, rules, versions, all of it.
 */
#include "make/ledger/ledger_diff.h"

#include "make/child/protocol.h"
#include "make/ledger/ledger_inputs.h"
#include "make/ledger/ledger_reprint.h"
#include "make/ledger/patient_mark.h"

#include <stdio.h>

/* ---- the list -------------------------------------------------------------------------------- */

struct diff {
    struct arena *arena;
    struct ledger *ledger;
    const struct ledger_entry *before, *after;
    struct ledger_changes *changes;
};

static void add(struct diff *diff, const char *kind, const char *key, const char *text) {
    struct ledger_changes *changes = diff->changes;
    changes->items = arena_make_room(diff->arena, changes->items, changes->count,
                                     &changes->capacity, 32, sizeof *changes->items);
    changes->items[changes->count++] = (struct ledger_change){kind, text, key};
}

static void compare_patients(struct diff *diff) {
    int same = patient_mark_compare(diff->before, diff->after);
    if (same == 0)
        add(diff, "patient", "", "these are handouts of two different patients");
    else if (same < 0)
        add(diff, "patient", "", "whether both are the same patient's is not known");
}

/* ---- values ---------------------------------------------------------------------------------- */

struct visit {
    const struct value *values;
    const struct value *declaration;
};

static bool read_visit(struct diff *diff, const struct ledger_entry *entry, struct visit *visit) {
    struct make_request request = {0};
    struct slice bytes;
    struct error problem = {0};
    const char *name = arena_format(diff->arena, "declaration/%s", entry->run.report);
    if (!ledger_reprint_inputs(diff->ledger, diff->arena, entry, &request, &problem) ||
        !ledger_reprint_file(diff->ledger, diff->arena, entry, name, &bytes, &problem)) {
        add(diff, "note", "",
            arena_format(diff->arena, "values of %s are not compared: %s", entry->code,
                         problem.message));
        return false;
    }
    struct message_reader reader = message_read(diff->arena, bytes);
    visit->declaration = message_take_value(&reader);
    visit->values = ledger_inputs_values(diff->arena, &request);
    return true;
}

/* "5", "left, right", "not given". */
static const char *shown(struct arena *arena, const struct value *value) {
    struct strbuf text = {0};
    if (value && value->kind == VALUE_LIST)
        for (size_t i = 0; i < value->count; i++)
            strbuf_add_format(&text, "%s%s", i == 0 ? "" : ", ", value_text(value->items[i], "?"));
    else if (value && value->kind == VALUE_BOOLEAN)
        strbuf_add(&text, value->boolean ? "yes" : "no");
    else
        strbuf_add(&text, value_text(value, ""));
    const char *copy = text.length > 0 ? arena_text(arena, strbuf_text(&text)) : "not given";
    strbuf_release(&text);
    return copy;
}

static const struct value *field_of(const struct value *declaration, const char *name) {
    const struct value *fields = value_find(declaration, "fields");
    for (size_t i = 0; fields && i < fields->count; i++)
        if (strcmp(value_text(value_find(fields->items[i], "name"), ""), name) == 0)
            return fields->items[i];
    return NULL;
}

/* What neither report declares counts as personal too: nobody has said that it is not. */
static bool is_personal(const struct visit *before, const struct visit *after, const char *name) {
    const struct value *fields[] = {field_of(before->declaration, name),
                                    field_of(after->declaration, name)};
    if (!fields[0] && !fields[1])
        return true;
    return value_boolean(value_find(fields[0], "personal"), false) ||
           value_boolean(value_find(fields[1], "personal"), false);
}

static const char *label_of(struct arena *arena, const char *name) {
    char *label = arena_text(arena, name);
    for (char *c = label; *c; c++)
        if (*c == '_')
            *c = ' ';
    return label;
}

static void compare_value(struct diff *diff, const struct visit *before, const struct visit *after,
                          const char *name) {
    const char *was = shown(diff->arena, value_find(before->values, name));
    const char *is = shown(diff->arena, value_find(after->values, name));
    if (strcmp(was, is) == 0)
        return;
    const char *label = label_of(diff->arena, name);
    add(diff, "value", arena_text(diff->arena, name),
        is_personal(before, after, name)
            ? arena_format(diff->arena, "%s: changed", label)
            : arena_format(diff->arena, "%s: %s, was %s", label, is, was));
}

static void compare_values(struct diff *diff) {
    struct visit before, after;
    if (!read_visit(diff, diff->before, &before) || !read_visit(diff, diff->after, &after))
        return;
    for (size_t i = 0; i < after.values->count; i++)
        compare_value(diff, &before, &after, after.values->keys[i].data);
    for (size_t i = 0; i < before.values->count; i++)
        if (!value_find(after.values, before.values->keys[i].data))
            compare_value(diff, &before, &after, before.values->keys[i].data);
}

/* ---- sentences ------------------------------------------------------------------------------- */

static const struct ledger_sentence *sentence_of(const struct ledger_entry *entry,
                                                 const char *key) {
    for (size_t i = 0; i < entry->sentence_count; i++)
        if (strcmp(entry->sentences[i].key, key) == 0)
            return &entry->sentences[i];
    return NULL;
}

static const char *words_of(const struct ledger_sentence *sentence) {
    return *sentence->text ? sentence->text : sentence->key;
}

static void add_missing(struct diff *diff, const char *kind, const struct ledger_entry *from,
                        const struct ledger_entry *in) {
    for (size_t i = 0; i < from->sentence_count; i++)
        if (!sentence_of(in, from->sentences[i].key))
            add(diff, kind, from->sentences[i].key, words_of(&from->sentences[i]));
}

static void compare_sentences(struct diff *diff) {
    add_missing(diff, "new", diff->after, diff->before);
    add_missing(diff, "gone", diff->before, diff->after);
    for (size_t i = 0; i < diff->after->sentence_count; i++) {
        const struct ledger_sentence *is = &diff->after->sentences[i];
        const struct ledger_sentence *was = sentence_of(diff->before, is->key);
        if (was && strcmp(was->text, is->text) != 0)
            add(diff, "changed", is->key,
                arena_format(diff->arena, "%s (was: %s)", words_of(is), words_of(was)));
    }
}

/* ---- sources --------------------------------------------------------------------------------- */

static bool same_place(const struct ledger_sentence *a, const struct ledger_sentence *b) {
    return strcmp(a->article, b->article) == 0 && strcmp(a->section, b->section) == 0;
}

static const struct ledger_sentence *source_in(const struct ledger_entry *entry, size_t end,
                                               const struct ledger_sentence *source) {
    for (size_t i = 0; i < end; i++)
        if (same_place(&entry->sentences[i], source))
            return &entry->sentences[i];
    return NULL;
}

/* Each passage of `entry` once, beside the other's. */
static void compare_sources_of(struct diff *diff, const struct ledger_entry *entry,
                               const struct ledger_entry *other, bool is_after) {
    for (size_t i = 0; i < entry->sentence_count; i++) {
        const struct ledger_sentence *source = &entry->sentences[i];
        if (!*source->article || source_in(entry, i, source))
            continue;
        const struct ledger_sentence *match = source_in(other, other->sentence_count, source);
        const char *change = is_after ? "new" : "gone";
        if (match && (!is_after || strcmp(match->passage_hash, source->passage_hash) == 0))
            continue;
        if (match)
            change = "its text has changed";
        add(diff, "source", "",
            arena_format(diff->arena, "%s#%s: %s", source->article, source->section, change));
    }
}

/* ---- rules and versions ---------------------------------------------------------------------- */

static void compare_text(struct diff *diff, const char *kind, const char *what, const char *was,
                         const char *is) {
    if (strcmp(was, is) != 0)
        add(diff, kind, "",
            arena_format(diff->arena, "%s: %s, was %s", what, *is ? is : "none",
                         *was ? was : "none"));
}

static void compare_hash(struct diff *diff, const char *what, const char *was, const char *is) {
    if (strcmp(was, is) != 0)
        add(diff, "version", "", arena_format(diff->arena, "%s: another version", what));
}

static void compare_versions(struct diff *diff) {
    const struct ledger_entry *before = diff->before, *after = diff->after;
    char pages[2][16];
    snprintf(pages[0], sizeof pages[0], "%d", before->page_count);
    snprintf(pages[1], sizeof pages[1], "%d", after->page_count);
    compare_text(diff, "rule", "acknowledged", before->accepted, after->accepted);
    compare_text(diff, "version", "report", before->run.report, after->run.report);
    compare_text(diff, "version", "date", before->handout_date, after->handout_date);
    compare_text(diff, "version", "language", before->language, after->language);
    compare_text(diff, "version", "format", before->format, after->format);
    compare_text(diff, "version", "pages", pages[0], pages[1]);
    compare_text(diff, "version", "made by", before->made_by, after->made_by);
    compare_text(diff, "version", "program", before->run.program, after->run.program);
    compare_hash(diff, "script", before->run.script_hash, after->run.script_hash);
    compare_hash(diff, "wording", before->run.wording_hash, after->run.wording_hash);
    compare_hash(diff, "clinic's profile", before->run.clinic_hash, after->run.clinic_hash);
    compare_hash(diff, "articles", before->run.corpus_state, after->run.corpus_state);
}

/* ---- all of it ------------------------------------------------------------------------------- */

void ledger_diff(struct ledger *ledger, struct arena *arena, const struct ledger_entry *before,
                 const struct ledger_entry *after, struct ledger_changes *changes) {
    struct diff diff = {arena, ledger, before, after, changes};
    *changes = (struct ledger_changes){0};
    compare_patients(&diff);
    compare_values(&diff);
    compare_sentences(&diff);
    compare_sources_of(&diff, after, before, true);
    compare_sources_of(&diff, before, after, false);
    compare_versions(&diff);
}
