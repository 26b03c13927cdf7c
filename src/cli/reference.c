/* reference.c - see reference.h.
 *
 * Layer: cli. Part of the light program.
 */
#include "cli/reference.h"

bool reference_find(struct index *index, struct arena *arena, const char *reference,
                    struct passage **passages, size_t *count, struct error *err) {
    if (index_article(index, arena, reference, passages, count, err))
        return true;
    const char *hash = strrchr(reference, '#');
    if (err->code != ERROR_NOT_FOUND || !hash)
        return false;
    *err = (struct error){0};
    *passages = arena_new(arena, struct passage);
    *count = 1;
    const char *article = arena_bytes(arena, reference, (size_t)(hash - reference));
    return index_passage(index, arena, article, hash + 1, *passages, err);
}
