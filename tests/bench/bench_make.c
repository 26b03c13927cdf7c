/* bench_make.c - what a handout costs in a program that is already running.
 *
 * Usage: bench_make ROOT PATIENT COUNT [alone|recorded]. ROOT holds corpus/ and scripts/; the
 * report is the one that the folders of PATIENT are named after (reports/inserts/.../patient.json:
 * inserts). Index, fonts and wording are opened once, as a batch does; each handout has a confined
 * child of its own, forked from a template that has the report loaded (alone: each loads it again,
 * as `footnote make`). One line of JSON: milliseconds for each handout on the clock and of
 * processor time (of all processes, and of the children alone), handouts a second, and the memory
 * of this process. recorded: each is put into a ledger that keeps inputs, as a batch does; what
 * that costs is told for itself.
 */
#include "base/file.h"
#include "bench_clock.h"
#include "make/child/session.h"
#include "make/ledger/ledger.h"
#include "make/ledger/vault.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST_HANDOUTS = 100000, INPUT_LIMIT_BYTES = 1024 * 1024, WARM_UP = 3, GROUP = 16 };

static _Noreturn void stop(const char *message) {
    fprintf(stderr, "bench_make: %s\n", message);
    exit(1);
}

static struct index *open_index(struct arena *arena, const char *folder, const char *root) {
    struct error err = {0};
    struct index_report report;
    const char *corpus = file_real_path(arena, file_join(arena, root, "corpus"));
    if (!corpus)
        stop("no corpus/ in ROOT");
    struct index *index = index_open(file_join(arena, folder, "index.sqlite"), INDEX_WRITE, &err);
    if (!index || !index_update(index, &corpus, 1, NULL, NULL, arena, &report, &err))
        stop(err.message);
    return index;
}

/* The report by the name of the folder two above the patient file. */
static const char *script_of(struct arena *arena, const char *root, const char *patient) {
    const char *path = file_real_path(arena, patient);
    if (!path)
        stop("no such PATIENT");
    char *name = arena_text(arena, path);
    for (int i = 0; i < 2; i++) {
        char *slash = strrchr(name, '/');
        if (!slash)
            stop("PATIENT: expected reports/REPORT/CASE/patient.json");
        *slash = '\0';
    }
    return arena_format(arena, "%s/scripts/%s.lua", root, file_name_of(name));
}

static const struct value *read_input(struct arena *arena, const char *file, struct slice *bytes) {
    struct error err = {0};
    if (!file_read(arena, file, INPUT_LIMIT_BYTES, bytes, &err))
        stop(err.message);
    const struct value *value = strcmp(file_extension(arena, file), ".json") == 0
                                    ? value_read_json(arena, *bytes, file, &err)
                                    : value_read_yaml(arena, *bytes, file, 1, &err);
    if (!value)
        stop(err.message);
    return value;
}

static struct ledger *ledger; /* NULL: nothing is recorded */
static double record_ms, flush_ms;

static void record(const struct make_request *request, const struct make_result *result) {
    static int count;
    struct error err = {0};
    double begun = bench_wall_ms();
    if (!ledger_record(ledger, request, result, &err))
        stop(err.message);
    record_ms += bench_wall_ms() - begun;
    begun = bench_wall_ms();
    if (++count % GROUP == 0 && !ledger_flush(ledger, &err))
        stop(err.message);
    flush_ms += bench_wall_ms() - begun;
}

static void open_ledger(struct arena *arena, const char *folder) {
    struct error err = {0};
    const struct ledger_settings settings = {.file = file_join(arena, folder, "ledger.sqlite"),
                                             .vault_key_file =
                                                 file_join(arena, folder, "vault.key"),
                                             .made_by = "bench"};
    if (!vault_key_make(settings.vault_key_file, &err) ||
        !(ledger = ledger_open(&settings, LEDGER_WRITE, &err)))
        stop(err.message);
}

/* session NULL: alone */
static void make_one(struct session *session, const struct make_request *request) {
    struct arena arena = {0};
    struct make_result result;
    struct error err = {0};
    if (!(session ? session_make(session, request, &arena, &result, &err)
                  : make_handout(request, &arena, &result, &err))) {
        for (size_t i = 0; i < result.problem_count; i++)
            fprintf(stderr, "bench_make: %s\n", result.problems[i]);
        stop(err.message);
    }
    if (ledger)
        record(request, &result);
    strbuf_release(&result.bytes);
    arena_release(&arena);
}

/* The children's processor time counts when they are waited for: so must the template be. */
static void measure(const struct make_request *request, int count, bool alone) {
    struct error err = {0};
    struct session *session = NULL;
    if (!alone && !(session = session_open(request, &err)))
        stop(err.message);
    for (int i = 0; i < WARM_UP; i++)
        make_one(session, request);
    record_ms = flush_ms = 0;
    double wall = bench_wall_ms(), own = bench_cpu_ms(), children = bench_children_cpu_ms();
    for (int i = 0; i < count; i++)
        make_one(session, request);
    wall = bench_wall_ms() - wall;
    own = bench_cpu_ms() - own;
    double memory_mb = bench_peak_mb();
    session_close(session);
    children = bench_children_cpu_ms() - children;
    double all = count + WARM_UP; /* nothing is known of a child before its template ends */
    printf("{\"count\":%d,\"wall_ms_each\":%.3f,\"cpu_ms_each\":%.3f,"
           "\"children_cpu_ms_each\":%.3f,\"per_second\":%.1f,\"memory_mb\":%.1f,"
           "\"record_ms_each\":%.3f,\"flush_ms_each\":%.3f}\n",
           count, wall / count, own / count + children / all, children / all, count / wall * 1e3,
           memory_mb, record_ms / count, flush_ms / count);
}

int main(int argument_count, char **arguments) {
    char *end = NULL;
    bool alone = argument_count == 5 && strcmp(arguments[4], "alone") == 0;
    bool recorded = argument_count == 5 && strcmp(arguments[4], "recorded") == 0;
    long count = argument_count == 4 || alone || recorded ? strtol(arguments[3], &end, 10) : 0;
    if (count < 1 || count > MOST_HANDOUTS || *end)
        stop("usage: bench_make ROOT PATIENT COUNT [alone|recorded]");
    const char *root = arguments[1], *patient = arguments[2];
    struct arena arena = {0};
    char folder[] = "/tmp/footnote-bench-XXXXXX";
    if (!mkdtemp(folder))
        stop("can't make a folder in /tmp");
    struct index *index = open_index(&arena, folder, root);
    const char *scripts = file_join(&arena, root, "scripts");
    struct make_request request = {
        .script_file = script_of(&arena, root, patient),
        .module_folders = &scripts,
        .module_folder_count = 1,
        .patient_name_shown = patient,
        .wording_folder = file_join(&arena, root, "corpus/wording"),
        .index = index,
        .date = "2026-03-02",
        .format = MAKE_PDF,
    };
    request.patient = read_input(&arena, patient, &request.patient_bytes);
    request.clinic =
        read_input(&arena, file_join(&arena, root, "corpus/clinic.yaml"), &request.clinic_bytes);
    if (recorded)
        open_ledger(&arena, folder);
    measure(&request, (int)count, alone);
    ledger_close(ledger);
    index_close(index);
    const char *files[] = {
        "index.sqlite",  "index.sqlite-wal",  "index.sqlite-shm",  "index.sqlite.en.bindings",
        "ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm", "ledger.sqlite.key",
        "vault.key"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        unlink(file_join(&arena, folder, files[i]));
    rmdir(folder);
    arena_release(&arena);
    return 0;
}
