/* finder_search.c - what was typed in the finder -> results. In order: the last word as a
 * beginning; searching; documents; more of them; suggestions.
 *
 * Layer: cli. See finder_private.h.
 */
#include "base/utf8.h"
#include "cli/finder/finder_private.h"
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
    enum { SMALL_PASSAGES = 5000, LARGE_PASSAGES = 20 * 1000 };
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

/* Whether any word in the index begins so. */
static bool is_beginning(struct finder *finder, struct slice word) {
    struct search_options options = {.raw_match = true, .limit = 1};
    struct search_result result = {0};
    struct error ignored = {0};
    const char *expression = arena_format(&finder->arena, "\"%.*s\"*", SLICE_ARGS(word));
    return search_run(finder->index, &finder->arena, slice_of(expression), &options, &result,
                      &ignored) &&
           result.count > 0;
}

/* A word that is being typed is not unknown while others begin so. */
static void forget_unfinished(struct finder *finder, struct slice word) {
    struct search_result *result = &finder->result;
    struct strbuf folded = {0};
    size_t kept = 0;
    token_fold(&folded, word);
    for (size_t i = 0; i < result->unknown_count; i++) {
        bool is_last = strcmp(result->unknown[i].word, strbuf_text(&folded)) == 0;
        if (!is_last || !is_beginning(finder, word))
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
    finder->problem = (struct error){0};
    finder->query = arena_slice(&finder->arena, text).data;
    return search_run(finder->index, &finder->arena, slice_of(finder->query), &options,
                      &finder->result, &finder->problem);
}

static bool has_suggestion(const struct search_result *result) {
    for (size_t i = 0; i < result->unknown_count; i++)
        if (result->unknown[i].suggestion_count > 0)
            return true;
    return false;
}

static void choose_shown(struct finder *finder);

static void search_line(struct finder *finder) {
    struct slice text = slice_trim(strbuf_slice(&finder->line.text));
    arena_release(&finder->arena);
    finder->result = (struct search_result){0};
    finder->problem = (struct error){0};
    finder->shown_count = 0;
    finder->query = "";
    if (text.length == 0)
        return;
    look_for_new_index(finder);
    bool is_finished = finder->line.text.data[finder->line.text.length - 1] == ' ';
    struct slice word = is_finished ? slice_make(text.data, 0) : last_word(finder, text);
    struct slice wanted = text;
    if (word.length > 0)
        wanted = slice_of(
            arena_format(&finder->arena, "%.*s OR %.*s*", SLICE_ARGS(text), SLICE_ARGS(word)));
    if (run(finder, wanted, false) && word.length > 0)
        forget_unfinished(finder, word);
    if (finder->options.fix && has_suggestion(&finder->result) && run(finder, text, true) &&
        finder->result.used)
        finder->query = finder->result.used;
    choose_shown(finder);
}

void finder_search(struct finder *finder) {
    if (!finder->is_stale)
        return;
    finder->is_stale = false;
    finder->limit = FIRST_LIMIT < finder->most ? FIRST_LIMIT : finder->most;
    finder->chosen = finder->top = 0;
    search_line(finder);
}

/* ---- documents ------------------------------------------------------------------------------ */

static bool is_shown(const struct finder *finder, const char *article) {
    for (size_t i = 0; i < finder->shown_count; i++)
        if (strcmp(finder->result.hits[finder->shown[i]].passage.article, article) == 0)
            return true;
    return false;
}

static void choose_shown(struct finder *finder) {
    finder->shown = arena_new_array(&finder->arena, finder->result.count + 1, size_t);
    finder->shown_count = 0;
    for (size_t i = 0; i < finder->result.count; i++)
        if (!finder->is_by_document || !is_shown(finder, finder->result.hits[i].passage.article))
            finder->shown[finder->shown_count++] = i;
}

void finder_toggle_documents(struct finder *finder) {
    finder_search(finder);
    finder->is_by_document = !finder->is_by_document;
    finder->chosen = finder->top = 0;
    choose_shown(finder);
}

const struct search_hit *finder_hit(const struct finder *finder) {
    return finder->chosen < finder->shown_count
               ? &finder->result.hits[finder->shown[finder->chosen]]
               : NULL;
}

/* ---- more of them --------------------------------------------------------------------------- */

void finder_fetch_more(struct finder *finder) {
    if ((int)finder->result.count < finder->limit || finder->limit >= finder->most)
        return;
    finder->limit =
        finder->limit < finder->most / MORE_TIMES ? finder->limit * MORE_TIMES : finder->most;
    search_line(finder);
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
    if (!has_suggestion(&finder->result) ||
        !search_run(finder->index, &finder->arena, strbuf_slice(&finder->line.text), &options,
                    &result, &ignored) ||
        !result.used)
        return false;
    edit_line_set(&finder->line, result.used);
    finder->is_stale = true;
    return true;
}
