/* top_best.c - see top_best.h.
 *
 * Layer: search.
 */
#include "search/top/top_best.h"

#include "base/memory.h"

#include <stdlib.h>

static void sift_up(double *scores, size_t i) {
    for (; i > 0 && scores[(i - 1) / 2] > scores[i]; i = (i - 1) / 2) {
        double kept = scores[i];
        scores[i] = scores[(i - 1) / 2];
        scores[(i - 1) / 2] = kept;
    }
}

static void sift_down(double *scores, size_t count) {
    for (size_t i = 0;;) {
        size_t least = i;
        for (size_t child = 2 * i + 1; child <= 2 * i + 2 && child < count; child++)
            if (scores[child] < scores[least])
                least = child;
        if (least == i)
            return;
        double kept = scores[i];
        scores[i] = scores[least];
        scores[least] = kept;
        i = least;
    }
}

void top_best_note(struct top_best *best, double score) {
    if (!best->scores)
        best->scores = memory_allocate_zeroed(best->limit, sizeof *best->scores);
    if (best->score_count < best->limit) {
        best->scores[best->score_count] = score;
        sift_up(best->scores, best->score_count++);
    } else if (score > best->scores[0]) {
        best->scores[0] = score;
        sift_down(best->scores, best->score_count);
    }
    if (best->score_count == best->limit && best->scores[0] > best->least)
        best->least = best->scores[0];
}

static void drop_lesser(struct top_best *best) {
    size_t kept = 0;
    for (size_t i = 0; i < best->count; i++)
        if (best->items[i].score >= best->least)
            best->items[kept++] = best->items[i];
    best->count = kept;
}

void top_best_add(struct top_best *best, uint32_t passage, double score) {
    enum { ROOM = 256 };
    top_best_note(best, score);
    if (best->count == best->capacity) {
        drop_lesser(best);
        if (best->count * 2 >= best->capacity) {
            best->capacity = 2 * best->capacity + 2 * best->limit + ROOM;
            best->items = memory_resize(best->items, best->capacity, sizeof *best->items);
        }
    }
    best->items[best->count++] = (struct top_passage){passage, score};
}

static int compare(const void *first, const void *second) {
    const struct top_passage *a = first, *b = second;
    if (a->score > b->score || a->score < b->score)
        return a->score > b->score ? -1 : 1;
    return (a->passage > b->passage) - (a->passage < b->passage);
}

void top_best_sort(struct top_best *best) {
    drop_lesser(best);
    if (best->count > 0)
        qsort(best->items, best->count, sizeof *best->items, compare);
}

void top_best_release(struct top_best *best) {
    free(best->items);
    free(best->scores);
    *best = (struct top_best){0};
}
