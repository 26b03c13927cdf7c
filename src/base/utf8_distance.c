/* utf8_distance.c - how many slips lie between two words: "did you mean". See utf8.h.
 *
 * Layer: base. Only the cells within `limit` of the diagonal are filled, and a row that is above
 * the limit throughout ends it, so that most words of a vocabulary cost a few dozen steps.
 */
#include "base/utf8.h"

enum { LONGEST = 64, ROW = LONGEST + 2 };

/* Letters as numbers; -1 when there are too many. */
static int read_letters(struct slice word, unsigned letters[ROW]) {
    int count = 0;
    for (size_t at = 0; at < word.length;) {
        if (count == LONGEST)
            return -1;
        unsigned char byte = (unsigned char)word.data[at];
        letters[count++] = byte < 0x80 ? (at++, byte) : utf8_next(word, &at);
    }
    return count;
}

static int least(int a, int b) {
    return a < b ? a : b;
}

/* One row of the table; returns its smallest number. */
static int fill_row(const unsigned *a, const unsigned *b, int i, int width, int limit,
                    int rows[3][ROW]) {
    int *row = rows[i % 3], *above = rows[(i + 2) % 3], *above_that = rows[(i + 1) % 3];
    int from = i - limit > 1 ? i - limit : 1, to = least(i + limit, width);
    row[from - 1] = from == 1 ? i : limit + 1;
    int smallest = row[from - 1];
    for (int k = from; k <= to; k++) {
        int cost = a[i - 1] != b[k - 1];
        int best = above[k - 1] + cost;
        if (k < i + limit)
            best = least(best, above[k] + 1);
        best = least(best, row[k - 1] + 1);
        if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
            best = least(best, above_that[k - 2] + 1);
        row[k] = best;
        smallest = least(smallest, best);
    }
    if (to < width)
        row[to + 1] = limit + 1;
    return smallest;
}

int utf8_distance(struct slice a, struct slice b, int limit) {
    unsigned first[ROW], second[ROW];
    int rows[3][ROW] = {{0}};
    if (slice_equals(a, b))
        return 0;
    int height = read_letters(a, first), width = read_letters(b, second);
    if (height < 0 || width < 0 || height - width > limit || width - height > limit)
        return limit + 1;
    for (int k = 0; k <= width; k++)
        rows[0][k] = k;
    for (int i = 1; i <= height; i++)
        if (fill_row(first, second, i, width, limit, rows) > limit)
            return limit + 1;
    int distance = rows[height % 3][width];
    return distance > limit ? limit + 1 : distance;
}

const char *utf8_nearest(const char *word, const char *const *names, size_t count) {
    int limit = utf8_count(slice_of(word)) < 5 ? 1 : 2;
    const char *best = NULL;
    int best_distance = limit + 1;
    for (size_t i = 0; i < count; i++) {
        int distance = utf8_distance(slice_of(word), slice_of(names[i]), limit);
        if (distance < best_distance) {
            best = names[i];
            best_distance = distance;
        }
    }
    return best;
}
