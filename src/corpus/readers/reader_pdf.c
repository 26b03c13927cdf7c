/* reader_pdf.c - a PDF file -> an article.
 *
 * Layer: corpus; poppler's pdftotext, shut in (base/program.h). A PDF has no paragraphs and no
 * headings, only words at places. Lines that stand together are a paragraph, larger ones a heading;
 * where nothing is larger each page is a section. Order: headings, lines joined, the walk, the
 * file.
 */
#include "base/utf8.h"
#include "corpus/readers/pdf_lines.h"
#include "corpus/readers/pdf_program.h"
#include "corpus/readers/reader_formats.h"
#include "corpus/readers/text_lines.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

/* -- headings ------------------------------------------------------------------------------ */

enum {
    HEIGHT_STEPS = 400,    /* quarters of a point */
    HEADING_PERCENT = 115, /* of the height that most letters have */
    LONGEST_HEADING = 120,
    MOST_LEVELS = 3,
};

struct pdf_article {
    struct article_builder *builder;
    struct pdf_lines lines;
    struct slice pages; /* pdftotext's own, to look words up in */
    double body_height;
    double level_heights[MOST_LEVELS]; /* the largest first */
    int level_count;
    bool in_item, in_paragraph;
    char last; /* of the open block */
    int line;
    size_t lookups;
};

static int height_step(double height) {
    int step = height > 0 ? (int)(height * 4 + 0.5) : 0;
    return step < HEIGHT_STEPS ? step : HEIGHT_STEPS - 1;
}

static bool may_be_heading(const struct pdf_article *pdf, const struct pdf_line *line) {
    return line->height * 100 >= pdf->body_height * HEADING_PERCENT &&
           line->text.length <= LONGEST_HEADING && !line->is_repeated;
}

/* The height that most letters have is the text's; what is clearly higher heads something. */
static void find_heights(struct pdf_article *pdf) {
    size_t letters[HEIGHT_STEPS] = {0}, most = 0;
    const struct pdf_lines *lines = &pdf->lines;
    for (size_t i = 0; i < lines->count; i++)
        letters[height_step(lines->lines[i].height)] += lines->lines[i].text.length;
    for (int step = 0; step < HEIGHT_STEPS; step++)
        if (letters[step] > letters[most])
            most = (size_t)step;
    pdf->body_height = (double)most / 4;
    for (int step = HEIGHT_STEPS - 1; step >= 0 && pdf->level_count < MOST_LEVELS; step--) {
        double height = (double)step / 4;
        if (!letters[step] || height * 100 < pdf->body_height * HEADING_PERCENT)
            continue;
        if (pdf->level_count && pdf->level_heights[pdf->level_count - 1] < height * 1.06)
            continue; /* another face of the same size */
        pdf->level_heights[pdf->level_count++] = height;
    }
}

/* 0: text. */
static int level_of(const struct pdf_article *pdf, const struct pdf_line *line) {
    if (!may_be_heading(pdf, line))
        return 0;
    for (int level = 0; level < pdf->level_count; level++)
        if (line->height * 1.06 + 0.25 >= pdf->level_heights[level])
            return level + 1;
    return pdf->level_count;
}

/* -- lines joined -------------------------------------------------------------------------- */

static char last_of(struct slice text) {
    return text.length ? text.data[text.length - 1] : '\0';
}

/* "well-" and "known": one word with its hyphen if the file has it so elsewhere in a line. */
static bool keeps_hyphen(struct pdf_article *pdf, struct slice before, struct slice after) {
    enum { MOST_LOOKUPS = 500, LONGEST_WORD = 40 };
    size_t start = before.length, end = 0;
    while (start && before.data[start - 1] != ' ')
        start--;
    while (end < after.length && isalpha((unsigned char)after.data[end]))
        end++;
    if (++pdf->lookups > MOST_LOOKUPS || before.length - start > LONGEST_WORD || end > LONGEST_WORD)
        return false;
    struct strbuf word = {0};
    strbuf_add_bytes(&word, before.data + start, before.length - start);
    strbuf_add_bytes(&word, after.data, end);
    bool found =
        memmem(pdf->pages.data, pdf->pages.length, strbuf_text(&word), word.length) != NULL;
    strbuf_release(&word);
    return found;
}

static bool ends_with(struct slice text, const char *end) {
    size_t length = strlen(end);
    return text.length >= length && memcmp(text.data + text.length - length, end, length) == 0;
}

/* Of the hyphen that divides a word at the end of a line, how many bytes; 0: there is none. A soft
 * one vanishes by itself. */
static size_t hyphen_length(struct slice text, struct slice next) {
    size_t length = ends_with(text, "-") ? 1 : ends_with(text, "\xE2\x80\x90") ? 3 : 0;
    if (!length || text.length == length || !next.length ||
        !isalpha((unsigned char)text.data[text.length - length - 1]) ||
        !islower((unsigned char)*next.data))
        return 0;
    return length;
}

/* A line of the open block, and how it meets the next one. */
static void add_line(struct pdf_article *pdf, struct slice text, struct slice next) {
    struct slice shown = text;
    size_t hyphen = hyphen_length(text, next);
    if (hyphen && !(hyphen == 1 && keeps_hyphen(pdf, text, next)))
        shown.length -= hyphen;
    article_collect(pdf->builder, shown, pdf->line);
    if (!hyphen && !ends_with(text, "\xC2\xAD"))
        article_collect(pdf->builder, slice_of(" "), pdf->line);
    if (text.length)
        pdf->last = last_of(text);
}

/* -- the walk ------------------------------------------------------------------------------ */

static void close_block(struct pdf_article *pdf) {
    article_close_item(pdf->builder);
    pdf->in_item = pdf->in_paragraph = false;
    pdf->last = '\0';
}

/* A sentence goes on over the end of a column or page. */
static bool goes_on(const struct pdf_article *pdf, struct slice text) {
    return pdf->in_paragraph && pdf->last && !strchr(".?!:;", pdf->last) && text.length &&
           islower((unsigned char)*text.data);
}

static struct slice next_text(const struct pdf_article *pdf, size_t i) {
    while (++i < pdf->lines.count)
        if (!pdf->lines.lines[i].is_repeated)
            return pdf->lines.lines[i].text;
    return slice_make("", 0);
}

/* Lines of one heading follow each other in a block, or close together, at one height. */
static size_t add_heading(struct pdf_article *pdf, size_t i, int level) {
    const struct pdf_line *lines = pdf->lines.lines;
    size_t end = i + 1;
    close_block(pdf);
    while (end < pdf->lines.count && lines[end].block == lines[i].block &&
           level_of(pdf, &lines[end]) == level)
        end++;
    for (size_t j = i; j < end; j++)
        add_line(pdf, lines[j].text, j + 1 < end ? lines[j + 1].text : slice_make("", 0));
    article_end_heading(pdf->builder, level);
    pdf->last = '\0';
    return end;
}

static void add_text_line(struct pdf_article *pdf, size_t i, bool starts_block) {
    const struct pdf_line *line = &pdf->lines.lines[i];
    struct slice text = line->text;
    char marker[16];
    size_t marker_length = text_item_marker(text, marker);
    if (marker_length) {
        close_block(pdf);
        article_open_item(pdf->builder, marker, pdf->line);
        pdf->in_item = true;
        text = slice_make(text.data + marker_length, text.length - marker_length);
    } else if (line->is_item ||
               (starts_block && !goes_on(pdf, text) && !(pdf->in_item && !pdf->last))) {
        close_block(pdf); /* but a bullet by itself waits for its text */
    }
    pdf->in_paragraph = true;
    add_line(pdf, text, next_text(pdf, i));
}

/* The cells of a row, as it is in a table of any format. */
static size_t add_row(struct pdf_article *pdf, size_t i) {
    bool goes_on = true;
    close_block(pdf);
    for (; goes_on; i++) {
        article_collect(pdf->builder, pdf->lines.lines[i].text, pdf->line);
        article_end_cell(pdf->builder);
        goes_on = pdf->lines.lines[i].is_cell;
    }
    article_end_row(pdf->builder);
    return i;
}

static void walk(struct pdf_article *pdf) {
    const struct pdf_line *lines = pdf->lines.lines;
    bool by_page = pdf->level_count == 0 && pdf->lines.page_count > 1;
    int page = 0, block = 0;
    for (size_t i = 0; i < pdf->lines.count;) {
        if (lines[i].is_repeated) {
            i++;
            continue;
        }
        pdf->line = lines[i].page;
        if (by_page && lines[i].page != page && !goes_on(pdf, lines[i].text)) {
            close_block(pdf);
            char name[32];
            snprintf(name, sizeof name, "Page %d", lines[i].page);
            article_add_heading(pdf->builder, 2, slice_of(name), pdf->line);
            page = lines[i].page;
        }
        int level = level_of(pdf, &lines[i]);
        if (level) {
            i = add_heading(pdf, i, level);
            block = 0;
        } else if (lines[i].is_row) {
            i = add_row(pdf, i);
            block = 0;
        } else {
            add_text_line(pdf, i, lines[i].block != block);
            block = lines[i].block;
            i++;
        }
    }
    close_block(pdf);
}

/* Without a sensible title of its own the first line gives the name; it stays text as well. */
static void give_title(struct pdf_article *pdf) {
    struct article *article = &pdf->builder->article;
    if (*article->title || pdf->level_count || !pdf->lines.count)
        return;
    if (pdf->lines.lines[0].text.length <= LONGEST_HEADING)
        article->title = article_clean_text(pdf->builder->arena, pdf->lines.lines[0].text);
}

/* -- the file ------------------------------------------------------------------------------ */

enum { HIGHEST_GARBAGE_PERCENT = 20 };

/* Letters without a map to Unicode come out as private ones, controls or question marks. */
static bool is_garbage(const struct pdf_lines *lines) {
    size_t letters = 0, bad = 0;
    for (size_t i = 0; i < lines->count; i++) {
        struct slice text = lines->lines[i].text;
        for (size_t position = 0; position < text.length;) {
            unsigned c = utf8_next(text, &position);
            letters += c > ' ';
            bad += c == 0xFFFD || (c >= 0xE000 && c <= 0xF8FF) || (c < ' ' && c != '\t');
        }
    }
    return bad * 100 > letters * HIGHEST_GARBAGE_PERCENT;
}

static bool check_text(const struct pdf_article *pdf, struct error *err) {
    const char *file = pdf->builder->file;
    if (!pdf->lines.count)
        return error_set(err, ERROR_INPUT,
                         "%s: holds no text, only pictures (was it scanned?): run text recognition "
                         "(OCR) over it first",
                         file);
    if (is_garbage(&pdf->lines))
        return error_set(
            err, ERROR_INPUT,
            "%s: its letters can't be read as text (its fonts have no map to Unicode): "
            "use the file that it was made from",
            file);
    return true;
}

bool reader_pdf(struct article_builder *builder, struct slice bytes, struct error *err) {
    struct pdf_article pdf = {.builder = builder};
    struct strbuf pages = {0};
    bool done = pdf_to_text(builder->file, bytes, &pages, err);
    size_t invalid = done ? utf8_find_invalid(strbuf_slice(&pages)) : UTF8_VALID;
    if (invalid != UTF8_VALID)
        done = error_set(err, ERROR_INPUT, "%s: its text is no text: print it to PDF anew",
                         builder->file);
    if (done) {
        pdf.pages = strbuf_slice(&pages);
        pdf_lines_read(builder, pdf.pages, &pdf.lines);
        done = check_text(&pdf, err);
    }
    if (done) {
        pdf_mark_repeated(builder->arena, &pdf.lines);
        pdf_join_markers(builder->arena, &pdf.lines);
        pdf_divide_columns(builder->arena, &pdf.lines);
        find_heights(&pdf);
        give_title(&pdf);
        walk(&pdf);
        builder->article.missing = pdf_missing_pages(builder->arena, bytes, &pdf.lines);
    }
    strbuf_release(&pages);
    return done;
}
