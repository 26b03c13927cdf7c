/* wording_terms.c - a translation calls things by the names that were agreed on, and a sentence for
 * the left side says left.
 *
 * Layer: corpus. The file of terms: terms: [{en: [heel spur], es: [espolón]}, {choice: left, ...}].
 * Order: comparing words, rows, the file.
 */
#include "corpus/wording/wording_internal.h"

#include "base/file.h"
#include "corpus/wording/wording_choice.h"

#include <stdlib.h>
#include <unicase.h>

enum { LARGEST_TERMS_BYTES = 1024 * 1024 };

/* ---- words ----------------------------------------------------------------------------------- */

static const char *lower_case(struct arena *arena, struct slice text) {
    size_t length = 0;
    uint8_t *lower = u8_tolower((const uint8_t *)text.data, text.length, NULL, NULL, NULL, &length);
    if (!lower)
        return arena_slice(arena, text).data;
    const char *copy = arena_bytes(arena, (const char *)lower, length);
    free(lower);
    return copy;
}

/* True when the text has one of the words of the list, whatever the capitals. */
static bool has_word(struct arena *arena, struct slice text, const struct value *words) {
    const char *lower = lower_case(arena, text);
    for (size_t i = 0; i < words->count; i++) {
        const char *word = value_text(words->items[i], "");
        if (*word && strstr(lower, lower_case(arena, slice_of(word))))
            return true;
    }
    return false;
}

static bool entry_has_word(struct arena *arena, const struct wording_entry *entry,
                           const struct value *words) {
    struct wording_choices choices = wording_choices_of(entry->text);
    for (struct wording_choice choice; wording_next_choice(&choices, &choice);)
        if (has_word(arena, choice.text, words))
            return true;
    return false;
}

/* ---- rows ------------------------------------------------------------------------------------ */

struct term_check {
    struct reading *reading;
    struct arena *arena;
    const struct value *own;  /* the words in this file's language */
    const struct value *base; /* in the language it translates, or NULL */
    const char *choice;       /* "left", or "" */
};

static void check_choice(const struct term_check *check, const struct wording_entry *entry) {
    struct wording_choices choices = wording_choices_of(entry->text);
    for (struct wording_choice choice; wording_next_choice(&choices, &choice);)
        if (slice_is(choice.value, check->choice) &&
            !has_word(check->arena, choice.text, check->own))
            wording_report(check->reading, entry->line,
                           "'%s' does not say '%s' in its text for '%s'", entry->key,
                           value_text(check->own->items[0], ""), check->choice);
}

static void check_entry(const struct term_check *check, const struct wording_entry *entry) {
    if (*check->choice) {
        check_choice(check, entry);
        return;
    }
    const struct wording_entry *base =
        check->base ? wording_find(check->reading->base, entry->key) : NULL;
    if (base && entry_has_word(check->arena, base, check->base) &&
        !entry_has_word(check->arena, entry, check->own))
        wording_report(check->reading, entry->line, "'%s' does not say '%s' for '%s'", entry->key,
                       value_text(check->own->items[0], ""), value_text(check->base->items[0], ""));
}

/* A list of words; NULL when the row has none in that language. */
static const struct value *words_of(const struct value *row, const struct wording *wording) {
    const struct value *words = wording ? value_find(row, wording->language) : NULL;
    return words && words->kind == VALUE_LIST && words->count > 0 ? words : NULL;
}

static void check_row(struct reading *reading, struct arena *arena, const struct value *row) {
    struct term_check check = {.reading = reading,
                               .arena = arena,
                               .own = words_of(row, reading->wording),
                               .base = words_of(row, reading->base),
                               .choice = value_text(value_find(row, "choice"), "")};
    for (size_t i = 0; check.own && i < reading->wording->count; i++)
        check_entry(&check, &reading->wording->entries[i]);
}

/* ---- the file -------------------------------------------------------------------------------- */

void wording_check_terms(struct reading *reading, const struct value *root) {
    const struct value *name = value_find(root, "terms");
    const char *file = reading->terms_path;
    struct error err = {0};
    struct slice text;
    if (!name)
        return;
    if (!file) {
        wording_report(reading, name->line,
                       "'terms' names a file beside this one, without folder, on its own line");
        return;
    }
    struct arena arena = {0};
    const struct value *terms = NULL;
    if (file_read(&arena, file, LARGEST_TERMS_BYTES, &text, &err))
        terms = value_read_yaml(&arena, text, file, 1, &err);
    const struct value *rows = value_find(terms, "terms");
    if (!terms)
        wording_report(reading, name->line, "terms: %s", err.message);
    else if (!rows || rows->kind != VALUE_LIST)
        wording_report(reading, name->line, "%s has no list 'terms'", file);
    for (size_t i = 0; rows && rows->kind == VALUE_LIST && i < rows->count; i++)
        check_row(reading, &arena, rows->items[i]);
    arena_release(&arena);
}
