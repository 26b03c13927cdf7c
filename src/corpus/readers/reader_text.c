/* reader_text.c - unmarked text -> an article.
 *
 * Layer: corpus. text_lines.c says what each line is; here the first lines become title and author,
 * and the others sections. A heading, or a question on a line of its own, starts a passage.
 */
#include "corpus/readers/reader_formats.h"
#include "corpus/readers/text_lines.h"

#include <ctype.h>

enum { HEADING_LEVEL = 2, QUESTION_LEVEL = 3, FIRST_LINES = 8, LONGEST_WORD = 200 };

/* The word around a position is a web or mail address, or too long for prose. */
static bool is_in_address(struct slice text, size_t position) {
    size_t word = position, end = position;
    while (word && text.data[word - 1] != ' ' && position - word <= LONGEST_WORD)
        word--;
    while (end < text.length && text.data[end] != ' ' && end - word <= LONGEST_WORD)
        end++;
    struct slice around = slice_make(text.data + word, end - word);
    return around.length > LONGEST_WORD || memmem(around.data, around.length, "://", 3) ||
           memchr(around.data, '@', around.length) || slice_starts_with(around, "www.");
}

/* Text that lost a space where two sentences met ("normally.Treatment") gets it back: small
 * letters, a full stop, a capital and a small letter. */
static void add_mended(struct article_builder *builder, struct slice text, int line) {
    size_t start = 0;
    const char *stop = text.data;
    const char *end = text.data + text.length;
    for (; stop < end && (stop = memchr(stop, '.', (size_t)(end - stop))); stop++) {
        size_t i = (size_t)(stop - text.data);
        const unsigned char *around = (const unsigned char *)stop;
        if (i >= 2 && i + 2 < text.length && isupper(around[1]) && islower(around[2]) &&
            islower(around[-2]) && islower(around[-1]) && !is_in_address(text, i)) {
            article_collect(builder, slice_make(text.data + start, i + 1 - start), line);
            article_collect(builder, slice_of(" "), line);
            start = i + 1;
        }
    }
    article_collect(builder, slice_make(text.data + start, text.length - start), line);
}

static bool is_heading(const struct text_line *line) {
    return line->kind == LINE_HEADING || line->kind == LINE_QUESTION;
}

/* Rubric and byline stay in the text too: who wrote an article is something to search for. */
static void take_byline(struct article_builder *builder, const struct text_lines *lines,
                        size_t byline, const struct text_line *const headings[2],
                        size_t heading_count) {
    struct article *article = &builder->article;
    struct slice text = lines->lines[byline].text;
    article->author = article_clean_text(builder->arena, text_byline_author(text));
    if (heading_count == 2) {
        article->topics = article_clean_text(builder->arena, headings[0]->text);
        article_add_paragraph(builder, headings[0]->text, (int)(headings[0] - lines->lines) + 1);
    }
    if (heading_count)
        article->title = article_clean_text(builder->arena, headings[heading_count - 1]->text);
    article_add_paragraph(builder, text, (int)byline + 1);
}

/* What stands above the first text: a title, perhaps with the rubric of a magazine above it and a
 * byline below. Returns the first line that is not part of it. */
static size_t read_top(struct article_builder *builder, const struct text_lines *lines) {
    const struct text_line *headings[2] = {NULL, NULL};
    size_t heading_count = 0, behind_first = 0;
    for (size_t i = 0, seen = 0; i < lines->count && seen < FIRST_LINES; i++) {
        const struct text_line *line = &lines->lines[i];
        if (line->kind == LINE_EMPTY || line->kind == LINE_UNDERLINE)
            continue;
        seen++;
        if (line->kind == LINE_BYLINE) {
            take_byline(builder, lines, i, headings, heading_count);
            return i + 1;
        }
        if (!is_heading(line) || heading_count == 2)
            break;
        headings[heading_count++] = line;
        if (heading_count == 1)
            behind_first = i + 1;
    }
    /* Without a byline the title is the first line, if another heading or text follows it after an
     * empty line; a first line that runs straight into its text is a section's heading. */
    if (!heading_count || headings[0]->kind == LINE_QUESTION || behind_first >= lines->count)
        return 0;
    enum line_kind next = lines->lines[behind_first].kind;
    if (next != LINE_EMPTY && next != LINE_UNDERLINE && next != LINE_HEADING)
        return 0;
    builder->article.title = article_clean_text(builder->arena, headings[0]->text);
    return behind_first;
}

/* A question stands below a heading that has no text of its own ("Frequently asked questions"), and
 * so do the questions after it; otherwise questions are the headings of the text. */
static int level_of(const struct article_builder *builder, const struct text_line *line,
                    int last_level, bool after_question) {
    if (line->kind != LINE_QUESTION)
        return HEADING_LEVEL;
    if (after_question)
        return last_level;
    return article_awaits_text(builder) ? QUESTION_LEVEL : HEADING_LEVEL;
}

/* Sections called "Heel pain: causes", "Heel pain: treatment" share the title "Heel pain". */
static void find_shared_title(struct article_builder *builder) {
    struct article *article = &builder->article;
    struct slice shared = {0};
    size_t count = 0;
    for (size_t i = 0; i < article->section_count; i++) {
        const char *heading = article->sections[i].heading;
        const char *colon = strstr(heading, ": ");
        if (!*heading)
            continue;
        if (!colon ||
            (count && !slice_equals(shared, slice_make(heading, (size_t)(colon - heading)))))
            return;
        shared = slice_make(heading, (size_t)(colon - heading));
        count++;
    }
    if (count > 1 && !*article->title)
        article->title = arena_slice(builder->arena, shared).data;
}

bool reader_text(struct article_builder *builder, struct slice text, struct error *err) {
    struct text_lines lines = text_lines_read(builder->arena, text);
    int last_level = HEADING_LEVEL;
    bool after_question = false;
    (void)err;
    for (size_t i = read_top(builder, &lines); i < lines.count; i++) {
        const struct text_line *line = &lines.lines[i];
        int number = (int)i + 1;
        switch (line->kind) {
        case LINE_EMPTY:
        case LINE_UNDERLINE:
            article_close_item(builder);
            break;
        case LINE_HEADING:
        case LINE_QUESTION:
            article_close_item(builder);
            last_level = level_of(builder, line, last_level, after_question);
            after_question = line->kind == LINE_QUESTION;
            article_add_heading(builder, last_level, line->text, number);
            break;
        case LINE_ITEM:
            article_open_item(builder, line->marker, number);
            add_mended(builder, line->text, number);
            article_collect(builder, slice_of(" "), number);
            if (line->ends_block)
                article_close_item(builder);
            break;
        case LINE_TEXT:
        case LINE_BYLINE:
            add_mended(builder, line->text, number);
            article_collect(builder, slice_of(" "), number);
            if (line->ends_block)
                article_close_item(builder);
            break;
        }
    }
    article_close_item(builder);
    find_shared_title(builder);
    return true;
}
