/* plain_markdown.c - headings and paragraphs of Markdown without any other markup.
 *
 * Layer: corpus. Order: which lines are plain, the walk.
 */
#include "corpus/readers/plain_markup.h"

#include <ctype.h>

enum { DEEPEST_HEADING = 6 };

/* What could begin something inside a line; '&' an entity, '!' only together with '['. */
static const bool is_markup[256] = {
    ['\\'] = true, ['`'] = true, ['*'] = true,  ['_'] = true, ['['] = true, [']'] = true,
    ['<'] = true,  ['&'] = true, ['\t'] = true, ['~'] = true, ['|'] = true, ['\0'] = true};

static bool has_markup(struct slice line) {
    for (size_t i = 0; i < line.length; i++)
        if (is_markup[(unsigned char)line.data[i]] &&
            !(line.data[i] == '&' && i + 1 < line.length && line.data[i + 1] == ' '))
            return true;
    return false;
}

/* The level of a heading; 0 when the line is none. */
static int heading_level(struct slice line) {
    size_t level = 0;
    while (level < line.length && line.data[level] == '#')
        level++;
    return level >= 1 && level <= DEEPEST_HEADING && level < line.length && line.data[level] == ' '
               ? (int)level
               : 0;
}

/* "12." and "3)" begin a list. */
static bool begins_list(struct slice line) {
    size_t digits = 0;
    while (digits < line.length && isdigit((unsigned char)line.data[digits]))
        digits++;
    return digits && digits < line.length && strchr(".)", line.data[digits]);
}

static bool is_blank(struct slice line) {
    for (size_t i = 0; i < line.length; i++)
        if (line.data[i] != ' ')
            return false;
    return true;
}

static bool is_plain_line(struct slice line) {
    if (is_blank(line))
        return true;
    unsigned char first = (unsigned char)*line.data;
    if (first == '#') {
        int level = heading_level(line);
        return level && !memchr(line.data + level, '#', line.length - (size_t)level) &&
               !is_blank(slice_make(line.data + level, line.length - (size_t)level)) &&
               !has_markup(line);
    }
    bool is_word = isalnum(first) || first >= 0x80 || first == '(' || first == '"' || first == '\'';
    return is_word && !begins_list(line) && !has_markup(line);
}

static bool is_plain(struct slice text) {
    for (struct slice line; slice_next_line(&text, &line);)
        if (!is_plain_line(line))
            return false;
    return true;
}

bool plain_markdown(struct article_builder *builder, struct slice text, int line_number) {
    if (!is_plain(text))
        return false;
    for (struct slice line; slice_next_line(&text, &line); line_number++) {
        int level = heading_level(line);
        if (level || is_blank(line))
            article_end_block(builder);
        if (level) {
            article_add_heading(builder, level,
                                slice_make(line.data + level, line.length - (size_t)level),
                                line_number);
        } else if (!is_blank(line)) {
            article_collect(builder, line, line_number);
            article_collect(builder, slice_of(" "), line_number);
        }
    }
    article_end_block(builder);
    return true;
}
