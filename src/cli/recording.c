/* recording.c - see recording.h.
 *
 * Layer: cli. Order: where the ledger is, recording, looking, finding by code.
 */
#include "cli/recording.h"

#include "base/file.h"
#include "base/utf8.h"
#include "cli/make_input.h"
#include "cli/output.h"
#include "make/handout_code.h"

#include <stdint.h>
#include <stdlib.h>

/* ---- where the ledger is --------------------------------------------------------------------- */

/* FNV-1a, 64 bits, as locate.c names an index: a name, not a secret. */
static uint64_t hash_path(const char *path) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (const char *c = path; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 0x100000001b3u;
    return hash;
}

static bool state_file(struct arena *arena, const char *clinic_folder, const char **file,
                       struct error *err) {
    const char *state = locate_state_folder(arena);
    if (!state)
        return error_set(err, ERROR_ENVIRONMENT,
                         "no folder for the ledger: set HOME or XDG_STATE_HOME, or name a file in "
                         "clinic.yaml (ledger: file)");
    const char *folder = clinic_folder ? locate_real_path(arena, clinic_folder) : "";
    *file = arena_format(arena, "%s/ledger-%016llx.sqlite", state,
                         (unsigned long long)hash_path(folder));
    return true;
}

static bool check_keys(const struct value *ledger, struct error *err) {
    static const char *const known[] = {"file", "inputs", "key_file"};
    if (ledger->kind != VALUE_MAP)
        return error_set(err, ERROR_USAGE,
                         "clinic.yaml:%d: ledger: expected file, inputs and key_file",
                         ledger->line);
    for (size_t i = 0; i < ledger->count; i++) {
        bool fits = false;
        for (size_t k = 0; k < sizeof known / sizeof *known; k++)
            fits |= slice_is(ledger->keys[i], known[k]);
        if (!fits)
            return error_set(err, ERROR_USAGE,
                             "clinic.yaml:%d: ledger: unknown key '%s', expected file, inputs or "
                             "key_file",
                             ledger->items[i]->line, ledger->keys[i].data);
    }
    return true;
}

static const char *below_profile(struct arena *arena, const char *clinic_folder, const char *path) {
    return path[0] == '/' || !clinic_folder ? path : file_join(arena, clinic_folder, path);
}

static bool read_settings(struct arena *arena, const struct value *clinic,
                          const char *clinic_folder, struct ledger_settings *settings,
                          struct error *err) {
    const struct value *ledger = value_find(clinic, "ledger");
    if (ledger && ledger->kind != VALUE_NULL && !check_keys(ledger, err))
        return false;
    const char *file = value_text(value_find(ledger, "file"), "");
    const char *inputs = value_text(value_find(ledger, "inputs"), "none");
    const char *key_file = value_text(value_find(ledger, "key_file"), "");
    int line = ledger ? ledger->line : 0;
    bool keeps = strcmp(inputs, "encrypted") == 0;
    if (!keeps && strcmp(inputs, "none") != 0)
        return error_set(err, ERROR_USAGE,
                         "clinic.yaml:%d: ledger: inputs: expected none or encrypted", line);
    if (keeps && !*key_file)
        return error_set(err, ERROR_USAGE,
                         "clinic.yaml:%d: ledger: key_file: missing, expected a file made by "
                         "footnote log --new-key FILE",
                         line);
    settings->vault_key_file = keeps ? below_profile(arena, clinic_folder, key_file) : NULL;
    if (!*file)
        return state_file(arena, clinic_folder, &settings->file, err);
    settings->file = below_profile(arena, clinic_folder, file);
    return true;
}

/* One line, no control characters. */
static bool read_text_option(const struct invocation *invocation, const char *name,
                             const char *fallback, const char **text, struct error *err) {
    enum { TEXT_MAX_BYTES = 200 };
    const char *given = invocation_option(invocation, name);
    if (given && !*given)
        return error_set(err, ERROR_USAGE, "--%s: expected some words", name);
    if (!given)
        given = fallback && *fallback ? fallback : NULL;
    if (given &&
        (strlen(given) > TEXT_MAX_BYTES || utf8_find_invalid(slice_of(given)) != UTF8_VALID))
        return error_set(err, ERROR_USAGE, "--%s: expected at most %d bytes of UTF-8", name,
                         TEXT_MAX_BYTES);
    *text = NULL;
    if (given) {
        struct strbuf clean = {0};
        utf8_add_printable(&clean, slice_of(given));
        *text = arena_text(invocation->arena, strbuf_text(&clean));
        strbuf_release(&clean);
    }
    return true;
}

/* ---- recording ------------------------------------------------------------------------------- */

bool recording_begin(struct recording *recording, const struct invocation *invocation,
                     const struct make_request *request, struct error *err) {
    struct ledger_settings settings = {0};
    *recording = (struct recording){0};
    if (!read_text_option(invocation, "no-log", NULL, &recording->no_log, err) ||
        !read_text_option(invocation, "by", getenv("FOOTNOTE_BY"), &settings.made_by, err))
        return false;
    bool known =
        read_settings(invocation->arena, request->clinic, request->clinic_folder, &settings, err);
    if (!known && err->code == ERROR_USAGE)
        return false;
    if (known)
        recording->ledger = ledger_open(&settings, LEDGER_WRITE, err);
    if (recording->ledger)
        return true;
    if (!recording->no_log) {
        error_prefix(err, "no handout, because it can't be recorded (--no-log REASON makes it "
                          "unrecorded): ");
        return false;
    }
    message("warning: not even the reason is recorded: %s", err->message);
    *err = (struct error){0};
    return true;
}

bool recording_add(struct recording *recording, const struct make_request *request,
                   const struct make_result *result, struct error *err) {
    if (recording->no_log && !recording->ledger)
        return true;
    bool done = recording->no_log
                    ? ledger_note(recording->ledger, "unlogged", result, recording->no_log, err)
                    : ledger_record(recording->ledger, request, result, err);
    return done || error_prefix(err, "no handout, because it can't be recorded: ");
}

bool recording_flush(struct recording *recording, struct error *err) {
    return !recording->ledger || ledger_flush(recording->ledger, err) ||
           error_prefix(err, "no handout, because it can't be recorded: ");
}

/* Without the system's reason: it names the file, and people name files after patients. */
void recording_lost(struct recording *recording, const struct make_result *result) {
    struct error problem = {0};
    if (recording->ledger && !recording->no_log &&
        !ledger_note(recording->ledger, "lost", result, "the file could not be written", &problem))
        message("warning: the ledger still says that it was made: %s", problem.message);
}

void recording_end(struct recording *recording) {
    ledger_close(recording->ledger);
    recording->ledger = NULL;
}

/* ---- looking --------------------------------------------------------------------------------- */

struct ledger *recording_look(const struct invocation *invocation, const struct places *places,
                              struct error *err) {
    struct make_request request = {0};
    struct ledger_settings settings = {0};
    if (!make_input_profile(invocation->arena, places, &request, err) ||
        !read_settings(invocation->arena, request.clinic, request.clinic_folder, &settings, err))
        return NULL;
    /* A key that is named serves for what was kept, even while nothing is being kept. */
    const char *key_file =
        value_text(value_find(value_find(request.clinic, "ledger"), "key_file"), "");
    if (*key_file)
        settings.vault_key_file = below_profile(invocation->arena, request.clinic_folder, key_file);
    return ledger_open(&settings, LEDGER_READ, err);
}

/* ---- finding by code ------------------------------------------------------------------------- */

/* Up to three that differ in one or two letters. */
static const char *near_codes(struct arena *arena, struct ledger_store *store, const char *code) {
    enum { MOST_NEAR = 3, MOST_WRONG = 2 };
    const char **codes = NULL;
    size_t count = 0, found = 0;
    struct strbuf text = {0};
    if (!ledger_store_codes(store, arena, &codes, &count, NULL))
        return "";
    for (int wrong = 1; wrong <= MOST_WRONG; wrong++)
        for (size_t i = 0; i < count && found < MOST_NEAR; i++)
            if (utf8_distance(slice_of(code), slice_of(codes[i]), MOST_WRONG) == wrong)
                strbuf_add_format(&text, "%s%s", found++ == 0 ? " (did you mean " : " or ",
                                  codes[i]);
    const char *near = found > 0 ? arena_format(arena, "%s?)", strbuf_text(&text)) : "";
    strbuf_release(&text);
    return near;
}

bool recording_find(struct ledger *ledger, struct arena *arena, const char *typed,
                    struct ledger_entry *entry, struct error *err) {
    char code[HANDOUT_CODE_LETTERS + 1];
    struct ledger_entry *entries = NULL;
    size_t count = 0;
    if (!handout_code_read(typed, code))
        return error_set(err, ERROR_USAGE,
                         "'%s' is no handout code: expected its %d letters and digits from the "
                         "page's foot",
                         typed, HANDOUT_CODE_LETTERS);
    const struct ledger_filter filter = {.code = code};
    struct ledger_store *store = ledger_store_of(ledger);
    if (!ledger_store_find(store, arena, &filter, &entries, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(entries[i].kind, "made") != 0)
            continue;
        *entry = entries[i];
        return ledger_store_sentences(store, arena, entry, err);
    }
    if (count > 0)
        return error_set(err, ERROR_NOT_FOUND, "%s was made without being recorded (--no-log)",
                         code);
    return error_set(err, ERROR_NOT_FOUND, "no handout %s in this clinic's ledger%s", code,
                     near_codes(arena, store, code));
}
