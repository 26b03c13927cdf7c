/* batch.c - see batch.h.
 *
 * Layer: make. Order: what was made before, noting outcomes in order, handing rows out, the loop,
 * setting up.
 */
#include "make/batch/batch.h"

#include "base/file.h"
#include "base/memory.h"
#include "make/batch/batch_inputs.h"
#include "make/batch/batch_manifest.h"
#include "make/batch/batch_merge.h"
#include "make/batch/batch_worker.h"
#include "make/fields/field_conditions.h"
#include "make/fields/fields.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    WINDOW = 256, /* rows begun before the first of them is noted: a slow one holds up no more */
    POLL_MS = 200,
    HANDOUT_LIMIT_BYTES = 256 * 1024 * 1024,
};

/* A row under way or waiting for those before it. */
struct slot {
    struct arena arena;
    struct roster_row row;
    struct batch_outcome outcome;
    char inputs[HANDOUT_CODE_LETTERS + 1];
    int worker; /* -1: none has it */
    bool done, kept;
};

struct batch {
    const struct batch_request *request;
    struct batch_result *result;
    struct arena *arena; /* the caller's */
    struct roster *roster;
    struct batch_inputs inputs;
    struct batch_manifest *manifest; /* NULL with dry_run */
    int folder;
    struct batch_worker *workers;
    size_t worker_count, worker_limit;
    struct slot *slots;
    size_t first, next; /* rows begun: first is the next to be noted */
    bool ended;         /* no more rows, or no more are to be begun */
    struct error failure;
    struct value *failures;
};

/* ---- what was made before -------------------------------------------------------------------- */

/* A name that this program gave, in this folder. */
static bool is_plain_name(const char *name) {
    return name[0] != '\0' && name[0] != '.' && !strchr(name, '/');
}

static bool is_whole(const struct batch *batch, const struct batch_entry *entry,
                     struct arena *arena) {
    struct slice bytes;
    char hash[BATCH_HASH_LETTERS + 1];
    const char *path = file_join(arena, batch->request->folder, entry->file);
    if (!file_read(arena, path, HANDOUT_LIMIT_BYTES, &bytes, NULL))
        return false;
    batch_hash(bytes, hash);
    return strcmp(hash, entry->sha256) == 0;
}

/* True: the row's handout is there, of the same inputs. One that is not is removed: nobody is to be
 * handed an old page because the new one was refused. */
static bool keep_before(struct batch *batch, struct slot *slot) {
    const struct batch_entry *entry = batch_manifest_before(batch->manifest, slot->row.id);
    if (!entry || !is_plain_name(entry->file))
        return false;
    struct arena arena = {0};
    slot->kept = strcmp(entry->inputs, slot->inputs) == 0 && is_whole(batch, entry, &arena);
    arena_release(&arena);
    if (!slot->kept) {
        unlinkat(batch->folder, entry->file, 0);
        return false;
    }
    slot->outcome = (struct batch_outcome){.code_text = entry->code,
                                           .file = entry->file,
                                           .sha256 = entry->sha256,
                                           .warnings = entry->warnings,
                                           .pages = entry->pages,
                                           .bytes = entry->bytes};
    return true;
}

/* ---- noting ---------------------------------------------------------------------------------- */

static void fail_batch(struct batch *batch, const struct error *err) {
    batch->ended = true;
    if (batch->failure.code == ERROR_NONE)
        batch->failure = *err;
}

static void add_failure(struct batch *batch, const struct slot *slot) {
    struct arena *arena = batch->arena;
    struct value *map = value_new(arena, VALUE_MAP);
    value_map_add(arena, map, slice_of("id"), value_new_text(arena, slice_of(slot->row.id)));
    value_map_add(arena, map, slice_of("line"), value_new_number(arena, slot->row.line));
    value_map_add(arena, map, slice_of("exit"), value_new_number(arena, slot->outcome.code));
    value_map_add(arena, map, slice_of("reasons"),
                  value_new_text(arena, slice_of(slot->outcome.reasons)));
    value_list_add(arena, batch->failures, map);
}

static bool note(struct batch *batch, const struct slot *slot, struct error *err) {
    const struct batch_outcome *outcome = &slot->outcome;
    struct batch_result *result = batch->result;
    if (outcome->code != ERROR_NONE) {
        result->failed++;
        if (batch->manifest)
            return batch_manifest_add_error(batch->manifest, slot->row.id, slot->row.line,
                                            (int)outcome->code, outcome->reasons, err);
        add_failure(batch, slot);
        return true;
    }
    if (slot->kept)
        result->kept++;
    else
        result->made++;
    result->warned += outcome->warnings[0] != '\0';
    const struct batch_entry entry = {.id = slot->row.id,
                                      .code = outcome->code_text,
                                      .file = outcome->file,
                                      .pages = outcome->pages,
                                      .bytes = outcome->bytes,
                                      .sha256 = outcome->sha256,
                                      .inputs = slot->inputs,
                                      .warnings = outcome->warnings};
    return !batch->manifest || batch_manifest_add(batch->manifest, &entry, err);
}

static void show_progress(struct batch *batch) {
    const struct batch_result *result = batch->result;
    const struct batch_progress progress = {
        .done = batch->first, .total = result->total, .failed = result->failed};
    if (batch->request->progress)
        batch->request->progress(batch->request->progress_context, &progress);
}

/* All that are done and have nothing open before them; after a failure those that can be. */
static void note_done(struct batch *batch) {
    bool noted = false;
    while (batch->first < batch->next && batch->slots[batch->first % WINDOW].done) {
        struct slot *slot = &batch->slots[batch->first % WINDOW];
        struct error err = {0};
        if (slot->outcome.fatal) {
            error_set(&err, slot->outcome.code, "%s", slot->outcome.reasons);
            fail_batch(batch, &err);
        } else if (!note(batch, slot, &err)) {
            fail_batch(batch, &err);
        }
        arena_release(&slot->arena);
        batch->first++;
        noted = true;
    }
    if (noted)
        show_progress(batch);
}

/* ---- handing out ----------------------------------------------------------------------------- */

/* One without a row, else a new one, else the one that has the fewest and room for another. */
static struct batch_worker *idle_worker(struct batch *batch) {
    struct batch_worker *least = NULL;
    for (size_t i = 0; i < batch->worker_count; i++)
        if (!least || batch->workers[i].rows < least->rows)
            least = &batch->workers[i];
    if (least && (least->rows == 0 || batch->worker_count == batch->worker_limit))
        return least->rows < BATCH_WORKER_ROWS ? least : NULL;
    struct error err = {0};
    struct batch_worker *worker = &batch->workers[batch->worker_count];
    if (batch_worker_start(worker, batch->request, batch->folder, batch->workers,
                           batch->worker_count, &err)) {
        batch->worker_count++;
        return worker;
    }
    fail_batch(batch, &err);
    return NULL;
}

/* The next row, to a worker or straight to its outcome. */
static void begin_row(struct batch *batch, struct batch_worker *worker) {
    struct slot *slot = &batch->slots[batch->next % WINDOW];
    struct error err = {0};
    *slot = (struct slot){.worker = -1};
    enum roster_state state = roster_next(batch->roster, &slot->arena, &slot->row, &err);
    if (state != ROSTER_ROW) {
        arena_release(&slot->arena);
        batch->ended = true;
        if (state == ROSTER_FAILED)
            fail_batch(batch, &err);
        return;
    }
    batch->next++;
    batch_inputs_of_row(&batch->inputs, &slot->row, slot->inputs);
    bool kept = batch->manifest && keep_before(batch, slot);
    if (!kept && slot->row.problem) {
        slot->outcome = (struct batch_outcome){
            .code = ERROR_USAGE,
            .reasons = arena_format(&slot->arena, "%s:%d: %s", batch->request->roster,
                                    slot->row.line, slot->row.problem)};
        slot->done = true;
    } else if (kept) {
        slot->done = true;
    } else {
        slot->worker = (int)(worker - batch->workers);
        if (!batch_worker_give(worker, &slot->row, &err)) {
            slot->done = slot->outcome.fatal = true;
            slot->outcome.code = err.code;
            slot->outcome.reasons = arena_text(&slot->arena, err.message);
            fail_batch(batch, &err);
        }
    }
}

static void hand_out(struct batch *batch) {
    const volatile sig_atomic_t *stop = batch->request->stop;
    while (!batch->ended && batch->next - batch->first < WINDOW) {
        if (stop && *stop) {
            batch->ended = batch->result->stopped = true;
            return;
        }
        struct batch_worker *worker = idle_worker(batch);
        if (!worker)
            return;
        begin_row(batch, worker);
    }
}

/* ---- the loop -------------------------------------------------------------------------------- */

static void take_outcome(struct batch *batch, size_t worker) {
    struct error err = {0};
    for (size_t i = batch->first; i < batch->next; i++) {
        struct slot *slot = &batch->slots[i % WINDOW];
        if (slot->done || slot->worker != (int)worker)
            continue;
        slot->done = true;
        if (!batch_worker_take(&batch->workers[worker], &slot->arena, &slot->outcome, &err)) {
            slot->outcome = (struct batch_outcome){
                .code = err.code, .fatal = true, .reasons = arena_text(&slot->arena, err.message)};
            fail_batch(batch, &err);
        } else if (slot->outcome.fatal) {
            batch->ended = true;
        }
        return;
    }
}

/* Waits until a worker has something to say, or a signal came. False: none is at work. */
static bool wait_for_workers(struct batch *batch) {
    struct pollfd polled[BATCH_MOST_JOBS];
    bool busy = false;
    for (size_t i = 0; i < batch->worker_count; i++) {
        bool waits = batch->workers[i].rows > 0;
        polled[i] = (struct pollfd){.fd = waits ? batch->workers[i].socket : -1, .events = POLLIN};
        busy |= waits;
    }
    if (!busy)
        return false;
    if (poll(polled, batch->worker_count, POLL_MS) > 0)
        for (size_t i = 0; i < batch->worker_count; i++)
            if (polled[i].revents)
                take_outcome(batch, i);
    return true;
}

static void make_all(struct batch *batch) {
    bool going = true;
    while (going) {
        hand_out(batch);
        going = wait_for_workers(batch);
        note_done(batch);
        going = going || (!batch->ended && batch->first == batch->next);
    }
    for (size_t i = 0; i < batch->worker_count; i++)
        batch_worker_end(&batch->workers[i]);
}

/* ---- setting up ------------------------------------------------------------------------------ */

static bool open_folder(struct batch *batch, struct error *err) {
    const struct batch_request *request = batch->request;
    batch->folder = -1;
    if (request->dry_run)
        return true;
    if (!file_make_folders(request->folder, err))
        return false;
    batch->folder = open(request->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (batch->folder < 0)
        return error_set_errno(err, ERROR_ENVIRONMENT, "%s: cannot open the folder",
                               request->folder);
    batch->manifest = batch_manifest_open(batch->folder, request->folder, request->shard,
                                          request->shards, request->resume, err);
    if (batch->manifest)
        file_sweep(batch->folder); /* of a batch that was killed; another shard's are locked */
    return batch->manifest != NULL;
}

/* What is wrong with a setting is wrong with every row: told once, before the first. */
static bool check_settings(struct batch *batch, const struct value *declaration,
                           struct error *err) {
    const struct make_request *common = batch->request->common;
    struct field_problems found = {0};
    if (fields_check_settings(batch->arena,
                              fields_for_clinic(batch->arena, declaration, common->clinic),
                              common->settings, common->setting_count, &found))
        return true;
    batch->result->problems = found.messages;
    batch->result->problem_count = found.count;
    return error_set(err, ERROR_USAGE, "no handouts: %zu setting%s to mend", found.count,
                     found.count == 1 ? "" : "s");
}

static bool open_roster(struct batch *batch, struct error *err) {
    const struct batch_request *request = batch->request;
    struct batch_result *result = batch->result;
    struct roster_report report;
    const struct value *declaration = make_describe(request->common, batch->arena, err);
    if (!declaration)
        return false;
    if (!check_settings(batch, declaration, err))
        return false;
    result->report_name = value_text(value_find(declaration, "name"), "");
    batch->roster = roster_open(request->roster, declaration, request->common->settings,
                                request->common->setting_count, err);
    if (!batch->roster)
        return false;
    roster_choose_shard(batch->roster, request->shard, request->shards);
    bool good = roster_check(batch->roster, batch->arena, &report, err);
    result->total = report.row_count;
    result->problems = report.problems;
    result->problem_count = report.problem_count;
    return good;
}

static bool finish(struct batch *batch, struct error *err) {
    const struct batch_request *request = batch->request;
    struct batch_result *result = batch->result;
    bool complete = batch->failure.code == ERROR_NONE && !result->stopped;
    struct error sync_failure = {0};
    if (batch->manifest && !batch_manifest_sync(batch->manifest, complete, &sync_failure))
        fail_batch(batch, &sync_failure);
    if (batch->manifest)
        result->manifest =
            file_join(batch->arena, request->folder, batch_manifest_name(batch->manifest));
    if (batch->manifest && result->failed > 0)
        result->errors =
            file_join(batch->arena, request->folder, batch_manifest_errors_name(batch->manifest));
    result->failures = batch->failures;
    if (result->stopped && batch->failure.code == ERROR_NONE)
        return error_set(err, ERROR_ENVIRONMENT,
                         "stopped: what is finished is whole, --resume "
                         "goes on");
    if (batch->failure.code == ERROR_ENVIRONMENT && batch->manifest)
        return error_set(err, ERROR_ENVIRONMENT,
                         "%s: what is finished is whole; mend this and go on with --resume",
                         batch->failure.message);
    if (batch->failure.code != ERROR_NONE)
        return error_set(err, batch->failure.code, "%s", batch->failure.message);
    return !request->merged ||
           batch_merge(batch->folder, request->folder, batch_manifest_name(batch->manifest),
                       result->report_name, request->merged, &result->merged_pages, err);
}

bool batch_run(const struct batch_request *request, struct arena *arena,
               struct batch_result *result, struct error *err) {
    *result = (struct batch_result){.report_name = ""};
    struct batch batch = {.request = request,
                          .result = result,
                          .arena = arena,
                          .folder = -1,
                          .worker_limit = (size_t)request->jobs,
                          .failures = value_new(arena, VALUE_LIST)};
    bool done = batch_inputs_begin(&batch.inputs, request, err) && open_roster(&batch, err) &&
                open_folder(&batch, err);
    if (done) {
        batch.workers = arena_new_array(arena, BATCH_MOST_JOBS, struct batch_worker);
        batch.slots = arena_new_array(arena, WINDOW, struct slot);
        show_progress(&batch);
        make_all(&batch);
        done = finish(&batch, err);
    }
    for (size_t i = 0; batch.slots && i < WINDOW; i++)
        arena_release(&batch.slots[i].arena);
    batch_manifest_close(batch.manifest);
    if (batch.folder >= 0)
        close(batch.folder);
    roster_close(batch.roster);
    return done;
}
