/* cmd_check.c - footnote check: what is wrong with corpus, wording, profile and scripts.
 *
 * Layer: cli. Order: printing, wording files, scripts, the profile, the thesaurus, everything, the
 * command.
 */
#include "base/date.h"
#include "base/file.h"
#include "cli/commands.h"
#include "cli/corpus_index.h"
#include "cli/fact_report.h"
#include "cli/make_input.h"
#include "cli/output.h"
#include "cli/syllable_files.h"
#include "cli/thesaurus_files.h"

#include <stdlib.h>

enum { WORDING_LIMIT_BYTES = 16 * 1024 * 1024, PROFILE_LIMIT_BYTES = 1024 * 1024 };

const struct option check_options[] = {
    {"facts", 0, NULL, "where each fact of the checklist went in the worked examples", false},
    {"update-grades", 0, NULL, "write the measured grade into each entry of the wording", false},
    {"reports", 0, "DIR", "the folder of worked examples (reports/), for --facts", false},
    {"date", 0, "DATE", "the day that review dates are held against, instead of today", false},
    {0},
};

struct checking {
    struct invocation *invocation;
    struct places places;
    struct index *index;
    struct check_list list;
    struct key_use *use;
    const struct wording *english; /* the language that the others translate */
    const char *wording_folder;
};

/* ---- printing -------------------------------------------------------------------------------- */

/* A file below the PATH given, or all without one. */
static bool is_asked_for(const struct checking *checking, const char *file) {
    if (checking->invocation->word_count == 0)
        return true;
    const char *path = locate_real_path(checking->list.arena, checking->invocation->words[0]);
    const char *real = locate_real_path(checking->list.arena, file);
    size_t length = strlen(path);
    return strncmp(real, path, length) == 0 && (real[length] == '\0' || real[length] == '/');
}

static void print_fault(struct output *out, const struct check_fault *fault) {
    if (out->json) {
        output_map(out, NULL);
        output_text(out, "file", fault->file);
        output_integer(out, "line", fault->line);
        output_boolean(out, "warning", fault->warning);
        output_text(out, "text", fault->text);
        output_end_map(out);
        return;
    }
    output_printable(out, fault->file);
    if (fault->line > 0)
        output_line(out, ":%d: %s%s", fault->line, fault->warning ? "warning: " : "", fault->text);
    else
        output_line(out, ": %s%s", fault->warning ? "warning: " : "", fault->text);
}

/* Returns the number of faults printed. */
static size_t print_faults(const struct checking *checking, struct output *out) {
    size_t faults = 0, warnings = 0;
    for (size_t i = 0; i < checking->list.count; i++) {
        const struct check_fault *fault = &checking->list.items[i];
        if (!is_asked_for(checking, fault->file))
            continue;
        faults += !fault->warning;
        warnings += fault->warning;
        print_fault(out, fault);
    }
    if (!out->json)
        output_line(out, "%zu fault%s, %zu warning%s", faults, faults == 1 ? "" : "s", warnings,
                    warnings == 1 ? "" : "s");
    return faults;
}

/* ---- wording --------------------------------------------------------------------------------- */

/* Each line of what wording_read says is one mistake: "FILE:12: why". */
static void add_mistakes(struct check_list *list, const char *file, const char *message) {
    struct slice rest = slice_of(message), line;
    size_t prefix = strlen(file);
    while (slice_next_line(&rest, &line)) {
        const char *text = arena_bytes(list->arena, line.data, line.length);
        int number = 0;
        if (strncmp(text, file, prefix) == 0 && text[prefix] == ':') {
            char *end;
            number = (int)strtol(text + prefix + 1, &end, 10);
            text = *end == ':' ? end + 1 + strspn(end + 1, " ") : text;
        }
        check_add(list, false, file, number, "%s", text);
    }
}

static bool check_wording_file(struct checking *checking, const char *file, bool update,
                               struct error *err) {
    struct arena *arena = checking->invocation->arena;
    struct error mistakes = {0};
    const struct syllable_dictionary *words;
    const struct wording *wording = wording_read(arena, file, &mistakes);
    if (!wording) {
        if (mistakes.code == ERROR_ENVIRONMENT)
            return error_set(err, mistakes.code, "%s", mistakes.message);
        add_mistakes(&checking->list, file, mistakes.message);
        return true;
    }
    if (strcmp(wording->language, "en") == 0)
        checking->english = wording;
    if (!syllable_file_read(arena, &checking->places, wording->language, &words, err))
        return false;
    if (!update)
        return check_wording(&checking->list, wording, words, checking->wording_folder,
                             checking->index, err);
    struct slice text;
    if (!file_read(arena, file, WORDING_LIMIT_BYTES, &text, err))
        return false;
    const char *graded = check_with_grades(arena, wording, text, words);
    return slice_equals(text, slice_of(graded)) ||
           file_write_atomic(file, slice_of(graded), 0644, err);
}

struct wording_walk {
    struct checking *checking;
    bool update, failed;
    struct error *err;
};

/* LANG.yaml: two or three letters, perhaps a region. */
static bool is_wording_name(const char *name) {
    size_t letters = strspn(name, "abcdefghijklmnopqrstuvwxyz");
    size_t length = letters + strspn(name + letters, "-ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    return (letters == 2 || letters == 3) && strcmp(name + length, ".yaml") == 0;
}

static bool visit_wording(void *context, const char *relative, const struct file_stamp *stamp,
                          const char *problem, bool *stop) {
    struct wording_walk *walk = context;
    if (problem || !stamp || !is_wording_name(relative))
        return true;
    const char *file =
        file_join(walk->checking->invocation->arena, walk->checking->wording_folder, relative);
    if (!check_wording_file(walk->checking, file, walk->update, walk->err))
        walk->failed = *stop = true;
    return true;
}

static bool check_wordings(struct checking *checking, bool update, struct error *err) {
    struct wording_walk walk = {.checking = checking, .update = update, .err = err};
    return file_walk(checking->wording_folder, visit_wording, &walk, err) && !walk.failed;
}

/* ---- scripts --------------------------------------------------------------------------------- */

struct script_walk {
    struct checking *checking;
    const char *folder;
    bool failed;
    struct error *err;
};

static bool visit_script(void *context, const char *relative, const struct file_stamp *stamp,
                         const char *problem, bool *stop) {
    struct script_walk *walk = context;
    struct arena *arena = walk->checking->invocation->arena;
    if (problem || !stamp || strcmp(file_extension(arena, relative), ".lua") != 0)
        return true;
    if (!check_script(&walk->checking->list, walk->checking->use,
                      file_join(arena, walk->folder, relative), walk->checking->english, walk->err))
        walk->failed = *stop = true;
    return true;
}

static bool check_scripts(struct checking *checking, struct error *err) {
    size_t count = 0;
    const char *const *folders =
        locate_script_folders(checking->invocation->arena, &checking->places, &count);
    for (size_t i = 0; i < count; i++) {
        struct script_walk walk = {.checking = checking, .folder = folders[i], .err = err};
        if (!file_walk(folders[i], visit_script, &walk, err) || walk.failed)
            return false;
    }
    return true;
}

/* ---- the profile ----------------------------------------------------------------------------- */

static bool check_profile(struct checking *checking, struct error *err) {
    struct arena *arena = checking->invocation->arena;
    const char *file = locate_profile(arena, &checking->places);
    struct slice text;
    if (!file)
        return true;
    if (!file_read(arena, file, PROFILE_LIMIT_BYTES, &text, err))
        return false;
    struct error mistake = {0};
    const struct value *clinic = value_read_yaml(arena, text, file, 1, &mistake);
    if (!clinic) {
        add_mistakes(&checking->list, file, mistake.message);
        return true;
    }
    check_clinic(&checking->list, clinic, file, checking->english);
    check_use_of_clinic(checking->use, clinic);
    return true;
}

/* ---- the thesaurus --------------------------------------------------------------------------- */

static void check_thesaurus(struct checking *checking) {
    struct arena *arena = checking->list.arena;
    const char **files;
    const struct thesaurus_fault *faults;
    size_t count = thesaurus_files(checking->index, arena, &checking->places, &files), fault_count;
    thesaurus_files_compile(arena, files, count, &faults, &fault_count);
    for (size_t i = 0; i < fault_count; i++)
        check_add(&checking->list, faults[i].is_warning, faults[i].file, faults[i].line, "%s",
                  faults[i].text);
}

/* ---- everything ------------------------------------------------------------------------------ */

static bool check_all(struct checking *checking, struct error *err) {
    struct invocation *invocation = checking->invocation;
    const char *date = invocation_option(invocation, "date");
    int today = date_today();
    if (date && !date_parse(slice_of(date), &today))
        return error_set(err, ERROR_USAGE, "--date: '%s' is no day written as YYYY-MM-DD", date);
    checking->use = check_keys_begin(invocation->arena);
    check_thesaurus(checking);
    if (!check_wordings(checking, false, err) ||
        !check_articles(&checking->list, checking->index, today, err))
        return false;
    if (!checking->english) /* its mistakes are told; scripts can't be held against it */
        return true;
    if (!check_profile(checking, err) || !check_scripts(checking, err))
        return false;
    check_unused(&checking->list, checking->use, checking->english);
    return true;
}

/* ---- the command ----------------------------------------------------------------------------- */

static bool run(struct checking *checking, struct output *out, struct error *err) {
    if (invocation_flag(checking->invocation, "facts"))
        return fact_report_print(checking->invocation, &checking->places, checking->index, out,
                                 &checking->list, err);
    if (invocation_flag(checking->invocation, "update-grades"))
        return check_wordings(checking, true, err);
    return check_all(checking, err);
}

int cmd_check(struct invocation *invocation, struct error *err) {
    struct checking checking = {.invocation = invocation, .list = {.arena = invocation->arena}};
    struct output out;
    if (!invocation_expect_words(invocation, 0, 1, err) ||
        !locate_places(invocation, &checking.places, err))
        return (int)err->code;
    if (invocation->word_count > 0 && !file_exists(invocation->words[0]))
        return error_set(err, ERROR_USAGE, "no file or folder '%s'", invocation->words[0]),
               (int)err->code;
    checking.wording_folder = locate_wording(invocation->arena, &checking.places);
    if (!checking.wording_folder)
        return error_set(err, ERROR_ENVIRONMENT, "no wording folder: expected corpus/wording"),
               (int)err->code;
    checking.index = corpus_index_open(invocation, &checking.places, CORPUS_CURRENT, err);
    if (!checking.index)
        return (int)err->code;
    output_begin(&out, invocation);
    if (out.json) {
        output_map(&out, NULL);
        output_integer(&out, "schema", 1);
    }
    bool fine = run(&checking, &out, err);
    index_close(checking.index);
    if (!fine) {
        strbuf_release(&out.buffer);
        return (int)err->code;
    }
    check_sort(&checking.list);
    if (out.json)
        output_list(&out, "faults");
    size_t faults = print_faults(&checking, &out);
    if (out.json) {
        output_end_list(&out);
        output_end_map(&out);
    }
    return output_finish(&out, faults ? ERROR_NOT_FOUND : 0, err);
}
