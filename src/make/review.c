/* review.c - see review.h. In order: sources, sentences.
 *
 * Layer: make, child side.
 */
#include "make/review.h"

#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- sources --------------------------------------------------------------------------------- */

void review_list_overdue(struct arena *arena, const struct document *doc, int handout_day,
                         struct text_list *overdue) {
    for (size_t i = 0; i < doc->source_count; i++) {
        const struct provenance *source = doc->sources[i];
        int due;
        bool told = false;
        for (size_t j = 0; j < i; j++)
            told |= strcmp(doc->sources[j]->article, source->article) == 0;
        if (told || !source->review_due || !date_parse(slice_of(source->review_due), &due) ||
            due >= handout_day)
            continue;
        text_list_add(arena, overdue,
                      arena_format(arena, "source '%s' was due for review on %s", source->article,
                                   source->review_due));
    }
}

/* ---- sentences ------------------------------------------------------------------------------- */

/* The same day so many years later has passed. ISO dates of four-digit years compare as texts, so a
 * 29 February needs no care. */
static bool is_longer_ago(const char *reviewed_on, int years, const char *date) {
    int day;
    char later[DATE_TEXT_BYTES + 8];
    if (!reviewed_on || !date_parse(slice_of(reviewed_on), &day))
        return false;
    snprintf(later, sizeof later, "%04d%s", atoi(reviewed_on) + years, reviewed_on + 4);
    return strcmp(date, later) > 0;
}

bool review_wording(struct arena *arena, const struct document *doc, const struct value *clinic,
                    const char *date, struct text_list *problems) {
    const struct value *thresholds = value_find(clinic, "thresholds");
    int years = (int)value_number(value_find(thresholds, "wording_review_years"), 0);
    const char *first = NULL;
    size_t count = 0;
    for (struct walk walk = walk_begin(doc->root); years > 0 && walk_next(&walk);) {
        const struct provenance *from = walk.event == WALK_ENTER && walk.node->kind == NODE_SENTENCE
                                            ? walk.node->provenance
                                            : NULL;
        if (!from || !is_longer_ago(from->reviewed_on, years, date))
            continue;
        first = first ? first : from->key;
        count++;
    }
    if (count == 0)
        return true;
    const char *others = count == 1   ? " was"
                         : count == 2 ? " and another were"
                                      : arena_format(arena, " and %zu others were", count - 1);
    text_list_add(arena, problems,
                  arena_format(arena,
                               "S16: sentence '%s'%s reviewed longer ago than the clinic's "
                               "wording_review_years: have the wording reviewed again",
                               first, others));
    return false;
}
