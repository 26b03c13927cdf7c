/* pdf_markers.c - numbers and bullets that stand apart from their items; see pdf_lines.h.
 *
 * Layer: corpus.
 */
#include "corpus/readers/pdf_lines.h"
#include "corpus/readers/text_lines.h"

#include <ctype.h>
#include <stdio.h>

/* At one height: they share at least half of the lower one's. */
static bool is_beside(const struct pdf_line *left, const struct pdf_line *right) {
    double top = left->top > right->top ? left->top : right->top;
    double left_foot = left->top + left->height, right_foot = right->top + right->height;
    double foot = left_foot < right_foot ? left_foot : right_foot;
    double lower = left->height < right->height ? left->height : right->height;
    return left->page == right->page && (foot - top) * 2 >= lower && right->left >= left->right;
}

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

/* The small number before a note at the foot of a page. */
static bool is_note_number(struct slice text) {
    enum { MOST_DIGITS = 3 };
    size_t digits = 0;
    while (digits < text.length && isdigit((unsigned char)text.data[digits]))
        digits++;
    return digits && digits == text.length && digits <= MOST_DIGITS;
}

static bool may_belong(const struct pdf_line *marker, const struct pdf_line *line) {
    double gap = line->left - marker->right;
    if (!is_beside(marker, line))
        return false;
    if (is_note_number(marker->text))
        return gap <= line->height && marker->height < line->height * 0.85;
    return gap <= MARKER_GAP_PT;
}

static struct pdf_line *find_marked(struct pdf_lines *lines, const bool *is_marker, size_t marker) {
    struct pdf_line *nearest = NULL;
    const struct pdf_line *own = &lines->lines[marker];
    size_t first = marker > FARTHEST_LINES ? marker - FARTHEST_LINES : 0;
    for (size_t i = first; i < lines->count && i <= marker + FARTHEST_LINES; i++) {
        struct pdf_line *line = &lines->lines[i];
        if (!is_marker[i] && may_belong(own, line) && (!nearest || line->left < nearest->left))
            nearest = line;
    }
    return nearest;
}

static const char *join(struct arena *arena, struct slice marker, struct slice text) {
    struct strbuf raised = {0};
    strbuf_add(&raised, "");
    if (is_note_number(marker))
        article_raise(&raised, marker);
    const char *joined =
        raised.length ? arena_format(arena, "%s%.*s", strbuf_text(&raised), SLICE_ARGS(text))
                      : arena_format(arena, "%.*s %.*s", SLICE_ARGS(marker), SLICE_ARGS(text));
    strbuf_release(&raised);
    return joined;
}

void pdf_join_markers(struct arena *arena, struct pdf_lines *lines) {
    bool *is_marker = arena_new_array(arena, lines->count + 1, bool);
    size_t kept = 0;
    for (size_t i = 0; i < lines->count; i++)
        is_marker[i] = is_bare_marker(lines->lines[i].text) || is_note_number(lines->lines[i].text);
    for (size_t i = 0; i < lines->count; i++) {
        struct pdf_line *line = is_marker[i] ? find_marked(lines, is_marker, i) : NULL;
        is_marker[i] = line != NULL; /* to go */
        if (!line)
            continue;
        const char *text = join(arena, lines->lines[i].text, line->text);
        line->text = slice_of(text);
        line->left = lines->lines[i].left;
        line->is_item = true;
    }
    for (size_t i = 0; i < lines->count; i++)
        if (!is_marker[i])
            lines->lines[kept++] = lines->lines[i];
    lines->count = kept;
}
