/* finder_section.c - reading in the finder: one section, or the whole article when results are
 * grouped by document. In order: lines; opening; drawing; scrolling.
 *
 * Layer: cli. See finder_private.h.
 */
#include "base/utf8.h"
#include "cli/finder/finder_private.h"
#include "token/char_width.h"

enum { HEAD_ROWS = 2 };

/* ---- lines ---------------------------------------------------------------------------------- */

static void add_line(struct finder_section *section, struct finder_line line) {
    section->lines = arena_make_room(&section->arena, section->lines, section->line_count,
                                     &section->line_capacity, 64, sizeof *section->lines);
    section->lines[section->line_count++] = line;
}

static void add_lines(struct finder_section *section, const char *text, struct finder_line line) {
    struct slice all = slice_of(text);
    line.whole = text;
    for (size_t at = 0; finder_wrap(all, &at, section->width, &line.text);)
        add_line(section, line);
}

static void add_passage(struct finder *finder, const struct passage *passage) {
    struct finder_section *section = &finder->section;
    struct finder_line text = {0};
    if (section->count > 1 && passage->heading[0]) {
        const char *heading = passage->path[0] ? passage->path : passage->heading;
        add_lines(section, heading, (struct finder_line){.style = SCREEN_TITLE});
    }
    search_marks(finder->index, &section->arena, slice_of(finder->found.query), passage->text,
                 passage->language, &text.spans, &text.span_count);
    add_lines(section, passage->text, text);
}

/* For the width as it is now. What was read is found again by its share of the whole. */
static void make_lines(struct finder *finder) {
    struct finder_section *section = &finder->section;
    size_t top = section->top, count_before = section->line_count;
    bool is_first = section->width == 0;
    section->width = finder->screen.columns;
    section->line_count = 0;
    for (size_t i = 0; i < section->count; i++) {
        if (i > 0)
            add_lines(section, "\n", (struct finder_line){0});
        if (is_first && i == section->chosen)
            section->top = section->line_count;
        add_passage(finder, &section->passages[i]);
    }
    if (!is_first && count_before > 0)
        section->top = top * section->line_count / count_before;
}

/* ---- opening -------------------------------------------------------------------------------- */

static bool read_passages(struct finder *finder, const struct search_hit *hit, struct error *err) {
    struct finder_section *section = &finder->section;
    const char *article = arena_text(&section->arena, hit->passage.article);
    if (finder->is_by_document) {
        if (!index_article(finder->index, &section->arena, article, &section->passages,
                           &section->count, err))
            return false;
        for (size_t i = 0; i < section->count; i++)
            if (strcmp(section->passages[i].section, hit->passage.section) == 0)
                section->chosen = i;
        return true;
    }
    section->passages = arena_new(&section->arena, struct passage);
    section->count = 1;
    return index_passage(finder->index, &section->arena, article, hit->passage.section,
                         section->passages, err);
}

bool finder_open_section(struct finder *finder) {
    const struct search_hit *hit = finder_hit(finder);
    struct error err = {0};
    if (!hit)
        return false;
    arena_release(&finder->section.arena);
    finder->section = (struct finder_section){0};
    if (!read_passages(finder, hit, &err)) {
        finder->found.problem = err;
        return false;
    }
    make_lines(finder);
    finder_scroll(finder, 0);
    return true;
}

/* ---- drawing -------------------------------------------------------------------------------- */

static void draw_head(struct finder *finder, const struct search_hit *hit) {
    struct screen *screen = &finder->screen;
    const struct passage *passage = &finder->section.passages[finder->section.chosen];
    const char *place = arena_format(&finder->found.arena, "%zu of %zu", finder->chosen + 1,
                                     finder->found.shown_count);
    int place_column = screen->columns - (int)strlen(place);
    const char *title = passage->title;
    if (finder->section.count == 1 && passage->path[0])
        title = screen->columns < FINDER_NARROW_COLUMNS
                    ? passage->path
                    : arena_format(&finder->found.arena, "%s > %s", passage->title, passage->path);
    finder_put_cut(screen, 0, 0, place_column - 1, title, SCREEN_TITLE);
    screen_put(screen, 0, place_column, screen->columns, slice_of(place), SCREEN_DIM);
    struct strbuf text = {0};
    int column = 0;
    if (hit->weak)
        column = screen_put(screen, 1, 0, screen->columns, slice_of("(weak) "), SCREEN_WARNING);
    if (hit->overdue) {
        strbuf_add(&text, "review overdue since ");
        utf8_add_printable(&text, slice_of(passage->review_due));
        strbuf_add(&text, "  ");
        column =
            screen_put(screen, 1, column, screen->columns, strbuf_slice(&text), SCREEN_WARNING);
        strbuf_truncate(&text, 0);
    }
    finder_add_dated_reference(&text, hit);
    if (finder->notice[0])
        finder_put_cut(screen, 1, 0, screen->columns, finder->notice, SCREEN_TITLE);
    else
        finder_put_cut(screen, 1, column, screen->columns, strbuf_text(&text), SCREEN_DIM);
    strbuf_release(&text);
}

size_t finder_section_rows(const struct finder *finder) {
    int rows = finder->screen.rows - HEAD_ROWS - 1;
    return rows > 0 ? (size_t)rows : 1;
}

void finder_draw_section(struct finder *finder) {
    static const char *const keys[] = {
        "q back  Up Down PgUp PgDn scroll  Ctrl-N Ctrl-P next, previous  Ctrl-Y copy  Ctrl-O print",
        "q back  Up Down PgUp PgDn  ^N ^P next, previous  ^Y copy  ^O print",
        "q back  Up Down scroll  ^N ^P next",
        "q back",
        NULL,
    };
    struct finder_section *section = &finder->section;
    const struct search_hit *hit = finder_hit(finder);
    struct screen *screen = &finder->screen;
    screen_clear(screen);
    if (section->width != screen->columns)
        make_lines(finder);
    finder_scroll(finder, 0);
    draw_head(finder, hit);
    size_t rows = finder_section_rows(finder);
    for (size_t i = 0; i < rows && section->top + i < section->line_count; i++) {
        const struct finder_line *line = &section->lines[section->top + i];
        finder_put_marked(screen, HEAD_ROWS + (int)i, 0, screen->columns, line->text, line->whole,
                          line->spans, line->span_count, line->style);
    }
    const char *more = "";
    if (section->top + rows < section->line_count) {
        size_t left = section->line_count - section->top - rows;
        more = arena_format(&finder->found.arena, "  %zu more line%s", left, left == 1 ? "" : "s");
    }
    finder_draw_keys(finder, keys, more);
    screen_put_cursor(screen, screen->rows - 1, screen->columns - 1);
}

/* ---- scrolling ------------------------------------------------------------------------------ */

void finder_scroll(struct finder *finder, long lines) {
    struct finder_section *section = &finder->section;
    size_t rows = finder_section_rows(finder);
    size_t last = section->line_count > rows ? section->line_count - rows : 0;
    if (lines < 0)
        section->top = (size_t)-lines < section->top ? section->top - (size_t)-lines : 0;
    else
        section->top += (size_t)lines;
    if (section->top > last)
        section->top = last;
}
