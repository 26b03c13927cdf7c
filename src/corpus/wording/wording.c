/* wording.c - the file of plain sentences that patients read.
 *
 * Layer: corpus. A mistake here would be printed, so the whole file is checked and all its mistakes
 * are reported together, each with file:line. Order: entries, the head of the file, translations,
 * the file, looking up.
 */
#include "corpus/wording/wording.h"

#include "base/file.h"
#include "base/utf8.h"
#include "corpus/wording/wording_internal.h"

#include <ctype.h>
#include <stdlib.h>

enum { LARGEST_WORDING_BYTES = 16 * 1024 * 1024 };

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
        wording_report(reading, entries ? entries->line : root->line,
                       "no entries, expected 'entries:' with a key and its fields below it");
        return;
    }
    wording->entries = arena_new_array(reading->arena, entries->count, struct wording_entry);
    wording->set_aside = arena_new_array(reading->arena, entries->count, const char *);
    wording->stale = arena_new_array(reading->arena, entries->count, const char *);
    struct lookup_slot *sorted =
        arena_new_array(reading->arena, entries->count, struct lookup_slot);
    for (size_t i = 0; i < entries->count; i++) {
        struct wording_entry *entry = &wording->entries[wording->count];
        wording_read_entry(reading, entries->keys[i].data, entries->items[i], entry);
        if (reading->base && !wording_find(reading->base, entry->key))
            wording->set_aside[wording->set_aside_count++] = entry->key;
        else
            sorted[wording->count++].entry = entry;
    }
    qsort(sorted, wording->count, sizeof *sorted, compare_slots);
    wording->lookup = sorted;
}

static void check_day(struct reading *reading, const struct value *root, const char *key) {
    const struct value *day = value_find(root, key);
    if (day)
        wording_check_date(reading, day->line, key, value_text(day, ""));
}

static void read_status(struct reading *reading, const struct value *root) {
    static const char *const names[] = {[WORDING_REVIEWED] = "reviewed",
                                        [WORDING_DRAFT] = "draft",
                                        [WORDING_PREPARED] = "prepared"};
    const char *status = wording_text_of(reading, root, "status");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!*status || strcmp(status, names[i]) == 0) {
            reading->wording->status = *status ? (enum wording_status)i : WORDING_REVIEWED;
            return;
        }
    wording_report(reading, value_find(root, "status")->line,
                   "'status' is '%s', expected reviewed, draft or prepared", status);
}

static void read_readability(struct reading *reading, const struct value *root) {
    static const char *const known[] = {"formula", "pass"};
    const struct value *map = value_find(root, "readability");
    reading->wording->formula = reading->wording->pass_mark = "";
    if (map && map->kind != VALUE_MAP) {
        wording_report(reading, map->line, "'readability' is a %s, expected formula and pass",
                       value_kind_name(map->kind));
        return;
    }
    if (!map)
        return;
    wording_check_keys(reading, map, known, sizeof known / sizeof *known);
    reading->wording->formula = wording_text_of(reading, map, "formula");
    reading->wording->pass_mark = wording_text_of(reading, map, "pass");
    const struct value *pass = value_find(map, "pass");
    if (!*reading->wording->formula || !pass || pass->kind != VALUE_NUMBER)
        wording_report(reading, map->line,
                       "'readability' needs the name of a formula, and pass as a number");
}

/* A file that names only a reviewer or only an approver means both. */
static void read_people(struct reading *reading, const struct value *root) {
    struct wording *wording = reading->wording;
    const char *approver = wording_text_of(reading, root, "approver");
    const char *approved_on = wording_text_of(reading, root, "approved_on");
    wording->reviewer = wording_text_of(reading, root, "reviewer");
    reading->approver = wording_first_text(approver, wording->reviewer);
    wording->reviewer = wording_first_text(wording->reviewer, reading->approver);
    wording->reviewed_on = wording_text_of(reading, root, "reviewed_on");
    reading->approved_on = wording_first_text(approved_on, wording->reviewed_on);
    wording->reviewed_on = wording_first_text(wording->reviewed_on, reading->approved_on);
    check_day(reading, root, "reviewed_on");
    check_day(reading, root, "approved_on");
}

static void read_file(struct reading *reading, const struct value *root) {
    static const char *const known[] = {"language",   "version",     "reviewer", "reviewed_on",
                                        "approver",   "approved_on", "status",   "note",
                                        "translates", "readability", "terms",    "entries"};
    struct wording *wording = reading->wording;
    if (root->kind != VALUE_MAP) {
        wording_report(reading, root->line,
                       "is a %s, expected language, version, reviewer and entries",
                       value_kind_name(root->kind));
        return;
    }
    wording_check_keys(reading, root, known, sizeof known / sizeof *known);
    wording->language = wording_text_of(reading, root, "language");
    if (!*wording->language)
        wording_report(reading, root->line, "no language, expected for example 'language: en'");
    wording->version = wording_text_of(reading, root, "version");
    read_status(reading, root);
    read_readability(reading, root);
    read_people(reading, root);
    read_entries(reading, root);
    if (reading->base)
        wording_list_missing(reading);
    wording_check_terms(reading, root);
}

/* -- translations -------------------------------------------------------------------------- */

/* A language, as part of a path: letters, digits and hyphens. */
static bool is_language(struct slice word) {
    for (size_t i = 0; i < word.length; i++)
        if (!isalnum((unsigned char)word.data[i]) && word.data[i] != '-')
            return false;
    return word.length >= 2 && word.length <= 12;
}

/* A scalar of the head as it is written on a line of its own, without quotes and comment; empty:
 * there is none. Known before the file is parsed, and when it is not parsed at all. */
static struct slice head_word(struct slice text, const char *key) {
    for (struct slice line; slice_next_line(&text, &line);) {
        if (!slice_starts_with(line, key))
            continue;
        size_t skip = strlen(key);
        struct slice word = slice_trim(slice_make(line.data + skip, line.length - skip));
        bool quoted = word.length > 1 && strchr("\"'", word.data[0]);
        const char *end = quoted ? memchr(word.data + 1, word.data[0], word.length - 1)
                                 : memmem(word.data, word.length, " #", 2);
        if (end)
            word.length = (size_t)(end - word.data);
        return quoted ? slice_make(word.data + 1, word.length - 1) : slice_trim(word);
    }
    return slice_make(NULL, 0);
}

static const char *path_beside(struct arena *arena, const char *path, struct slice name,
                               const char *extension) {
    const char *slash = strrchr(path, '/');
    int folder = slash ? (int)(slash - path) + 1 : 0;
    return arena_format(arena, "%.*s%.*s%s", folder, path, SLICE_ARGS(name), extension);
}

const char *wording_base_path(struct arena *arena, const char *path, struct slice text) {
    struct slice base = head_word(text, "translates:");
    return is_language(base) ? path_beside(arena, path, base, ".yaml") : NULL;
}

const char *wording_terms_path(struct arena *arena, const char *path, struct slice text) {
    struct slice name = head_word(text, "terms:");
    return name.length > 0 && !memchr(name.data, '/', name.length)
               ? path_beside(arena, path, name, "")
               : NULL;
}

/* What the file translates, in *base, or NULL in it for a file that stands by itself. */
static bool read_base(struct arena *arena, const char *path, struct slice text,
                      const struct value *root, const struct wording **base, struct error *err) {
    const struct value *translates = value_find(root, "translates");
    *base = NULL;
    if (!translates)
        return true;
    const char *base_path = wording_base_path(arena, path, text);
    if (!base_path || strcmp(base_path, path) == 0)
        return error_set(err, ERROR_INPUT,
                         "%s:%d: 'translates' needs the language of another file beside it, for "
                         "example en",
                         path, translates->line);
    *base = wording_read(arena, base_path, err);
    if (!*base)
        return error_prefix(err, "%s:%d: translates: ", path, translates->line);
    return true;
}

/* -- the whole ----------------------------------------------------------------------------- */

/* A translation of a translation would be read by nobody who knows the first language. */
static void check_base(struct reading *reading, const struct value *root) {
    if (reading->base && reading->base->is_translation)
        wording_report(reading, value_find(root, "translates")->line,
                       "%s is a translation itself: translate what it translates",
                       reading->base->file);
}

struct wording *wording_read(struct arena *arena, const char *path, struct error *err) {
    struct slice text;
    const struct wording *base;
    if (!file_read(arena, path, LARGEST_WORDING_BYTES, &text, err))
        return NULL;
    const struct value *root = value_read_yaml(arena, text, path, 1, err);
    if (!root || !read_base(arena, path, text, root, &base, err))
        return NULL;
    struct wording *wording = arena_new(arena, struct wording);
    *wording = (struct wording){.file = arena_text(arena, path), .is_translation = base != NULL};
    wording->language = wording->version = "";
    wording->reviewer = wording->reviewed_on = wording->formula = wording->pass_mark = "";
    struct reading reading = {.arena = arena,
                              .wording = wording,
                              .base = base,
                              .terms_path = wording_terms_path(arena, path, text)};
    read_file(&reading, root);
    check_base(&reading, root);
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
