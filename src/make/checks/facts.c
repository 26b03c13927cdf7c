/* facts.c - see facts.h.
 *
 * Layer: make. Order: reading, one example, judging.
 */
#include "make/checks/facts.h"

#include "base/file.h"
#include "corpus/wording/wording_choice.h"

enum { FACTS_LIMIT_BYTES = 1024 * 1024 };

/* ---- reading --------------------------------------------------------------------------------- */

static const char *report_of(struct arena *arena, const struct value *root, const char *section) {
    const char *handout = arena_bytes(arena, section, strcspn(section, "."));
    return value_text(value_find(value_find(root, "handouts"), handout), NULL);
}

static struct fact read_fact(struct arena *arena, const struct value *root, const char *id,
                             const struct value *value) {
    struct fact fact = {.id = id,
                        .line = value->line,
                        .text = value_text(value_find(value, "text"), ""),
                        .section = value_text(value_find(value, "section"), ""),
                        .heading = value_text(value_find(value, "heading"), "")};
    if (*fact.section)
        fact.report = report_of(arena, root, fact.section);
    const struct value *when = value_find(value, "when");
    for (size_t i = 0; when && when->kind == VALUE_LIST && i < when->count; i++)
        text_list_add(arena, &fact.rules, value_text(when->items[i], ""));
    return fact;
}

struct facts *facts_read(struct arena *arena, const char *file, struct error *err) {
    struct slice text;
    if (!file_read(arena, file, FACTS_LIMIT_BYTES, &text, err))
        return NULL;
    const struct value *root = value_read_yaml(arena, text, file, 1, err);
    const struct value *map = value_find(root, "facts");
    if (!root)
        return NULL;
    if (!map || map->kind != VALUE_MAP || !value_find(root, "handouts")) {
        error_set(err, ERROR_INPUT, "%s: expected handouts: and facts: by id", file);
        return NULL;
    }
    struct facts *facts = arena_new(arena, struct facts);
    *facts = (struct facts){.arena = arena, .file = file};
    facts->items = arena_new_array(arena, map->count, struct fact);
    for (size_t i = 0; i < map->count; i++) {
        struct fact fact = read_fact(arena, root, map->keys[i].data, map->items[i]);
        if (*fact.section && !fact.report) {
            error_set(err, ERROR_INPUT,
                      "%s:%d: section '%s' belongs to no handout of handouts:", file, fact.line,
                      fact.section);
            return NULL;
        }
        facts->items[facts->count++] = fact;
    }
    return facts;
}

/* ---- one example ----------------------------------------------------------------------------- */

/* "F018, F042" holds F018. */
static bool carries(const struct value *sentence, const char *id) {
    return strstr(value_text(value_find(sentence, "facts"), ""), id) != NULL;
}

static bool entry_carries(const struct wording_entry *entry, const char *id) {
    for (size_t i = 0; i < entry->fact_count; i++)
        if (strcmp(entry->facts[i], id) == 0)
            return true;
    return false;
}

static bool has_heading(const struct wording *wording, const char *key,
                        const struct value *measured) {
    const struct wording_entry *entry = wording_find(wording, key);
    const struct value *units = value_find(measured, "units");
    for (size_t i = 0; entry && units && i < units->count; i++)
        if (strcmp(value_text(value_find(units->items[i], "section"), ""), entry->text) == 0)
            return true;
    return false;
}

/* The search found the passage of one of its sentences no more (S15). */
static bool was_dropped(const struct wording *wording, const char *id,
                        const struct fact_example *example) {
    struct arena arena = {0};
    bool dropped = false;
    for (size_t i = 0; i < wording->count && !dropped; i++) {
        if (!entry_carries(&wording->entries[i], id))
            continue;
        const char *words = arena_format(&arena, "'%s' dropped", wording->entries[i].key);
        for (size_t w = 0; w < example->warning_count && !dropped; w++)
            dropped = strstr(example->warnings[w], words) != NULL;
    }
    arena_release(&arena);
    return dropped;
}

static void note_fact(struct facts *facts, struct fact *fact, const struct wording *wording,
                      const struct fact_example *example) {
    bool printed = *fact->heading && has_heading(wording, fact->heading, example->measured);
    bool left_out = false;
    for (size_t i = 0; example->sentences && i < example->sentences->count; i++) {
        const struct value *sentence = example->sentences->items[i];
        if (!carries(sentence, fact->id))
            continue;
        bool gone = value_boolean(value_find(sentence, "left_out"), false);
        printed |= !gone;
        left_out |= gone;
    }
    if (printed)
        text_list_add(facts->arena, &fact->printed, example->name);
    else if (strcmp(example->report, fact->report) != 0)
        return; /* another handout's fact: not expected here */
    else if (left_out)
        text_list_add(facts->arena, &fact->left_out, example->name);
    else if (was_dropped(wording, fact->id, example))
        text_list_add(facts->arena, &fact->dropped, example->name);
    else
        text_list_add(facts->arena, &fact->withheld, example->name);
}

void facts_note(struct facts *facts, const struct wording *wording,
                const struct fact_example *example) {
    for (size_t i = 0; i < facts->count; i++)
        if (facts->items[i].report)
            note_fact(facts, &facts->items[i], wording, example);
}

/* ---- judging --------------------------------------------------------------------------------- */

static bool holds(const struct text_list *list, const char *text) {
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i], text) == 0)
            return true;
    return false;
}

static void add_rules_of_sentences(struct facts *facts, struct fact *fact,
                                   const struct wording *wording) {
    for (size_t i = 0; i < wording->count; i++) {
        const struct wording_entry *entry = &wording->entries[i];
        for (size_t w = 0; entry_carries(entry, fact->id) && w < entry->when_count; w++)
            if (!holds(&fact->rules, entry->when[w]))
                text_list_add(facts->arena, &fact->rules, entry->when[w]);
    }
}

void facts_judge(struct facts *facts, const struct wording *wording, struct check_list *list) {
    for (size_t i = 0; i < facts->count; i++) {
        struct fact *fact = &facts->items[i];
        if (!fact->report)
            continue;
        add_rules_of_sentences(facts, fact, wording);
        if (fact->printed.count == 0)
            check_add(list, false, facts->file, fact->line,
                      "%s is printed for no worked example: %s", fact->id, fact->text);
        else if (fact->withheld.count > 0 && fact->rules.count == 0)
            check_add(list, false, facts->file, fact->line,
                      "%s is missing from %s and no rule withholds it: %s", fact->id,
                      fact->withheld.items[0], fact->text);
    }
}
