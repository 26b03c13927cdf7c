/* assessment.c - see assessment.h.
 *
 * Layer: search.
 */
#include "search/assessment.h"

static const char *hit_name(struct arena *arena, const struct judgment_set *set,
                            const struct passage *passage) {
    if (!set->by_section)
        return passage->article;
    return arena_format(arena, "%s#%s", passage->article, passage->section);
}

/* 0 when it was not judged. */
static int grade_of(const struct judged_query *query, const char *name) {
    for (size_t i = 0; i < query->judgment_count; i++)
        if (strcmp(query->judgments[i].name, name) == 0)
            return query->judgments[i].grade;
    return 0;
}

/* Whether the article of a hit has a passage further up. */
static bool was_seen(const struct search_result *result, size_t at) {
    const char *article = result->hits[at].passage.article;
    for (size_t i = 0; i < at; i++)
        if (strcmp(result->hits[i].passage.article, article) == 0)
            return true;
    return false;
}

static void measure(struct arena *arena, const struct judgment_set *set,
                    const struct judged_query *query, const struct search_result *result,
                    struct assessment *one) {
    int *found = arena_new_array(arena, result->count + 1, int);
    int *judged = arena_new_array(arena, query->judgment_count + 1, int);
    size_t found_count = 0;
    for (size_t i = 0; i < query->judgment_count; i++) {
        judged[i] = query->judgments[i].grade;
        one->is_judged = one->is_judged || judged[i] > 0;
    }
    for (size_t i = 0; i < result->count; i++) {
        const char *name = hit_name(arena, set, &result->hits[i].passage);
        if (i == 0)
            one->first = name;
        one->is_answered = one->is_answered || !result->hits[i].weak;
        if (!set->by_section && was_seen(result, i))
            continue;
        found[found_count++] = grade_of(query, name);
    }
    if (one->is_judged)
        one->measures = evaluation_of(found, found_count, judged, query->judgment_count);
}

bool assess_query(struct index *index, struct arena *arena, const struct judgment_set *set,
                  const struct judged_query *query, const struct search_options *options,
                  struct assessment *one, struct error *err) {
    struct search_result result;
    struct error search_err = {0};
    *one = (struct assessment){0};
    if (!search_run(index, arena, slice_of(query->text), options, &result, &search_err)) {
        if (search_err.code != ERROR_USAGE) {
            if (err)
                *err = search_err;
            return false;
        }
        result = (struct search_result){0};
    }
    measure(arena, set, query, &result, one);
    return true;
}
