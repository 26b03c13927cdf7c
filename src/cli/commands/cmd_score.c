/* cmd_score.c - footnote score: the scoring sheet over the worked examples.
 *
 * Layer: cli. Order: variants, what the checks need, one handout, printing, the command.
 */
#include "base/file.h"
#include "cli/commands.h"
#include "cli/corpus_index.h"
#include "cli/output.h"
#include "cli/syllable_files.h"
#include "cli/worked_example.h"
#include "doc/reading_report.h"
#include "make/checks/measure_reading.h"
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
    return request->style &&
           (request->style->kind == VALUE_MAP ||
            error_set(err, ERROR_INPUT, "%s:1: is a %s, expected the language's lists by name",
                      file, value_kind_name(request->style->kind)));
}

/* ---- one handout ----------------------------------------------------------------------------- */

struct scored {
    const struct worked_example *example;
    const struct variant *variant;
    const struct value *checks; /* {id, result, value} in the order of ids */
    const char *failure;        /* why it could not be made, or NULL */
};

static struct value *row_of(struct arena *arena, int id, bool passed, const char *text) {
    const char *result = score_result_name(passed ? SCORE_PASS : SCORE_FAIL);
    struct value *map = value_new(arena, VALUE_MAP);
    value_map_add(arena, map, slice_of("id"), value_new_number(arena, id));
    value_map_add(arena, map, slice_of("result"), value_new_text(arena, slice_of(result)));
    value_map_add(arena, map, slice_of("value"), value_new_text(arena, slice_of(text)));
    return map;
}

static struct value *not_applicable(struct arena *arena, int id, const char *text) {
    struct value *map = row_of(arena, id, true, text);
    *map->items[1] = *value_new_text(arena, slice_of(score_result_name(SCORE_NOT_APPLICABLE)));
    return map;
}

static bool declares(const struct pdf_declared *declared) {
    return declared->tagged && declared->title_displayed && *declared->language && *declared->title;
}

static struct value *file_row(struct arena *arena, const struct pdf_declared *declared) {
    return row_of(arena, SCORE_FILE_CHECK, declares(declared),
                  arena_format(arena, "%s, language %s, %s",
                               declared->tagged ? "tagged" : "not tagged",
                               *declared->language ? declared->language : "missing",
                               declared->title_displayed ? "title shown" : "no title shown"));
}

/* The section that reads hardest. */
static const struct reading_section *hardest(const struct reading_report *report, double *measure) {
    const struct reading_section *found = NULL;
    for (size_t i = 0; i < report->section_count; i++) {
        struct reading_scores scores = reading_scores(&report->sections[i].reading.counts);
        double one = reading_measure(report->limits, &scores);
        if (found && (report->limits->higher_is_easier ? one >= *measure : one <= *measure))
            continue;
        found = &report->sections[i];
        *measure = one;
    }
    return found;
}

/* Rows 4 to 6, judged with the language's own formula and pass marks. */
static void add_reading_rows(struct arena *arena, const struct reading_report *report,
                             struct value *rows) {
    const struct reading_limits *limits = report->limits;
    if (!limits) {
        for (int id = SCORE_GRADE_CHECK; id <= SCORE_SENTENCES_CHECK; id++)
            value_list_add(arena, rows, not_applicable(arena, id, "no formula for this language"));
        return;
    }
    struct reading_scores scores = reading_scores(&report->whole.counts);
    double whole = reading_measure(limits, &scores), most = whole;
    const struct reading_section *section = hardest(report, &most);
    bool fine = limits->higher_is_easier ? whole >= limits->whole && most >= limits->section
                                         : whole <= limits->whole && most <= limits->section;
    value_list_add(
        arena, rows,
        row_of(arena, SCORE_GRADE_CHECK, fine && report->whole.counts.sentences > 0,
               arena_format(arena, "%s %.1f by %s, %d words; hardest section %.1f: %s",
                            limits->measure, whole, limits->formula, report->whole.counts.words,
                            most, section ? section->title : "")));
    if (limits->smog > 0)
        value_list_add(arena, rows,
                       row_of(arena, SCORE_SMOG_CHECK, scores.smog <= limits->smog,
                              arena_format(arena, "SMOG %.1f over %d sentences", scores.smog,
                                           report->whole.counts.sentences)));
    else
        value_list_add(arena, rows, not_applicable(arena, SCORE_SMOG_CHECK, "SMOG is for English"));
    bool short_enough = scores.mean_words <= limits->mean_words &&
                        report->whole.counts.longest_words <= limits->longest_words;
    value_list_add(arena, rows,
                   row_of(arena, SCORE_SENTENCES_CHECK, short_enough,
                          arena_format(arena, "%.1f words on average, the longest has %d",
                                       scores.mean_words, report->whole.counts.longest_words)));
}

static bool add_reading(struct arena *arena, const struct places *places,
                        const struct make_request *request, const struct value *reading,
                        struct value *rows, struct error *err) {
    const struct syllable_dictionary *words = NULL;
    const char *language = value_text(value_find(reading, "language"), "en");
    const char *level = value_text(value_find(request->patient, "reading_level"), "standard");
    if (!syllable_file_read(arena, places, language, &words, err))
        return false;
    struct reading_text text = measured_reading(arena, reading);
    struct reading_report report =
        reading_report_of(arena, words, language,
                          strcmp(level, "easy") == 0 ? READING_EASY : READING_STANDARD, &text);
    add_reading_rows(arena, &report, rows);
    return true;
}

/* All rows in the order of their numbers: those of the text, the child's, that of the file. */
static bool collect_rows(struct arena *arena, const struct places *places,
                         const struct make_request *request, const struct make_result *result,
                         struct scored *scored, struct error *err) {
    struct pdf_declared declared;
    struct value *rows = value_new(arena, VALUE_LIST);
    const struct value *checks = value_find(result->measured, "checks");
    if (!pdf_declared_read(scored->example->name, strbuf_slice(&result->bytes), arena, &declared,
                           err) ||
        !add_reading(arena, places, request, value_find(result->measured, "reading"), rows, err))
        return false;
    bool file_told = false;
    for (size_t i = 0; checks && i < checks->count; i++) {
        if (!file_told && value_number(value_find(checks->items[i], "id"), 0) > SCORE_FILE_CHECK) {
            value_list_add(arena, rows, file_row(arena, &declared));
            file_told = true;
        }
        value_list_add(arena, rows, checks->items[i]);
    }
    scored->checks = rows;
    return true;
}

static bool score_one(struct arena *arena, const struct places *places, struct index *index,
                      struct scored *scored, struct error *err) {
    struct make_request request = {.format = MAKE_PDF, .measure = "score"};
    struct make_result result = {0};
    struct error made_err = {0};
    if (!worked_example_request(arena, places, index, scored->example, &request, err) ||
        !read_style(arena, &request, err))
        return false;
    request.settings = scored->variant->settings;
    request.setting_count = scored->variant->count;
    bool fine = true;
    if (make_handout(&request, arena, &result, &made_err))
        fine = collect_rows(arena, places, &request, &result, scored, err);
    else
        scored->failure = arena_text(arena, made_err.message);
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
    for (size_t i = 0; scored->checks && i < scored->checks->count; i++) {
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
