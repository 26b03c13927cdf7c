/* index_statistics.c - see index_statistics.h.
 *
 * Layer: index, reading half.
 */
#include "index/index_statistics.h"

#include "base/file.h"

#include <stdlib.h>

struct counting {
    struct arena *arena;
    struct index_statistics *statistics;
    size_t language_capacity, kind_capacity;
};

/* There are a handful of each: looked for one by one. */
static void count(struct arena *arena, struct index_tally **tallies, size_t *tally_count,
                  size_t *capacity, const char *name) {
    for (size_t i = 0; i < *tally_count; i++)
        if (strcmp((*tallies)[i].name, name) == 0) {
            (*tallies)[i].articles++;
            return;
        }
    *tallies = arena_make_room(arena, *tallies, *tally_count, capacity, 8, sizeof **tallies);
    (*tallies)[(*tally_count)++] = (struct index_tally){arena_text(arena, name), 1};
}

static bool count_article(void *context, const struct index_article_facts *article) {
    struct counting *counting = context;
    struct index_statistics *statistics = counting->statistics;
    struct arena scratch = {0};
    count(counting->arena, &statistics->languages, &statistics->language_count,
          &counting->language_capacity, article->language);
    count(counting->arena, &statistics->kinds, &statistics->kind_count, &counting->kind_capacity,
          file_extension(&scratch, article->file));
    arena_release(&scratch);
    return true;
}

static int compare(const void *a, const void *b) {
    const struct index_tally *left = a, *right = b;
    if (left->articles != right->articles)
        return left->articles > right->articles ? -1 : 1;
    return strcmp(left->name, right->name);
}

bool index_statistics_read(struct index *index, struct arena *arena,
                           struct index_statistics *statistics, struct error *err) {
    struct counting counting = {.arena = arena, .statistics = statistics};
    *statistics = (struct index_statistics){0};
    if (!index_each_article(index, NULL, count_article, &counting, err))
        return false;
    if (statistics->language_count > 0)
        qsort(statistics->languages, statistics->language_count, sizeof *statistics->languages,
              compare);
    if (statistics->kind_count > 0)
        qsort(statistics->kinds, statistics->kind_count, sizeof *statistics->kinds, compare);
    return true;
}
