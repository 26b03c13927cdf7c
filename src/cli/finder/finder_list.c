/* finder_list.c - the finder's list on the screen. In order: the line typed; notes; results; hints
 * and help; keys; the whole.
 *
 * Layer: cli. See finder_private.h.
 */
#include "base/utf8.h"
#include "cli/finder/finder_private.h"
#include "cli/saved_search.h"
#include "token/char_width.h"

enum {
    ROOMY_ROWS = 20, /* from here on two lines of a snippet and the reference are shown */
    TYPED_ROW = 0,
    NOTES_ROW = 1,
};

static int put(struct finder *finder, int row, int column, const char *text,
               enum screen_style style) {
    return screen_put(&finder->screen, row, column, finder->screen.columns, slice_of(text), style);
}

/* ---- the line typed ------------------------------------------------------------------------- */

static const char *count_text(struct finder *finder) {
    const char *kind = finder->is_by_document ? "document" : "passage";
    bool has_more = (int)finder->found.result.count >= finder->limit && finder->limit > 0;
    size_t count = finder->found.shown_count;
    if (count == 0)
        return "";
    return arena_format(&finder->found.arena, "%zu%s %s%s", count, has_more ? " or more" : "", kind,
                        count == 1 && !has_more ? "" : "s");
}

/* The line moves so that the cursor is seen. */
static void draw_typed(struct finder *finder) {
    struct screen *screen = &finder->screen;
    struct slice all = strbuf_slice(&finder->line.text);
    const char *count = count_text(finder);
    int begin = put(finder, TYPED_ROW, 0, "Search: ", SCREEN_TITLE);
    int count_column = screen->columns - text_width(slice_of(count));
    int limit = count_column - begin >= 16 ? count_column - 1 : screen->columns;
    size_t from = 0;
    int before = text_width(slice_make(all.data, finder->line.cursor));
    while (before > 0 && begin + before >= limit) {
        size_t next = from;
        before -= char_width(utf8_next(all, &next));
        from = next;
    }
    screen_put(screen, TYPED_ROW, begin, limit, slice_make(all.data + from, all.length - from),
               SCREEN_PLAIN);
    if (limit < screen->columns)
        put(finder, TYPED_ROW, count_column, count, SCREEN_DIM);
    screen_put_cursor(screen, TYPED_ROW, begin + before);
}

/* ---- notes ---------------------------------------------------------------------------------- */

struct notes {
    struct finder *finder;
    int row, last; /* the next row, and the last one for notes */
};

static void add_note(struct notes *notes, enum screen_style style, const char *text) {
    struct slice all = slice_of(text), line;
    struct screen *screen = &notes->finder->screen;
    for (size_t at = 0; notes->row <= notes->last && finder_wrap(all, &at, screen->columns, &line);)
        screen_put(screen, notes->row++, 0, screen->columns, line, style);
}

static void note_unknown(struct notes *notes) {
    struct finder *finder = notes->finder;
    bool has_suggestion = false;
    struct arena *arena = &finder->found.arena;
    for (size_t i = 0; i < finder->found.result.unknown_count; i++) {
        const struct search_unknown *unknown = &finder->found.result.unknown[i];
        const char *text = arena_format(
            arena, "%s '%s'", unknown->occurs ? "hardly any article holds" : "no article holds",
            unknown->word);
        for (size_t k = 0; k < unknown->suggestion_count; k++)
            text = arena_format(arena, "%s%s'%s'", text, k == 0 ? ": did you mean " : " or ",
                                unknown->suggestions[k]);
        has_suggestion |= unknown->suggestion_count > 0;
        bool is_last = i + 1 == finder->found.result.unknown_count;
        if (is_last && has_suggestion && !finder->found.result.used)
            text =
                arena_format(arena, "%s? (Ctrl-F takes %s)", text,
                             finder->found.result.unknown_count > 1 || unknown->suggestion_count > 1
                                 ? "the first"
                                 : "it");
        add_note(notes, SCREEN_WARNING, text);
    }
}

static const char *filter_text(struct finder *finder) {
    const struct search_options *options = &finder->options;
    struct arena *arena = &finder->found.arena;
    const char *text = "";
    if (options->language)
        text = arena_format(arena, "%s  language %s", text, options->language);
    if (options->article)
        text = arena_format(arena, "%s  article %s", text, options->article);
    if (options->near)
        text = arena_format(arena, "%s  words within %d", text, options->near);
    if (options->raw_match)
        text = arena_format(arena, "%s  match expression", text);
    return text;
}

/* Returns the row behind the notes, which take one at least, so that the list does not jump. */
static int draw_notes(struct finder *finder) {
    const struct search_result *result = &finder->found.result;
    struct notes notes = {finder, NOTES_ROW, finder->screen.rows < ROOMY_ROWS ? 3 : 5};
    const char *filters = filter_text(finder);
    bool has_text = slice_trim(strbuf_slice(&finder->line.text)).length > 0;
    if (finder->notice[0])
        add_note(&notes, SCREEN_TITLE, finder->notice);
    if (filters[0])
        add_note(&notes, SCREEN_DIM, arena_format(&finder->found.arena, "only:%s", filters));
    if (finder->found.problem.code != 0)
        add_note(&notes, SCREEN_WARNING, finder->found.problem.message);
    note_unknown(&notes);
    for (int i = 0; i < result->remarks.count; i++)
        add_note(&notes, SCREEN_WARNING, result->remarks.items[i]);
    if (result->used)
        add_note(&notes, SCREEN_WARNING,
                 arena_format(&finder->found.arena, "searched for '%s'", result->used));
    if (result->passed_over)
        add_note(&notes, SCREEN_WARNING,
                 arena_format(&finder->found.arena,
                              "the query is long: %d words of it are passed over",
                              result->passed_over));
    if (result->all_weak)
        add_note(&notes, SCREEN_WARNING, "nothing found; nearest:");
    else if (has_text && !finder->is_stale && result->count == 0 && finder->found.problem.code == 0)
        add_note(&notes, SCREEN_WARNING, "nothing found");
    return notes.row > NOTES_ROW + 1 ? notes.row : NOTES_ROW + 1;
}

/* ---- results -------------------------------------------------------------------------------- */

static int rows_of_hit(const struct finder *finder) {
    return finder->screen.rows < ROOMY_ROWS ? 2 : 4;
}

/* What must not be overlooked stands at the edge, where no long title reaches it. */
static int draw_tags(struct finder *finder, int row, const struct search_hit *hit) {
    int limit = finder->screen.columns;
    const char *tags = hit->weak && hit->overdue ? "(weak, review overdue)"
                       : hit->weak               ? "(weak)"
                       : hit->overdue            ? "(review overdue)"
                                                 : NULL;
    if (!tags)
        return limit;
    int column = limit - (int)strlen(tags);
    put(finder, row, column, tags, SCREEN_WARNING);
    return column - 1;
}

static int draw_snippet(struct finder *finder, int row, int rows, const struct search_hit *hit) {
    const struct snippet *snippet = &hit->snippet;
    if (!snippet->text)
        return row;
    struct search_span *spans = search_byte_spans(&finder->found.arena, snippet);
    struct slice all = slice_of(snippet->text), line;
    struct screen *screen = &finder->screen;
    for (size_t at = 0; rows > 0 && finder_wrap(all, &at, screen->columns - 3, &line); rows--)
        finder_put_marked(screen, row++, 3, screen->columns, line, snippet->text, spans,
                          snippet->mark_count, SCREEN_PLAIN);
    return row;
}

static void draw_reference(struct finder *finder, int row, const struct search_hit *hit) {
    struct strbuf text = {0};
    finder_add_dated_reference(&text, hit);
    finder_put_cut(&finder->screen, row, 3, finder->screen.columns, strbuf_text(&text), SCREEN_DIM);
    strbuf_release(&text);
}

/* Where the line is short the heading says more than the article's title. */
static const char *title_of(struct finder *finder, size_t at, const struct passage *passage) {
    bool has_both = passage->path[0] && finder->screen.columns >= FINDER_NARROW_COLUMNS;
    if (has_both)
        return arena_format(&finder->found.arena, "%zu. %s > %s", at + 1, passage->title,
                            passage->path);
    return arena_format(&finder->found.arena, "%zu. %s", at + 1,
                        passage->path[0] ? passage->path : passage->title);
}

static void draw_hit(struct finder *finder, int row, size_t at) {
    const struct search_hit *hit = &finder->found.result.hits[finder->found.shown[at]];
    struct screen *screen = &finder->screen;
    bool is_roomy = screen->rows >= ROOMY_ROWS;
    if (at == finder->chosen)
        put(finder, row, 0, "> ", SCREEN_TITLE);
    int limit = draw_tags(finder, row, hit);
    finder_put_cut(screen, row, 2, limit, title_of(finder, at, &hit->passage),
                   at == finder->chosen ? SCREEN_TITLE : SCREEN_PLAIN);
    int next = draw_snippet(finder, row + 1, is_roomy ? 2 : 1, hit);
    if (is_roomy)
        draw_reference(finder, next, hit);
}

static void draw_hits(struct finder *finder, int first_row) {
    int last_row = finder->screen.rows - 1, each = rows_of_hit(finder);
    finder->page = last_row - first_row >= each ? (size_t)((last_row - first_row) / each) : 1;
    if (finder->chosen < finder->top)
        finder->top = finder->chosen;
    if (finder->chosen >= finder->top + finder->page)
        finder->top = finder->chosen + 1 - finder->page;
    for (size_t i = 0; i < finder->page && finder->top + i < finder->found.shown_count; i++)
        draw_hit(finder, first_row + (int)i * each, finder->top + i);
}

/* ---- hints and help ------------------------------------------------------------------------- */

static void draw_lines(struct finder *finder, int row, const char *const *lines) {
    struct screen *screen = &finder->screen;
    for (; *lines; lines++) {
        struct slice all = slice_of(*lines), line;
        for (size_t at = 0;
             row < screen->rows - 1 && finder_wrap(all, &at, screen->columns, &line);)
            screen_put(screen, row++, 0, screen->columns, line, SCREEN_PLAIN);
    }
}

/* What was kept by `search --save`; a file that can't be read is none here. */
static const char *saved_text(struct finder *finder) {
    struct saved_searches saved;
    struct error ignored = {0};
    const char *text = "";
    if (!saved_searches_read(&finder->found.arena, &saved, &ignored))
        return text;
    for (size_t i = 0; i < saved.count; i++)
        text = arena_format(&finder->found.arena, "%s\n%s: %s", text, saved.items[i].name,
                            saved.items[i].query);
    return saved.count > 0 ? arena_format(&finder->found.arena, "\nSaved searches:%s", text) : text;
}

static void draw_hint(struct finder *finder) {
    const char *holds = arena_format(&finder->found.arena, "%zu articles with %zu passages.",
                                     finder->counts.articles, finder->counts.passages);
    static const char examples[] =
        "\"fat pad\" in this order, -child without it, cush* whatever begins so, title:heel in the "
        "title, lang:es tag:running reviewed:>2025-06";
    const char *const lines[] = {
        holds,
        "Type a few words, as you would say them: heel lift running",
        examples,
        "F1 names the keys.",
        saved_text(finder),
        NULL,
    };
    draw_lines(finder, NOTES_ROW + 1, lines);
}

static void draw_help(struct finder *finder) {
    static const char *const lines[] = {
        "Up Down, PgUp PgDn, Home End: choose a result (also Ctrl-P, Ctrl-N)",
        "Enter: read it; q, Esc or Left goes back",
        "Tab: documents or passages",
        "Ctrl-Y: copy its reference",
        "Ctrl-O: leave and print its reference",
        "Ctrl-F: take the suggested spelling",
        "Left Right, Ctrl-A Ctrl-E: move in the line",
        "Ctrl-W, Ctrl-U, Ctrl-K: remove a word, all before, all behind",
        "Ctrl-L: draw again; Ctrl-Z: stop for a while",
        "Esc or Ctrl-C: leave",
        NULL,
    };
    draw_lines(finder, NOTES_ROW + 1, lines);
}

/* ---- keys ----------------------------------------------------------------------------------- */

void finder_draw_keys(struct finder *finder, const char *const *texts, const char *right) {
    struct screen *screen = &finder->screen;
    int row = screen->rows - 1, limit = screen->columns - text_width(slice_of(right));
    while (texts[1] && text_width(slice_of(*texts)) > limit)
        texts++;
    int column = screen_put(screen, row, 0, limit, slice_of(*texts), SCREEN_KEYS);
    while (column < limit)
        column = screen_put(screen, row, column, limit, slice_of(" "), SCREEN_KEYS);
    screen_put(screen, row, limit, screen->columns, slice_of(right), SCREEN_KEYS);
}

/* ---- the whole ------------------------------------------------------------------------------ */

void finder_draw_list(struct finder *finder) {
    static const char *const list_keys[] = {
        "Enter read  Ctrl-Y copy  Ctrl-O print  Tab documents  F1 keys  Esc leave",
        "Enter read  ^Y copy  ^O print  Tab group  F1 keys  Esc leave",
        "Enter read  F1 keys  Esc leave",
        "F1 keys",
        NULL,
    };
    static const char *const help_keys[] = {"any key: back to the results", "any key: back", NULL};
    screen_clear(&finder->screen);
    draw_typed(finder);
    int row = draw_notes(finder);
    if (finder->is_help)
        draw_help(finder);
    else if (slice_trim(strbuf_slice(&finder->line.text)).length == 0)
        draw_hint(finder);
    else
        draw_hits(finder, row);
    finder_draw_keys(finder, finder->is_help ? help_keys : list_keys, "");
}
