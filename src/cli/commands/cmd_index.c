/* cmd_index.c - footnote index: bring the index up to date, say what changed and what failed.
 *
 * Layer: cli. Folders and files named here are added to what the index remembers; --forget takes
 * them out again.
 */
#include "base/file.h"
#include "cli/commands.h"
#include "cli/corpus_index.h"
#include "cli/index_watch.h"
#include "cli/output.h"
#include "cli/passed_over.h"

const struct option index_options[] = {
    {"forget", 0, "PATH", "take this folder or file out of the index again", true},
    {"watch", 0, NULL, "go on: again whenever an article is saved, moved or removed", false},
    {"rebuild", 0, NULL, "make the index anew from its folders; a damaged one too", false},
    {0},
};

struct outcome {
    struct index_report report;
    struct index_failure *failures;
    size_t failure_count;
    const char **missing; /* named here, but not there */
    size_t missing_count;
};

/* ---- output --------------------------------------------------------------------------------- */

static void json_outcome(struct output *out, const struct places *places,
                         const struct outcome *outcome) {
    const struct index_report *report = &outcome->report;
    output_map(out, NULL);
    output_integer(out, "schema", 1);
    output_text(out, "index", places->index_path);
    output_integer(out, "added", (int64_t)report->added);
    output_integer(out, "changed", (int64_t)report->changed);
    output_integer(out, "removed", (int64_t)report->removed);
    output_integer(out, "unchanged", (int64_t)report->unchanged);
    output_integer(out, "failed", (int64_t)report->failed);
    output_integer(out, "articles", (int64_t)report->article_count);
    output_integer(out, "passages", (int64_t)report->passage_count);
    output_texts(out, "unreachable", report->unreachable_roots, report->unreachable_count);
    output_texts(out, "missing", outcome->missing, outcome->missing_count);
    passed_over_json(out, report->passed_over, report->passed_over_count);
    corpus_failures_json(out, outcome->failures, outcome->failure_count);
    output_end_map(out);
}

static void text_outcome(struct output *out, struct arena *arena, const struct outcome *outcome) {
    const struct index_report *report = &outcome->report;
    output_line(out, "%zu new, %zu changed, %zu removed, %zu unchanged; %zu could not be read",
                report->added, report->changed, report->removed, report->unchanged, report->failed);
    output_line(out, "%zu article%s, %zu passage%s", report->article_count,
                report->article_count == 1 ? "" : "s", report->passage_count,
                report->passage_count == 1 ? "" : "s");
    if (report->passed_over_count > 0)
        output_line(out, "passed over: %s",
                    passed_over_text(arena, report->passed_over, report->passed_over_count));
}

static void name_failures(struct arena *arena, const struct outcome *outcome) {
    for (size_t i = 0; i < outcome->missing_count; i++)
        message("no file or folder '%s'", outcome->missing[i]);
    for (size_t i = 0; i < outcome->failure_count; i++)
        message("not read: %s", corpus_failure_text(arena, &outcome->failures[i]));
}

/* ---- reading -------------------------------------------------------------------------------- */

/* The paths that exist, absolute; what does not goes to the outcome and the rest goes on. */
static size_t real_paths(const struct invocation *invocation, struct outcome *outcome,
                         const char ***paths) {
    struct arena *arena = invocation->arena;
    size_t count = 0;
    *paths = arena_new_array(arena, invocation->word_count + 1, const char *);
    outcome->missing = arena_new_array(arena, invocation->word_count + 1, const char *);
    for (size_t i = 0; i < invocation->word_count; i++) {
        const char *real = file_real_path(arena, invocation->words[i]);
        if (real)
            (*paths)[count++] = real;
        else
            outcome->missing[outcome->missing_count++] = invocation->words[i];
    }
    return count;
}

static bool forget_roots(const struct invocation *invocation, const struct places *places,
                         struct error *err) {
    const char **names = NULL;
    size_t count = invocation_options(invocation, "forget", &names);
    if (count == 0)
        return true;
    struct index *index = index_open(places->index_path, INDEX_WRITE, err);
    if (!index)
        return false;
    bool done = true;
    for (size_t i = 0; i < count && done; i++) {
        const char *root = locate_real_path(invocation->arena, names[i]);
        for (size_t k = 0; k < places->root_count && done; k++)
            if (strcmp(places->roots[k], root) == 0 &&
                (!places->index_given || places->roots_given))
                done = error_set(err, ERROR_USAGE,
                                 "--forget: '%s' is the corpus itself, which the next search would "
                                 "read again: give another --corpus or --clinic instead",
                                 names[i]);
        done = done && index_forget_root(index, root, err);
    }
    index_close(index);
    return done;
}

static bool read_failures(const struct invocation *invocation, const struct places *places,
                          struct outcome *outcome, struct error *err) {
    if (outcome->report.failed == 0)
        return true;
    struct index *index = index_open(places->index_path, INDEX_READ, err);
    if (!index)
        return false;
    outcome->failure_count = index_failures(index, invocation->arena, &outcome->failures);
    index_close(index);
    return true;
}

/* Nothing to search is a failure, not a success with zeros. */
static bool check_articles(struct arena *arena, const struct places *places,
                           const struct outcome *outcome, struct error *err) {
    const struct index_report *report = &outcome->report;
    if (report->article_count > 0)
        return true;
    if (outcome->failure_count > 0)
        return error_set(err, ERROR_INPUT, "no article could be read");
    return error_set(err, ERROR_INPUT,
                     "%s: no articles (.md, .html, .txt, .docx, .odt, .epub, .pdf or .jsonl files) "
                     "were found%s%s",
                     places->root_count > 0 ? places->roots[0] : places->index_path,
                     report->passed_over_count > 0 ? ", but " : "",
                     passed_over_text(arena, report->passed_over, report->passed_over_count));
}

/* ---- watching ------------------------------------------------------------------------------- */

/* A line for each round in which something has changed. */
static bool print_round(const struct invocation *invocation, const struct places *places,
                        const struct outcome *outcome, struct error *err) {
    const struct index_report *report = &outcome->report;
    struct output out;
    output_begin(&out, invocation);
    if (out.json)
        json_outcome(&out, places, outcome);
    else if (!invocation_flag(invocation, "quiet"))
        output_line(&out, "%zu new, %zu changed, %zu removed: %zu articles, %zu passages",
                    report->added, report->changed, report->removed, report->article_count,
                    report->passage_count);
    name_failures(invocation->arena, outcome);
    return output_finish(&out, 0, err) == 0;
}

/* What fails once, as a full disk does, may be well at the next save. */
static bool watch_round(struct invocation *invocation, const struct places *places,
                        struct error *err) {
    static size_t unreachable = 0; /* said before */
    struct outcome outcome = {0};
    struct error failure = {0};
    if (!corpus_refresh(invocation, places, &outcome.report, &failure) ||
        !read_failures(invocation, places, &outcome, &failure)) {
        message_error(&failure);
        return true;
    }
    const struct index_report *report = &outcome.report;
    if (report->unreachable_count != unreachable)
        corpus_warn_unreachable(report->unreachable_roots, report->unreachable_count);
    unreachable = report->unreachable_count;
    return report->added + report->changed + report->removed == 0 ||
           print_round(invocation, places, &outcome, err);
}

/* ---- the command ---------------------------------------------------------------------------- */

/* Of a rebuild: what was in the old index, as far as that is known, and is not in the new one. */
static void warn_left_out(const struct index_report *report) {
    for (size_t i = 0; i < report->left_out_count; i++)
        message("warning: '%s' can't be reached: its articles are not in the new index",
                report->left_out_roots[i]);
    if (report->lost_roots)
        message("warning: which folders the old index was made from can't be read: "
                "footnote status names those that are in the new one");
}

int cmd_index(struct invocation *invocation, struct error *err) {
    struct places places;
    struct outcome outcome = {0};
    const char **paths = NULL;
    if (!locate_places(invocation, &places, err))
        return (int)err->code;
    size_t path_count = real_paths(invocation, &outcome, &paths);
    if (invocation->word_count > 0 && path_count == 0) {
        name_failures(invocation->arena, &outcome);
        return ERROR_INPUT;
    }
    bool is_anew = invocation_flag(invocation, "rebuild");
    if ((!is_anew && !forget_roots(invocation, &places, err)) ||
        !(is_anew ? corpus_rebuild : corpus_refresh_with)(invocation, &places, paths, path_count,
                                                          &outcome.report, err) ||
        !read_failures(invocation, &places, &outcome, err))
        return (int)err->code;
    corpus_warn_unreachable(outcome.report.unreachable_roots, outcome.report.unreachable_count);
    warn_left_out(&outcome.report);
    name_failures(invocation->arena, &outcome);
    if (!invocation_flag(invocation, "watch") &&
        !check_articles(invocation->arena, &places, &outcome, err))
        return (int)err->code;
    struct output out;
    output_begin(&out, invocation);
    if (out.json)
        json_outcome(&out, &places, &outcome);
    else if (!invocation_flag(invocation, "quiet"))
        text_outcome(&out, invocation->arena, &outcome);
    bool failed = outcome.failure_count > 0 || outcome.missing_count > 0;
    int code = output_finish(&out, failed ? ERROR_INPUT : 0, err);
    bool watches = invocation_flag(invocation, "watch") && code != ERROR_ENVIRONMENT;
    return watches ? index_watch(invocation, &places, watch_round, err) : code;
}
