/* finder_search.c - what was typed in the finder -> results. In order: the last word as a
 * beginning; searching; documents; more of them; suggestions.
 *
 * Layer: cli. See finder_private.h.
 */
#include "base/utf8.h"
#include "cli/finder/finder_private.h"
#include "cli/finder/screen_mode.h"
#include "index/postings/postings.h"
#include "token/token.h"

#include <sys/stat.h>

enum {
    FIRST_LIMIT = 40,
    MORE_TIMES = 5,
    LONG_TYPED_BYTES = 200, /* what is longer was pasted: its last word is whole */
};

/* ---- the last word as a beginning ----------------------------------------------------------- */

/* So many letters of a word make a beginning: in a large index few of them begin too many words for
 * an answer at every key. */
static size_t least_letters(const struct finder *finder) {
    enum { SMALL_PASSAGES = 20 * 1000, LARGE_PASSAGES = 200 * 1000 };
    size_t passages = finder->counts.passages;
    return passages < SMALL_PASSAGES ? 1 : passages < LARGE_PASSAGES ? 2 : 3;
}

static bool is_word_byte(char c) {
    unsigned char byte = (unsigned char)c;
    return byte >= 0x80 || (byte >= '0' && byte <= '9') ||
           ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

/* What is typed at the end and may go on; empty where it can't be a beginning. */
static struct slice last_word(const struct finder *finder, struct slice text) {
    size_t start = text.length, chunk = text.length, quotes = 0;
    while (start > 0 && is_word_byte(text.data[start - 1]))
        start--;
    while (chunk > 0 && text.data[chunk - 1] != ' ')
        chunk--;
    for (size_t i = 0; i < text.length; i++)
        quotes += text.data[i] == '"';
    struct slice word = slice_make(text.data + start, text.length - start);
    struct slice last = slice_make(text.data + chunk, text.length - chunk);
    bool is_filter = memchr(last.data, ':', last.length) != NULL;
    bool is_short =
        utf8_count(word) < least_letters(finder) && (unsigned char)text.data[start] < 0x80;
    if (word.length == 0 || finder->options.raw_match || text.length > LONG_TYPED_BYTES ||
        last.data[0] == '-' || slice_is(last, "OR") || is_filter || quotes % 2 != 0 || is_short)
        return slice_make(text.data, 0);
    return word;
}

static bool note_word(void *context, struct slice word, uint32_t uses) {
    (void)word;
    (void)uses;
    *(bool *)context = true;
    return false; /* one is enough */
}

/* Whether any word in the index begins so; folded. */
static bool is_beginning(struct finder *finder, struct slice word) {
    struct error ignored = {0};
    bool is_found = false;
    if (index_begin_read(finder->index, &ignored)) {
        index_each_word(finder->index, word, note_word, &is_found, &ignored);
        index_end_read(finder->index);
    }
    return is_found;
}

/* A word that is being typed is not unknown while others begin so. */
static void forget_unfinished(struct finder *finder, struct slice word) {
    struct search_result *result = &finder->found.result;
    struct strbuf folded = {0};
    size_t kept = 0;
    token_fold(&folded, word);
    for (size_t i = 0; i < result->unknown_count; i++) {
        bool is_last = strcmp(result->unknown[i].word, strbuf_text(&folded)) == 0;
        if (!is_last || !is_beginning(finder, strbuf_slice(&folded)))
            result->unknown[kept++] = result->unknown[i];
    }
    result->unknown_count = kept;
    strbuf_release(&folded);
}

/* ---- searching ------------------------------------------------------------------------------ */

/* An index that was made anew has another file under its name. */
static void look_for_new_index(struct finder *finder) {
    struct stat now;
    if (stat(finder->places->index_path, &now) != 0 ||
        (now.st_ino == finder->index_inode && now.st_dev == finder->index_device))
        return;
    struct error ignored = {0};
    struct index *index = index_open(finder->places->index_path, INDEX_READ, &ignored);
    if (!index)
        return; /* half made: the old one still answers */
    index_close(finder->index);
    finder->index = index;
    finder->index_inode = now.st_ino;
    finder->index_device = now.st_dev;
}

static bool run(struct finder *finder, struct slice text, bool fixes) {
    struct search_options options = finder->options;
    options.limit = finder->limit;
    options.with_snippets = true;
    options.fix = fixes;
    finder->found.problem = (struct error){0};
    finder->found.query = arena_slice(&finder->found.arena, text).data;
    return search_run(finder->index, &finder->found.arena, slice_of(finder->found.query), &options,
                      &finder->found.result, &finder->found.problem);
}

static bool has_suggestion(const struct search_result *result) {
    for (size_t i = 0; i < result->unknown_count; i++)
        if (result->unknown[i].suggestion_count > 0)
            return true;
    return false;
}

/* What the index asks while a search goes on. */
static bool has_keys(void *context) {
    struct finder *finder = context;
    finder->was_stopped = finder->was_stopped || !screen_mode_is_quiet();
    return finder->was_stopped;
}

static void choose_shown(struct finder *finder);

static void search_line(struct finder *finder) {
    struct slice text = slice_trim(strbuf_slice(&finder->line.text));
    finder->found = (struct finder_found){.query = ""};
    if (text.length == 0)
        return;
    look_for_new_index(finder);
    index_set_stopper(finder->index, finder->stops ? has_keys : NULL, finder);
    bool is_finished = finder->line.text.data[finder->line.text.length - 1] == ' ';
    struct slice word = is_finished ? slice_make(text.data, 0) : last_word(finder, text);
    struct slice wanted = text;
    if (word.length > 0)
        wanted = slice_of(arena_format(&finder->found.arena, "%.*s OR %.*s*", SLICE_ARGS(text),
                                       SLICE_ARGS(word)));
    if (run(finder, wanted, false) && word.length > 0)
        forget_unfinished(finder, word);
    if (finder->options.fix && has_suggestion(&finder->found.result) && run(finder, text, true) &&
        finder->found.result.used)
        finder->found.query = finder->found.result.used;
    choose_shown(finder);
}

static void search_again(struct finder *finder) {
    struct finder_found before = finder->found;
    finder->was_stopped = false;
    search_line(finder);
    struct finder_found *outdated = finder->was_stopped ? &finder->found : &before;
    arena_release(&outdated->arena);
    if (finder->was_stopped)
        finder->found = before;
}

void finder_search(struct finder *finder) {
    if (!finder->is_stale)
        return;
    int limit = finder->limit;
    finder->limit = FIRST_LIMIT < finder->most ? FIRST_LIMIT : finder->most;
    search_again(finder);
    finder->is_stale = finder->was_stopped;
    if (finder->was_stopped)
        finder->limit = limit;
    else
        finder->chosen = finder->top = 0;
}

void finder_search_between_keys(struct finder *finder) {
    if (!finder->is_stale)
        return;
    finder->stops = true;
    finder_search(finder);
    finder->stops = false;
}

/* ---- documents ------------------------------------------------------------------------------ */

static bool is_shown(const struct finder *finder, const char *article) {
    for (size_t i = 0; i < finder->found.shown_count; i++)
        if (strcmp(finder->found.result.hits[finder->found.shown[i]].passage.article, article) == 0)
            return true;
    return false;
}

static void choose_shown(struct finder *finder) {
    finder->found.shown =
        arena_new_array(&finder->found.arena, finder->found.result.count + 1, size_t);
    finder->found.shown_count = 0;
    for (size_t i = 0; i < finder->found.result.count; i++)
        if (!finder->is_by_document ||
            !is_shown(finder, finder->found.result.hits[i].passage.article))
            finder->found.shown[finder->found.shown_count++] = i;
}

void finder_toggle_documents(struct finder *finder) {
    finder_search(finder);
    finder->is_by_document = !finder->is_by_document;
    finder->chosen = finder->top = 0;
    choose_shown(finder);
}

const struct search_hit *finder_hit(const struct finder *finder) {
    return finder->chosen < finder->found.shown_count
               ? &finder->found.result.hits[finder->found.shown[finder->chosen]]
               : NULL;
}

/* ---- more of them --------------------------------------------------------------------------- */

void finder_fetch_more(struct finder *finder) {
    if ((int)finder->found.result.count < finder->limit || finder->limit >= finder->most)
        return;
    finder->limit =
        finder->limit < finder->most / MORE_TIMES ? finder->limit * MORE_TIMES : finder->most;
    search_again(finder);
}

/* ---- suggestions ---------------------------------------------------------------------------- */

bool finder_take_suggestions(struct finder *finder) {
    finder_search(finder);
    struct search_options options = finder->options;
    struct search_result result = {0};
    struct error ignored = {0};
    options.fix = true;
    options.limit = 1;
    options.with_snippets = false;
    if (!has_suggestion(&finder->found.result) ||
        !search_run(finder->index, &finder->found.arena, strbuf_slice(&finder->line.text), &options,
                    &result, &ignored) ||
        !result.used)
        return false;
    edit_line_set(&finder->line, result.used);
    finder->is_stale = true;
    return true;
}
