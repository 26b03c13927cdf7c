/* worked_example.c - see worked_example.h. In order: finding, reading case.yaml, running,
 * comparing.
 *
 * Layer: cli.
 */
#include "cli/worked_example.h"

#include "base/file.h"
#include "cli/make_input.h"

#include <stdlib.h>

enum { CASE_LIMIT_BYTES = 64 * 1024, DUMP_LIMIT_BYTES = 16 * 1024 * 1024 };

/* ---- finding --------------------------------------------------------------------------------- */

const char *worked_examples_folder(const struct invocation *invocation,
                                   const struct places *places) {
    const char *given = invocation_option(invocation, "reports");
    if (given)
        return given;
    const char *const folders[] = {places->clinic, ".", places->share};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        if (!folders[i])
            continue;
        const char *reports = file_join(invocation->arena, folders[i], "reports");
        if (file_is_folder(reports))
            return reports;
    }
    return "reports";
}

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
    finder->cases = arena_make_room(finder->arena, finder->cases, finder->count, &finder->room, 32,
                                    sizeof *finder->cases);
    finder->cases[finder->count++] = arena_text(finder->arena, relative);
    return true;
}

/* "inserts" names all of that report's examples. */
static bool is_named(const char *example, const char *name) {
    size_t length = strlen(name);
    return strncmp(example, name, length) == 0 &&
           (example[length] == '\0' || example[length] == '/');
}

static bool is_asked_for(const char *example, const char *const *names, size_t count) {
    if (count == 0)
        return true;
    for (size_t i = 0; i < count; i++)
        if (is_named(example, names[i]))
            return true;
    return false;
}

/* A misspelt name beside a good one would pass unmade. */
static bool all_names_found(const char *folder, const char *const *names, size_t name_count,
                            const struct worked_example *examples, size_t count,
                            struct error *err) {
    for (size_t n = 0; n < name_count; n++) {
        size_t i = 0;
        while (i < count && !is_named(examples[i].name, names[n]))
            i++;
        if (i == count)
            return error_set(err, ERROR_USAGE, "no worked example '%s' below %s", names[n], folder);
    }
    return count > 0 || error_set(err, ERROR_USAGE, "no worked example below %s", folder);
}

/* ---- case.yaml ------------------------------------------------------------------------------- */

static const char *const case_keys[] = {"date", "accept", "allow_draft", "expect", NULL};
static const char *const expect_keys[] = {"exit", "rules", NULL};

/* A misspelt key would leave something unchecked. */
static bool knows_keys(const struct value *map, const char *const *known, const char *file,
                       struct error *err) {
    for (size_t i = 0; map && i < map->count; i++) {
        size_t k = 0;
        while (known[k] && !slice_equals(map->keys[i], slice_of(known[k])))
            k++;
        if (!known[k])
            return error_set(err, ERROR_INPUT, "%s:%d: unknown key '%.*s'", file,
                             map->items[i]->line, SLICE_ARGS(map->keys[i]));
    }
    return true;
}

static bool expect_kind(const struct value *value, enum value_kind kind, const char *key,
                        const char *file, struct error *err) {
    if (!value || value->kind == kind)
        return true;
    return error_set(err, ERROR_INPUT, "%s:%d: %s: expected a %s, found a %s", file, value->line,
                     key, value_kind_name(kind), value_kind_name(value->kind));
}

/* A list of rule ids; none where the key is left out. */
static bool read_rules(struct arena *arena, const struct value *map, const char *key,
                       const char *file, const char ***rules, size_t *count, struct error *err) {
    const struct value *list = value_find(map, key);
    if (!expect_kind(list, VALUE_LIST, key, file, err))
        return false;
    *count = list ? list->count : 0;
    *rules = arena_new_array(arena, *count + 1, const char *);
    for (size_t i = 0; i < *count; i++) {
        if (!expect_kind(list->items[i], VALUE_TEXT, key, file, err))
            return false;
        (*rules)[i] = value_text(list->items[i], "");
    }
    return true;
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
    if (!expect_kind(map, VALUE_MAP, "the whole file", file, err) ||
        !expect_kind(expect, VALUE_MAP, "expect", file, err) ||
        !knows_keys(map, case_keys, file, err) || !knows_keys(expect, expect_keys, file, err))
        return false;
    if (!code || code->kind != VALUE_NUMBER || !code->whole)
        return error_set(err, ERROR_INPUT, "%s: needs expect: {exit: CODE}", file);
    const struct value *draft = value_find(map, "allow_draft");
    if (!expect_kind(draft, VALUE_BOOLEAN, "allow_draft", file, err))
        return false;
    example->allow_draft = value_boolean(draft, false);
    example->date = value_text(value_find(map, "date"), NULL);
    example->expected_exit = (int)code->integer;
    if (!read_rules(arena, map, "accept", file, &example->accepted, &example->accepted_count,
                    err) ||
        !read_rules(arena, expect, "rules", file, &example->expected_rules,
                    &example->expected_rule_count, err))
        return false;
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
    return all_names_found(folder, names, name_count, *examples, *count, err);
}

/* ---- running --------------------------------------------------------------------------------- */

bool worked_example_request(struct arena *arena, const struct places *places, struct index *index,
                            const struct worked_example *example, struct make_request *request,
                            struct error *err) {
    if (!make_input_places(arena, places, example->report, request, err) ||
        !make_input_patient(arena, example->patient_file, request, err))
        return false;
    request->index = index;
    request->date = example->date;
    request->accepted = example->accepted;
    request->accepted_count = example->accepted_count;
    request->allow_draft = example->allow_draft;
    return true;
}

/* ---- comparing ------------------------------------------------------------------------------- */

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

/* Rulings read "S04: why"; what layout warns of, "inserts.lua:12: S18: why". */
static bool is_ruling_of(const char *ruling, const char *rule) {
    size_t length = strlen(rule);
    for (const char *at = ruling; (at = strstr(at, rule)); at += length)
        if (at[length] == ':' && (at == ruling || at[-1] == ' '))
            return true;
    return false;
}

static bool has_spoken(const struct make_result *result, const char *rule) {
    for (size_t i = 0; i < result->problem_count; i++)
        if (is_ruling_of(result->problems[i], rule))
            return true;
    for (size_t i = 0; i < result->warning_count; i++)
        if (is_ruling_of(result->warnings[i], rule))
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
        if (!has_spoken(result, example->expected_rules[i]))
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
    if (!worked_example_request(arena, places, index, example, &request, err))
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
