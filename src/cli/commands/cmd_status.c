/* cmd_status.c - footnote status: what is indexed, where, and what could not be read.
 *
 * Layer: cli. Part of the light program.
 */
#include "base/file.h"
#include "cli/commands.h"
#include "cli/corpus_index.h"
#include "cli/output.h"
#include "cli/passed_over.h"
#include "index/index_statistics.h"
#include "search/thesaurus/thesaurus_index.h"

#include <time.h>

const struct option status_options[] = {
    {"failed", 0, NULL, "list only the files that could not be read, with the reason", false},
    {"check", 0, NULL, "read and check the whole index file", false},
    {0},
};

struct status {
    struct index_counts counts;
    struct index_statistics statistics;
    size_t thesaurus_entries;
    char updated[32]; /* when the file was written last, in UTC; "" where that is not known */
    const char **roots;
    size_t root_count;
    struct index_passed_over *passed_over;
    size_t passed_over_count;
    struct index_failure *failures;
    size_t failure_count;
};

static void json_tallies(struct output *out, const char *key, const struct index_tally *tallies,
                         size_t count) {
    output_list(out, key);
    for (size_t i = 0; i < count; i++) {
        output_map(out, NULL);
        output_text(out, "name", tallies[i].name);
        output_integer(out, "articles", (int64_t)tallies[i].articles);
        output_end_map(out);
    }
    output_end_list(out);
}

static void json_status(struct output *out, const struct places *places,
                        const struct status *status) {
    output_map(out, NULL);
    output_integer(out, "schema", 1);
    output_text(out, "index", places->index_path);
    output_list(out, "roots");
    for (size_t i = 0; i < status->root_count; i++) {
        output_map(out, NULL);
        output_text(out, "path", status->roots[i]);
        output_boolean(out, "reachable", file_exists(status->roots[i]));
        output_end_map(out);
    }
    output_end_list(out);
    output_text(out, "clinic", places->clinic);
    output_text(out, "share", places->share);
    output_integer(out, "files", (int64_t)status->counts.files);
    output_integer(out, "articles", (int64_t)status->counts.articles);
    output_integer(out, "passages", (int64_t)status->counts.passages);
    json_tallies(out, "languages", status->statistics.languages, status->statistics.language_count);
    json_tallies(out, "kinds", status->statistics.kinds, status->statistics.kind_count);
    output_integer(out, "thesaurus_entries", (int64_t)status->thesaurus_entries);
    output_text(out, "updated", status->updated);
    output_integer(out, "size_bytes", status->counts.size_bytes);
    output_integer(out, "index_schema", status->counts.schema_version);
    output_text(out, "sqlite", status->counts.sqlite_version);
    passed_over_json(out, status->passed_over, status->passed_over_count);
    corpus_failures_json(out, status->failures, status->failure_count);
    output_end_map(out);
}

static void text_failures(struct output *out, struct arena *arena, const struct status *status) {
    for (size_t i = 0; i < status->failure_count; i++) {
        output_printable(out, corpus_failure_text(arena, &status->failures[i]));
        strbuf_add_char(&out->buffer, '\n');
    }
}

/* --failed; that there is none is said, so that silence is never the answer. */
static void list_failures(struct output *out, const struct invocation *invocation,
                          const struct status *status) {
    text_failures(out, invocation->arena, status);
    if (status->failure_count == 0 && !invocation_flag(invocation, "quiet"))
        message("each of the %zu files could be read", status->counts.files);
}

static void text_pair(struct output *out, const char *name, const char *value) {
    strbuf_add_format(&out->buffer, "%-10s", name);
    output_printable(out, value);
    strbuf_add_char(&out->buffer, '\n');
}

/* "en 12, es 3, not given 1" */
static void text_tallies(struct output *out, const char *name, const struct index_tally *tallies,
                         size_t count) {
    strbuf_add_format(&out->buffer, "%-10s", name);
    for (size_t i = 0; i < count; i++) {
        strbuf_add(&out->buffer, i > 0 ? ", " : "");
        output_printable(out, tallies[i].name[0] ? tallies[i].name : "not given");
        strbuf_add_format(&out->buffer, " %zu", tallies[i].articles);
    }
    strbuf_add(&out->buffer, count == 0 ? "none\n" : "\n");
}

static void text_status(struct output *out, struct arena *arena, const struct places *places,
                        const struct status *status) {
    text_pair(out, "index", places->index_path);
    for (size_t i = 0; i < status->root_count; i++) {
        strbuf_add_format(&out->buffer, "%-10s", i == 0 ? "corpus" : "");
        output_printable(out, status->roots[i]);
        strbuf_add(&out->buffer, file_exists(status->roots[i]) ? "\n" : "  (can't be reached)\n");
    }
    text_pair(out, "clinic", places->clinic ? places->clinic : "none");
    output_line(out, "%-10s%zu file%s, %zu article%s, %zu passage%s", "holds", status->counts.files,
                status->counts.files == 1 ? "" : "s", status->counts.articles,
                status->counts.articles == 1 ? "" : "s", status->counts.passages,
                status->counts.passages == 1 ? "" : "s");
    text_tallies(out, "languages", status->statistics.languages, status->statistics.language_count);
    text_tallies(out, "kinds", status->statistics.kinds, status->statistics.kind_count);
    output_line(out, "%-10s%zu entries", "thesaurus", status->thesaurus_entries);
    text_pair(out, "updated", status->updated);
    strbuf_add_format(&out->buffer, "%-10s", "size");
    output_size(out, status->counts.size_bytes);
    output_line(out, ", schema %d, SQLite %s", status->counts.schema_version,
                status->counts.sqlite_version);
    if (status->passed_over_count > 0)
        text_pair(out, "no reader",
                  passed_over_text(arena, status->passed_over, status->passed_over_count));
    output_line(out, "%-10s%zu file%s could not be read%s", "failed", status->failure_count,
                status->failure_count == 1 ? "" : "s", status->failure_count ? ":" : "");
    text_failures(out, arena, status);
}

/* ---- --check -------------------------------------------------------------------------------- */

static bool verify(const struct invocation *invocation, const char *path, const char **fault,
                   struct error *err) {
    if (!file_exists(path))
        return error_set(err, ERROR_NOT_FOUND, "%s: there is no index, run footnote index", path);
    struct index *index = index_open(path, INDEX_WRITE, err);
    bool done = index && command_verify(index, invocation->arena, fault, err);
    index_close(index);
    return done;
}

/* As it is: nothing is brought up to date first, because that may need what is damaged. */
static int check_status(struct invocation *invocation, const struct places *places,
                        struct error *err) {
    const char *fault = NULL;
    if (!command_verify)
        return command_hand_over(invocation, err);
    if (!verify(invocation, places->index_path, &fault, err))
        return (int)err->code;
    struct output out;
    output_begin(&out, invocation);
    if (out.json) {
        output_map(&out, NULL);
        output_integer(&out, "schema", 1);
        output_text(&out, "index", places->index_path);
        output_boolean(&out, "whole", !fault);
        output_text(&out, "fault", fault ? fault : "");
        output_end_map(&out);
    } else {
        text_pair(&out, "index", places->index_path);
        text_pair(&out, "check", fault ? fault : "whole");
    }
    if (fault)
        message("the index is damaged: footnote index --rebuild makes it again from the articles");
    return output_finish(&out, fault ? 1 : 0, err);
}

/* ---- the command ---------------------------------------------------------------------------- */

static void read_thesaurus(struct index *index, struct arena *arena, struct status *status) {
    struct thesaurus thesaurus;
    if (thesaurus_of_index(index, arena, &thesaurus))
        status->thesaurus_entries = thesaurus_count(&thesaurus);
}

static void read_time(const char *path, struct status *status) {
    enum { NS_PER_S = 1000 * 1000 * 1000 };
    struct file_stamp stamp;
    struct tm utc;
    time_t seconds = file_stamp_of(path, &stamp) ? (time_t)(stamp.modified_ns / NS_PER_S) : 0;
    if (seconds > 0 && gmtime_r(&seconds, &utc))
        strftime(status->updated, sizeof status->updated, "%Y-%m-%d %H:%M:%S UTC", &utc);
}

int cmd_status(struct invocation *invocation, struct error *err) {
    struct places places;
    struct status status = {0};
    if (!invocation_expect_words(invocation, 0, 0, err) || !locate_places(invocation, &places, err))
        return (int)err->code;
    if (invocation_flag(invocation, "check"))
        return check_status(invocation, &places, err);
    struct index *index = corpus_index_open(invocation, &places, CORPUS_READABLE, err);
    if (!index)
        return (int)err->code;
    bool counted = index_count(index, &status.counts, err) &&
                   index_statistics_read(index, invocation->arena, &status.statistics, err);
    read_thesaurus(index, invocation->arena, &status);
    read_time(places.index_path, &status);
    status.root_count = index_roots(index, invocation->arena, &status.roots);
    status.passed_over_count = index_passed_over(index, invocation->arena, &status.passed_over);
    status.failure_count = index_failures(index, invocation->arena, &status.failures);
    counted = counted && index_is_sound(index, err);
    index_close(index);
    if (!counted)
        return (int)err->code;
    struct output out;
    output_begin(&out, invocation);
    if (out.json)
        json_status(&out, &places, &status);
    else if (invocation_flag(invocation, "failed"))
        list_failures(&out, invocation, &status);
    else
        text_status(&out, invocation->arena, &places, &status);
    return output_finish(&out, 0, err);
}
