/* cmd_score.c - footnote score: the scoring sheet over the worked examples.
 *
 * Layer: cli. Order: variants, what the checks need, one handout, printing, the command.
 */
#include "base/file.h"
#include "cli/commands.h"
#include "cli/corpus_index.h"
#include "cli/output.h"
#include "cli/worked_example.h"
#include "pdf/pdf_declared.h"
#include "score/score.h"

const struct option score_options[] = {
    {"reports", 0, "DIR", "the folder of worked examples (reports/)", false},
    {"variants", 0, NULL, "each also in large print, on Letter, and both", false},
    {"failed", 0, NULL, "print only what fails", false},
    {0},
};

/* ---- variants -------------------------------------------------------------------------------- */

/* What is changed of the patient's own answers; the first changes nothing. */
static const struct variant {
    const char *name;
    struct make_setting settings[2];
    size_t count;
} variants[] = {
    {NULL, {{0}}, 0},
    {"standard, A4", {{"large_print", "false"}, {"paper", "a4"}}, 2},
    {"standard, Letter", {{"large_print", "false"}, {"paper", "letter"}}, 2},
    {"large print, A4", {{"large_print", "true"}, {"paper", "a4"}}, 2},
    {"large print, Letter", {{"large_print", "true"}, {"paper", "letter"}}, 2},
};
enum { VARIANT_COUNT = sizeof variants / sizeof *variants };

/* ---- what the checks need -------------------------------------------------------------------- */

enum { STYLE_LIMIT_BYTES = 256 * 1024 };

/* The style file of the patient's language; NULL where there is none. */
static bool read_style(struct arena *arena, struct make_request *request, struct error *err) {
    const char *language = value_text(value_find(request->patient, "language"), NULL);
    if (!language)
        language = value_text(value_find(request->clinic, "language"), "en");
    if (strspn(language, "abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ") !=
            strlen(language) ||
        !request->wording_folder)
        return true;
    struct slice text;
    const char *file =
        file_join(arena, request->wording_folder, arena_format(arena, "%s.style.yaml", language));
    if (!file_exists(file))
        return true;
    if (!file_read(arena, file, STYLE_LIMIT_BYTES, &text, err))
        return false;
    request->style = value_read_yaml(arena, text, file, 1, err);
    return request->style != NULL;
}

/* ---- one handout ----------------------------------------------------------------------------- */

struct scored {
    const struct worked_example *example;
    const struct variant *variant;
    const struct value *checks; /* {id, result, value} in the order of ids */
    const char *failure;        /* why it could not be made, or NULL */
};

static struct value *file_check(struct arena *arena, const struct pdf_declared *declared) {
    bool fine =
        declared->tagged && declared->title_displayed && *declared->language && *declared->title;
    struct value *map = value_new(arena, VALUE_MAP);
    const char *text =
        arena_format(arena, "%s, language %s, %s", declared->tagged ? "tagged" : "not tagged",
                     *declared->language ? declared->language : "missing",
                     declared->title_displayed ? "title shown" : "no title shown");
    value_map_add(arena, map, slice_of("id"), value_new_number(arena, SCORE_FILE_CHECK));
    value_map_add(
        arena, map, slice_of("result"),
        value_new_text(arena, slice_of(score_result_name(fine ? SCORE_PASS : SCORE_FAIL))));
    value_map_add(arena, map, slice_of("value"), value_new_text(arena, slice_of(text)));
    return map;
}

/* The child's rows, with the one about the file at its place. */
static const struct value *with_file_check(struct arena *arena, const struct value *measured,
                                           struct value *row) {
    struct value *all = value_new(arena, VALUE_LIST);
    for (size_t i = 0; measured && i < measured->count; i++) {
        if (row && value_number(value_find(measured->items[i], "id"), 0) > SCORE_FILE_CHECK) {
            value_list_add(arena, all, row);
            row = NULL;
        }
        value_list_add(arena, all, measured->items[i]);
    }
    return all;
}

static bool score_one(struct arena *arena, const struct places *places, struct index *index,
                      struct scored *scored, struct error *err) {
    struct make_request request = {.format = MAKE_PDF, .measure = "score"};
    struct make_result result = {0};
    struct pdf_declared declared;
    struct error made_err = {0};
    if (!worked_example_request(arena, places, index, scored->example, &request, err) ||
        !read_style(arena, &request, err))
        return false;
    request.settings = scored->variant->settings;
    request.setting_count = scored->variant->count;
    bool fine = true;
    if (!make_handout(&request, arena, &result, &made_err)) {
        scored->failure = arena_text(arena, made_err.message);
    } else {
        fine = pdf_declared_read(scored->example->name, strbuf_slice(&result.bytes), arena,
                                 &declared, err);
        if (fine)
            scored->checks = with_file_check(arena, result.measured, file_check(arena, &declared));
    }
    strbuf_release(&result.bytes);
    return fine;
}

/* ---- printing -------------------------------------------------------------------------------- */

static bool fails(const struct value *check) {
    return strcmp(value_text(value_find(check, "result"), ""), "fail") == 0;
}

static size_t count_of(const struct value *checks, const char *result) {
    size_t count = 0;
    for (size_t i = 0; checks && i < checks->count; i++)
        count += strcmp(value_text(value_find(checks->items[i], "result"), ""), result) == 0;
    return count;
}

static void print_json(struct output *out, const struct scored *scored) {
    output_map(out, NULL);
    output_text(out, "case", scored->example->name);
    if (scored->variant->name)
        output_text(out, "variant", scored->variant->name);
    output_text(out, "failure", scored->failure);
    output_list(out, "checks");
    for (size_t i = 0; scored->checks && i < scored->checks->count; i++) {
        const struct value *check = scored->checks->items[i];
        output_map(out, NULL);
        output_integer(out, "id", (int64_t)value_number(value_find(check, "id"), 0));
        output_text(out, "result", value_text(value_find(check, "result"), ""));
        output_text(out, "value", value_text(value_find(check, "value"), ""));
        output_end_map(out);
    }
    output_end_list(out);
    output_end_map(out);
}

static void print_text(struct output *out, const struct scored *scored, bool only_failed) {
    size_t passed = count_of(scored->checks, "pass"), failed = count_of(scored->checks, "fail");
    if (only_failed && failed == 0 && !scored->failure)
        return;
    output_line(out, "%s%s%s: %zu of %zu that apply", scored->example->name,
                scored->variant->name ? ", " : "",
                scored->variant->name ? scored->variant->name : "", passed, passed + failed);
    if (scored->failure) {
        output_line(out, "  not made: %s", scored->failure);
        return;
    }
    for (size_t i = 0; i < scored->checks->count; i++) {
        const struct value *check = scored->checks->items[i];
        int id = (int)value_number(value_find(check, "id"), 0);
        if (only_failed && !fails(check))
            continue;
        output_line(out, "  %2d %-4s  %s", id, value_text(value_find(check, "result"), ""),
                    score_title(id));
        strbuf_add(&out->buffer, "           ");
        output_printable(out, value_text(value_find(check, "value"), ""));
        output_line(out, "%s", "");
    }
}

/* ---- the command ----------------------------------------------------------------------------- */

struct tally {
    size_t handouts, failed;
};

static bool score_all(struct invocation *invocation, const struct places *places,
                      struct index *index, struct output *out, struct tally *tally,
                      struct error *err) {
    struct worked_example *examples = NULL;
    size_t count = 0;
    bool all_variants = invocation_flag(invocation, "variants");
    if (!worked_examples_find(invocation->arena, worked_examples_folder(invocation, places),
                              invocation->words, invocation->word_count, &examples, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (examples[i].expected_exit != 0)
            continue;
        size_t first = all_variants ? 1 : 0, last = all_variants ? VARIANT_COUNT : 1;
        for (size_t v = first; v < last; v++) {
            struct arena arena = {0};
            struct scored scored = {.example = &examples[i], .variant = &variants[v]};
            bool fine = score_one(&arena, places, index, &scored, err);
            if (fine && out->json)
                print_json(out, &scored);
            else if (fine)
                print_text(out, &scored, invocation_flag(invocation, "failed"));
            tally->handouts++;
            tally->failed += fine && (scored.failure || count_of(scored.checks, "fail") > 0);
            arena_release(&arena);
            if (!fine)
                return false;
        }
    }
    return true;
}

int cmd_score(struct invocation *invocation, struct error *err) {
    struct places places;
    struct output out;
    struct tally tally = {0};
    if (!locate_places(invocation, &places, err))
        return (int)err->code;
    struct index *index = corpus_index_open(invocation, &places, CORPUS_CURRENT, err);
    if (!index)
        return (int)err->code;
    output_begin(&out, invocation);
    if (out.json) {
        output_map(&out, NULL);
        output_integer(&out, "schema", 1);
        output_list(&out, "handouts");
    }
    bool fine = score_all(invocation, &places, index, &out, &tally, err);
    index_close(index);
    if (!fine) {
        strbuf_release(&out.buffer);
        return (int)err->code;
    }
    if (out.json) {
        output_end_list(&out);
        output_end_map(&out);
    } else {
        output_line(&out, "%zu handouts, %zu with a check that fails", tally.handouts,
                    tally.failed);
    }
    return output_finish(&out, tally.failed ? ERROR_NOT_FOUND : 0, err);
}
