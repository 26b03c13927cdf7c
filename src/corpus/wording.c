/* wording.c - the file of plain sentences that patients read.
 *
 * Layer: corpus. A mistake here would be printed, so the whole file is checked and all its mistakes
 * are reported together, each with file:line. Order: reporting, single fields, entries, the file,
 * looking up.
 */
#include "corpus/wording.h"

#include "base/date.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/value.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>

enum { LARGEST_WORDING_BYTES = 16 * 1024 * 1024, MOST_MISTAKES_SHOWN = 20 };

struct reading {
    struct arena *arena;
    struct wording *wording;
    const char *approver, *approved_on; /* of the file: for class C */
    struct strbuf mistakes;             /* a line each */
    size_t mistake_count;
};

__attribute__((format(printf, 3, 4))) static void report(struct reading *reading, int line,
                                                         const char *format, ...) {
    if (reading->mistake_count++ >= MOST_MISTAKES_SHOWN)
        return;
    va_list arguments;
    va_start(arguments, format);
    if (reading->mistakes.length)
        strbuf_add_char(&reading->mistakes, '\n');
    strbuf_add_format(&reading->mistakes, "%s:%d: ", reading->wording->file, line);
    strbuf_add_format_list(&reading->mistakes, format, arguments);
    va_end(arguments);
}

/* -- single fields ------------------------------------------------------------------------- */

/* A scalar as one line of text; "" when absent. The spaces at the ends of a folded block go. */
static const char *text_of(struct reading *reading, const struct value *map, const char *key) {
    const struct value *value = value_find(map, key);
    if (value && (value->kind == VALUE_LIST || value->kind == VALUE_MAP)) {
        report(reading, value->line, "'%s' is a %s, expected a text", key,
               value_kind_name(value->kind));
        return "";
    }
    struct slice text = slice_trim(slice_of(value_text(value, "")));
    return arena_slice(reading->arena, text).data;
}

/* A list of texts; a single text counts as a list of one. */
static const char **texts_of(struct reading *reading, const struct value *map, const char *key,
                             size_t *count) {
    const struct value *value = value_find(map, key);
    *count = 0;
    if (!value || value->kind == VALUE_NULL)
        return NULL;
    if (value->kind != VALUE_LIST) {
        const char **one = arena_new_array(reading->arena, 1, const char *);
        one[0] = text_of(reading, map, key);
        *count = *one[0] != '\0';
        return one;
    }
    const char **texts = arena_new_array(reading->arena, value->count, const char *);
    for (size_t i = 0; i < value->count; i++) {
        const char *text = value_text(value->items[i], "");
        if (*text)
            texts[(*count)++] = text;
        else
            report(reading, value->items[i]->line, "'%s' holds %s %s, expected texts", key,
                   value->items[i]->kind == VALUE_TEXT ? "an empty" : "a",
                   value_kind_name(value->items[i]->kind));
    }
    return texts;
}

static void check_keys(struct reading *reading, const struct value *map, const char *const *known,
                       size_t count) {
    for (size_t i = 0; i < map->count; i++) {
        const char *key = map->keys[i].data;
        bool is_known = false;
        for (size_t j = 0; j < count && !is_known; j++)
            is_known = strcmp(known[j], key) == 0;
        if (is_known)
            continue;
        const char *nearest = utf8_nearest(key, known, count);
        report(reading, map->items[i]->line, "unknown key '%s'%s%s%s", key,
               nearest ? " (did you mean '" : "", nearest ? nearest : "", nearest ? "'?)" : "");
    }
}

static void check_date(struct reading *reading, int line, const char *key, const char *text) {
    int day;
    if (*text && !date_parse(slice_of(text), &day))
        report(reading, line, "'%s' is '%s', expected a date as YYYY-MM-DD", key, text);
}

/* -- entries ------------------------------------------------------------------------------- */

/* Must-hit strings are compared with lower-cased passages: a capital could never be found. */
static void check_must_hit(struct reading *reading, const struct wording_entry *entry) {
    for (size_t i = 0; i < entry->must_hit_count; i++) {
        for (const char *c = entry->must_hit[i]; *c; c++) {
            if (*c >= 'A' && *c <= 'Z') {
                report(reading, entry->line, "'%s' has must_hit '%s', expected lower case",
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
            report(reading, entry->line, "'%s' has a brace in its text that is no {slot}",
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
            report(reading, entry->line, "'%s' has no facts, class %c needs them", key,
                   entry->class_letter);
        if (!*entry->query)
            report(reading, entry->line, "'%s' has no query, class %c needs one", key,
                   entry->class_letter);
        if (!entry->must_hit_count)
            report(reading, entry->line, "'%s' has no must_hit, class %c needs it", key,
                   entry->class_letter);
        break;
    case 'C':
    case 'G':
        break;
    default:
        report(reading, entry->line, "'%s' has no class, expected Q, R, C or G", key);
        return;
    }
    if (entry->class_letter != 'G' && !*entry->reviewer)
        report(reading, entry->line, "'%s' has no %s, and the file names none", key,
               entry->class_letter == 'C' ? "approver" : "reviewer");
}

static const char *first_text(const char *text, const char *fallback) {
    return *text ? text : fallback;
}

static void read_entry(struct reading *reading, const char *key, const struct value *value,
                       struct wording_entry *entry) {
    static const char *const known[] = {
        "class",    "text",        "facts",    "query",       "must_hit", "article",
        "reviewer", "reviewed_on", "approver", "approved_on", "note",
    };
    *entry = (struct wording_entry){.key = key, .text = "", .line = value->line};
    if (value->kind != VALUE_MAP) {
        report(reading, value->line, "'%s' is a %s, expected class, text and so on", key,
               value_kind_name(value->kind));
        return;
    }
    check_keys(reading, value, known, sizeof known / sizeof *known);
    const char *letter = text_of(reading, value, "class");
    if (strlen(letter) == 1 && strchr("QRCG", *letter))
        entry->class_letter = *letter;
    else if (*letter)
        report(reading, value->line, "'%s' has class '%s', expected Q, R, C or G", key, letter);
    entry->text = text_of(reading, value, "text");
    if (!*entry->text)
        report(reading, value->line, "'%s' has no text", key);
    entry->facts = texts_of(reading, value, "facts", &entry->fact_count);
    entry->query = text_of(reading, value, "query");
    entry->must_hit = texts_of(reading, value, "must_hit", &entry->must_hit_count);
    entry->article = text_of(reading, value, "article");
    const char *person = text_of(reading, value, "reviewer");
    const char *day = text_of(reading, value, "reviewed_on");
    const char *usual_person = reading->wording->reviewer;
    const char *usual_day = reading->wording->reviewed_on;
    if (entry->class_letter == 'C') {
        person = first_text(text_of(reading, value, "approver"), person);
        day = first_text(text_of(reading, value, "approved_on"), day);
        usual_person = reading->approver;
        usual_day = reading->approved_on;
    }
    entry->reviewer = first_text(person, usual_person);
    entry->reviewed_on = first_text(day, usual_day);
    check_date(reading, value->line, entry->class_letter == 'C' ? "approved_on" : "reviewed_on",
               day);
    if (entry->class_letter || !*letter)
        check_class(reading, entry);
    check_must_hit(reading, entry);
    check_slots(reading, entry);
}

/* -- the file ------------------------------------------------------------------------------ */

/* What wording->lookup points to: an array of these, sorted by key. */
struct lookup_slot {
    const struct wording_entry *entry;
};

static int compare_slots(const void *a, const void *b) {
    const struct lookup_slot *left = a, *right = b;
    return strcmp(left->entry->key, right->entry->key);
}

static void read_entries(struct reading *reading, const struct value *root) {
    struct wording *wording = reading->wording;
    const struct value *entries = value_find(root, "entries");
    if (!entries || entries->kind != VALUE_MAP || !entries->count) {
        report(reading, entries ? entries->line : root->line,
               "no entries, expected 'entries:' with a key and its fields below it");
        return;
    }
    wording->count = entries->count;
    wording->entries = arena_new_array(reading->arena, wording->count, struct wording_entry);
    struct lookup_slot *sorted =
        arena_new_array(reading->arena, wording->count, struct lookup_slot);
    for (size_t i = 0; i < entries->count; i++) {
        read_entry(reading, entries->keys[i].data, entries->items[i], &wording->entries[i]);
        sorted[i].entry = &wording->entries[i];
    }
    qsort(sorted, wording->count, sizeof *sorted, compare_slots);
    wording->lookup = sorted;
}

static void check_day(struct reading *reading, const struct value *root, const char *key) {
    const struct value *day = value_find(root, key);
    if (day)
        check_date(reading, day->line, key, value_text(day, ""));
}

static void read_file(struct reading *reading, const struct value *root) {
    static const char *const known[] = {"language", "version",     "reviewer", "reviewed_on",
                                        "approver", "approved_on", "note",     "entries"};
    struct wording *wording = reading->wording;
    if (root->kind != VALUE_MAP) {
        report(reading, root->line, "is a %s, expected language, version, reviewer and entries",
               value_kind_name(root->kind));
        return;
    }
    check_keys(reading, root, known, sizeof known / sizeof *known);
    wording->language = text_of(reading, root, "language");
    if (!*wording->language)
        report(reading, root->line, "no language, expected for example 'language: en'");
    wording->version = text_of(reading, root, "version");
    /* A file that names only one of the two means both. */
    wording->reviewer = text_of(reading, root, "reviewer");
    reading->approver = first_text(text_of(reading, root, "approver"), wording->reviewer);
    wording->reviewer = first_text(wording->reviewer, reading->approver);
    wording->reviewed_on = text_of(reading, root, "reviewed_on");
    reading->approved_on = first_text(text_of(reading, root, "approved_on"), wording->reviewed_on);
    wording->reviewed_on = first_text(wording->reviewed_on, reading->approved_on);
    check_day(reading, root, "reviewed_on");
    check_day(reading, root, "approved_on");
    read_entries(reading, root);
}

struct wording *wording_read(struct arena *arena, const char *path, struct error *err) {
    struct slice text;
    if (!file_read(arena, path, LARGEST_WORDING_BYTES, &text, err))
        return NULL;
    const struct value *root = value_read_yaml(arena, text, path, 1, err);
    if (!root)
        return NULL;
    struct wording *wording = arena_new(arena, struct wording);
    *wording = (struct wording){.file = arena_text(arena, path),
                                .language = "",
                                .version = "",
                                .reviewer = "",
                                .reviewed_on = ""};
    struct reading reading = {.arena = arena, .wording = wording};
    read_file(&reading, root);
    if (reading.mistake_count > MOST_MISTAKES_SHOWN)
        strbuf_add_format(&reading.mistakes, "\n%s: and %zu mistakes more", path,
                          reading.mistake_count - MOST_MISTAKES_SHOWN);
    if (reading.mistake_count)
        error_set(err, ERROR_INPUT, "%s", strbuf_text(&reading.mistakes));
    strbuf_release(&reading.mistakes);
    return reading.mistake_count ? NULL : wording;
}

/* -- looking up ---------------------------------------------------------------------------- */

static int compare_key(const void *key, const void *slot) {
    return strcmp(key, ((const struct lookup_slot *)slot)->entry->key);
}

const struct wording_entry *wording_find(const struct wording *wording, const char *key) {
    if (!wording->count)
        return NULL;
    const struct lookup_slot *found =
        bsearch(key, wording->lookup, wording->count, sizeof *found, compare_key);
    return found ? found->entry : NULL;
}

const char *wording_nearest(const struct wording *wording, const char *key) {
    const char *best = NULL;
    int best_distance = 3;
    for (size_t i = 0; i < wording->count; i++) {
        const char *candidate = wording->entries[i].key;
        int distance = utf8_distance(slice_of(key), slice_of(candidate), best_distance - 1);
        if (distance < best_distance) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}
