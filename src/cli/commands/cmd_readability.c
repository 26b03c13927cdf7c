/* cmd_readability.c - footnote readability: how hard texts are to read.
 *
 * Layer: cli. A file is read as an article; a report's worked examples are made and measured as
 * they stand on their pages. Order: printing, files, worked examples, the command.
 */
#include "base/file.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/corpus_index.h"
#include "cli/output.h"
#include "cli/syllable_files.h"
#include "cli/worked_example.h"
#include "corpus/readers/reader.h"
#include "doc/reading_report.h"
#include "make/checks/measure_reading.h"

#include <stdlib.h>

enum { HARD_WORDS_SHOWN = 15, TITLE_COLUMNS = 38 };

const struct option readability_options[] = {
    {"reports", 0, "DIR", "the folder of worked examples (reports/)", false},
    {"easy", 0, NULL, "hold files to the marks of easy reading (grade 4)", false},
    {0},
};

struct measuring {
    struct invocation *invocation;
    struct places places;
    struct output out;
    size_t texts, too_hard;
};

/* ---- printing -------------------------------------------------------------------------------- */

static int compare_hard(const void *a, const void *b) {
    const struct hard_word *left = a, *right = b;
    if (left->times != right->times)
        return right->times - left->times;
    return strcmp(left->word, right->word);
}

static void print_counts(struct output *out, const char *key, const struct reading_limits *limits,
                         const struct reading_counts *counts) {
    struct reading_scores scores = reading_scores(counts);
    output_map(out, key);
    output_integer(out, "sentences", counts->sentences);
    output_integer(out, "words", counts->words);
    output_integer(out, "syllables", counts->syllables);
    output_integer(out, "long_words", counts->long_words);
    output_integer(out, "longest_sentence", counts->longest_words);
    output_number(out, "mean_sentence", scores.mean_words, 1);
    if (limits && limits->language == READING_SPANISH) {
        output_number(out, "szigriszt", scores.szigriszt, 1);
        output_number(out, "fernandez_huerta", scores.fernandez_huerta, 1);
    } else {
        output_number(out, "grade", scores.grade, 1);
        output_number(out, "ease", scores.ease, 1);
        output_number(out, "smog", scores.smog, 1);
    }
    output_end_map(out);
}

static void print_json(struct output *out, const char *name, const struct reading_report *report) {
    const struct reading_limits *limits = report->limits;
    output_map(out, NULL);
    output_text(out, "name", name);
    output_text(out, "formula", limits ? limits->formula : NULL);
    print_counts(out, "counts", limits, &report->whole.counts);
    print_counts(out, "without_terms", limits, &report->whole.plain);
    output_list(out, "sections");
    for (size_t i = 0; i < report->section_count; i++) {
        output_map(out, NULL);
        output_text(out, "section", report->sections[i].title);
        print_counts(out, "counts", limits, &report->sections[i].reading.counts);
        output_end_map(out);
    }
    output_end_list(out);
    output_list(out, "hard_words");
    for (size_t i = 0; i < report->whole.hard_count; i++) {
        const struct hard_word *word = &report->whole.hard[i];
        output_map(out, NULL);
        output_text(out, "word", word->word);
        output_integer(out, "syllables", word->syllables);
        output_integer(out, "times", word->times);
        output_boolean(out, "listed", word->listed);
        output_boolean(out, "term", word->term);
        output_end_map(out);
    }
    output_end_list(out);
    output_texts(out, "faults", report->faults, report->fault_count);
    output_end_map(out);
}

/* "grade 2.1 by Flesch-Kincaid (SMOG 5.4), 412 words in 60 sentences". */
static void print_summary(struct output *out, const char *name,
                          const struct reading_report *report) {
    const struct reading_counts *counts = &report->whole.counts;
    struct reading_scores scores = reading_scores(counts), plain;
    plain = reading_scores(&report->whole.plain);
    const struct reading_limits *limits = report->limits;
    output_printable(out, name);
    if (!limits) {
        output_line(out, ": no formula for its language, %d words in %d sentences", counts->words,
                    counts->sentences);
        return;
    }
    struct strbuf smog = {0};
    if (limits->smog > 0)
        strbuf_add_format(&smog, ", SMOG %.1f", scores.smog);
    output_line(out, ": %s %.1f by %s%s, %d words in %d sentences", limits->measure,
                reading_measure(limits, &scores), limits->formula, strbuf_text(&smog),
                counts->words, counts->sentences);
    output_line(out,
                "  %.1f words a sentence, longest %d; %.1f %% words of 3 syllables or more; "
                "%s %.1f without terms and glossary",
                scores.mean_words, counts->longest_words, scores.long_word_percent, limits->measure,
                reading_measure(limits, &plain));
    strbuf_release(&smog);
}

static void print_section(struct output *out, const struct reading_report *report,
                          const struct reading_section *section) {
    struct reading_scores scores = reading_scores(&section->reading.counts);
    const char *title = section->title[0] ? section->title : "(before the first heading)";
    size_t columns = utf8_count(slice_of(title));
    output_line(out, "  %s%*s %5.1f %5d words %4d sentences, longest %2d%s", title,
                columns < TITLE_COLUMNS ? (int)(TITLE_COLUMNS - columns) : 0, "",
                report->limits ? reading_measure(report->limits, &scores) : 0.0,
                section->reading.counts.words, section->reading.counts.sentences,
                section->reading.counts.longest_words, section->fault ? "  too hard" : "");
}

static void print_text(struct output *out, const char *name, const struct reading_report *report) {
    print_summary(out, name, report);
    for (size_t i = 0; i < report->section_count; i++)
        print_section(out, report, &report->sections[i]);
    struct strbuf words = {0};
    for (size_t i = 0; i < report->whole.hard_count && i < HARD_WORDS_SHOWN; i++) {
        const struct hard_word *word = &report->whole.hard[i];
        strbuf_add_format(&words, "%s%s (%d)%s", i ? ", " : "", word->word, word->times,
                          word->listed ? "" : "?");
    }
    if (words.length)
        output_line(out, "  hard words: %s", strbuf_text(&words));
    strbuf_release(&words);
    for (size_t i = 0; i < report->fault_count; i++)
        output_line(out, "  too hard: %s", report->faults[i]);
}

static void print_report(struct measuring *measuring, const char *name,
                         struct reading_report *report) {
    if (report->whole.hard_count > 0)
        qsort(report->whole.hard, report->whole.hard_count, sizeof *report->whole.hard,
              compare_hard);
    measuring->texts++;
    measuring->too_hard += report->fault_count > 0;
    if (measuring->out.json)
        print_json(&measuring->out, name, report);
    else
        print_text(&measuring->out, name, report);
}

static bool judge(struct measuring *measuring, struct arena *arena, const char *name,
                  const char *language, enum reading_level level, const struct reading_text *text,
                  struct error *err) {
    const struct syllable_dictionary *words = NULL;
    if (!syllable_file_read(arena, &measuring->places, language, &words, err))
        return false;
    struct reading_report report = reading_report_with(
        arena, words, reading_language_of(language),
        reading_marks(measuring->invocation->arena, &measuring->places, language, level), text);
    print_report(measuring, name, &report);
    return true;
}

/* ---- files ----------------------------------------------------------------------------------- */

struct file_reading {
    struct measuring *measuring;
    const char *file;
    struct error *err;
};

/* A paragraph, or a list item, without its marker. */
static void add_units(struct arena *arena, struct reading_text *text, const char *section,
                      struct slice rest) {
    struct slice line;
    while (slice_next_line(&rest, &line)) {
        line = slice_trim(line);
        if (slice_starts_with(line, "- "))
            line = slice_make(line.data + 2, line.length - 2);
        if (line.length == 0 || memchr(line.data, '|', line.length)) /* a row of a table */
            continue;
        text->units[text->count++] =
            (struct reading_unit){section, arena_bytes(arena, line.data, line.length), false};
    }
}

static size_t count_lines(const struct article *article) {
    size_t lines = 1;
    for (size_t i = 0; i < article->section_count; i++) {
        struct slice text = article->sections[i].text;
        lines++;
        for (size_t c = 0; c < text.length; c++)
            lines += text.data[c] == '\n';
    }
    return lines;
}

static bool judge_article(void *context, const struct article *article, const char *problem) {
    struct file_reading *reading = context;
    if (problem)
        return error_set(reading->err, ERROR_USAGE, "%s", problem);
    if (*article->missing)
        message("warning: %s: %s", reading->file, article->missing);
    struct arena arena = {0};
    struct reading_text text = {
        .units = arena_new_array(&arena, count_lines(article), struct reading_unit)};
    for (size_t i = 0; i < article->section_count; i++)
        add_units(&arena, &text, article->sections[i].heading, article->sections[i].text);
    bool easy = invocation_flag(reading->measuring->invocation, "easy");
    const char *language = strcmp(article->language, "und") == 0 ? "en" : article->language;
    bool fine = judge(reading->measuring, &arena, reading->file, language,
                      easy ? READING_EASY : READING_STANDARD, &text, reading->err);
    arena_release(&arena);
    return fine;
}

static bool measure_file(struct measuring *measuring, const char *file, struct error *err) {
    struct arena arena = {0};
    struct slice bytes;
    struct file_reading reading = {measuring, file, err};
    const char *relative = reader_can_read(file)
                               ? file_name_of(file)
                               : arena_format(&arena, "%s.md", file_name_of(file));
    bool fine = file_read(&arena, file, READER_LIMIT_BYTES, &bytes, err) &&
                reader_read(file, relative, bytes, judge_article, &reading, err);
    if (!fine && err->code == ERROR_INPUT)
        err->code = ERROR_USAGE; /* the file is this command's input, as a word is */
    arena_release(&arena);
    return fine;
}

/* ---- worked examples ------------------------------------------------------------------------- */

static bool measure_example(struct measuring *measuring, struct index *index,
                            const struct worked_example *example, struct error *err) {
    struct arena arena = {0};
    struct make_request request = {.format = MAKE_DUMP, .measure = "readability"};
    struct make_result result = {0};
    bool fine = worked_example_request(&arena, &measuring->places, index, example, &request, err) &&
                make_handout(&request, &arena, &result, err);
    if (fine) {
        struct reading_text text = measured_reading(&arena, result.measured);
        const char *language = value_text(value_find(result.measured, "language"), "en");
        const char *level = value_text(value_find(request.patient, "reading_level"), "");
        fine = judge(measuring, &arena, example->name, language,
                     strcmp(level, "easy") == 0 ? READING_EASY : READING_STANDARD, &text, err);
    } else {
        error_prefix(err, "%s: ", example->name);
    }
    strbuf_release(&result.bytes);
    arena_release(&arena);
    return fine;
}

static bool measure_examples(struct measuring *measuring, const char *const *names, size_t count,
                             struct error *err) {
    struct invocation *invocation = measuring->invocation;
    struct worked_example *examples = NULL;
    size_t example_count = 0;
    if (!worked_examples_find(invocation->arena,
                              worked_examples_folder(invocation, &measuring->places), names, count,
                              &examples, &example_count, err))
        return false;
    struct index *index = corpus_index_open(invocation, &measuring->places, CORPUS_CURRENT, err);
    bool fine = index != NULL;
    for (size_t i = 0; fine && i < example_count; i++)
        if (examples[i].expected_exit == 0) /* the others make no handout */
            fine = measure_example(measuring, index, &examples[i], err);
    index_close(index);
    return fine;
}

/* ---- the command ----------------------------------------------------------------------------- */

static bool is_file(const char *word) {
    return file_exists(word) && !file_is_folder(word);
}

static bool measure_all(struct measuring *measuring, struct error *err) {
    struct invocation *invocation = measuring->invocation;
    const char **names =
        arena_new_array(invocation->arena, invocation->word_count + 1, const char *);
    size_t name_count = 0;
    for (size_t i = 0; i < invocation->word_count; i++) {
        if (!is_file(invocation->words[i]))
            names[name_count++] = invocation->words[i];
        else if (!measure_file(measuring, invocation->words[i], err))
            return false;
    }
    bool only_files = invocation->word_count > 0 && name_count == 0;
    return only_files || measure_examples(measuring, names, name_count, err);
}

int cmd_readability(struct invocation *invocation, struct error *err) {
    struct measuring measuring = {.invocation = invocation};
    if (!locate_places(invocation, &measuring.places, err))
        return (int)err->code;
    struct output *out = &measuring.out;
    output_begin(out, invocation);
    if (out->json) {
        output_map(out, NULL);
        output_integer(out, "schema", 1);
        output_list(out, "texts");
    }
    if (!measure_all(&measuring, err)) {
        strbuf_release(&out->buffer);
        return (int)err->code;
    }
    if (out->json) {
        output_end_list(out);
        output_end_map(out);
    } else {
        output_line(out, "%zu text%s, %zu too hard", measuring.texts,
                    measuring.texts == 1 ? "" : "s", measuring.too_hard);
    }
    return output_finish(out, measuring.too_hard ? ERROR_NOT_FOUND : 0, err);
}
