/* ledger_reprint.c - see ledger_reprint.h.
 *
 * Layer: make. Order: what was kept, laying the files out, the articles, what differs, making.
 */
#include "make/ledger/ledger_reprint.h"

#include "base/file.h"
#include "make/ledger/ledger_inputs.h"
#include "make/ledger/vault.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- what was kept --------------------------------------------------------------------------- */

static bool vault_key(struct ledger *ledger, struct arena *arena, const struct ledger_key **key,
                      struct error *err) {
    const char *problem = ledger_vault_problem(ledger, arena, key);
    return !problem || error_set(err, ERROR_ENVIRONMENT, "the inputs can't be opened: %s", problem);
}

static bool say_sealed(const char *what, struct error *err) {
    return error_set(
        err, ERROR_ENVIRONMENT,
        "%s can't be opened: kept with another key than the one of key_file, or damaged", what);
}

bool ledger_reprint_inputs(struct ledger *ledger, struct arena *arena,
                           const struct ledger_entry *entry, struct make_request *request,
                           struct error *err) {
    const struct ledger_key *key;
    struct slice sealed, plain;
    if (!ledger_store_inputs(ledger_store_of(ledger), arena, entry->number, &sealed, err) ||
        !vault_key(ledger, arena, &key, err))
        return false;
    if (!vault_open(arena, key, ledger_inputs_context(arena, entry->code), sealed, &plain) ||
        !ledger_inputs_take(arena, plain, request))
        return say_sealed("the kept inputs", err);
    return true;
}

static bool open_file(struct ledger *ledger, struct arena *arena, const char *hash,
                      const char *name, struct slice *bytes, struct error *err) {
    const struct ledger_key *key;
    struct slice sealed;
    char found[VAULT_HEX_BYTES];
    if (!vault_key(ledger, arena, &key, err))
        return false;
    if (!ledger_store_file(ledger_store_of(ledger), arena, hash, &sealed, err))
        return error_prefix(err, "%s: ", name);
    if (!vault_open(arena, key, ledger_file_context(arena, hash), sealed, bytes))
        return say_sealed(name, err);
    vault_sha256(*bytes, found);
    return strcmp(found, hash) == 0 ||
           error_set(err, ERROR_ENVIRONMENT, "%s: the kept file is another one", name);
}

/* The next line of entry->run.files. */
static bool next_file(struct arena *arena, struct slice *rest, const char **hash,
                      const char **name) {
    enum { HASH_LETTERS = VAULT_HEX_BYTES - 1, GAP = 2 };
    struct slice line;
    if (!slice_next_line(rest, &line) || line.length <= HASH_LETTERS + GAP)
        return false;
    *hash = arena_bytes(arena, line.data, HASH_LETTERS);
    *name = arena_bytes(arena, line.data + HASH_LETTERS + GAP, line.length - HASH_LETTERS - GAP);
    return true;
}

bool ledger_reprint_file(struct ledger *ledger, struct arena *arena,
                         const struct ledger_entry *entry, const char *wanted, struct slice *bytes,
                         struct error *err) {
    struct slice rest = slice_of(entry->run.files);
    const char *hash, *name;
    while (next_file(arena, &rest, &hash, &name))
        if (strcmp(name, wanted) == 0)
            return open_file(ledger, arena, hash, name, bytes, err);
    return error_set(err, ERROR_NOT_FOUND, "%s was not kept", wanted);
}

/* ---- laying the files out -------------------------------------------------------------------- */

struct reprint {
    struct ledger *ledger;
    struct arena *arena;
    const struct ledger_entry *entry;
    char folder[4096]; /* "" when there is none */
    struct make_request request;
    const char *script;
    const char *roots[64];
    size_t root_count;
};

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place) {
    (void)status;
    (void)kind;
    (void)place;
    return remove(path);
}

static void remove_folder(const struct reprint *reprint) {
    enum { OPEN_FOLDERS = 16 };
    if (reprint->folder[0])
        nftw(reprint->folder, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
}

static bool make_folder(struct reprint *reprint, struct error *err) {
    const char *base = getenv("TMPDIR");
    int length = snprintf(reprint->folder, sizeof reprint->folder, "%s/footnote-reprint-XXXXXX",
                          base && base[0] == '/' ? base : "/tmp");
    if (length < (int)sizeof reprint->folder && mkdtemp(reprint->folder))
        return true;
    error_set_errno(err, ERROR_ENVIRONMENT, "%s: no folder for the files of the handout",
                    reprint->folder);
    reprint->folder[0] = '\0';
    return false;
}

/* The list is part of the chain, but a ledger may be read before it is checked. */
static bool is_plain_path(const char *path) {
    for (const char *part = path;; part++) {
        size_t length = strcspn(part, "/");
        if (length == 0 || (part[0] == '.' && (length == 1 || (length == 2 && part[1] == '.'))))
            return false;
        part += length;
        if (!*part)
            return true;
    }
}

static bool write_file(struct reprint *reprint, const char *below, struct slice bytes,
                       struct error *err) {
    if (!is_plain_path(below))
        return error_set(err, ERROR_ENVIRONMENT, "'%s': a kept file has no plain name", below);
    char *path = file_join(reprint->arena, reprint->folder, below);
    char *slash = strrchr(path, '/');
    *slash = '\0';
    bool done = file_make_folders(path, err);
    *slash = '/';
    return done && file_write_atomic(path, bytes, 0600, err);
}

static const char *module_path(struct arena *arena, const char *name) {
    char *path = arena_format(arena, "scripts/%s.lua", name);
    for (char *c = path + strlen("scripts/"); c < path + strlen(path) - strlen(".lua"); c++)
        if (*c == '.')
            *c = '/';
    return path;
}

static const char *hyphenation_path(struct arena *arena, const char *name) {
    char *path = arena_format(arena, "clinic/hyphenation/hyph_%s.dic", name);
    for (char *c = path + strlen("clinic/hyphenation/"); *c; c++)
        if (*c == '-')
            *c = '_';
    return path;
}

/* Where a kept file goes below the folder; NULL: nowhere. */
static const char *place_of(struct arena *arena, const char *name) {
    const char *slash = strchr(name, '/');
    struct slice kind = slash ? slice_make(name, (size_t)(slash - name)) : slice_of("");
    if (slice_is(kind, "script"))
        return arena_format(arena, "scripts/%s", slash + 1);
    if (slice_is(kind, "module"))
        return module_path(arena, slash + 1);
    if (slice_is(kind, "picture"))
        return arena_format(arena, "clinic/%s", slash + 1);
    if (slice_is(kind, "hyphenation"))
        return hyphenation_path(arena, slash + 1);
    if (slice_is(kind, "wording") || slice_is(kind, "corpus"))
        return name;
    return NULL;
}

/* "corpus/0/heel.md": the folder "corpus/0" is a root, in the order of the numbers. */
static bool note_root(struct reprint *reprint, const char *name, struct error *err) {
    if (strncmp(name, "corpus/", strlen("corpus/")) != 0)
        return true;
    long number = strtol(name + strlen("corpus/"), NULL, 10);
    size_t most = sizeof reprint->roots / sizeof *reprint->roots;
    if (number < 0 || (size_t)number >= most)
        return error_set(err, ERROR_ENVIRONMENT, "more corpus folders than %zu", most);
    if (!reprint->roots[number])
        reprint->roots[number] =
            arena_format(reprint->arena, "%s/corpus/%ld", reprint->folder, number);
    return true;
}

static bool lay_out_file(struct reprint *reprint, const char *hash, const char *name,
                         struct error *err) {
    const char *place = place_of(reprint->arena, name);
    bool is_profile = strcmp(name, "clinic/clinic.yaml") == 0;
    struct slice bytes = {0};
    if (!place && !is_profile)
        return true;
    if (!open_file(reprint->ledger, reprint->arena, hash, name, &bytes, err))
        return false;
    if (is_profile) { /* it holds the clinic's secret: never on the disk in the open */
        reprint->request.clinic_bytes = bytes;
        reprint->request.clinic = value_read_yaml(reprint->arena, bytes, "clinic.yaml", 1, err);
        return reprint->request.clinic != NULL;
    }
    if (strncmp(name, "script/", strlen("script/")) == 0)
        reprint->script = file_join(reprint->arena, reprint->folder, place);
    return note_root(reprint, name, err) && write_file(reprint, place, bytes, err);
}

static bool lay_out(struct reprint *reprint, struct error *err) {
    struct slice rest = slice_of(reprint->entry->run.files);
    const char *hash, *name;
    while (next_file(reprint->arena, &rest, &hash, &name))
        if (!lay_out_file(reprint, hash, name, err))
            return false;
    return reprint->script || error_set(err, ERROR_NOT_FOUND, "the script was not kept");
}

/* ---- the articles ---------------------------------------------------------------------------- */

static bool index_articles(struct reprint *reprint, struct error *err) {
    const char *path = file_join(reprint->arena, reprint->folder, "index.sqlite");
    struct index_report report;
    const char *roots[sizeof reprint->roots / sizeof *reprint->roots];
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (reprint->roots[i])
            roots[reprint->root_count++] = reprint->roots[i];
    struct index *index = index_open(path, INDEX_WRITE, err);
    bool done =
        index && (reprint->root_count == 0 || index_update(index, roots, reprint->root_count, NULL,
                                                           NULL, reprint->arena, &report, err));
    index_close(index);
    if (!done)
        return false;
    reprint->request.index = index_open(path, INDEX_READ, err);
    if (!reprint->request.index)
        return false;
    const char *state = index_state_id(reprint->request.index, reprint->arena);
    return strcmp(state, reprint->entry->run.corpus_state) == 0 ||
           error_set(err, ERROR_NOT_FOUND,
                     reprint->root_count == 0
                         ? "the articles were not kept (they had changed while the handout was "
                           "made, or are over 64 MB)"
                         : "the articles kept give other passages with this program than then");
}

/* ---- what differs ---------------------------------------------------------------------------- */

static bool say_difference(const struct reprint *reprint, const struct make_result *result,
                           struct error *err) {
    const struct ledger_run *run = &reprint->entry->run;
    const char *why = "the libraries or the program's build have changed since";
    if (strcmp(run->program, FOOTNOTE_VERSION) != 0)
        why = arena_format(reprint->arena, "it was made by footnote %s, this is %s: use that one",
                           run->program, FOOTNOTE_VERSION);
    else if (strcmp(run->faces, result->faces) != 0)
        why = "the fonts of this computer, or of the clinic, have changed since";
    return error_set(err, ERROR_NOT_FOUND,
                     "no reprint of %s: its pages would not be the same: %s (footnote make prints "
                     "a new handout)",
                     reprint->entry->code, why);
}

/* ---- making ---------------------------------------------------------------------------------- */

static bool make_again(struct reprint *reprint, struct make_result *result, struct error *err) {
    const char **modules = arena_new(reprint->arena, const char *);
    char hash[VAULT_HEX_BYTES];
    modules[0] = file_join(reprint->arena, reprint->folder, "scripts");
    reprint->request.script_file = reprint->script;
    reprint->request.module_folders = modules;
    reprint->request.module_folder_count = 1;
    reprint->request.clinic_folder = file_join(reprint->arena, reprint->folder, "clinic");
    reprint->request.wording_folder = file_join(reprint->arena, reprint->folder, "wording");
    if (!make_handout(&reprint->request, reprint->arena, result, err)) {
        if (strcmp(reprint->entry->run.program, FOOTNOTE_VERSION) != 0)
            say_difference(reprint, result, err);
        return false;
    }
    vault_sha256(strbuf_slice(&result->bytes), hash);
    if (strcmp(hash, reprint->entry->output_hash) == 0)
        return true;
    say_difference(reprint, result, err);
    strbuf_release(&result->bytes);
    return false;
}

bool ledger_reprint(struct ledger *ledger, struct arena *arena, const struct ledger_entry *entry,
                    const char *const *font_folders, struct make_result *result,
                    struct error *err) {
    struct reprint reprint = {.ledger = ledger, .arena = arena, .entry = entry};
    *result = (struct make_result){0};
    bool done = ledger_reprint_inputs(ledger, arena, entry, &reprint.request, err);
    reprint.request.font_folders = font_folders;
    done = done && make_folder(&reprint, err) && lay_out(&reprint, err) &&
           index_articles(&reprint, err) && make_again(&reprint, result, err);
    index_close(reprint.request.index);
    remove_folder(&reprint);
    return done;
}
