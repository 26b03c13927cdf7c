/* wording_entry.c - one sentence of a wording file.
 *
 * Layer: corpus. Order: checks of slots and search, what each class must have, the text and its
 * choices, people, the entry.
 */
#include "corpus/wording/wording_internal.h"

#include "corpus/wording/plural.h"
#include "corpus/wording/wording_choice.h"

#include <ctype.h>

/* ---- checks ---------------------------------------------------------------------------------- */

/* Must-hit strings are compared with lower-cased passages: a capital could never be found. */
static void check_must_hit(struct reading *reading, const struct wording_entry *entry) {
    for (size_t i = 0; i < entry->must_hit_count; i++) {
        for (const char *c = entry->must_hit[i]; *c; c++) {
            if (*c >= 'A' && *c <= 'Z') {
                wording_report(reading, entry->line, "'%s' has must_hit '%s', expected lower case",
                               entry->key, entry->must_hit[i]);
                break;
            }
        }
    }
}

/* Slots are {name}, of letters, digits and underscores; a brace elsewhere is a slip. */
static void check_slots(struct reading *reading, const struct wording_entry *entry) {
    const char *c = entry->text;
    while ((c = strpbrk(c, "{}"))) {
        const char *end = c + 1;
        while (isalnum((unsigned char)*end) || *end == '_')
            end++;
        if (*c == '}' || *end != '}' || end == c + 1) {
            wording_report(reading, entry->line, "'%s' has a brace in its text that is no {slot}",
                           entry->key);
            return;
        }
        c = end + 1;
    }
}

/* What each class must have. */
static void check_class(struct reading *reading, const struct wording_entry *entry) {
    const char *key = entry->key;
    switch (entry->class_letter) {
    case 'Q':
    case 'R':
        if (!entry->fact_count)
            wording_report(reading, entry->line, "'%s' has no facts, class %c needs them", key,
                           entry->class_letter);
        if (!*entry->query)
            wording_report(reading, entry->line, "'%s' has no query, class %c needs one", key,
                           entry->class_letter);
        if (!entry->must_hit_count)
            wording_report(reading, entry->line, "'%s' has no must_hit, class %c needs it", key,
                           entry->class_letter);
        break;
    case 'C':
    case 'G':
        break;
    default:
        wording_report(reading, entry->line, "'%s' has no class, expected Q, R, C or G", key);
        return;
    }
    if (entry->class_letter != 'G' && !*entry->reviewer)
        wording_report(reading, entry->line, "'%s' has no %s, and the file names none", key,
                       entry->class_letter == 'C' ? "approver" : "reviewer");
}

/* ---- the text and its choices ---------------------------------------------------------------- */

/* One value that is a plural form makes a map of plurals, and then all of the language are needed:
 * a number that has no sentence would stop a handout one day. */
static void check_plurals(struct reading *reading, const struct wording_entry *entry,
                          const struct value *map) {
    bool is_plural = false;
    for (size_t i = 0; i < map->count; i++)
        is_plural |= plural_is_category(map->keys[i].data) || *map->keys[i].data == '=';
    const char *const *needed = plural_categories(reading->wording->language);
    for (; is_plural && *needed; needed++)
        if (!value_find(map, *needed))
            wording_report(reading, entry->line, "'%s' has no text for '%s', a number can need it",
                           entry->key, *needed);
}

static const char *read_choices(struct reading *reading, const struct wording_entry *entry,
                                const struct value *map) {
    struct strbuf text = {0};
    wording_choices_begin(&text, entry->by, reading->wording->file, entry->line);
    for (size_t i = 0; i < map->count; i++) {
        const char *value = map->keys[i].data, *sentence = wording_text_of(reading, map, value);
        if (!*sentence)
            wording_report(reading, map->items[i]->line, "'%s' has no text for '%s'", entry->key,
                           value);
        wording_choices_add(&text, value, sentence);
    }
    const char *kept = arena_slice(reading->arena, strbuf_slice(&text)).data;
    strbuf_release(&text);
    check_plurals(reading, entry, map);
    return kept;
}

/* `text`, and `by` where it is a map. */
static void read_text(struct reading *reading, const struct value *map,
                      struct wording_entry *entry) {
    const struct value *text = value_find(map, "text");
    bool has_choices = text && text->kind == VALUE_MAP && text->count > 0;
    entry->by = wording_text_of(reading, map, "by");
    if (has_choices && !*entry->by)
        wording_report(reading, entry->line,
                       "'%s' has a text for each of several values, expected 'by:' with the slot "
                       "that decides",
                       entry->key);
    else if (has_choices)
        entry->text = read_choices(reading, entry, text);
    else if (*entry->by)
        wording_report(reading, entry->line,
                       "'%s' has 'by: %s', expected a map of values and their texts", entry->key,
                       entry->by);
    else
        entry->text = wording_text_of(reading, map, "text");
    if (!*entry->text && !has_choices && !*entry->by)
        wording_report(reading, entry->line, "'%s' has no text", entry->key);
    if (has_choices && entry->class_letter == 'Q')
        wording_report(reading, entry->line, "'%s' is a quote, it has one text", entry->key);
}

/* ---- the entry ------------------------------------------------------------------------------- */

static void read_class(struct reading *reading, const struct value *map,
                       struct wording_entry *entry) {
    const char *letter = wording_text_of(reading, map, "class");
    if (strlen(letter) == 1 && strchr("QRCG", *letter))
        entry->class_letter = *letter;
    else if (*letter)
        wording_report(reading, entry->line, "'%s' has class '%s', expected Q, R, C or G",
                       entry->key, letter);
    if (entry->class_letter || !*letter)
        check_class(reading, entry);
}

static void read_meaning(struct reading *reading, const struct value *map,
                         struct wording_entry *entry) {
    entry->facts = wording_texts_of(reading, map, "facts", &entry->fact_count);
    entry->query = wording_text_of(reading, map, "query");
    entry->must_hit = wording_texts_of(reading, map, "must_hit", &entry->must_hit_count);
    entry->article = wording_text_of(reading, map, "article");
    entry->section = wording_text_of(reading, map, "section");
    entry->when = wording_texts_of(reading, map, "when", &entry->when_count);
}

/* Who answers for the sentence: the entry's own people, else the file's. */
static void read_people(struct reading *reading, const struct value *map, char class_letter,
                        struct wording_entry *entry) {
    const char *person = wording_text_of(reading, map, "reviewer");
    const char *day = wording_text_of(reading, map, "reviewed_on");
    const char *usual_person = reading->wording->reviewer;
    const char *usual_day = reading->wording->reviewed_on;
    if (class_letter == 'C') {
        person = wording_first_text(wording_text_of(reading, map, "approver"), person);
        day = wording_first_text(wording_text_of(reading, map, "approved_on"), day);
        usual_person = reading->approver;
        usual_day = reading->approved_on;
    }
    entry->reviewer = wording_first_text(person, usual_person);
    entry->reviewed_on = wording_first_text(day, usual_day);
    wording_check_date(reading, entry->line, class_letter == 'C' ? "approved_on" : "reviewed_on",
                       day);
}

static void check_known_keys(struct reading *reading, const struct value *map) {
    static const char *const known[] = {
        "text",  "by",    "grade", "reviewer", "reviewed_on", "approver", "approved_on", "note",
        "class", "facts", "query", "must_hit", "article",     "section",  "when",        "from",
    };
    static const char *const inherited[] = {"class",   "facts",   "query", "must_hit",
                                            "article", "section", "when"};
    wording_check_keys(reading, map, known, sizeof known / sizeof *known);
    for (size_t i = 0; reading->base && i < sizeof inherited / sizeof *inherited; i++) {
        const struct value *item = value_find(map, inherited[i]);
        if (item)
            wording_report(reading, item->line, "a translation can't have '%s': it is that of %s",
                           inherited[i], reading->base->file);
    }
}

/* The letter that the entry is going to have. */
static char class_of(const struct reading *reading, const struct value *map, const char *key) {
    const struct wording_entry *base = reading->base ? wording_find(reading->base, key) : NULL;
    return base ? base->class_letter : *value_text(value_find(map, "class"), "");
}

static void check_translation(struct reading *reading, const struct value *map,
                              const struct wording_entry *entry) {
    wording_check_same_slots(reading, entry);
    wording_check_from(reading, entry, wording_text_of(reading, map, "from"));
}

void wording_read_entry(struct reading *reading, const char *key, const struct value *value,
                        struct wording_entry *entry) {
    *entry = (struct wording_entry){.key = key, .line = value->line};
    entry->text = entry->by = entry->grade = entry->query = entry->article = entry->section = "";
    if (value->kind != VALUE_MAP) {
        wording_report(reading, value->line, "'%s' is a %s, expected %stext and so on", key,
                       value_kind_name(value->kind), reading->base ? "" : "class, ");
        return;
    }
    check_known_keys(reading, value);
    read_people(reading, value, class_of(reading, value, key), entry);
    entry->grade = wording_text_of(reading, value, "grade");
    if (reading->base)
        wording_inherit(reading, entry);
    else
        read_meaning(reading, value, entry);
    read_text(reading, value, entry);
    if (!reading->base)
        read_class(reading, value, entry);
    else
        check_translation(reading, value, entry);
    check_must_hit(reading, entry);
    check_slots(reading, entry);
}
