/* index_snippet.c - the part of a passage that shows why it was found; whether a word is known.
 *
 * Layer: index, reading half. The full-text table holds no text, so the passage's body is handed to
 * a function of ours inside the query, which has FTS5's matches and its tokenizer. Order: the words
 * of the body, where to begin, the marked text, the function, the calls.
 */
#include "index/index_private.h"

#include "base/memory.h"
#include "base/strbuf.h"

#include <stdlib.h>

enum {
    MOST_SNIPPET_TOKENS = 64,
    BODY_COLUMN = 2,
    NEW_PHRASE = 1000, /* what a phrase counts that the part has not shown yet */
    AT_SENTENCE = 100, /* what it counts to begin with a sentence */
};

/* ---- the words of the body ---- */

struct word {
    int start, end;       /* bytes */
    int group;            /* of matches that overlap, from 1; 0: none */
    bool begins_sentence; /* nothing, or . ? ! : or a line's end before it */
};

struct match {
    int phrase, word, length;
};

struct body {
    const char *text;
    struct word *words;
    int word_count, word_capacity;
    struct match *matches;
    int match_count;
};

static bool begins_sentence(const char *text, int start) {
    while (start > 0 && (text[start - 1] == ' ' || text[start - 1] == '"'))
        start--;
    return start == 0 || strchr(".?!:\n", text[start - 1]) != NULL;
}

/* FTS5's token callback. */
static int add_word(void *context, int flags, const char *token, int token_length, int start,
                    int end) {
    struct body *body = context;
    (void)token;
    (void)token_length;
    if (flags & FTS5_TOKEN_COLOCATED)
        return SQLITE_OK;
    if (body->word_count == body->word_capacity) {
        body->word_capacity = body->word_capacity ? body->word_capacity * 2 : 256;
        body->words = memory_resize(body->words, (size_t)body->word_capacity, sizeof *body->words);
    }
    body->words[body->word_count++] = (struct word){
        .start = start, .end = end, .begins_sentence = begins_sentence(body->text, start)};
    return SQLITE_OK;
}

static int read_matches(const Fts5ExtensionApi *api, Fts5Context *context, struct body *body) {
    int count = 0, group = 0, end = 0; /* end: the word behind the group */
    int code = api->xInstCount(context, &count);
    body->matches = memory_allocate((size_t)(count + 1) * sizeof *body->matches);
    for (int i = 0; code == SQLITE_OK && i < count; i++) {
        struct match match;
        int column;
        code = api->xInst(context, i, &match.phrase, &column, &match.word);
        if (code != SQLITE_OK || column != BODY_COLUMN)
            continue;
        match.length = api->xPhraseSize(context, match.phrase);
        if (match.word < 0 || match.word + match.length > body->word_count)
            continue;
        if (match.word >= end)
            group++;
        for (int k = 0; k < match.length; k++)
            body->words[match.word + k].group = group;
        end = match.word + match.length > end ? match.word + match.length : end;
        body->matches[body->match_count++] = match;
    }
    return code;
}

/* ---- where to begin ---- */

/* How much the part of `tokens` words from `first` on shows. Matches stand in order of words. */
static int worth_of(const struct body *body, int first, int tokens) {
    int worth = first == 0 || body->words[first].begins_sentence ? AT_SENTENCE : 0;
    uint64_t shown = 0;
    for (int i = 0; i < body->match_count; i++) {
        const struct match *match = &body->matches[i];
        if (match->word < first || match->word + match->length > first + tokens)
            continue;
        uint64_t bit = UINT64_C(1) << (match->phrase & 63);
        worth += shown & bit ? 1 : NEW_PHRASE;
        shown |= bit;
    }
    return worth;
}

static int best_start(const struct body *body, int tokens) {
    enum { MOST_TRIED = 256 }; /* a word that stands everywhere is shown well enough by then */
    int best = 0, best_worth = worth_of(body, 0, tokens);
    int last = body->word_count > tokens ? body->word_count - tokens : 0;
    for (int i = 0; i < body->match_count && i < MOST_TRIED; i++) {
        int word = body->matches[i].word;
        int centred = word - tokens / 2 > 0 ? word - tokens / 2 : 0;
        int sentence = word;
        while (sentence > 0 && sentence > word - tokens / 2 &&
               !body->words[sentence].begins_sentence)
            sentence--;
        const int tried[] = {sentence, centred};
        for (int k = 0; k < 2; k++) {
            int start = tried[k] < last ? tried[k] : last;
            int worth = worth_of(body, start, tokens);
            if (worth > best_worth || (worth == best_worth && start < best)) {
                best = start;
                best_worth = worth;
            }
        }
    }
    return best;
}

/* ---- the marked text ---- */

static void add_marked(const struct body *body, int first, int count, struct strbuf *out) {
    int last = first + count < body->word_count ? first + count : body->word_count;
    int at = first == 0 ? 0 : body->words[first].start;
    for (int i = first; i < last; i++) {
        const struct word *word = &body->words[i];
        bool opens = word->group && (i == first || body->words[i - 1].group != word->group);
        bool closes = word->group && (i + 1 == last || body->words[i + 1].group != word->group);
        if (opens) { /* pairs of characters overlap */
            int start = word->start > at ? word->start : at;
            strbuf_add_bytes(out, body->text + at, (size_t)(start - at));
            strbuf_add_char(out, '\x02');
            at = start;
        }
        if (closes) {
            strbuf_add_bytes(out, body->text + at, (size_t)(word->end - at));
            strbuf_add_char(out, '\x03');
            at = word->end;
        }
    }
    int end = last == body->word_count ? (int)strlen(body->text) : body->words[last - 1].end;
    if (end > at)
        strbuf_add_bytes(out, body->text + at, (size_t)(end - at));
}

/* ---- the function ---- */

void index_snippet_function(const Fts5ExtensionApi *api, Fts5Context *context,
                            sqlite3_context *result, int value_count, sqlite3_value **values) {
    const char *text = value_count == 2 ? (const char *)sqlite3_value_text(values[0]) : NULL;
    int tokens = value_count == 2 ? sqlite3_value_int(values[1]) : 0;
    if (!text || tokens < 1) {
        sqlite3_result_text(result, "", 0, SQLITE_STATIC);
        return;
    }
    struct body body = {.text = text};
    struct strbuf out = {0};
    int code = api->xTokenize(context, text, (int)strlen(text), &body, add_word);
    if (code == SQLITE_OK)
        code = read_matches(api, context, &body);
    if (code == SQLITE_OK && body.word_count > 0)
        add_marked(&body, best_start(&body, tokens), tokens, &out);
    if (code != SQLITE_OK)
        sqlite3_result_error_code(result, code);
    else
        sqlite3_result_text(result, strbuf_text(&out), (int)out.length, SQLITE_TRANSIENT);
    strbuf_release(&out);
    free(body.words);
    free(body.matches);
}

/* ---- the calls ---- */

static bool read_body(struct index *index, struct arena *arena, int64_t rowid, struct slice *body,
                      struct error *err) {
    sqlite3_stmt *statement = statement_get(index, STATEMENT_PASSAGE_DATA, err);
    bool row;
    *body = slice_make("", 0);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, rowid);
    if (!statement_step(index, statement, &row, err))
        return false;
    if (!row)
        return true;
    struct passage_parts parts;
    struct slice data =
        slice_make(sqlite3_column_blob(statement, 0), (size_t)sqlite3_column_bytes(statement, 0));
    bool done = passage_read_parts(index, data, arena, &parts, err);
    statement_done(statement);
    *body = parts.body;
    return done;
}

static bool mark_body(struct index *index, struct arena *arena, const char *expression,
                      int64_t rowid, int tokens, const char **marked, struct error *err) {
    struct slice body;
    sqlite3_stmt *statement = NULL;
    bool row;
    if (read_body(index, arena, rowid, &body, err) && index_register_functions(index, err))
        statement = statement_get(index, STATEMENT_SNIPPET, err);
    if (!statement)
        return false;
    statement_bind_text(statement, 1, expression);
    sqlite3_bind_int64(statement, 2, rowid);
    statement_bind_slice(statement, 3, body);
    sqlite3_bind_int(statement, 4, tokens < MOST_SNIPPET_TOKENS ? tokens : MOST_SNIPPET_TOKENS);
    if (!statement_step(index, statement, &row, err))
        return false;
    *marked = row ? statement_text(statement, 0, arena) : "";
    if (row)
        statement_done(statement);
    return true;
}

bool index_snippet(struct index *index, struct arena *arena, const char *expression, int64_t rowid,
                   int tokens, const char **marked, struct error *err) {
    if (!index_begin_read(index, err))
        return false;
    bool done = mark_body(index, arena, expression, rowid, tokens, marked, err);
    index_end_read(index);
    return done;
}

bool index_has_word(struct index *index, struct slice word) {
    sqlite3_stmt *statement = statement_get(index, STATEMENT_HAS_WORD, NULL);
    if (!statement)
        return false;
    struct strbuf quoted = {0};
    strbuf_add_char(&quoted, '"');
    for (size_t i = 0; i < word.length; i++) {
        if (word.data[i] == '"')
            strbuf_add_char(&quoted, '"');
        strbuf_add_char(&quoted, word.data[i]);
    }
    strbuf_add_char(&quoted, '"');
    statement_bind_slice(statement, 1, strbuf_slice(&quoted));
    bool row = false;
    bool found = statement_step(index, statement, &row, NULL) && row;
    statement_done(statement);
    strbuf_release(&quoted);
    return found;
}
