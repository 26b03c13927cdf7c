/* search.c - a query run: read, rank, hits, facets.
 *
 * Layer: search. Order: raw expressions, hits, the whole. All reading happens in one state of the
 * index, so that a hit is the passage that was scored.
 */
#include "search/search.h"

#include "search/filter_remarks.h"
#include "search/hits.h"
#include "search/query/expression_error.h"
#include "search/query/expression_words.h"
#include "search/query/query.h"
#include "search/score.h"
#include "search/spelling/spelling_index.h"
#include "search/thesaurus/thesaurus_index.h"

enum { DEFAULT_LIMIT = 10 };

/* One search in its course. */
struct search {
    struct index *index;
    struct arena *arena;
    const struct search_options *options;
    const char *expression;
    struct query query; /* of a raw expression only its words */
    struct tokenizer *tokenizer;
    struct thesaurus thesaurus;
    struct index_ranges *ranges; /* what filters leave, or NULL */
    struct search_result *result;
};

/* ---- raw expressions ---- */

/* The rows to explain, and their explanations; the scorer is called for all rows. */
struct row_explaining {
    struct score_context score;
    const struct query *query;
    const struct match_row *rows;
    size_t count;
    struct ranked_passage *ranked; /* of each */
};

static double explain_row(void *context, const struct match_view *view) {
    struct row_explaining *explaining = context;
    struct score_context *score = &explaining->score;
    int64_t rowid = match_rowid(view);
    double sum = score_passage(score, view);
    size_t at = 0;
    while (at < explaining->count && explaining->rows[at].rowid != rowid)
        at++;
    if (at == explaining->count)
        return sum;
    struct ranked_passage *ranked = &explaining->ranked[at];
    ranked->coverage = score->coverage;
    ranked->shares = arena_new_array(score->arena, (size_t)score->group_count, struct search_share);
    for (int i = 0; i < score->group_count && i < explaining->query->group_count; i++) {
        const struct query_group *group = &explaining->query->groups[i];
        bool is_there = score->shares[i] > 0;
        ranked->shares[ranked->share_count++] = (struct search_share){
            .word = group->typed,
            .found = is_there ? group->members[0].text : NULL,
            .weight = is_there ? 1 : 0,
            .score = score->shares[i],
        };
    }
    return sum;
}

/* Each phrase's part of what the rows scored: all are scored once more. */
static bool explain_rows(struct search *search, const struct match_row *rows, struct error *err) {
    struct search_result *result = search->result;
    struct row_explaining explaining = {
        .score = {.arena = search->arena,
                  .shares = arena_new_array(search->arena, QUERY_MOST_WORDS, double),
                  .share_room = QUERY_MOST_WORDS},
        .query = &search->query,
        .rows = rows,
        .count = result->count,
        .ranked = arena_new_array(search->arena, result->count, struct ranked_passage),
    };
    struct match_query match = {.expression = search->expression,
                                .scorer = explain_row,
                                .scorer_context = &explaining,
                                .limit = 1};
    struct match_row *ignored;
    size_t count;
    for (size_t i = 0; i < result->count; i++)
        result->hits[i].ranked = &explaining.ranked[i];
    return index_match(search->index, search->arena, &match, &ignored, &count, err);
}

/* What a raw expression matches, by the base score alone: nothing is known of what it means. */
static bool find_rows(struct search *search, int limit, struct error *err) {
    struct score_context score = {.arena = search->arena};
    struct match_query match = {
        .expression = search->expression,
        .scorer = score_passage,
        .scorer_context = &score,
        .limit = limit,
        .ranges = search->ranges,
    };
    struct match_row *rows;
    struct search_result *result = search->result;
    if (!index_match(search->index, search->arena, &match, &rows, &result->count, err)) {
        if (err->code == ERROR_USAGE)
            expression_error_explain(search->index, search->arena, search->expression, err);
        return false;
    }
    result->hits = arena_new_array(search->arena, result->count, struct search_hit);
    for (size_t i = 0; i < result->count; i++) {
        result->hits[i].score = rows[i].score;
        if (!index_passage_by_row(search->index, search->arena, rows[i].rowid,
                                  &result->hits[i].passage, err))
            return false;
    }
    return !search->options->with_explain || explain_rows(search, rows, err);
}

/* ---- hits ---- */

static bool rank(struct search *search, struct slice typed, int limit, const double **rarity,
                 struct error *err) {
    const struct search_options *options = search->options;
    struct ranking_options ranking_options = {
        .limit = limit,
        .feedback = options->feedback,
        .exhaustive = options->exhaustive,
        .with_shares = options->with_explain,
        .ranges = search->ranges,
        .tokenizer = search->tokenizer,
    };
    struct ranking ranking;
    struct search_result *result = search->result;
    struct slice meant = search->query.used ? slice_of(search->query.used) : typed;
    if (!rank_passages(search->index, search->arena, &search->query, meant, &ranking_options,
                       &ranking, err))
        return false;
    result->hits = arena_new_array(search->arena, ranking.count, struct search_hit);
    result->all_weak = ranking.count > 0;
    *rarity = ranking.rarity;
    for (size_t i = 0; i < ranking.count; i++) {
        const struct ranked_passage *ranked = &ranking.passages[i];
        result->all_weak = result->all_weak && ranked->weak;
        if (ranked->weak && !options->weak_too)
            continue;
        result->hits[result->count++] = (struct search_hit){
            .score = ranked->score,
            .weak = ranked->weak,
            .passage = ranked->passage,
            .ranked = options->with_explain ? ranked : NULL,
        };
    }
    return true;
}

/* So many passages are ranked that as many articles as asked for come together, as a rule. */
static int passages_for(const struct search_options *options, int limit) {
    enum { PER_ARTICLE = 8, MOST = 1000 };
    if (!options->by_article)
        return limit;
    int passages = limit < MOST / PER_ARTICLE ? limit * PER_ARTICLE : MOST;
    return passages > RANKING_LOOK ? passages : RANKING_LOOK;
}

static bool find_hits(struct search *search, struct slice typed, struct error *err) {
    const struct search_options *options = search->options;
    int limit = options->limit > 0 ? options->limit : DEFAULT_LIMIT;
    int passages = passages_for(options, limit);
    struct hits_finish finish = {.tokenizer = search->tokenizer,
                                 .query = &search->query,
                                 .today = options->today,
                                 .with_snippets = options->with_snippets};
    if (!(options->raw_match ? find_rows(search, passages, err)
                             : rank(search, typed, passages, &finish.rarity, err)))
        return false;
    if (options->by_article)
        hits_group_by_article(search->arena, (size_t)limit, search->result);
    hits_finish(search->arena, &finish, search->result);
    return true;
}

static bool count_facets(struct search *search, struct error *err) {
    const struct search_options *options = search->options;
    search->result->facet_count = options->facet_count;
    return options->facet_count == 0 ||
           facets_count(search->index, search->arena, search->expression, search->ranges,
                        options->facets, options->facet_count, &search->result->facets, err);
}

/* ---- the whole ---- */

/* FTS5's time grows with the square of the phrases that a passage holds, and a star joins the lists
 * of all words that begin so: what would take longer than a person waits is refused. */
static bool check_phrases(const struct query *query, struct error *err) {
    enum { MOST_PHRASES = 24, MOST_STARS = 8 };
    int stars = 0;
    for (int i = 0; i < query->group_count; i++)
        stars += query->groups[i].members[0].is_prefix;
    if (query->group_count > MOST_PHRASES)
        return error_set(err, ERROR_USAGE,
                         "the match expression has more than %d phrases: leave some out",
                         MOST_PHRASES);
    if (stars > MOST_STARS)
        return error_set(err, ERROR_USAGE,
                         "the match expression has more than %d words with a star: write some out",
                         MOST_STARS);
    return true;
}

/* A raw expression has no filters of its own, only those of the options. */
static bool read_expression(struct search *search, struct slice text, struct error *err) {
    if (slice_trim(text).length == 0 || memchr(text.data, '\0', text.length))
        return error_set(err, ERROR_USAGE, "the match expression is empty or holds a NUL");
    if (expression_length(text) > EXPRESSION_MOST_WORDS)
        return error_set(err, ERROR_USAGE,
                         "the match expression has more than %d words: shorten it",
                         EXPRESSION_MOST_WORDS);
    search->expression = arena_slice(search->arena, text).data;
    expression_words(search->arena, search->expression, &search->query);
    if (!check_phrases(&search->query, err))
        return false;
    query_filter_add_options(search->arena, search->options->language, search->options->article,
                             &search->query.filter);
    return true;
}

static bool read_query(struct search *search, struct slice text, struct error *err) {
    const struct search_options *options = search->options;
    if (options->raw_match)
        return read_expression(search, text, err);
    bool has_thesaurus =
        !options->literal && thesaurus_of_index(search->index, search->arena, &search->thesaurus);
    struct query_options query_options = {
        .thesaurus = has_thesaurus ? &search->thesaurus : NULL,
        .fix = options->fix,
        .near = options->near,
        .language = options->language,
        .article = options->article,
    };
    struct spelling spelling = spelling_of_index(search->index, query_options.thesaurus);
    query_options.spelling = options->literal ? NULL : &spelling;
    if (!query_read(search->arena, text, &query_options, &search->query, err))
        return false;
    search->expression = search->query.expression;
    search->result->unknown = search->query.unknown;
    search->result->unknown_count = search->query.unknown_count;
    search->result->used = search->query.used;
    search->result->passed_over = search->query.passed_over;
    return true;
}

bool search_run(struct index *index, struct arena *arena, struct slice text,
                const struct search_options *options, struct search_result *result,
                struct error *err) {
    struct search search = {
        .index = index,
        .arena = arena,
        .options = options,
        .result = result,
    };
    *result = (struct search_result){0};
    if (!index_begin_read(index, err))
        return false;
    search.tokenizer = tokenizer_new();
    bool done = read_query(&search, text, err) &&
                query_filter_find(index, arena, &search.query.filter, options->today,
                                  &search.ranges, err) &&
                filter_remarks(index, arena, &search.query, search.ranges, err) &&
                find_hits(&search, text, err) && count_facets(&search, err);
    result->remarks = search.query.remarks;
    tokenizer_free(search.tokenizer);
    done = index_is_sound(index, err) && done;
    index_end_read(index);
    return done;
}
