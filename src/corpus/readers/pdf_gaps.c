/* pdf_gaps.c - see pdf_gaps.h.
 *
 * Layer: corpus. Order: places, what divides, where it ends, the best gap.
 */
#include "corpus/readers/pdf_gaps.h"

#include <math.h>

enum { LINES_AHEAD = 12 };

double pdf_foot_of(const struct pdf_line *line) {
    return line->top + line->height;
}

bool pdf_is_same_row(const struct pdf_line *a, const struct pdf_line *b) {
    double top = fmax(a->top, b->top), foot = fmin(pdf_foot_of(a), pdf_foot_of(b));
    return (foot - top) * 2 >= fmin(a->height, b->height);
}

/* Narrows the gap to what the line leaves of it. False: the line stands across. Ends of lines are
 * ragged, but a column has one edge where they begin. */
static bool leaves_gap(struct pdf_gap *gap, const struct pdf_line *line) {
    enum { ENOUGH_LINES = 3, EDGE_PT = 2 };
    double narrowest = line->height * 0.5;
    if (line->right <= gap->left + 1)
        return true;
    if (line->left >= gap->right - (gap->right_lines < ENOUGH_LINES ? 1 : EDGE_PT)) {
        gap->right_lines++;
        return true;
    }
    struct pdf_gap rest = *gap;
    if (line->left + line->right < gap->left + gap->right) {
        rest.left = line->right;
    } else {
        rest.right = line->left;
        if (rest.right_lines++ >= ENOUGH_LINES)
            return false;
    }
    if (rest.left < gap->left || rest.right > gap->right || rest.right - rest.left < narrowest)
        return false;
    *gap = rest;
    return true;
}

int pdf_side_of(const struct pdf_line *line, const struct pdf_gap *gap) {
    return line->left >= (gap->left + gap->right) / 2;
}

/* What comes first below: another line of that side, near, or one that stands across. */
static bool goes_on_below(size_t *steps, const struct pdf_line *lines, size_t count, size_t i,
                          struct pdf_gap gap, int side, double height) {
    const double reach = lines[i].top + height * 2.5;
    for (; i < count && lines[i].top < reach; i++, ++*steps) {
        if (!leaves_gap(&gap, &lines[i]))
            return false;
        if (pdf_side_of(&lines[i], &gap) == side)
            return true;
    }
    return false;
}

static bool is_crossed_below(size_t *steps, const struct pdf_line *lines, size_t count, size_t i,
                             struct pdf_gap gap) {
    for (; i < count; i++, ++*steps)
        if (!leaves_gap(&gap, &lines[i]))
            return true;
    return false;
}

/* Below the columns again: nothing stands beside the line, it is no further line of its side, and
 * what is above it ended evenly, or the page goes on with lines across. */
static bool ends_columns(size_t *steps, const struct pdf_line *lines, size_t count, size_t i,
                         const struct pdf_line *const last[2], const struct pdf_gap *gap) {
    const struct pdf_line *line = &lines[i];
    int side = pdf_side_of(line, gap);
    const struct pdf_line *own = last[side], *other = last[!side];
    if (!own || !other || line->top < pdf_foot_of(other) - line->height * 0.3)
        return false;
    if (own->height > line->height * 1.1)
        return false; /* the text of a heading */
    bool is_apart = line->top - pdf_foot_of(own) > line->height * 0.5 ||
                    fabs(line->height - own->height) > own->height * 0.1;
    bool is_even = fabs(pdf_foot_of(own) - pdf_foot_of(other)) < line->height * 1.5;
    return is_apart && !goes_on_below(steps, lines, count, i, *gap, !side, other->height) &&
           (is_even || is_crossed_below(steps, lines, count, i, *gap));
}

/* How far from line `start` on the gap divides what comes. */
static size_t divided_until(size_t *steps, const struct pdf_line *lines, size_t count, size_t start,
                            struct pdf_gap *gap) {
    const struct pdf_line *last[2] = {NULL, NULL};
    size_t i = start;
    for (; i < count; i++, ++*steps) {
        struct pdf_gap narrowed = *gap;
        if (!leaves_gap(&narrowed, &lines[i]) ||
            ends_columns(steps, lines, count, i, last, &narrowed))
            break;
        *gap = narrowed;
        last[pdf_side_of(&lines[i], gap)] = &lines[i];
    }
    return i;
}

/* A gap between the words of one line divides nothing but that line. */
static bool is_sensible(const struct pdf_line *lines, size_t start, const struct pdf_gap *gap) {
    size_t rows[2] = {0, 0};
    const struct pdf_line *last[2] = {NULL, NULL};
    bool is_one_row = true;
    for (size_t i = start; i < gap->end; i++) {
        int side = pdf_side_of(&lines[i], gap);
        rows[side] += !last[side] || !pdf_is_same_row(last[side], &lines[i]);
        last[side] = &lines[i];
        is_one_row = is_one_row && pdf_is_same_row(&lines[start], &lines[i]);
    }
    return is_one_row || gap->right - gap->left > lines[start].height * 2 ||
           (rows[0] > 1 && rows[1] > 1);
}

struct pdf_gap pdf_find_gap(const struct pdf_line *lines, size_t count, size_t start,
                            size_t *steps) {
    struct pdf_gap best = {.end = start};
    for (size_t i = start; i < count && i < start + LINES_AHEAD && *steps < PDF_MOST_STEPS; i++)
        for (size_t k = i + 1; k < count && k < i + LINES_AHEAD; k++) {
            const struct pdf_line *a = &lines[i], *b = &lines[k];
            const struct pdf_line *left = a->left < b->left ? a : b, *right = left == a ? b : a;
            struct pdf_gap gap = {.left = left->right, .right = right->left};
            ++*steps;
            if (!pdf_is_same_row(a, b) || gap.right - gap.left < a->height * 0.5)
                continue;
            gap.end = divided_until(steps, lines, count, start, &gap);
            if (gap.end > k && gap.end > best.end && is_sensible(lines, start, &gap))
                best = gap;
        }
    return best;
}
