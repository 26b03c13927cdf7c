/* ledger.c - see ledger.h.
 *
 * Layer: make. Order: opening, one entry, its sentences, recording, flushing, notes, looking.
 */
#include "make/ledger/ledger.h"

#include "base/date.h"
#include "base/memory.h"
#include "corpus/wording/wording_choice.h"
#include "make/binding.h"
#include "make/ledger/ledger_files.h"
#include "make/ledger/ledger_inputs.h"
#include "make/ledger/patient_mark.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A handout that waits for the next flush. */
struct pending {
    struct ledger_entry entry;
    struct slice inputs;
    struct pending *next;
};

/* Likewise a file that it was made of. */
struct pending_file {
    const char *hash;
    struct slice bytes; /* borrowed from ledger->files, which forgets nothing */
    struct pending_file *next;
};

struct ledger {
    struct ledger_store *store;
    struct ledger_key key, vault_key;
    bool keeps_inputs;
    char *made_by, *vault_key_file; /* owned */
    struct ledger_files files;
    struct arena arena; /* of what is pending */
    struct pending *first, **last;
    struct pending_file *new_files;
};

/* ---- opening --------------------------------------------------------------------------------- */

static const char *account_name(struct arena *arena) {
    const struct passwd *account = getpwuid(getuid());
    return account && account->pw_name ? account->pw_name
                                       : arena_format(arena, "user %u", (unsigned)getuid());
}

/* SQLite makes its files with the mode of the first one. */
static bool make_file(const char *path, struct error *err) {
    struct arena arena = {0};
    const char *name = file_name_of(path);
    bool done =
        name == path || file_make_folders(arena_bytes(&arena, path, (size_t)(name - path)), err);
    arena_release(&arena);
    if (!done)
        return error_prefix(err, "%s: the ledger can't be made: ", path);
    int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return error_set_errno(err, ERROR_ENVIRONMENT, "%s: the ledger can't be made", path);
    close(file);
    return true;
}

/* What stands where the ledger is to be: a file or nothing, and then no key either. A pipe would
 * hold us up for ever; a ledger that is gone is never begun anew as if there had been none. */
static bool check_place(const char *path, const char *key_file, struct error *err) {
    struct stat status;
    bool has_key = file_exists(key_file); /* looked for first: another process makes it last */
    if (lstat(path, &status) == 0)
        return (stat(path, &status) == 0 && S_ISREG(status.st_mode)) ||
               error_set(err, ERROR_ENVIRONMENT,
                         "%s: is no ledger but a folder, a pipe or a link to nothing", path);
    if (errno != ENOENT)
        return error_set_errno(err, ERROR_ENVIRONMENT, "%s: cannot look for the ledger", path);
    return !has_key || error_set(err, ERROR_ENVIRONMENT,
                                 "%s: the ledger is gone, its key is there: put it back from your "
                                 "backup, or take %s away to begin a new one",
                                 path, key_file);
}

static bool open_store(struct ledger *ledger, const char *path, enum ledger_mode mode,
                       struct error *err) {
    struct arena arena = {0};
    const char *key_file = arena_format(&arena, "%s.key", path);
    struct file_stamp stamp;
    bool begun = file_stamp_of(path, &stamp) && stamp.size_bytes > 0;
    bool done = check_place(path, key_file, err);
    if (done && !begun && mode == LEDGER_READ)
        done = error_set(err, ERROR_NOT_FOUND, "%s: nothing was recorded yet", path);
    else if (done && begun && !file_exists(key_file))
        done = error_set(err, ERROR_ENVIRONMENT,
                         "%s: the ledger's key is missing: put it back from your backup", key_file);
    else if (done && begun)
        done = vault_key_read(key_file, &ledger->key, err);
    else if (done)
        done = make_file(path, err) && vault_key_ensure(key_file, &ledger->key, err);
    arena_release(&arena);
    if (done)
        ledger->store = ledger_store_open(path, mode, &ledger->key, err);
    return ledger->store != NULL;
}

struct ledger *ledger_open(const struct ledger_settings *settings, enum ledger_mode mode,
                           struct error *err) {
    struct ledger *ledger = memory_allocate_zeroed(1, sizeof *ledger);
    struct arena arena = {0};
    ledger->last = &ledger->first;
    ledger->vault_key_file = memory_duplicate_text(settings->vault_key_file);
    ledger->made_by =
        memory_duplicate_text(settings->made_by ? settings->made_by : account_name(&arena));
    arena_release(&arena);
    bool done = open_store(ledger, settings->file, mode, err);
    if (done && mode == LEDGER_WRITE && settings->vault_key_file) {
        ledger->keeps_inputs = true;
        done = vault_key_read(settings->vault_key_file, &ledger->vault_key, err);
    }
    if (done)
        return ledger;
    ledger_close(ledger);
    return NULL;
}

void ledger_close(struct ledger *ledger) {
    if (!ledger)
        return;
    ledger_store_close(ledger->store);
    ledger_files_release(&ledger->files);
    arena_release(&ledger->arena);
    vault_forget(&ledger->key);
    vault_forget(&ledger->vault_key);
    free(ledger->made_by);
    free(ledger->vault_key_file);
    free(ledger);
}

/* ---- one entry ------------------------------------------------------------------------------- */

static const char *const format_names[] = {
    [MAKE_PDF] = "pdf", [MAKE_TEXT] = "text", [MAKE_HTML] = "html", [MAKE_DUMP] = "dump"};

static const char *copy(struct ledger *ledger, const char *text) {
    return arena_text(&ledger->arena, text ? text : "");
}

static struct ledger_entry blank_entry(struct ledger *ledger, const char *kind) {
    char now[DATE_TIME_BYTES];
    return (struct ledger_entry){.kind = kind,
                                 .code = "",
                                 .made_at = copy(ledger, date_time_now(now)),
                                 .handout_date = "",
                                 .format = "",
                                 .language = "",
                                 .made_by = ledger->made_by,
                                 .accepted = "",
                                 .note = "",
                                 .output_hash = "",
                                 .patient = "",
                                 .patient_years = {"", ""},
                                 .run = {"", FOOTNOTE_VERSION, "", "", "", "", "", ""}};
}

/* As the child chose it: the patient's where the report asks for one, else the report's. */
static const char *language_of(const struct make_request *request,
                               const struct make_result *result) {
    const struct value *fields = value_find(result->declaration, "fields");
    const char *language = value_text(value_find(result->declaration, "lang"), "en");
    for (size_t i = 0; fields && i < fields->count; i++) {
        const struct value *field = fields->items[i];
        if (strcmp(value_text(value_find(field, "name"), ""), "language") != 0)
            continue;
        language = value_text(value_find(field, "default"), language);
        language = value_text(value_find(request->patient, "language"), language);
        for (size_t k = 0; k < request->setting_count; k++)
            if (strcmp(request->settings[k].field, "language") == 0)
                language = request->settings[k].value;
    }
    return language;
}

static const char *join_accepted(struct ledger *ledger, const struct make_request *request) {
    struct strbuf joined = {0};
    for (size_t i = 0; i < request->accepted_count; i++)
        strbuf_add_format(&joined, "%s%s", i == 0 ? "" : ", ", request->accepted[i]);
    const char *text = copy(ledger, strbuf_text(&joined));
    strbuf_release(&joined);
    return text;
}

static void fill_entry(struct ledger *ledger, const struct make_request *request,
                       const struct make_result *result, struct ledger_entry *entry) {
    char hash[VAULT_HEX_BYTES];
    vault_sha256(strbuf_slice(&result->bytes), hash);
    struct patient_mark mark =
        patient_mark_make(&ledger->arena, &ledger->key, request->patient, result->date);
    entry->code = copy(ledger, result->code);
    entry->handout_date = copy(ledger, result->date);
    entry->format = format_names[request->format];
    entry->language = copy(ledger, language_of(request, result));
    entry->page_count = result->page_count;
    entry->accepted = join_accepted(ledger, request);
    entry->output_hash = copy(ledger, hash);
    entry->patient = mark.exact;
    entry->patient_years[0] = mark.years[0];
    entry->patient_years[1] = mark.years[1];
}

/* ---- its sentences --------------------------------------------------------------------------- */

static const char *part(struct ledger *ledger, const struct value *sentence, const char *key) {
    return copy(ledger, value_text(value_find(sentence, key), ""));
}

/* Of a sentence that differs with a value all choices: the one printed would tell the value. */
static const char *all_choices(struct ledger *ledger, const char *text) {
    struct wording_choices choices = wording_choices_of(text);
    struct strbuf all = {0};
    for (struct wording_choice choice; wording_next_choice(&choices, &choice);) {
        strbuf_add(&all, all.length > 0 ? " / " : "");
        strbuf_add_slice(&all, choice.text);
    }
    const char *joined = copy(ledger, strbuf_text(&all));
    strbuf_release(&all);
    return joined;
}

/* The text as it stands in the wording, slots as {names}: what was printed may hold the patient's
 * values. */
static const char *wording_text(struct ledger *ledger, const struct make_request *request,
                                struct binder *binder, const char *language, const char *key) {
    const struct binding *binding =
        binder ? binder_find(binder, request->index, language, key, NULL) : NULL;
    return binding ? all_choices(ledger, binding->entry->text) : "";
}

static void add_sentences(struct ledger *ledger, const struct make_request *request,
                          const struct value *printed, struct ledger_entry *entry) {
    size_t count = printed ? printed->count : 0;
    struct binder *binder =
        count > 0 ? binder_open(request->wording_folder, request->index, NULL) : NULL;
    if (binder)
        binder_allow_draft(binder, request->allow_draft);
    entry->sentences = arena_new_array(&ledger->arena, count + 1, struct ledger_sentence);
    for (size_t i = 0; i < count; i++) {
        const struct value *sentence = printed->items[i];
        if (value_boolean(value_find(sentence, "left_out"), false))
            continue;
        const char *key = part(ledger, sentence, "key");
        entry->sentences[entry->sentence_count++] = (struct ledger_sentence){
            .key = key,
            .class_name = part(ledger, sentence, "class"),
            .language = entry->language,
            .text = wording_text(ledger, request, binder, entry->language, key),
            .facts = part(ledger, sentence, "facts"),
            .article = part(ledger, sentence, "article"),
            .section = part(ledger, sentence, "section"),
            .passage_hash = part(ledger, sentence, "hash"),
        };
    }
}

/* ---- recording ------------------------------------------------------------------------------- */

static struct slice seal_inputs(struct ledger *ledger, const struct make_request *request,
                                const struct make_result *result) {
    struct strbuf plain = {0};
    ledger_inputs_add(&plain, request, result);
    struct slice sealed =
        vault_seal(&ledger->arena, &ledger->vault_key,
                   ledger_inputs_context(&ledger->arena, result->code), strbuf_slice(&plain));
    strbuf_release(&plain);
    return sealed;
}

static void queue_files(struct ledger *ledger) {
    for (size_t i = 0; i < ledger->files.count; i++) {
        struct ledger_file *file = &ledger->files.items[i];
        if (!file->used || !file->keep || file->queued)
            continue;
        struct pending_file *pending = arena_new(&ledger->arena, struct pending_file);
        *pending = (struct pending_file){copy(ledger, file->hash), file->bytes, ledger->new_files};
        ledger->new_files = pending;
        file->queued = true;
    }
}

bool ledger_record(struct ledger *ledger, const struct make_request *request,
                   const struct make_result *result, struct error *err) {
    struct pending *pending = arena_new(&ledger->arena, struct pending);
    struct ledger_entry *entry = &pending->entry;
    *entry = blank_entry(ledger, "made");
    if (!ledger_files_gather(&ledger->files, &ledger->arena, request, result, ledger->keeps_inputs,
                             &entry->run, err))
        return error_prefix(err, "the ledger: ");
    fill_entry(ledger, request, result, entry);
    add_sentences(ledger, request, result->sentences, entry);
    if (ledger->keeps_inputs) {
        pending->inputs = seal_inputs(ledger, request, result);
        queue_files(ledger);
    }
    *ledger->last = pending;
    ledger->last = &pending->next;
    return true;
}

/* ---- flushing -------------------------------------------------------------------------------- */

static bool store_file(struct ledger *ledger, const struct pending_file *file, struct error *err) {
    bool has = false;
    if (!ledger_store_has_file(ledger->store, file->hash, &has, err))
        return false;
    if (has)
        return true;
    struct arena arena = {0};
    struct slice sealed = vault_seal(&arena, &ledger->vault_key,
                                     ledger_file_context(&arena, file->hash), file->bytes);
    bool done = ledger_store_add_file(ledger->store, file->hash, sealed, err);
    arena_release(&arena);
    return done;
}

static bool store_files(struct ledger *ledger, struct error *err) {
    for (const struct pending_file *at = ledger->new_files; at; at = at->next)
        if (!store_file(ledger, at, err))
            return false;
    return true;
}

static bool store_pending(struct ledger *ledger, struct error *err) {
    for (const struct pending *at = ledger->first; at; at = at->next)
        if (!ledger_store_add(ledger->store, &at->entry, at->inputs, err))
            return false;
    return true;
}

bool ledger_flush(struct ledger *ledger, struct error *err) {
    if (!ledger->first)
        return true;
    if (!ledger_store_begin(ledger->store, err))
        return false;
    if (!store_files(ledger, err) || !store_pending(ledger, err) ||
        !ledger_store_commit(ledger->store, err)) {
        ledger_store_undo(ledger->store);
        return false;
    }
    ledger->first = NULL;
    ledger->new_files = NULL;
    ledger->last = &ledger->first;
    arena_release(&ledger->arena);
    return true;
}

/* ---- notes ----------------------------------------------------------------------------------- */

bool ledger_note(struct ledger *ledger, const char *kind, const struct make_result *result,
                 const char *reason, struct error *err) {
    struct pending *pending = arena_new(&ledger->arena, struct pending);
    pending->entry = blank_entry(ledger, kind);
    pending->entry.code = copy(ledger, result->code);
    pending->entry.handout_date = copy(ledger, result->date);
    pending->entry.run.report = copy(ledger, result->report_name);
    pending->entry.note = copy(ledger, reason);
    pending->entry.kind = copy(ledger, kind);
    *ledger->last = pending;
    ledger->last = &pending->next;
    return ledger_flush(ledger, err);
}

/* ---- looking --------------------------------------------------------------------------------- */

struct ledger_store *ledger_store_of(struct ledger *ledger) {
    return ledger->store;
}

const struct ledger_key *ledger_patient_key(const struct ledger *ledger) {
    return &ledger->key;
}

const char *ledger_vault_problem(struct ledger *ledger, struct arena *arena,
                                 const struct ledger_key **key) {
    struct error problem = {0};
    *key = &ledger->vault_key;
    if (!ledger->vault_key_file)
        return "clinic.yaml names no key file for kept inputs (ledger: key_file)";
    if (ledger->keeps_inputs ||
        vault_key_read(ledger->vault_key_file, &ledger->vault_key, &problem))
        return NULL;
    return arena_text(arena, problem.message);
}

const char *ledger_inputs_context(struct arena *arena, const char *code) {
    return arena_format(arena, "footnote inputs %s", code);
}

const char *ledger_file_context(struct arena *arena, const char *hash) {
    return arena_format(arena, "footnote file %s", hash);
}
