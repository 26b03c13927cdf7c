/* wording_translation.c - a wording file that says what another one says, in another language.
 *
 * Layer: corpus. Order: what is taken over, slots, missing keys.
 */
#include "corpus/wording/wording_internal.h"

#include "corpus/wording/wording_choice.h"

#include <stdlib.h>

void wording_inherit(struct reading *reading, struct wording_entry *entry) {
    const struct wording_entry *base = wording_find(reading->base, entry->key);
    if (!base && reading->wording->status != WORDING_REVIEWED)
        return; /* set aside: see wording.h */
    if (!base) {
        const char *nearest = wording_nearest(reading->base, entry->key);
        wording_report(reading, entry->line, "'%s' translates nothing: %s has no such key%s%s%s",
                       entry->key, reading->base->file, nearest ? " (did you mean '" : "",
                       nearest ? nearest : "", nearest ? "'?)" : "");
        return;
    }
    entry->class_letter = base->class_letter;
    entry->facts = base->facts;
    entry->fact_count = base->fact_count;
    entry->query = base->query;
    entry->must_hit = base->must_hit;
    entry->must_hit_count = base->must_hit_count;
    entry->article = base->article;
    entry->section = base->section;
    entry->when = base->when;
    entry->when_count = base->when_count;
}

/* ---- slots ----------------------------------------------------------------------------------- */

/* The next {slot} in *rest, without braces; moves *rest behind it. */
static bool next_slot(struct slice *rest, struct slice *slot) {
    const char *open = rest->length ? memchr(rest->data, '{', rest->length) : NULL;
    const char *end = rest->data + rest->length;
    const char *close = open ? memchr(open, '}', (size_t)(end - open)) : NULL;
    if (!close)
        return false;
    *slot = slice_make(open + 1, (size_t)(close - open - 1));
    *rest = slice_make(close + 1, (size_t)(end - close - 1));
    return true;
}

static bool text_has_slot(struct slice text, struct slice wanted) {
    for (struct slice slot; next_slot(&text, &slot);)
        if (slice_equals(slot, wanted))
            return true;
    return false;
}

/* True when any choice has the slot, or the slot decides which one is printed. */
static bool has_slot(const struct wording_entry *entry, struct slice wanted) {
    struct wording_choices choices = wording_choices_of(entry->text);
    if (slice_equals(choices.by, wanted))
        return true;
    for (struct wording_choice choice; wording_next_choice(&choices, &choice);)
        if (text_has_slot(choice.text, wanted))
            return true;
    return false;
}

/* The first slot of `entry` that `other` lacks; an empty slice when there is none. */
static struct slice slot_lacking(const struct wording_entry *entry,
                                 const struct wording_entry *other) {
    struct wording_choices choices = wording_choices_of(entry->text);
    if (choices.by.length && !has_slot(other, choices.by))
        return choices.by;
    for (struct wording_choice choice; wording_next_choice(&choices, &choice);)
        for (struct slice slot; next_slot(&choice.text, &slot);)
            if (!has_slot(other, slot))
                return slot;
    return slice_of("");
}

void wording_check_same_slots(struct reading *reading, const struct wording_entry *entry) {
    const struct wording_entry *base = wording_find(reading->base, entry->key);
    if (!base)
        return;
    struct slice lost = slot_lacking(base, entry), new = slot_lacking(entry, base);
    if (lost.length)
        wording_report(reading, entry->line, "'%s' lacks the slot {%.*s} that it has in %s",
                       entry->key, SLICE_ARGS(lost), reading->base->file);
    if (new.length)
        wording_report(reading, entry->line, "'%s' has the slot {%.*s}, which it has not in %s",
                       entry->key, SLICE_ARGS(new), reading->base->file);
}

/* ---- what was translated --------------------------------------------------------------------- */

/* All choices in a row: "Left shoe. / Right shoe." */
static const char *whole_text(struct arena *arena, const struct wording_entry *entry) {
    struct strbuf out = {0};
    struct wording_choices choices = wording_choices_of(entry->text);
    for (struct wording_choice choice; wording_next_choice(&choices, &choice);) {
        strbuf_add(&out, out.length ? " / " : "");
        strbuf_add_slice(&out, choice.text);
    }
    const char *text = arena_slice(arena, strbuf_slice(&out)).data;
    strbuf_release(&out);
    return text;
}

void wording_check_from(struct reading *reading, const struct wording_entry *entry,
                        const char *from) {
    struct wording *wording = reading->wording;
    const struct wording_entry *base = wording_find(reading->base, entry->key);
    if (!base || !*from || strcmp(whole_text(reading->arena, base), from) == 0)
        return;
    if (wording->status == WORDING_REVIEWED)
        wording_report(reading, entry->line,
                       "'%s' was translated from another sentence than %s has now: have it "
                       "reviewed again, then mend 'from'",
                       entry->key, reading->base->file);
    else
        wording->stale[wording->stale_count++] = entry->key;
}

/* ---- missing keys ---------------------------------------------------------------------------- */

void wording_list_missing(struct reading *reading) {
    struct wording *wording = reading->wording;
    const struct wording *base = reading->base;
    wording->missing = arena_new_array(reading->arena, base->count, const char *);
    for (size_t i = 0; i < base->count; i++)
        if (!wording_find(wording, base->entries[i].key))
            wording->missing[wording->missing_count++] = base->entries[i].key;
}
