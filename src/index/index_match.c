/* index_match.c - matching: every row that fits goes through the caller's scoring function, the
 * best are kept.
 *
 * Layer: index, reading half. Order: what a scorer sees (match_view), the SQL function that calls
 * it, the heap of the best rows, the query.
 */
#include "index/index_private.h"
#include "index/postings/postings.h"

#include "base/strbuf.h"

/* ---- what a scorer sees ---- */

/* Numbers of one query, kept by FTS5 from row to row. */
struct query_numbers {
    sqlite3_int64 row_count; /* in the index */
    double average_tokens[INDEX_COLUMN_COUNT];
    int phrase_count;
    sqlite3_int64 phrase_rows[]; /* -1: not counted yet */
};

struct match_view {
    const Fts5ExtensionApi *api;
    Fts5Context *context;
    struct query_numbers *numbers;
    int instance_count;
};

int64_t match_rowid(const struct match_view *view) {
    return view->api->xRowid(view->context);
}

int match_phrase_count(const struct match_view *view) {
    return view->numbers->phrase_count;
}

int match_instance_count(const struct match_view *view) {
    return view->instance_count;
}

bool match_instance(const struct match_view *view, int i, int *phrase, int *column, int *offset) {
    return view->api->xInst(view->context, i, phrase, column, offset) == SQLITE_OK;
}

int match_column_tokens(const struct match_view *view, int column) {
    int count = 0;
    view->api->xColumnSize(view->context, column, &count);
    return count;
}

double match_average_tokens(const struct match_view *view, int column) {
    return view->numbers->average_tokens[column];
}

int64_t match_row_count(const struct match_view *view) {
    return view->numbers->row_count;
}

static int count_row(const Fts5ExtensionApi *api, Fts5Context *context, void *count) {
    (void)api;
    (void)context;
    ++*(sqlite3_int64 *)count;
    return SQLITE_OK;
}

int64_t match_phrase_rows(const struct match_view *view, int phrase) {
    sqlite3_int64 *rows = &view->numbers->phrase_rows[phrase];
    if (*rows < 0) {
        *rows = 0;
        view->api->xQueryPhrase(view->context, phrase, rows, count_row);
    }
    return *rows;
}

/* ---- the SQL function ---- */

static int make_numbers(const Fts5ExtensionApi *api, Fts5Context *context,
                        struct query_numbers **made) {
    int phrase_count = api->xPhraseCount(context);
    struct query_numbers *numbers = sqlite3_malloc64(
        sizeof *numbers + (sqlite3_uint64)phrase_count * sizeof *numbers->phrase_rows);
    if (!numbers)
        return SQLITE_NOMEM;
    numbers->phrase_count = phrase_count;
    for (int i = 0; i < phrase_count; i++)
        numbers->phrase_rows[i] = -1;
    int code = api->xRowCount(context, &numbers->row_count);
    for (int column = 0; code == SQLITE_OK && column < INDEX_COLUMN_COUNT; column++) {
        sqlite3_int64 total = 0;
        code = api->xColumnTotalSize(context, column, &total);
        numbers->average_tokens[column] =
            numbers->row_count > 0 ? (double)total / (double)numbers->row_count : 0;
    }
    *made = numbers;
    if (code != SQLITE_OK) {
        sqlite3_free(numbers);
        return code;
    }
    return api->xSetAuxdata(context, numbers, sqlite3_free);
}

/* footnote_score(passage_text): what the caller's scorer says. */
static void score_row(const Fts5ExtensionApi *api, Fts5Context *context, sqlite3_context *result,
                      int value_count, sqlite3_value **values) {
    (void)value_count;
    (void)values;
    const struct match_query *query = ((const struct index *)api->xUserData(context))->match;
    struct match_view view = {
        .api = api, .context = context, .numbers = api->xGetAuxdata(context, 0)};
    int code = view.numbers ? SQLITE_OK : make_numbers(api, context, &view.numbers);
    if (code == SQLITE_OK)
        code = api->xInstCount(context, &view.instance_count);
    if (code != SQLITE_OK)
        sqlite3_result_error_code(result, code);
    else
        sqlite3_result_double(result,
                              query->scorer ? query->scorer(query->scorer_context, &view) : 0);
}

bool index_register_functions(struct index *index, struct error *err) {
    fts5_api *api = NULL;
    sqlite3_stmt *statement = statement_get(index, STATEMENT_FTS5_API, err);
    bool row;
    if (!statement)
        return false;
    sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", NULL);
    if (!statement_step(index, statement, &row, err))
        return false;
    statement_done(statement);
    if (!api || !index_tokenizer_register(index, api) ||
        api->xCreateFunction(api, "footnote_score", index, score_row, NULL) != SQLITE_OK)
        return error_set(err, ERROR_ENVIRONMENT,
                         "this SQLite (%s) has no FTS5: install one that does",
                         sqlite3_libversion());
    return true;
}

/* ---- the best rows ---- */

/* A heap whose first entry is the worst of the best. */
struct best_rows {
    struct index *index;
    struct match_row *rows;
    int count, limit;
    struct arena *arena;
    struct named_row *named; /* by the last bits of the rowid; NULL until rows have equal scores */
};

/* The article of a row that was asked for: equal rows are compared again and again. */
enum { NAMED_ROWS = 64 };
struct named_row {
    int64_t rowid; /* 0: none */
    const char *article;
};

static const char *article_of(struct best_rows *best, int64_t rowid) {
    if (!best->named)
        best->named = arena_new_array(best->arena, NAMED_ROWS, struct named_row);
    struct named_row *named = &best->named[(uint64_t)rowid % NAMED_ROWS];
    if (named->rowid == rowid)
        return named->article;
    sqlite3_stmt *statement = statement_get(best->index, STATEMENT_ARTICLE_OF_PASSAGE, NULL);
    bool row = false;
    *named = (struct named_row){rowid, ""};
    if (!statement)
        return named->article;
    sqlite3_bind_int64(statement, 1, rowid);
    if (statement_step(best->index, statement, &row, NULL) && row) {
        named->article = statement_text(statement, 0, best->arena);
        statement_done(statement);
    }
    return named->article;
}

/* True when a stands before b: greater score, then article id, then position in the article, which
 * the rowid gives. */
static bool is_better(struct best_rows *best, const struct match_row *a,
                      const struct match_row *b) {
    if (a->score > b->score || a->score < b->score)
        return a->score > b->score;
    const char *first = article_of(best, a->rowid);
    int order = strcmp(first, article_of(best, b->rowid));
    return order ? order < 0 : a->rowid < b->rowid;
}

static void swap_rows(struct match_row *a, struct match_row *b) {
    struct match_row kept = *a;
    *a = *b;
    *b = kept;
}

static void sift_down(struct best_rows *best, int count) {
    for (int i = 0;;) {
        int worst = i;
        for (int child = 2 * i + 1; child <= 2 * i + 2 && child < count; child++)
            if (is_better(best, &best->rows[worst], &best->rows[child]))
                worst = child;
        if (worst == i)
            return;
        swap_rows(&best->rows[i], &best->rows[worst]);
        i = worst;
    }
}

static void add_row(struct best_rows *best, struct match_row row) {
    if (best->count == best->limit) {
        if (!is_better(best, &row, &best->rows[0]))
            return;
        best->rows[0] = row;
        sift_down(best, best->count);
        return;
    }
    int i = best->count++;
    best->rows[i] = row;
    for (; i > 0; i = (i - 1) / 2) {
        struct match_row *parent = &best->rows[(i - 1) / 2];
        if (!is_better(best, parent, &best->rows[i]))
            return;
        swap_rows(parent, &best->rows[i]);
    }
}

static void sort_rows(struct best_rows *best) {
    for (int count = best->count - 1; count > 0; count--) {
        swap_rows(&best->rows[0], &best->rows[count]);
        sift_down(best, count);
    }
}

void index_best_rows(struct index *index, struct arena *arena, int limit, struct match_row **rows,
                     size_t *count) {
    struct best_rows best = {.index = index,
                             .arena = arena,
                             .rows = arena_new_array(arena, (size_t)limit, struct match_row),
                             .limit = limit};
    for (size_t i = 0; i < *count; i++)
        add_row(&best, (*rows)[i]);
    sort_rows(&best);
    *rows = best.rows;
    *count = (size_t)best.count;
}

/* ---- the query ---- */

/* FTS5 reports a bad expression as a plain error while the statement starts. */
bool index_match_error(struct index *index, struct error *err) {
    int code = sqlite3_errcode(index->database) & 0xff;
    if (code == SQLITE_ERROR)
        return error_set(err, ERROR_USAGE, "the match expression can't be read: %s",
                         sqlite3_errmsg(index->database));
    return index_error(index, err);
}

bool index_expression_is_fine(struct index *index, const char *expression, struct error *err) {
    sqlite3_stmt *statement = statement_get(index, STATEMENT_HAS_WORD, err);
    if (!statement)
        return false;
    statement_bind_text(statement, 1, expression);
    int code = sqlite3_step(statement);
    bool fine = code == SQLITE_ROW || code == SQLITE_DONE || index_match_error(index, err);
    statement_done(statement);
    return fine;
}

/* Quicker to ask than FTS5, which knows more: the words of headings that stand above a passage. */
static bool is_in_postings(struct index *index, struct slice word) {
    struct slice terms[INDEX_MOST_TERMS];
    struct arena arena = {0};
    struct posting_cursor *cursor = NULL;
    struct error ignored;
    if (!index_begin_read(index, &ignored))
        return false;
    int count = index_words_terms(index, word, terms);
    for (int i = 0; i < count && !cursor; i++)
        if (!posting_open(index, &arena, terms[i], &cursor, &ignored))
            cursor = NULL;
    index_end_read(index);
    arena_release(&arena);
    return cursor != NULL;
}

bool index_has_word(struct index *index, struct slice word) {
    if (is_in_postings(index, word))
        return true;
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

bool index_each_match(struct index *index, const char *expression, index_match_visitor *visitor,
                      void *context, struct error *err) {
    sqlite3_stmt *statement = statement_get(index, STATEMENT_EACH_MATCH, err);
    if (!statement)
        return false;
    statement_bind_text(statement, 1, expression);
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW &&
           visitor(context, sqlite3_column_int64(statement, 0)))
        ;
    bool done = code == SQLITE_ROW || code == SQLITE_DONE || index_match_error(index, err);
    statement_done(statement);
    return done;
}

static bool collect_rows(struct index *index, const struct match_query *query,
                         struct best_rows *best, struct error *err) {
    sqlite3_stmt *statement = statement_get(index, STATEMENT_MATCH, err);
    if (!statement)
        return false;
    statement_bind_text(statement, 1, query->expression);
    int code = SQLITE_DONE;
    bool goes_on = true;
    for (int rows = 1; goes_on && (code = sqlite3_step(statement)) == SQLITE_ROW; rows++) {
        int64_t rowid = sqlite3_column_int64(statement, 0);
        goes_on = rows % 256 != 0 || index_goes_on(index, err);
        if (!query->ranges || index_ranges_hold(query->ranges, rowid))
            add_row(best, (struct match_row){.rowid = rowid,
                                             .score = sqlite3_column_double(statement, 1)});
    }
    bool done = goes_on && (code == SQLITE_DONE || index_match_error(index, err));
    statement_done(statement);
    return done;
}

bool index_match(struct index *index, struct arena *arena, const struct match_query *query,
                 struct match_row **rows, size_t *count, struct error *err) {
    int limit = query->limit > 0 ? query->limit : 1;
    struct best_rows best = {.index = index,
                             .arena = arena,
                             .rows = arena_new_array(arena, (size_t)limit, struct match_row),
                             .limit = limit};
    if (!index_begin_read(index, err))
        return false;
    index->match = query;
    bool done = collect_rows(index, query, &best, err);
    index->match = NULL;
    if (done)
        sort_rows(&best);
    index_end_read(index);
    *rows = best.rows;
    *count = (size_t)best.count;
    return done;
}
