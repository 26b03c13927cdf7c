/* pdf_rows.c - see pdf_lines.h.
 *
 * Layer: corpus. Order: places, numbers and bullets by themselves, rows of tables.
 */
#include "corpus/readers/pdf_lines.h"
#include "corpus/readers/text_lines.h"

#include <ctype.h>
#include <stdio.h>

/* -- places -------------------------------------------------------------------------------- */

/* At one height: they share at least half of the lower one's. */
static bool is_beside(const struct pdf_line *left, const struct pdf_line *right) {
    double top = left->top > right->top ? left->top : right->top;
    double left_foot = left->top + left->height, right_foot = right->top + right->height;
    double foot = left_foot < right_foot ? left_foot : right_foot;
    double lower = left->height < right->height ? left->height : right->height;
    return left->page == right->page && (foot - top) * 2 >= lower && right->left >= left->right;
}

/* -- numbers and bullets ------------------------------------------------------------------- */

enum { LONGEST_MARKER = 6, MARKER_GAP_PT = 60, FARTHEST_LINES = 300 };

/* "3.", "b)", "(ii)", "•", and the "o" of Word's second level. */
static bool is_bare_marker(struct slice text) {
    char line[LONGEST_MARKER + 4], marker[16];
    if (!text.length || text.length > LONGEST_MARKER)
        return false;
    snprintf(line, sizeof line, "%.*s x", SLICE_ARGS(text));
    if (text_item_marker(slice_of(line), marker) > text.length || slice_is(text, "o"))
        return true;
    char last = text.data[text.length - 1];
    size_t start = *text.data == '(' && last == ')';
    if (!strchr(".)", last) || text.length - start < 2)
        return false;
    bool is_roman = true, is_number = true;
    for (size_t i = start; i + 1 < text.length; i++) {
        is_roman = is_roman && strchr("ivx", text.data[i]);
        is_number = is_number && isdigit((unsigned char)text.data[i]);
    }
    return is_roman || is_number ||
           (text.length - start == 2 && isalpha((unsigned char)text.data[start]));
}

static struct pdf_line *find_marked(struct pdf_lines *lines, const bool *is_marker, size_t marker) {
    struct pdf_line *nearest = NULL;
    const struct pdf_line *own = &lines->lines[marker];
    size_t first = marker > FARTHEST_LINES ? marker - FARTHEST_LINES : 0;
    for (size_t i = first; i < lines->count && i <= marker + FARTHEST_LINES; i++) {
        struct pdf_line *line = &lines->lines[i];
        if (!is_marker[i] && is_beside(own, line) && line->left - own->right <= MARKER_GAP_PT &&
            (!nearest || line->left < nearest->left))
            nearest = line;
    }
    return nearest;
}

void pdf_join_markers(struct arena *arena, struct pdf_lines *lines) {
    bool *is_marker = arena_new_array(arena, lines->count + 1, bool);
    size_t kept = 0;
    for (size_t i = 0; i < lines->count; i++)
        is_marker[i] = is_bare_marker(lines->lines[i].text);
    for (size_t i = 0; i < lines->count; i++) {
        struct pdf_line *line = is_marker[i] ? find_marked(lines, is_marker, i) : NULL;
        is_marker[i] = line != NULL; /* to go */
        if (!line)
            continue;
        const char *text = arena_format(arena, "%.*s %.*s", SLICE_ARGS(lines->lines[i].text),
                                        SLICE_ARGS(line->text));
        line->text = slice_of(text);
        line->left = lines->lines[i].left;
        line->is_item = true;
    }
    for (size_t i = 0; i < lines->count; i++)
        if (!is_marker[i])
            lines->lines[kept++] = lines->lines[i];
    lines->count = kept;
}

/* -- rows ---------------------------------------------------------------------------------- */

enum { LONGEST_CELL_LINES = 4 };

size_t pdf_cell_end(const struct pdf_lines *lines, size_t i) {
    size_t end = i + 1;
    while (end < lines->count && lines->lines[end].block == lines->lines[i].block &&
           !is_beside(&lines->lines[end - 1], &lines->lines[end]) && !lines->lines[end].is_item)
        end++;
    return end;
}

static bool may_be_cell(const struct pdf_lines *lines, size_t i, size_t end) {
    return end - i <= LONGEST_CELL_LINES && !lines->lines[i].is_repeated &&
           !lines->lines[i].is_item;
}

static double right_of(const struct pdf_lines *lines, size_t i, size_t end) {
    double right = lines->lines[i].right;
    for (; i < end; i++)
        right = lines->lines[i].right > right ? lines->lines[i].right : right;
    return right;
}

/* What lies closer together are words of one line. In a text of two columns the block that follows
 * stands below, and not beside; only short ones could. */
void pdf_mark_rows(struct pdf_lines *lines) {
    for (size_t i = 0, end; i < lines->count; i = end) {
        end = pdf_cell_end(lines, i);
        if (end == lines->count || !may_be_cell(lines, i, end) ||
            !may_be_cell(lines, end, pdf_cell_end(lines, end)))
            continue;
        const struct pdf_line *line = &lines->lines[i], *next = &lines->lines[end];
        bool is_cell = next->block != line->block && is_beside(line, next) &&
                       next->left - right_of(lines, i, end) > line->height * 0.8;
        lines->lines[end - 1].is_cell = is_cell;
        lines->lines[i].is_row = is_cell && (i == 0 || !lines->lines[i - 1].is_cell);
    }
}
