/* worked_example.c - see worked_example.h. In order: finding, reading case.yaml, running,
 * comparing.
 *
 * Layer: cli.
 */
#include "cli/worked_example.h"

#include "base/file.h"
#include "cli/make_input.h"
#include "cli/report_scripts.h"

#include <stdlib.h>

enum { CASE_LIMIT_BYTES = 64 * 1024, DUMP_LIMIT_BYTES = 16 * 1024 * 1024 };

/* ---- finding ----------------------------------------------------------------------------------
 */

struct finder {
    struct arena *arena;
    const char *folder;
    const char **cases; /* "inserts/achilles-lift/case.yaml" */
    size_t count, room;
};

static bool note_case(void *context, const char *relative, const struct file_stamp *stamp,
                      const char *problem, bool *stop) {
    struct finder *finder = context;
    (void)stop;
    if (!stamp)
        return !problem;
    if (strcmp(file_name_of(relative), "case.yaml") != 0)
        return true;
    if (finder->count == finder->room) {
        size_t room = finder->room ? finder->room * 2 : 32;
        finder->cases = arena_grow_array(finder->arena, finder->cases, finder->count, room,
                                         sizeof *finder->cases);
        finder->room = room;
    }
    finder->cases[finder->count++] = arena_text(finder->arena, relative);
    return true;
}

static bool is_asked_for(const char *name, const char *const *names, size_t count) {
    if (count == 0)
        return true;
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(names[i]);
        if (strncmp(name, names[i], length) == 0 && (name[length] == '\0' || name[length] == '/'))
            return true;
    }
    return false;
}

/* ---- case.yaml --------------------------------------------------------------------------------
 */

static size_t read_texts(struct arena *arena, const struct value *list, const char ***texts) {
    size_t count = list && list->kind == VALUE_LIST ? list->count : 0;
    *texts = arena_new_array(arena, count + 1, const char *);
    for (size_t i = 0; i < count; i++)
        (*texts)[i] = value_text(list->items[i], "");
    return count;
}

static const char *patient_file_of(struct arena *arena, const char *folder) {
    static const char *const names[] = {"patient.json", "patient.yaml"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *file = file_join(arena, folder, names[i]);
        if (file_exists(file))
            return file;
    }
    return NULL;
}

static bool read_case(struct arena *arena, struct worked_example *example, struct error *err) {
    const char *file = file_join(arena, example->folder, "case.yaml");
    struct slice text;
    if (!file_read(arena, file, CASE_LIMIT_BYTES, &text, err))
        return false;
    const struct value *map = value_read_yaml(arena, text, file, 1, err);
    if (!map)
        return false;
    const struct value *expect = value_find(map, "expect");
    const struct value *code = value_find(expect, "exit");
    if (!code || code->kind != VALUE_NUMBER || !code->whole)
        return error_set(err, ERROR_INPUT, "%s: needs expect: {exit: CODE}", file);
    example->date = value_text(value_find(map, "date"), NULL);
    example->expected_exit = (int)code->integer;
    example->accepted_count = read_texts(arena, value_find(map, "accept"), &example->accepted);
    example->expected_rule_count =
        read_texts(arena, value_find(expect, "rules"), &example->expected_rules);
    example->patient_file = patient_file_of(arena, example->folder);
    if (!example->patient_file)
        return error_set(err, ERROR_INPUT, "%s: no patient.json or patient.yaml beside it", file);
    return true;
}

bool worked_examples_find(struct arena *arena, const char *folder, const char *const *names,
                          size_t name_count, struct worked_example **examples, size_t *count,
                          struct error *err) {
    struct finder finder = {.arena = arena, .folder = folder};
    if (!file_walk(folder, note_case, &finder, err))
        return false;
    *examples = arena_new_array(arena, finder.count + 1, struct worked_example);
    *count = 0;
    for (size_t i = 0; i < finder.count; i++) {
        size_t length = strlen(finder.cases[i]) - strlen("/case.yaml");
        const char *name = arena_bytes(arena, finder.cases[i], length);
        if (!is_asked_for(name, names, name_count))
            continue;
        struct worked_example *example = &(*examples)[(*count)++];
        example->name = name;
        example->folder = file_join(arena, folder, name);
        example->report = arena_bytes(arena, name, strcspn(name, "/"));
        if (!read_case(arena, example, err))
            return false;
    }
    if (*count == 0)
        return error_set(err, ERROR_USAGE, "no worked example '%s' below %s",
                         name_count > 0 ? names[0] : "", folder);
    return true;
}

/* ---- running ----------------------------------------------------------------------------------
 */

static bool fill_request(struct arena *arena, const struct places *places, struct index *index,
                         const struct worked_example *example, struct make_request *request,
                         struct error *err) {
    struct report_script script;
    size_t font_count = 0;
    if (!report_script_find(arena, places, example->report, &script, err) ||
        !make_input_patient(arena, example->patient_file, request, err) ||
        !make_input_profile(arena, places, request, err))
        return false;
    request->script_file = script.file;
    request->module_folders =
        report_module_folders(arena, places, &script, &request->module_folder_count);
    request->wording_folder = locate_wording(arena, places);
    const char *const *fonts = locate_font_folders(arena, places, &font_count);
    request->font_folders = font_count > 0 ? fonts : NULL;
    request->index = index;
    request->date = example->date;
    request->accepted = example->accepted;
    request->accepted_count = example->accepted_count;
    return true;
}

/* ---- comparing --------------------------------------------------------------------------------
 */

/* "line 12: expected '...', placed '...'". */
static const char *first_difference(struct arena *arena, struct slice expected,
                                    struct slice actual) {
    struct slice want = {0};
    struct slice got = {0};
    for (int line = 1;; line++) {
        bool more_wanted = slice_next_line(&expected, &want);
        bool more_got = slice_next_line(&actual, &got);
        if (!more_wanted && !more_got)
            return "differs in its line ends";
        if (!more_wanted)
            want = slice_of("(end)");
        if (!more_got)
            got = slice_of("(end)");
        if (more_wanted != more_got || !slice_equals(want, got))
            return arena_format(arena, "expected.dump:%d: expected '%.*s', placed '%.*s'", line,
                                SLICE_ARGS(want), SLICE_ARGS(got));
    }
}

static const char *compare_dump(struct arena *arena, const struct worked_example *example,
                                struct slice dump) {
    struct slice expected;
    struct error ignored = {0};
    const char *file = file_join(arena, example->folder, "expected.dump");
    if (!file_read(arena, file, DUMP_LIMIT_BYTES, &expected, &ignored))
        return "no expected.dump: make it with `footnote test --update` and read it";
    return slice_equals(expected, dump) ? NULL : first_difference(arena, expected, dump);
}

static bool mentions(const struct make_result *result, const char *rule) {
    for (size_t i = 0; i < result->problem_count; i++)
        if (strstr(result->problems[i], rule))
            return true;
    for (size_t i = 0; i < result->warning_count; i++)
        if (strstr(result->warnings[i], rule))
            return true;
    return false;
}

static const char *check_result(struct arena *arena, const struct worked_example *example,
                                bool made, const struct make_result *result,
                                const struct error *err) {
    int code = made ? 0 : (int)err->code;
    if (code != example->expected_exit)
        return arena_format(arena, "exit code %d, expected %d%s%s", code, example->expected_exit,
                            made ? "" : ": ", made ? "" : err->message);
    for (size_t i = 0; i < example->expected_rule_count; i++)
        if (!mentions(result, example->expected_rules[i]))
            return arena_format(arena, "rule %s said nothing", example->expected_rules[i]);
    return NULL;
}

static bool write_pdf(struct arena *arena, const struct worked_example *example,
                      struct make_request *request, struct example_outcome *outcome,
                      struct error *err) {
    struct make_result result = {0};
    request->format = MAKE_PDF;
    bool fine = make_handout(request, arena, &result, err);
    if (fine) {
        outcome->pdf_file = file_join(arena, example->folder, "handout.pdf");
        outcome->page_count = result.page_count;
        fine = file_write_atomic(outcome->pdf_file, strbuf_slice(&result.bytes), 0600, err);
    }
    strbuf_release(&result.bytes);
    return fine;
}

bool worked_example_run(struct arena *arena, const struct places *places, struct index *index,
                        const struct worked_example *example, enum example_work work,
                        struct example_outcome *outcome, struct error *err) {
    struct make_request request = {.format = MAKE_DUMP};
    struct make_result result = {0};
    *outcome = (struct example_outcome){0};
    if (!fill_request(arena, places, index, example, &request, err))
        return false;
    struct error made_err = {0};
    bool made = make_handout(&request, arena, &result, &made_err);
    outcome->reason = check_result(arena, example, made, &result, &made_err);
    bool fine = true;
    if (made && !outcome->reason) {
        struct slice dump = strbuf_slice(&result.bytes);
        if (work == EXAMPLE_UPDATE)
            fine = file_write_atomic(file_join(arena, example->folder, "expected.dump"), dump, 0644,
                                     err);
        else
            outcome->reason = compare_dump(arena, example, dump);
        if (work == EXAMPLE_PDF)
            fine = write_pdf(arena, example, &request, outcome, err);
    }
    strbuf_release(&result.bytes);
    outcome->passed = fine && !outcome->reason;
    return fine;
}
