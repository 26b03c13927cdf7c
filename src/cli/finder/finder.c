/* finder.c - see finder.h. In order: choosing; keys of the list; keys while reading; the screen;
 * the whole.
 *
 * Layer: cli. Part of the light program.
 */
#include "cli/finder/finder_private.h"

#include "cli/corpus_index.h"
#include "cli/finder/screen_mode.h"
#include "cli/output.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    ESCAPE_MS = 40, /* a lone Escape is the key when nothing follows for so long */
    PASTE_MS = 1000,
    MOST_RESULTS = 1000,
    LEAST_ROWS = 4,
    LEAST_COLUMNS = 20,
};

/* ---- choosing ------------------------------------------------------------------------------- */

static void choose(struct finder *finder, long steps) {
    finder_search(finder);
    size_t wanted = finder->chosen;
    if (steps < 0)
        wanted = (size_t)-steps < wanted ? wanted - (size_t)-steps : 0;
    else
        wanted += (size_t)steps;
    if (wanted + finder->page >= finder->found.shown_count)
        finder_fetch_more(finder);
    if (wanted >= finder->found.shown_count)
        wanted = finder->found.shown_count > 0 ? finder->found.shown_count - 1 : 0;
    finder->chosen = wanted;
}

static void print_and_leave(struct finder *finder) {
    finder_search(finder);
    const struct search_hit *hit = finder_hit(finder);
    struct strbuf text = {0};
    if (!hit)
        return;
    finder_add_reference(&text, hit);
    snprintf(finder->printed, sizeof finder->printed, "%s", strbuf_text(&text));
    strbuf_release(&text);
    finder->is_left = true;
}

/* What does the same in the list and while reading; false: none of these. */
static bool use_common_key(struct finder *finder, const struct key *key) {
    if (key->code != KEY_CONTROL)
        return false;
    switch (key->code_point) {
    case 'y':
        finder_search(finder);
        finder_copy(finder);
        return true;
    case 'o':
        print_and_leave(finder);
        return true;
    case 'l':
        finder->screen.is_unknown = true;
        return true;
    case 'z':
        screen_mode_stop();
        return true;
    case 'c':
        finder->is_left = true;
        return true;
    default:
        return false;
    }
}

/* ---- keys of the list ----------------------------------------------------------------------- */

static void insert(struct finder *finder, struct slice text) {
    if (finder->line.text.length + text.length <= KEYS_MOST_PASTED_BYTES)
        edit_line_insert(&finder->line, text);
}

static void insert_character(struct finder *finder, unsigned code_point) {
    struct strbuf bytes = {0};
    strbuf_add_code_point(&bytes, code_point);
    insert(finder, strbuf_slice(&bytes));
    strbuf_release(&bytes);
}

/* Ctrl with a letter. */
static void use_control(struct finder *finder, unsigned letter) {
    static const struct {
        char letter;
        void (*edit)(struct edit_line *line);
    } edits[] = {
        {'a', edit_line_to_start},      {'b', edit_line_left},
        {'d', edit_line_delete},        {'e', edit_line_to_end},
        {'h', edit_line_backspace},     {'k', edit_line_remove_behind},
        {'u', edit_line_remove_before}, {'w', edit_line_remove_word},
    };
    if (letter == 'n' || letter == 'p')
        choose(finder, letter == 'n' ? 1 : -1);
    if (letter == 'f' && !finder_take_suggestions(finder))
        snprintf(finder->notice, sizeof finder->notice, "no suggestion to take");
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++)
        if ((unsigned)edits[i].letter == letter)
            edits[i].edit(&finder->line);
}

static void use_list_key(struct finder *finder, const struct key *key) {
    long page = finder->page > 0 ? (long)finder->page : 1;
    switch (key->code) {
    case KEY_TEXT:
        finder->is_help = key->code_point == '?' && finder->line.text.length == 0;
        if (!finder->is_help)
            insert_character(finder, key->code_point);
        break;
    case KEY_PASTE:
        insert(finder, key->pasted);
        break;
    case KEY_BACKSPACE:
        edit_line_backspace(&finder->line);
        break;
    case KEY_DELETE:
        edit_line_delete(&finder->line);
        break;
    case KEY_LEFT:
        edit_line_left(&finder->line);
        break;
    case KEY_RIGHT:
        edit_line_right(&finder->line);
        break;
    case KEY_UP:
    case KEY_DOWN:
        choose(finder, key->code == KEY_DOWN ? 1 : -1);
        break;
    case KEY_PAGE_UP:
    case KEY_PAGE_DOWN:
        choose(finder, key->code == KEY_PAGE_DOWN ? page : -page);
        break;
    case KEY_HOME:
    case KEY_END:
        choose(finder, key->code == KEY_END ? MOST_RESULTS : -MOST_RESULTS);
        break;
    case KEY_ENTER:
        finder_search(finder);
        finder->is_reading = finder_open_section(finder);
        break;
    case KEY_TAB:
        finder_toggle_documents(finder);
        break;
    case KEY_F1:
        finder->is_help = true;
        break;
    case KEY_ESCAPE:
        finder->is_left = true;
        break;
    case KEY_CONTROL:
        use_control(finder, key->code_point);
        break;
    case KEY_ALT:
        if (key->code_point == 'f')
            use_control(finder, 'f');
        break;
    case KEY_OTHER:
        break;
    }
}

/* ---- keys while reading --------------------------------------------------------------------- */

static void read_another(struct finder *finder, long steps) {
    size_t before = finder->chosen;
    choose(finder, steps);
    if (finder->chosen != before)
        finder->is_reading = finder_open_section(finder);
}

static void use_reading_key(struct finder *finder, const struct key *key) {
    long page = (long)finder_section_rows(finder);
    bool is_letter = key->code == KEY_TEXT || key->code == KEY_CONTROL;
    switch (key->code) {
    case KEY_UP:
    case KEY_DOWN:
        finder_scroll(finder, key->code == KEY_DOWN ? 1 : -1);
        return;
    case KEY_PAGE_UP:
    case KEY_PAGE_DOWN:
        finder_scroll(finder, key->code == KEY_PAGE_DOWN ? page : -page);
        return;
    case KEY_HOME:
        finder->section.top = 0;
        return;
    case KEY_END:
        finder->section.top = finder->section.line_count;
        return;
    case KEY_ESCAPE:
    case KEY_LEFT:
        finder->is_reading = false;
        return;
    default:
        break;
    }
    if (is_letter && key->code_point == 'q')
        finder->is_reading = false;
    if (key->code == KEY_TEXT && key->code_point == ' ')
        finder_scroll(finder, page);
    if (key->code == KEY_CONTROL && (key->code_point == 'n' || key->code_point == 'p'))
        read_another(finder, key->code_point == 'n' ? 1 : -1);
}

/* An unchanged line is not searched for again. */
static void use_key(struct finder *finder, const struct key *key) {
    size_t length = finder->line.text.length;
    char *before = finder->is_reading ? NULL : strdup(strbuf_text(&finder->line.text));
    bool was_help = finder->is_help;
    finder->notice[0] = '\0';
    finder->is_help = false;
    if (use_common_key(finder, key)) {
        finder->is_help = false;
    } else if (finder->is_reading) {
        use_reading_key(finder, key);
    } else if (!was_help || key->code == KEY_TEXT || key->code == KEY_PASTE) {
        use_list_key(finder, key);
    }
    if (before && (length != finder->line.text.length ||
                   memcmp(before, strbuf_text(&finder->line.text), length) != 0))
        finder->is_stale = true;
    free(before);
}

/* ---- the screen ----------------------------------------------------------------------------- */

static void draw(struct finder *finder) {
    struct strbuf bytes = {0};
    if (finder->is_reading)
        finder_draw_section(finder);
    else
        finder_draw_list(finder);
    screen_take_changes(&finder->screen, &bytes);
    screen_mode_write(strbuf_slice(&bytes));
    strbuf_release(&bytes);
}

static void fit(struct finder *finder) {
    int rows, columns;
    screen_mode_size(&rows, &columns);
    screen_resize(&finder->screen, rows > LEAST_ROWS ? rows : LEAST_ROWS,
                  columns > LEAST_COLUMNS ? columns : LEAST_COLUMNS);
}

static bool read_keys(struct finder *finder) {
    char bytes[4096];
    ssize_t length = read(screen_mode_descriptor(), bytes, sizeof bytes);
    if (length > 0)
        keys_add(&finder->keys, bytes, (size_t)length);
    return length > 0;
}

/* All keys that have come are used before the next search, and a search that a key comes into is
 * given up: typing never waits. */
static void use_keys(struct finder *finder, bool is_last) {
    struct key key;
    while (!finder->is_left && keys_next(&finder->keys, is_last, &key))
        use_key(finder, &key);
}

static int key_timeout_ms(const struct finder *finder) {
    if (!keys_are_waiting(&finder->keys))
        return -1;
    return finder->keys.is_pasting ? PASTE_MS : ESCAPE_MS;
}

static void use_news(struct finder *finder, enum screen_news news) {
    switch (news) {
    case SCREEN_INPUT:
        finder->is_left = !read_keys(finder);
        use_keys(finder, false);
        break;
    case SCREEN_TIMEOUT:
        use_keys(finder, true);
        break;
    case SCREEN_CHANGED:
        fit(finder);
        break;
    case SCREEN_GONE:
        finder->is_left = true;
        break;
    }
}

static void loop(struct finder *finder) {
    while (!finder->is_left) {
        enum screen_news news = screen_mode_wait(0);
        if (news == SCREEN_TIMEOUT) { /* nobody is ahead of us */
            if (finder->is_stale)
                draw(finder); /* what was typed is seen at once, whatever the search takes */
            finder_search_between_keys(finder);
            draw(finder);
            news = screen_mode_wait(key_timeout_ms(finder));
        }
        use_news(finder, news);
    }
}

/* ---- the whole ------------------------------------------------------------------------------ */

/* Brought up to date like for any search; then opened so that writers need not wait for us. */
static bool open_index(struct finder *finder, struct error *err) {
    struct index *current =
        corpus_index_open(finder->invocation, finder->places, CORPUS_READABLE, err);
    struct stat file;
    if (!current)
        return false;
    index_close(current);
    finder->index = index_open(finder->places->index_path, INDEX_READ, err);
    if (finder->index && stat(finder->places->index_path, &file) == 0) {
        finder->index_inode = file.st_ino;
        finder->index_device = file.st_dev;
    }
    return finder->index && index_count(finder->index, &finder->counts, err);
}

static void close_finder(struct finder *finder) {
    index_close(finder->index);
    screen_release(&finder->screen);
    keys_release(&finder->keys);
    edit_line_release(&finder->line);
    arena_release(&finder->found.arena);
    arena_release(&finder->section.arena);
}

static int print_chosen(const struct finder *finder, const struct output *colors,
                        struct error *err) {
    bool closed;
    if (!finder->printed[0])
        return colors->terminal ? 0 : ERROR_NOT_FOUND;
    const char *line = arena_format(finder->invocation->arena, "%s\n", finder->printed);
    return output_write(slice_of(line), &closed, err) ? 0 : (int)err->code;
}

int finder_run(struct invocation *invocation, const struct places *places,
               const struct search_options *options, struct error *err) {
    struct finder finder = {.invocation = invocation, .places = places, .options = *options};
    struct output colors;
    finder.is_by_document = options->by_article;
    finder.options.by_article = finder.options.with_explain = false;
    finder.options.facet_count = 0;
    output_begin(&colors, invocation);
    const char *when = invocation_option(invocation, "color"), *no_color = getenv("NO_COLOR");
    bool is_chosen = when && strcmp(when, "auto") != 0;
    finder.screen.color = is_chosen ? colors.color : !(no_color && no_color[0]);
    finder.most = options->limit > 0 ? options->limit : MOST_RESULTS;
    bool opened = open_index(&finder, err) && screen_mode_enter(err);
    if (opened) {
        fit(&finder);
        loop(&finder);
        screen_mode_leave();
    }
    close_finder(&finder);
    return opened ? print_chosen(&finder, &colors, err) : (int)err->code;
}
