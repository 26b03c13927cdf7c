/* pdf_columns.c - columns that stand too close together for pdftotext.
 *
 * Layer: corpus. pdftotext takes two columns with a narrow gap between them for one block, and
 * reads across: two sentences become one, of neither's meaning. Here the lines of a page on which
 * some stand side by side are put in order. From the top down, a stretch of lines that leaves a gap
 * free from its first line to its last is divided there. With lines that fill their side it is
 * columns: one side after the other, each divided further. Otherwise it is a table, and read by
 * rows. Order: places, the two ways to read, pages.
 */
#include "corpus/readers/pdf_gaps.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>

enum {
    MOST_LINES = 1500, /* on a page */
    LINES_AHEAD = 12,
    DEEPEST = 6,
};

/* Where lines are put, and blocks numbered anew. */
struct ordering {
    struct arena *arena;
    struct pdf_line *out;
    size_t count;
    int next_block;
    size_t steps;     /* lines looked at; beyond PDF_MOST_STEPS pages stay as pdftotext has them */
    double usual_gap; /* between lines of a paragraph on this page, in heights of a line */
};

/* -- places -------------------------------------------------------------------------------- */

static int compare_tops(const void *left, const void *right) {
    const struct pdf_line *a = left, *b = right;
    double a_middle = a->top + a->height / 2, b_middle = b->top + b->height / 2;
    if (a_middle != b_middle)
        return a_middle < b_middle ? -1 : 1;
    return (a->left > b->left) - (a->left < b->left);
}

static size_t count_words(struct slice text) {
    size_t words = text.length > 0;
    for (size_t i = 0; i < text.length; i++)
        words += text.data[i] == ' ';
    return words;
}

/* -- two ways to read ---------------------------------------------------------------------- */

static void order_lines(struct ordering *ordering, struct pdf_line *lines, size_t count, int depth);

static void put_line(struct ordering *ordering, const struct pdf_line *line, bool begins_block) {
    ordering->next_block += begins_block;
    ordering->out[ordering->count] = *line;
    ordering->out[ordering->count++].block = ordering->next_block;
}

/* As the middle of a sentence does; of letters that are not ASCII it is not known. */
static bool begins_small(struct slice text) {
    unsigned char first = text.length ? (unsigned char)*text.data : 0;
    return islower(first) || first >= 0x80;
}

/* The line fills the room up to what begins to its right, and goes on below: prose. */
static bool is_wrapped(struct ordering *ordering, const struct pdf_line *lines, size_t count,
                       size_t i) {
    enum { SAME_LEFT_PT = 3, FEWEST_WORDS = 3 };
    const struct pdf_line *line = &lines[i];
    double edge = INFINITY, farthest = line->right;
    bool goes_on = false;
    if (count_words(line->text) < FEWEST_WORDS)
        return false;
    ordering->steps += count;
    for (size_t k = 0; k < count; k++) {
        if (lines[k].left >= line->right - 1)
            edge = fmin(edge, lines[k].left);
        farthest = fmax(farthest, lines[k].right);
        double gap = lines[k].top - pdf_foot_of(line);
        goes_on = goes_on || (k > i && begins_small(lines[k].text) &&
                              fabs(lines[k].left - line->left) < SAME_LEFT_PT &&
                              gap < line->height * 0.6 && gap > -line->height * 0.5);
    }
    return goes_on && line->right - line->left > (fmin(edge, farthest) - line->left) * 0.7;
}

/* Prose on both sides. */
static bool are_columns(struct ordering *ordering, const struct pdf_line *lines, size_t count,
                        const struct pdf_gap *gap) {
    size_t wrapped[2] = {0, 0};
    for (size_t i = 0; i < count && !(wrapped[0] && wrapped[1]); i++)
        wrapped[pdf_side_of(&lines[i], gap)] += is_wrapped(ordering, lines, count, i);
    return wrapped[0] && wrapped[1];
}

/* Row by row, each from left to right. */
static void sort_rows(struct pdf_line *lines, size_t count) {
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && pdf_is_same_row(&lines[i], &lines[end]); end++)
            continue;
        for (size_t cell = i; cell < end; cell++) { /* by place: a row is short */
            size_t next = cell;
            for (size_t k = cell + 1; k < end; k++)
                next = lines[k].left < lines[next].left ? k : next;
            struct pdf_line moved = lines[next];
            lines[next] = lines[cell];
            lines[cell] = moved;
        }
    }
}

/* A line alone below a cell that was too long for one line belongs to it. */
static bool add_to_cell(struct ordering *ordering, size_t row, const struct pdf_line *line,
                        double *foot) {
    enum { SAME_LEFT_PT = 3, FEWEST_WORDS = 3 };
    for (size_t i = row; i < ordering->count && ordering->count - row > 1; i++) {
        struct pdf_line *cell = &ordering->out[i];
        if (fabs(cell->left - line->left) > SAME_LEFT_PT ||
            count_words(cell->text) < FEWEST_WORDS ||
            line->top - *foot > line->height * (ordering->usual_gap + 0.3))
            continue;
        size_t length = cell->text.length;
        bool is_cut = length > 1 && cell->text.data[length - 1] == '-' && line->text.length &&
                      islower((unsigned char)*line->text.data);
        cell->text =
            slice_of(arena_format(ordering->arena, "%.*s%s%.*s", (int)(length - is_cut),
                                  cell->text.data, is_cut ? "" : " ", SLICE_ARGS(line->text)));
        cell->right = fmax(cell->right, line->right);
        *foot = pdf_foot_of(line);
        return true;
    }
    return false;
}

/* A table. */
static void put_rows(struct ordering *ordering, struct pdf_line *lines, size_t count) {
    size_t row = ordering->count;
    double foot = 0;
    sort_rows(lines, count);
    for (size_t i = 0; i < count; i++) {
        bool begins_row = i == 0 || !pdf_is_same_row(&lines[i - 1], &lines[i]);
        bool is_alone =
            begins_row && (i + 1 == count || !pdf_is_same_row(&lines[i], &lines[i + 1]));
        if (i > 0 && is_alone && add_to_cell(ordering, row, &lines[i], &foot))
            continue;
        if (begins_row)
            row = ordering->count;
        foot = pdf_foot_of(&lines[i]);
        put_line(ordering, &lines[i], true);
        ordering->out[row].is_row = ordering->count - row > 1;
        ordering->out[ordering->count - 1].is_cell =
            i + 1 < count && pdf_is_same_row(&lines[i], &lines[i + 1]);
    }
    ordering->next_block++;
}

/* The words of lines that are justified so far apart that pdftotext divided them: a few rows amid
 * prose, or a single one, without the wide gaps of a table. */
static bool join_lines(struct ordering *ordering, struct pdf_line *lines, size_t count,
                       bool is_in_prose) {
    enum { MOST_PIECES = 12 };
    struct pdf_line rows[MOST_PIECES];
    size_t row_count = 0;
    if (count > MOST_PIECES)
        return false;
    sort_rows(lines, count);
    for (size_t i = 0; i < count; i++) {
        struct pdf_line *row = row_count ? &rows[row_count - 1] : NULL;
        if (!row || !pdf_is_same_row(row, &lines[i])) {
            rows[row_count++] = lines[i];
            continue;
        }
        double widest = row->height * (is_in_prose ? 2 : 1.2);
        if (lines[i].left < row->right || lines[i].left - row->right > widest)
            return false;
        row->text = slice_of(arena_format(ordering->arena, "%.*s %.*s", SLICE_ARGS(row->text),
                                          SLICE_ARGS(lines[i].text)));
        row->right = lines[i].right;
    }
    if (row_count > 1 && !is_in_prose)
        return false;
    for (size_t i = 0; i < row_count; i++)
        put_line(ordering, &rows[i], !is_in_prose);
    return true;
}

static void read_divided(struct ordering *ordering, struct pdf_line *lines, size_t count,
                         const struct pdf_gap *gap, bool is_in_prose, int depth) {
    struct pdf_line *left = arena_new_array(ordering->arena, count + 1, struct pdf_line);
    struct pdf_line *right = arena_new_array(ordering->arena, count + 1, struct pdf_line);
    size_t left_count = 0, right_count = 0;
    if (join_lines(ordering, lines, count, is_in_prose))
        return;
    for (size_t i = 0; i < count; i++)
        if (pdf_side_of(&lines[i], gap))
            right[right_count++] = lines[i];
        else
            left[left_count++] = lines[i];
    if (depth == DEEPEST || !are_columns(ordering, lines, count, gap)) {
        put_rows(ordering, lines, count);
        return;
    }
    ordering->next_block++;
    order_lines(ordering, left, left_count, depth + 1);
    ordering->next_block++;
    order_lines(ordering, right, right_count, depth + 1);
    ordering->next_block++;
}

/* Between two lines of one column: pdftotext has seen it, more space than usual, another size, the
 * short end of a paragraph or an indent behind the end of a sentence. */
static bool begins_block(const struct ordering *ordering, const struct pdf_line *before,
                         const struct pdf_line *line, double right) {
    double gap = (line->top - pdf_foot_of(before)) / line->height;
    char last = before->text.length ? before->text.data[before->text.length - 1] : '\0';
    bool is_end = last && strchr(".?!", last);
    return before->block != line->block || gap > ordering->usual_gap + 0.3 ||
           fabs(line->height - before->height) > line->height * 0.1 ||
           (is_end && (right - before->right > (right - before->left) * 0.2 ||
                       line->left - before->left > line->height * 0.5));
}

/* Sorted from the top down. */
static void order_lines(struct ordering *ordering, struct pdf_line *lines, size_t count,
                        int depth) {
    double right = 0;
    const struct pdf_line *before = NULL;
    for (size_t i = 0; i < count; i++)
        right = fmax(right, lines[i].right);
    for (size_t i = 0; i < count;) {
        struct pdf_gap gap = pdf_find_gap(lines, count, i, &ordering->steps);
        if (gap.end > i) {
            bool is_in_prose = before && !begins_block(ordering, before, &lines[i], right);
            read_divided(ordering, lines + i, gap.end - i, &gap, is_in_prose, depth);
            i = gap.end;
            before = &lines[i - 1];
            continue;
        }
        put_line(ordering, &lines[i], before && begins_block(ordering, before, &lines[i], right));
        before = &lines[i++];
    }
}

/* -- pages --------------------------------------------------------------------------------- */

static bool has_neighbours(const struct pdf_line *lines, size_t count) {
    for (size_t i = 1; i < count; i++)
        if (pdf_is_same_row(&lines[i - 1], &lines[i]))
            return true;
    return false;
}

static int compare_numbers(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* What half of the lines keep to the nearest one below. */
static double find_usual_gap(struct arena *arena, const struct pdf_line *lines, size_t count) {
    double *gaps = arena_new_array(arena, count + 1, double);
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count && k < i + LINES_AHEAD; k++)
            if (!pdf_is_same_row(&lines[i], &lines[k]) && lines[k].left < lines[i].right &&
                lines[i].left < lines[k].right) {
                gaps[found++] = (lines[k].top - pdf_foot_of(&lines[i])) / lines[k].height;
                break;
            }
    if (found)
        qsort(gaps, found, sizeof *gaps, compare_numbers);
    return found ? fmin(gaps[found / 2], 1) : 0;
}

/* Heads above, feet below, whatever pdftotext made of them. */
static void put_heads(struct ordering *ordering, const struct pdf_line *lines, size_t count,
                      double middle, bool is_above) {
    for (size_t i = 0; i < count; i++)
        if (lines[i].is_head && (lines[i].top < middle) == is_above)
            put_line(ordering, &lines[i], true);
    ordering->next_block++;
}

static void order_page(struct ordering *ordering, const struct pdf_line *page, size_t count,
                       double height) {
    struct pdf_line *body = arena_new_array(ordering->arena, count + 1, struct pdf_line);
    size_t body_count = 0;
    for (size_t i = 0; i < count; i++)
        if (!page[i].is_head)
            body[body_count++] = page[i];
    if (body_count)
        qsort(body, body_count, sizeof *body, compare_tops);
    if (body_count > MOST_LINES || ordering->steps > PDF_MOST_STEPS ||
        !has_neighbours(body, body_count)) {
        for (size_t i = 0; i < count; i++)
            put_line(ordering, &page[i], i == 0 || page[i].block != page[i - 1].block);
        return;
    }
    ordering->usual_gap = find_usual_gap(ordering->arena, body, body_count);
    put_heads(ordering, page, count, height / 2, true);
    order_lines(ordering, body, body_count, 0);
    put_heads(ordering, page, count, height / 2, false);
}

void pdf_divide_columns(struct arena *arena, struct pdf_lines *lines) {
    struct ordering ordering = {.arena = arena,
                                .out = arena_new_array(arena, lines->count + 1, struct pdf_line)};
    for (size_t i = 0, end; i < lines->count; i = end) {
        int page = lines->lines[i].page;
        for (end = i + 1; end < lines->count && lines->lines[end].page == page; end++)
            continue;
        ordering.next_block++;
        order_page(&ordering, lines->lines + i, end - i, lines->page_heights[page - 1]);
    }
    lines->lines = ordering.out;
    lines->count = ordering.count;
}
