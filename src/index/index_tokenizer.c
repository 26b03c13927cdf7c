/* index_tokenizer.c - see index_tokenizer.h.
 *
 * Layer: index. Order: what an index holds for it, documents, queries, the module, the calls.
 */
#include "index/index_tokenizer.h"

#include "base/memory.h"
#include "base/strbuf.h"
#include "index/index_private.h"

#include <stdlib.h>

struct index_words {
    struct tokenizer *tokenizer;
    struct token_array tokens;        /* of a query */
    struct strbuf completed;          /* a word with a star, as it may go on */
    const struct token_array *replay; /* the columns of a row that are still to come, or NULL */
    int replay_left;
    struct index_languages languages; /* of the index, for queries */
    bool knows_languages;
};

static struct index_words *words_of(struct index *index) {
    if (!index->words) {
        index->words = memory_allocate_zeroed(1, sizeof *index->words);
        index->words->tokenizer = tokenizer_new();
    }
    return index->words;
}

/* FTS5's callback, and where it stands. */
typedef int token_taker(void *context, int flags, const char *term, int length, int start, int end);
struct taking {
    token_taker *take;
    void *context;
};

static int take(const struct taking *taking, int flags, struct slice term,
                const struct token *token) {
    return taking->take(taking->context, flags, term.data, (int)term.length, (int)token->start,
                        (int)token->end);
}

/* ---- documents ---- */

/* The tokens of the next column. */
static int replay_column(struct index_words *words, const struct taking *taking) {
    const struct token_array *column = words->replay;
    if (!column)
        return SQLITE_MISUSE;
    words->replay = --words->replay_left ? column + 1 : NULL;
    int code = SQLITE_OK;
    for (size_t i = 0; code == SQLITE_OK && i < column->count; i++)
        code = take(taking, 0, column->items[i].term, &column->items[i]);
    return code;
}

/* ---- queries ---- */

/* Terms at one place: FTS5 wants each once. */
struct variants {
    struct slice terms[INDEX_MOST_BEGINNINGS];
    int count;
};

static void add_variant(struct variants *variants, struct slice term) {
    for (int i = 0; i < variants->count; i++)
        if (slice_equals(variants->terms[i], term))
            return;
    if (variants->count < (int)(sizeof variants->terms / sizeof *variants->terms))
        variants->terms[variants->count++] = term;
}

static void add_stem(struct index_words *words, struct variants *variants, int language,
                     uint32_t word_id) {
    uint32_t term = tokenizer_term_of(words->tokenizer, words->languages.items[language], word_id);
    add_variant(variants, tokenizer_term(words->tokenizer, term));
}

/* What a stem loses that belongs to the typed beginning of a word: "runn" -> running -> run. Only
 * what is shorter than the beginning says something new. */
static void add_completions(struct index_words *words, struct variants *variants,
                            struct slice typed, int language) {
    static const char *const rests[] = {"ing", "ng", "g", "s"};
    struct token_array completed = {0};
    for (size_t i = 0; i < sizeof rests / sizeof *rests; i++) {
        strbuf_truncate(&words->completed, 0);
        strbuf_add_slice(&words->completed, typed);
        strbuf_add(&words->completed, rests[i]);
        tokenize_all(words->tokenizer, words->languages.items[language],
                     strbuf_slice(&words->completed), &completed);
        if (completed.count == 1 && completed.items[0].term.length < typed.length)
            add_variant(variants, completed.items[0].term);
    }
    token_array_release(&completed);
}

static void find_variants(struct index_words *words, const struct token *token, bool is_beginning,
                          struct variants *variants) {
    enum { LEAST_TO_COMPLETE = 4 };
    struct slice typed = tokenizer_word(words->tokenizer, token->word_id);
    if (is_beginning)
        add_variant(variants, typed);
    for (int i = 0; i < words->languages.count; i++)
        add_stem(words, variants, i, token->word_id);
    for (int i = 0; is_beginning && i < words->languages.count; i++)
        if (typed.length >= LEAST_TO_COMPLETE &&
            words->languages.items[i] == token_language_of("en"))
            add_completions(words, variants, typed, i);
}

static int take_query_token(struct index_words *words, const struct taking *taking,
                            const struct token *token, bool is_beginning) {
    struct variants variants = {0};
    int code = SQLITE_OK;
    find_variants(words, token, is_beginning, &variants);
    for (int i = 0; code == SQLITE_OK && i < variants.count; i++)
        code = take(taking, i ? FTS5_TOKEN_COLOCATED : 0, variants.terms[i], token);
    return code;
}

static bool know_languages(struct index *index) {
    struct index_words *words = index->words;
    if (words->knows_languages)
        return true;
    if (!index_languages_load(index, &words->languages, NULL))
        return false;
    if (words->languages.count == 0)
        index_languages_count(&words->languages, token_language_of("en"), 1);
    words->knows_languages = true;
    return true;
}

const struct token_language *index_words_only_language(struct index *index) {
    const struct index_words *words = words_of(index);
    return know_languages(index) && words->languages.count == 1 ? words->languages.items[0] : NULL;
}

int index_words_terms(struct index *index, struct slice text,
                      struct slice terms[INDEX_MOST_TERMS]) {
    struct index_words *words = words_of(index);
    struct variants variants = {0};
    if (!know_languages(index))
        return 0;
    tokenize_all(words->tokenizer, words->languages.items[0], text, &words->tokens);
    if (words->tokens.count != 1)
        return 0;
    for (int i = 0; i < words->languages.count; i++)
        add_stem(words, &variants, i, words->tokens.items[0].word_id);
    for (int i = 0; i < variants.count; i++)
        terms[i] = variants.terms[i];
    return variants.count;
}

static int tokenize_query(struct index *index, const struct taking *taking, struct slice text,
                          bool is_beginning) {
    struct index_words *words = index->words;
    if (!know_languages(index)) {
        int failed = sqlite3_extended_errcode(index->database);
        return failed != SQLITE_OK ? failed : SQLITE_ERROR;
    }
    tokenize_all(words->tokenizer, words->languages.items[0], text, &words->tokens);
    int code = SQLITE_OK;
    for (size_t i = 0; code == SQLITE_OK && i < words->tokens.count; i++)
        code = take_query_token(words, taking, &words->tokens.items[i],
                                is_beginning && i + 1 == words->tokens.count);
    return code;
}

bool index_words_beginnings(struct index *index, struct slice word,
                            struct index_beginnings *beginnings) {
    struct index_words *words = words_of(index);
    struct variants variants = {0};
    beginnings->count = 0;
    if (!know_languages(index))
        return false;
    tokenize_all(words->tokenizer, words->languages.items[0], word, &words->tokens);
    if (words->tokens.count != 1)
        return false;
    find_variants(words, &words->tokens.items[0], true, &variants);
    for (int i = 0; i < variants.count; i++)
        beginnings->items[beginnings->count++] = variants.terms[i];
    return true;
}

/* ---- the module ---- */

/* FTS5's handle of a tokenizer is the index itself: one a connection. */
static int create(void *context, const char **arguments, int count, Fts5Tokenizer **made) {
    (void)arguments;
    (void)count;
    *made = context;
    return SQLITE_OK;
}

static void delete (Fts5Tokenizer *tokenizer) {
    (void)tokenizer; /* index_close frees it */
}

static int tokenize_text(Fts5Tokenizer *tokenizer, void *context, int flags, const char *data,
                         int length, token_taker *taker) {
    struct index *index = (struct index *)tokenizer;
    struct index_words *words = words_of(index);
    struct slice text = slice_make(data, data && length > 0 ? (size_t)length : 0);
    const struct taking taking = {.take = taker, .context = context};
    if (flags & FTS5_TOKENIZE_QUERY)
        return tokenize_query(index, &taking, text, (flags & FTS5_TOKENIZE_PREFIX) != 0);
    return replay_column(words, &taking);
}

bool index_tokenizer_register(struct index *index, void *api) {
    fts5_api *fts5 = api;
    fts5_tokenizer module = {create, delete, tokenize_text};
    return fts5->xCreateTokenizer(fts5, "footnote", index, &module, NULL) == SQLITE_OK;
}

/* ---- the calls ---- */

void index_words_replay(struct index *index, const struct token_array *columns) {
    struct index_words *words = words_of(index);
    words->replay = columns;
    words->replay_left = INDEX_COLUMN_COUNT;
}

void index_words_forget_languages(struct index *index) {
    if (index->words)
        index->words->knows_languages = false;
}

struct tokenizer *index_words_tokenizer(struct index *index) {
    return words_of(index)->tokenizer;
}

void index_words_free(struct index_words *words) {
    if (!words)
        return;
    tokenizer_free(words->tokenizer);
    token_array_release(&words->tokens);
    strbuf_release(&words->completed);
    free(words);
}
