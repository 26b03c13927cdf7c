/* hits.c - see hits.h.
 *
 * Layer: search.
 */
#include "search/hits.h"

#include "base/date.h"
#include "search/inspection.h"

/* ---- by article ------------------------------------------------------------------------------ */

static struct search_hit *find_leader(struct search_result *result, size_t count,
                                      const char *article) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(result->hits[i].passage.article, article) == 0)
            return &result->hits[i];
    return NULL;
}

static void add_section(struct arena *arena, struct search_hit *leader,
                        const struct search_hit *hit) {
    if (hit->weak && !leader->weak)
        return;
    size_t count = leader->section_count;
    if ((count & (count - 1)) == 0) /* room doubles at 0, 1, 2, 4 ... */
        leader->sections = arena_grow_array(arena, leader->sections, count, count ? 2 * count : 1,
                                            sizeof *leader->sections);
    leader->sections[leader->section_count++] = (struct search_section){
        .section = hit->passage.section,
        .heading = hit->passage.heading,
        .score = hit->score,
        .weak = hit->weak,
    };
}

void hits_group_by_article(struct arena *arena, size_t limit, struct search_result *result) {
    size_t kept = 0;
    for (size_t i = 0; i < result->count; i++) {
        const struct search_hit *hit = &result->hits[i];
        struct search_hit *leader = find_leader(result, kept, hit->passage.article);
        if (leader)
            add_section(arena, leader, hit);
        else if (kept < limit)
            result->hits[kept++] = *hit;
    }
    result->count = kept;
}

/* ---- for the eye ----------------------------------------------------------------------------- */

static bool is_overdue(const struct passage *passage, int today) {
    int due;
    return date_parse(slice_of(passage->review_due), &due) && due < today;
}

static void add_snippets(struct arena *arena, const struct hits_finish *finish,
                         struct search_result *result) {
    struct snippet_maker *maker =
        snippet_maker_new(finish->tokenizer, finish->query, finish->rarity);
    for (size_t i = 0; i < result->count; i++) {
        struct search_hit *hit = &result->hits[i];
        const struct passage *passage = &hit->passage;
        const struct token_language *language = passage_token_language(passage);
        snippet_make(maker, arena, language, slice_of(passage->text), &hit->snippet);
        snippet_mark(maker, arena, language, passage->title, &hit->title);
        snippet_mark(maker, arena, language, passage->path, &hit->path);
    }
    snippet_maker_free(maker);
}

void hits_finish(struct arena *arena, const struct hits_finish *finish,
                 struct search_result *result) {
    for (size_t i = 0; i < result->count; i++) {
        result->hits[i].rank = (int)i + 1;
        result->hits[i].overdue = is_overdue(&result->hits[i].passage, finish->today);
    }
    if (finish->with_snippets)
        add_snippets(arena, finish, result);
}
