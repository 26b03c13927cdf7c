/* cmd_search.c - footnote search: ranked passages with snippets.
 *
 * Layer: cli. Part of the light program. In order: JSON; text; what is said on stderr; the command.
 */
#include "base/date.h"
#include "cli/commands.h"
#include "cli/corpus_index.h"
#include "cli/output.h"
#include "search/search.h"

#include <math.h>

enum { LIMIT_DEFAULT = 10, LIMIT_MOST = 1000 };

const struct option search_options[] = {
    {"limit", 0, "N", "at most N passages, 1 to 1000 (10)", false},
    {"fix", 0, NULL, "words that occur nowhere are taken for the nearest that do", false},
    {"near", 0, "N", "all words within N words of each other", false},
    {"explain", 0, NULL, "each word's share of the score", false},
    {"feedback", 0, "WHEN", "auto, on or off: search on with words that the best passages share",
     false},
    {"match", 0, NULL, "the words are SQLite FTS5 syntax", false},
    {"article", 0, "ID", "only in this article", false},
    {"lang", 0, "CODE", "only articles in this language", false},
    {0},
};

/* ---- --explain ------------------------------------------------------------------------------ */

/* What is no word's. */
struct further_share {
    const char *key, *text;
    double score;
};
enum { FURTHER_SHARES = 4 };

static void further_shares(const struct ranked_passage *ranked, struct further_share *shares) {
    const struct further_share all[FURTHER_SHARES] = {
        {"coverage", "heading covered", ranked->coverage},
        {"adjacency", "words together", ranked->adjacency},
        {"question", "answers such a question", ranked->question},
        {"feedback", "like the best passages", ranked->feedback},
    };
    memcpy(shares, all, sizeof all);
}

static void json_explanation(struct output *out, const struct ranked_passage *ranked) {
    struct further_share further[FURTHER_SHARES];
    further_shares(ranked, further);
    output_map(out, "explanation");
    output_list(out, "words");
    for (size_t i = 0; i < ranked->share_count; i++) {
        const struct search_share *share = &ranked->shares[i];
        output_map(out, NULL);
        output_text(out, "word", share->word);
        output_text(out, "found", share->found);
        output_text(out, "origin", share->found ? query_origin_name[share->origin] : NULL);
        output_number(out, "weight", share->weight, 2);
        output_number(out, "score", share->score, 4);
        output_end_map(out);
    }
    output_end_list(out);
    for (int i = 0; i < FURTHER_SHARES; i++)
        output_number(out, further[i].key, further[i].score, 4);
    output_end_map(out);
}

/* "   = 6.32: heel 0.07, spur 3.10 (calcaneal spur: synonym, weight 0.6), words together 0.05" */
static void text_explanation(struct output *out, const struct search_hit *hit) {
    const struct ranked_passage *ranked = hit->ranked;
    struct further_share further[FURTHER_SHARES];
    struct strbuf line = {0};
    further_shares(ranked, further);
    strbuf_add_format(&line, "= %.2f:", hit->score);
    for (size_t i = 0; i < ranked->share_count; i++) {
        const struct search_share *share = &ranked->shares[i];
        strbuf_add_format(&line, "%s %s ", i ? "," : "", share->word);
        if (!share->found) {
            strbuf_add(&line, "missing");
            continue;
        }
        strbuf_add_format(&line, "%.2f", share->score);
        if (share->origin != QUERY_TYPED)
            strbuf_add_format(&line, " (%s: %s, weight %.1f)", share->found,
                              query_origin_name[share->origin], share->weight);
    }
    for (int i = 0; i < FURTHER_SHARES; i++)
        if (fabs(further[i].score) >= 0.005)
            strbuf_add_format(&line, ", %s %.2f", further[i].text, further[i].score);
    output_wrapped(out, 3, strbuf_text(&line), NULL, 0);
    strbuf_release(&line);
}

/* ---- JSON ----------------------------------------------------------------------------------- */

static void json_marks(struct output *out, const char *key, const struct snippet *snippet) {
    output_list(out, key);
    for (size_t i = 0; i < snippet->mark_count; i++) {
        output_list(out, NULL);
        output_integer(out, NULL, snippet->marks[i].start);
        output_integer(out, NULL, snippet->marks[i].end);
        output_end_list(out);
    }
    output_end_list(out);
}

static void json_hit(struct output *out, const struct search_hit *hit) {
    const struct passage *passage = &hit->passage;
    output_map(out, NULL);
    output_integer(out, "rank", hit->rank);
    output_text(out, "article", passage->article);
    output_text(out, "section", passage->section);
    output_text(out, "title", passage->title);
    json_marks(out, "title_marks", &hit->title);
    output_text(out, "heading", passage->heading);
    output_text(out, "path", passage->path);
    json_marks(out, "path_marks", &hit->path);
    output_text(out, "text", passage->text);
    output_number(out, "score", hit->score, 4);
    output_boolean(out, "weak", hit->weak);
    output_map(out, "snippet");
    output_text(out, "text", hit->snippet.text ? hit->snippet.text : "");
    json_marks(out, "marks", &hit->snippet);
    output_end_map(out);
    output_text(out, "file", passage->file);
    output_integer(out, "line", passage->line);
    output_text(out, "reviewed", passage->reviewed);
    output_boolean(out, "overdue", hit->overdue);
    if (hit->ranked)
        json_explanation(out, hit->ranked);
    output_end_map(out);
}

static void json_result(struct output *out, const char *query, const struct search_result *result) {
    output_map(out, NULL);
    output_integer(out, "schema", 1);
    output_text(out, "query", query);
    output_text(out, "used", result->used);
    output_integer(out, "passed_over", result->passed_over);
    output_list(out, "unknown");
    for (size_t i = 0; i < result->unknown_count; i++) {
        const struct search_unknown *unknown = &result->unknown[i];
        output_map(out, NULL);
        output_text(out, "word", unknown->word);
        output_texts(out, "suggestions", unknown->suggestions, unknown->suggestion_count);
        output_end_map(out);
    }
    output_end_list(out);
    output_list(out, "hits");
    for (size_t i = 0; i < result->count; i++)
        json_hit(out, &result->hits[i]);
    output_end_list(out);
    output_end_map(out);
}

/* ---- text ----------------------------------------------------------------------------------- */

static void text_hit(struct output *out, const struct search_hit *hit) {
    const struct passage *passage = &hit->passage;
    strbuf_add_format(&out->buffer, "%d. ", hit->rank);
    output_title(out, passage->title, hit->title.marks, hit->title.mark_count);
    if (passage->path[0]) {
        output_title(out, " > ", NULL, 0);
        output_title(out, passage->path, hit->path.marks, hit->path.mark_count);
    }
    if (hit->weak)
        strbuf_add(&out->buffer, "  (weak)");
    strbuf_add_char(&out->buffer, '\n');
    if (hit->snippet.text && hit->snippet.text[0])
        output_wrapped(out, 3, hit->snippet.text, hit->snippet.marks, hit->snippet.mark_count);
    if (hit->ranked)
        text_explanation(out, hit);
    strbuf_add(&out->buffer, "   ");
    output_style(out, STYLE_DIM);
    output_printable(out, passage->article);
    strbuf_add_char(&out->buffer, '#');
    output_printable(out, passage->section);
    if (passage->reviewed[0]) {
        strbuf_add(&out->buffer, "  reviewed ");
        output_printable(out, passage->reviewed);
    }
    output_style(out, STYLE_PLAIN);
    if (hit->overdue) {
        output_style(out, STYLE_WARNING);
        strbuf_add(&out->buffer, "  review overdue since ");
        output_printable(out, passage->review_due);
        output_style(out, STYLE_PLAIN);
    }
    strbuf_add_char(&out->buffer, '\n');
}

/* ---- what is said on stderr ----------------------------------------------------------------- */

/* 'fasciitis', 'fascia' or 'facet' */
static const char *join_suggestions(struct arena *arena, const struct search_unknown *unknown) {
    const char *joined = "";
    for (size_t i = 0; i < unknown->suggestion_count; i++) {
        const char *joint = i == 0 ? "" : i + 1 < unknown->suggestion_count ? ", " : " or ";
        joined = arena_format(arena, "%s%s'%s'", joined, joint, unknown->suggestions[i]);
    }
    return joined;
}

static void name_unknown_words(struct arena *arena, const struct search_result *result) {
    for (size_t i = 0; i < result->unknown_count; i++) {
        const struct search_unknown *unknown = &result->unknown[i];
        const char *verb = unknown->occurs ? "hardly any article holds" : "no article holds";
        if (unknown->suggestion_count > 0)
            message("%s '%s' (did you mean %s?)", verb, unknown->word,
                    join_suggestions(arena, unknown));
        else
            message("%s '%s'", verb, unknown->word);
    }
    if (result->used)
        message("searched for '%s'", result->used);
    if (result->passed_over)
        message("the query is long: %d words of it are passed over", result->passed_over);
}

static void say_nothing_found(struct index *index, const char *query, const char *article,
                              struct arena *arena) {
    struct index_counts counts = {0};
    struct error err = {0};
    const char *near = NULL;
    struct passage first;
    if (index_count(index, &counts, &err) && counts.articles == 0) {
        message(
            "nothing found: the index holds no articles (footnote status says where it looked)");
    } else if (article && !index_passage(index, arena, article, NULL, &first, &err)) {
        near = index_nearest_article(index, arena, article);
        message(near ? "nothing found: no article '%s' (did you mean '%s'?)"
                     : "nothing found: no article '%s'",
                article, near);
    } else {
        message("nothing found for '%s'", query);
    }
}

/* ---- how it is ranked ----------------------------------------------------------------------- */

bool invocation_feedback(const struct invocation *invocation, enum search_feedback *feedback,
                         struct error *err) {
    static const char *const names[] = {"auto", "on", "off"};
    const char *value = invocation_option(invocation, "feedback");
    *feedback = FEEDBACK_AUTO;
    if (!value)
        return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(value, names[i]) == 0) {
            *feedback = (enum search_feedback)i;
            return true;
        }
    return error_set(err, ERROR_USAGE, "--feedback takes auto, on or off, not '%s'", value);
}

/* ---- the command ---------------------------------------------------------------------------- */

static const char *join_words(const struct invocation *invocation) {
    struct strbuf joined = {0};
    for (size_t i = 0; i < invocation->word_count; i++) {
        if (i > 0)
            strbuf_add_char(&joined, ' ');
        strbuf_add(&joined, invocation->words[i]);
    }
    const char *query = arena_bytes(invocation->arena, joined.data, joined.length);
    strbuf_release(&joined);
    return query;
}

static int print_result(const struct invocation *invocation, struct index *index, const char *query,
                        const struct search_result *result, struct error *err) {
    struct output out;
    output_begin(&out, invocation);
    if (out.json) {
        json_result(&out, query, result);
    } else {
        if (result->all_weak)
            output_line(&out, "nothing found; nearest:\n");
        for (size_t i = 0; i < result->count; i++) {
            if (i > 0)
                strbuf_add_char(&out.buffer, '\n');
            text_hit(&out, &result->hits[i]);
        }
    }
    bool quiet = invocation_flag(invocation, "quiet");
    if (!quiet)
        name_unknown_words(invocation->arena, result);
    if (!quiet && result->count == 0)
        say_nothing_found(index, query, invocation_option(invocation, "article"),
                          invocation->arena);
    return output_finish(&out, result->count > 0 && !result->all_weak ? 0 : ERROR_NOT_FOUND, err);
}

int cmd_search(struct invocation *invocation, struct error *err) {
    struct places places;
    struct search_result result = {0};
    struct search_options options = {
        .raw_match = invocation_flag(invocation, "match"),
        .language = invocation_option(invocation, "lang"),
        .article = invocation_option(invocation, "article"),
        .with_snippets = true,
        .with_explain = invocation_flag(invocation, "explain"),
        .weak_too = true,
        .fix = invocation_flag(invocation, "fix"),
    };
    if (!invocation_expect_words(invocation, 1, (size_t)-1, err) ||
        !invocation_number(invocation, "limit", 1, LIMIT_MOST, LIMIT_DEFAULT, &options.limit,
                           err) ||
        !invocation_number(invocation, "near", 1, QUERY_MOST_NEAR, 0, &options.near, err) ||
        !invocation_feedback(invocation, &options.feedback, err) ||
        !locate_places(invocation, &places, err))
        return (int)err->code;
    struct index *index = corpus_index_open(invocation, &places, CORPUS_READABLE, err);
    if (!index)
        return (int)err->code;
    const char *query = join_words(invocation);
    options.today = date_today();
    int code = 0;
    if (search_run(index, invocation->arena, slice_of(query), &options, &result, err))
        code = print_result(invocation, index, query, &result, err);
    else
        code = (int)err->code;
    index_close(index);
    return code;
}
