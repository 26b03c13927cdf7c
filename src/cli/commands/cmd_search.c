/* cmd_search.c - footnote search: ranked passages with snippets.
 *
 * Layer: cli. Part of the light program. In order: JSON; what is said on stderr; the command. Hits
 * are printed by search_output.c.
 */
#include "base/date.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/corpus_index.h"
#include "cli/finder/finder.h"
#include "cli/finder/screen_mode.h"
#include "cli/search_output.h"
#include "cli/search_saved.h"
#include "search/search.h"

enum { LIMIT_DEFAULT = 10, LIMIT_MOST = 1000 };

const struct option search_options[] = {
    {"limit", 0, "N", "at most N passages, 1 to 1000 (10)", false},
    {"fix", 0, NULL, "words that occur nowhere are taken for the nearest that do", false},
    {"near", 0, "N", "all words within N words of each other", false},
    {"explain", 0, NULL, "each word's share of the score", false},
    {"feedback", 0, "WHEN", "auto, on or off: search on with words that the best passages share",
     false},
    {"documents", 0, NULL, "one hit for each article, its best section; --limit counts articles",
     false},
    {"facet", 0, "FIELD",
     "count all that match by lang, tag, type, reviewed, article or source (may be repeated)",
     true},
    {"match", 0, NULL, "the words are SQLite FTS5 syntax", false},
    {"article", 0, "ID", "only in this article", false},
    {"lang", 0, "CODE", "only articles in this language", false},
    {"save", 0, "NAME", "keep this search by a name (no patient's name or data, please)", false},
    {"saved", 0, NULL, "list what is kept; with a name in place of words: search for it again",
     false},
    {"forget-saved", 0, "NAME", "forget what is kept by this name", false},
    {"no-pager", 0, NULL, "print at once what the screen does not hold", false},
    {0},
};

const char search_notes[] =
    "What to type (in a shell, between 'single quotes'):\n"
    "  heel pain           any of the words, the more the better\n"
    "  \"heel pain\"         the words in this order\n"
    "  -cushion            nothing that holds it\n"
    "  cush*               words that begin so\n"
    "  lift OR raise       either; they count as one\n"
    "  title:heel          must stand in the title; heading:heel in the heading\n"
    "  tag:heel-pain       only articles on this topic; also lang:en, type:pdf,\n"
    "  reviewed:>2025-06   reviewed:2026, reviewed:2024..2025, reviewed:overdue, reviewed:none\n"
    "Everything else is text, and is never a syntax error.";

/* ---- JSON ----------------------------------------------------------------------------------- */

static void json_result(struct output *out, const char *query, const struct search_result *result,
                        bool by_article) {
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
        output_boolean(out, "sure", unknown->is_sure);
        output_boolean(out, "occurs", unknown->occurs);
        output_end_map(out);
    }
    output_end_list(out);
    output_texts(out, "remarks", result->remarks.items, (size_t)result->remarks.count);
    search_output_json(out, result, by_article);
    output_end_map(out);
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

/* A message is read by a person: the beginning of what was typed tells which query it was. */
static const char *beginning_of(struct arena *arena, const char *text) {
    enum { MOST_CHARACTERS = 80 };
    struct slice all = slice_of(text);
    size_t end = 0;
    for (int i = 0; i < MOST_CHARACTERS && end < all.length; i++)
        utf8_next(all, &end);
    return end < all.length ? arena_format(arena, "%.*s...", (int)end, text) : text;
}

/* Unknown words, filters that name nothing, what was searched for. */
static void say_how_it_was_read(struct arena *arena, const struct search_result *result) {
    for (size_t i = 0; i < result->unknown_count; i++) {
        const struct search_unknown *unknown = &result->unknown[i];
        const char *verb = unknown->occurs ? "hardly any article holds" : "no article holds";
        const char *word = beginning_of(arena, unknown->word);
        bool is_taken = !unknown->occurs && !result->used;
        if (unknown->suggestion_count > 0)
            message("%s '%s' (did you mean %s?%s)", verb, word, join_suggestions(arena, unknown),
                    !is_taken                        ? ""
                    : unknown->suggestion_count == 1 ? " --fix takes it"
                                                     : " --fix takes the first");
        else
            message("%s '%s'", verb, word);
    }
    for (int i = 0; i < result->remarks.count; i++)
        message("%s", result->remarks.items[i]);
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
        message("nothing found for '%s'", beginning_of(arena, query));
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

/* ---- facets --------------------------------------------------------------------------------- */

static bool read_facets(const struct invocation *invocation, struct search_options *options,
                        struct error *err) {
    const char **names;
    options->facet_count = invocation_options(invocation, "facet", &names);
    enum facet_field *fields =
        arena_new_array(invocation->arena, options->facet_count, enum facet_field);
    for (size_t i = 0; i < options->facet_count; i++) {
        if (facet_field_read(names[i], &fields[i]))
            continue;
        const char *near = utf8_nearest(names[i], facet_field_name, FACET_FIELD_COUNT);
        return error_set(err, ERROR_USAGE,
                         near ? "--facet takes lang, tag, type, reviewed, article or source, not "
                                "'%s' (did you mean '%s'?)"
                              : "--facet takes lang, tag, type, reviewed, article or source, not "
                                "'%s'",
                         names[i], near);
    }
    options->facets = fields;
    return true;
}

/* ---- match expressions ---------------------------------------------------------------------- */

/* What is made for typed words says nothing to an expression, and is not passed over silently. */
static bool check_match(const struct invocation *invocation, struct error *err) {
    static const struct {
        const char *option, *advice;
    } others[] = {
        {"near", "write NEAR(heel pain, 5) into the expression"},
        {"fix", "an expression is never corrected"},
        {"feedback", "an expression finds what it says and nothing else"},
    };
    if (!invocation_flag(invocation, "match"))
        return true;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (invocation_flag(invocation, others[i].option))
            return error_set(err, ERROR_USAGE, "--%s and --match don't go together: %s",
                             others[i].option, others[i].advice);
    return true;
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
    bool by_article = invocation_flag(invocation, "documents");
    output_begin(&out, invocation);
    output_page(&out, invocation);
    if (out.json) {
        json_result(&out, query, result, by_article);
    } else {
        if (result->all_weak)
            output_line(&out, "nothing found; nearest:\n");
        search_output_text(&out, result, by_article);
    }
    bool quiet = invocation_flag(invocation, "quiet");
    if (!quiet)
        say_how_it_was_read(invocation->arena, result);
    if (!quiet && result->count == 0)
        say_nothing_found(index, query, invocation_option(invocation, "article"),
                          invocation->arena);
    return output_finish(&out, result->count > 0 && !result->all_weak ? 0 : ERROR_NOT_FOUND, err);
}

/* No words, and somebody sits there. */
static bool opens_finder(const struct invocation *invocation) {
    return invocation->word_count == 0 && !invocation_flag(invocation, "json") &&
           !invocation_option(invocation, "save") && screen_mode_is_possible();
}

static int search(struct invocation *invocation, struct error *err) {
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
        .by_article = invocation_flag(invocation, "documents"),
    };
    bool is_finder = opens_finder(invocation);
    if (!invocation_expect_words(invocation, is_finder ? 0 : 1, (size_t)-1, err) ||
        !invocation_number(invocation, "limit", 1, LIMIT_MOST, LIMIT_DEFAULT, &options.limit,
                           err) ||
        !invocation_number(invocation, "near", 1, QUERY_MOST_NEAR, 0, &options.near, err) ||
        !invocation_feedback(invocation, &options.feedback, err) || !check_match(invocation, err) ||
        !read_facets(invocation, &options, err) || !locate_places(invocation, &places, err))
        return (int)err->code;
    options.today = date_today();
    if (is_finder) {
        options.limit = invocation_option(invocation, "limit") ? options.limit : 0;
        return finder_run(invocation, &places, &options, err);
    }
    struct index *index = corpus_index_open(invocation, &places, CORPUS_READABLE, err);
    if (!index)
        return (int)err->code;
    const char *query = join_words(invocation);
    int code = 0;
    if (search_run(index, invocation->arena, slice_of(query), &options, &result, err) &&
        search_saved_keep(invocation, query, err))
        code = print_result(invocation, index, query, &result, err);
    else
        code = (int)err->code;
    index_close(index);
    return code;
}

int cmd_search(struct invocation *invocation, struct error *err) {
    if (search_saved_is_command(invocation))
        return search_saved_command(invocation, err);
    return search_saved_take(invocation, err) ? search(invocation, err) : (int)err->code;
}
