/* cmd_batch.c - footnote batch: a handout for each row of a roster.
 *
 * Layer: cli. In order: signals, options, what is printed, the command.
 */
#include "base/file.h"
#include "cli/commands.h"
#include "cli/corpus_index.h"
#include "cli/make_input.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/recording.h"
#include "make/batch/batch.h"
#include "make/batch/batch_merge.h"

#include <stdlib.h>
#include <unistd.h>

const struct option batch_options[] = {
    {"output", 'o', "DIR", "the folder to write to; made when it is not there", false},
    {"jobs", 'j', "N", "worker processes at once (one for each core)", false},
    {"resume", 0, NULL, "go on with what the folder holds; what has changed is made anew", false},
    {"merged", 0, "FILE",
     "all handouts in one PDF too, each on a sheet of its own, with bookmarks by row id", false},
    {"shard", 0, "I/N", "only the I-th of N parts of the roster: for several machines", false},
    {"dry-run", 0, NULL, "check every row and write nothing", false},
    {"format", 0, "FORMAT", "pdf, text or html (pdf)", false},
    {"compact", 0, NULL, "the smallest PDFs, in twice the time: for mail", false},
    {"set", 0, "FIELD=VALUE", "a value for all rows that is not personal", true},
    {"accept", 0, "RULE", "acknowledge for all rows what a clinical rule asks about", true},
    {"date", 0, "DATE", "the handouts' date, YYYY-MM-DD", false},
    {"strict", 0, NULL, "a dropped sentence or an overdue source fails the row", false},
    RECORDING_OPTIONS,
    {"unconfined", 0, NULL, "run the script even where the kernel can't shut it in", false},
    {0},
};

/* ---- signals --------------------------------------------------------------------------------- */

static volatile sig_atomic_t stopped_by;

static void stop(int signal_number) {
    stopped_by = signal_number;
}

/* What is begun is finished and noted; a second signal ends the program at once. */
static void listen_for_signals(void) {
    struct sigaction action = {.sa_handler = stop, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    signal(SIGXFSZ, SIG_IGN); /* a file that grows too large is an error like a full disk */
}

/* ---- options --------------------------------------------------------------------------------- */

static bool read_format(const struct invocation *invocation, enum make_format *format,
                        struct error *err) {
    const char *name = invocation_option(invocation, "format");
    *format = MAKE_PDF;
    if (name && strcmp(name, "text") == 0)
        *format = MAKE_TEXT;
    else if (name && strcmp(name, "html") == 0)
        *format = MAKE_HTML;
    else if (name && strcmp(name, "pdf") != 0)
        return error_set(err, ERROR_USAGE, "--format: '%s' is none of pdf, text, html", name);
    bool for_pdf =
        invocation_flag(invocation, "compact") || invocation_option(invocation, "merged");
    return *format == MAKE_PDF || !for_pdf ||
           error_set(err, ERROR_USAGE, "--compact and --merged are for PDFs: leave --format out");
}

static bool read_shard(const struct invocation *invocation, struct batch_request *batch,
                       struct error *err) {
    const char *text = invocation_option(invocation, "shard");
    batch->shard = batch->shards = 1;
    if (!text)
        return true;
    char *end = NULL, *last = NULL;
    long shard = strtol(text, &end, 10);
    long shards = *end == '/' ? strtol(end + 1, &last, 10) : 0;
    bool plain = strspn(text, "0123456789/") == strlen(text) && last && *last == '\0';
    if (!plain || shard < 1 || shards < shard || shards > BATCH_MOST_SHARDS)
        return error_set(err, ERROR_USAGE, "--shard: expected I/N like 1/4, I from 1 to N");
    batch->shard = (int)shard;
    batch->shards = (int)shards;
    return true;
}

static bool read_jobs(const struct invocation *invocation, int *jobs, struct error *err) {
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    int usual = cores < 1 ? 1 : cores > BATCH_MOST_JOBS ? BATCH_MOST_JOBS : (int)cores;
    return invocation_number(invocation, "jobs", 1, BATCH_MOST_JOBS, usual, jobs, err);
}

static bool read_options(const struct invocation *invocation, struct batch_request *batch,
                         struct make_request *common, struct error *err) {
    batch->roster = invocation->words[1];
    batch->folder = invocation_option(invocation, "output");
    batch->merged = invocation_option(invocation, "merged");
    batch->resume = invocation_flag(invocation, "resume");
    batch->dry_run = invocation_flag(invocation, "dry-run");
    common->compact = invocation_flag(invocation, "compact");
    if (!batch->dry_run && (!batch->folder || !batch->folder[0]))
        return error_set(err, ERROR_USAGE, "-o DIR is missing: the folder for the handouts");
    if (batch->dry_run && batch->merged)
        return error_set(err, ERROR_USAGE,
                         "--dry-run writes nothing, --merged a file: expected "
                         "one of them");
    if (batch->folder && file_exists(batch->folder) && !file_is_folder(batch->folder))
        return error_set(err, ERROR_USAGE, "-o: '%s' is no folder", batch->folder);
    return (!batch->merged || batch_merge_can_write(batch->merged, err)) &&
           read_format(invocation, &common->format, err) && read_shard(invocation, batch, err) &&
           read_jobs(invocation, &batch->jobs, err);
}

/* The workers open handles of their own: one that is open may not be taken across a fork. */
static bool find_index(struct invocation *invocation, const struct places *places,
                       struct batch_request *batch, struct error *err) {
    struct index *index = corpus_index_open(invocation, places, CORPUS_CURRENT, err);
    if (!index)
        return false;
    batch->index_path = arena_text(invocation->arena, index_path(index));
    batch->index_state = arena_text(invocation->arena, index_state_id(index, invocation->arena));
    index_close(index);
    return true;
}

/* ---- the ledger ------------------------------------------------------------------------------ */

struct duty {
    const struct invocation *invocation;
    const struct make_request *common;
    struct recording recording; /* each worker's own */
};

static bool begin_duty(void *context, struct error *err) {
    struct duty *duty = context;
    return recording_begin(&duty->recording, duty->invocation, duty->common, err);
}

static bool record(void *context, const struct make_request *request,
                   const struct make_result *result, struct error *err) {
    struct duty *duty = context;
    return recording_add(&duty->recording, request, result, err);
}

static bool flush_records(void *context, struct error *err) {
    struct duty *duty = context;
    return recording_flush(&duty->recording, err);
}

static void say_lost(void *context, const struct make_result *result) {
    struct duty *duty = context;
    recording_lost(&duty->recording, result);
}

static void end_duty(void *context) {
    struct duty *duty = context;
    recording_end(&duty->recording);
}

/* Once before the workers start: what can't be recorded is told before anything is made, and ledger
 * and key are there when they all open them. */
static bool try_duty(const struct batch_request *batch, struct duty *duty, struct error *err) {
    if (batch->dry_run)
        return true;
    bool begun = begin_duty(duty, err);
    end_duty(duty);
    return begun;
}

/* ---- what is printed ------------------------------------------------------------------------- */

static void show_progress(void *context, const struct batch_progress *progress) {
    progress_show(context, progress->done, progress->total, progress->failed);
}

static void say_failures(const struct value *failures) {
    for (size_t i = 0; failures && i < failures->count; i++) {
        const struct value *failure = failures->items[i];
        message("row %s (line %d): %s", value_text(value_find(failure, "id"), ""),
                (int)value_number(value_find(failure, "line"), 0),
                value_text(value_find(failure, "reasons"), ""));
    }
}

static void say_result(const struct batch_request *batch, const struct batch_result *result) {
    struct strbuf text = {0};
    size_t good = result->made + result->kept;
    strbuf_add_format(&text, "%s %zu of %zu handouts", batch->dry_run ? "checked" : "made", good,
                      result->total);
    if (!batch->dry_run)
        strbuf_add_format(&text, " in %s", batch->folder);
    if (result->kept > 0)
        strbuf_add_format(&text, " (%zu of them before)", result->kept);
    message("%s", strbuf_text(&text));
    strbuf_release(&text);
    if (result->merged_pages > 0)
        message("all of them in %s (%zu pages)", batch->merged, result->merged_pages);
}

static void say_attention(const struct batch_request *batch, const struct batch_result *result) {
    if (result->warned > 0)
        message("warning: %zu of them with warnings%s%s", result->warned,
                result->manifest ? ": see the column warnings of " : "",
                result->manifest ? result->manifest : "");
    if (result->failed > 0 && !batch->dry_run)
        message("%zu row%s failed: see %s", result->failed, result->failed == 1 ? "" : "s",
                result->errors ? result->errors : "errors.csv");
}

static void json_summary(struct output *out, const struct batch_request *batch,
                         const struct batch_result *result, const struct error *err) {
    output_map(out, NULL);
    output_integer(out, "schema", 1);
    output_text(out, "report", result->report_name);
    output_integer(out, "rows", (int64_t)result->total);
    output_integer(out, "made", (int64_t)result->made);
    output_integer(out, "kept", (int64_t)result->kept);
    output_integer(out, "failed", (int64_t)result->failed);
    output_integer(out, "warned", (int64_t)result->warned);
    output_boolean(out, "stopped", result->stopped);
    output_text(out, "folder", batch->folder);
    output_text(out, "manifest", result->manifest);
    output_text(out, "errors", result->errors);
    output_text(out, "merged", result->merged_pages > 0 ? batch->merged : NULL);
    output_texts(out, "problems", result->problems,
                 result->problem_count < 20 ? result->problem_count : 20);
    output_text(out, "error", err->code == ERROR_NONE ? NULL : err->message);
    output_end_map(out);
}

static void say_problems(const struct batch_result *result) {
    for (size_t i = 0; i < result->problem_count && i < 20; i++)
        message_block(result->problems[i]);
}

/* ---- the command ----------------------------------------------------------------------------- */

static int exit_code(const struct batch_result *result, const struct error *err) {
    if (result->stopped)
        return 128 + (int)stopped_by;
    if (err->code != ERROR_NONE)
        return (int)err->code;
    return result->failed > 0 ? (int)ERROR_INPUT : 0;
}

int cmd_batch(struct invocation *invocation, struct error *err) {
    struct places places;
    struct make_request common = {0};
    struct duty duty = {.invocation = invocation, .common = &common};
    const struct batch_recorder recorder = {.context = &duty,
                                            .begin = begin_duty,
                                            .add = record,
                                            .flush = flush_records,
                                            .lost = say_lost,
                                            .end = end_duty};
    struct batch_request batch = {.common = &common, .stop = &stopped_by, .recorder = &recorder};
    struct batch_result result = {0};
    struct progress progress;
    bool quiet = invocation_flag(invocation, "quiet");
    listen_for_signals();
    if (!invocation_expect_words(invocation, 2, 2, err) ||
        !read_options(invocation, &batch, &common, err) ||
        !locate_places(invocation, &places, err) ||
        !make_input_read(invocation, &places, &common, err) ||
        !find_index(invocation, &places, &batch, err) || !try_duty(&batch, &duty, err))
        return (int)err->code;
    progress_begin(&progress, quiet);
    batch.progress = show_progress;
    batch.progress_context = &progress;
    if (batch_run(&batch, invocation->arena, &result, err))
        *err = (struct error){0};
    progress_end(&progress);
    say_problems(&result);
    say_failures(result.failures);
    bool began = result.made + result.kept + result.failed > 0;
    if (!quiet && began)
        say_result(&batch, &result);
    if (began)
        say_attention(&batch, &result);
    int code = exit_code(&result, err);
    struct output out;
    output_begin(&out, invocation);
    if (!out.json)
        return code;
    json_summary(&out, &batch, &result, err);
    struct error ignored = {0};
    return output_finish(&out, code, err->code == ERROR_NONE ? err : &ignored);
}
