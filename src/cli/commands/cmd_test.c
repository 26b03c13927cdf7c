/* cmd_test.c - footnote test: the worked examples, made and compared.
 *
 * Layer: cli.
 */
#include "cli/commands.h"
#include "cli/corpus_index.h"
#include "cli/output.h"
#include "cli/worked_example.h"

const struct option test_options[] = {
    {"reports", 0, "DIR", "the folder of worked examples (reports/)", false},
    {"update", 0, NULL, "write what is placed now as expected.dump", false},
    {"pdf", 0, NULL, "also write handout.pdf into each example's folder", false},
    {0},
};

static void print_outcome(struct output *out, const struct worked_example *example,
                          const struct example_outcome *outcome) {
    if (out->json) {
        output_map(out, NULL);
        output_text(out, "case", example->name);
        output_boolean(out, "passed", outcome->passed);
        output_text(out, "reason", outcome->reason);
        output_text(out, "file", outcome->pdf_file);
        output_end_map(out);
        return;
    }
    output_line(out, "%s  %s", outcome->passed ? "passed" : "FAILED", example->name);
    if (outcome->reason)
        output_line(out, "        %s", outcome->reason);
    if (outcome->pdf_file)
        output_line(out, "        %s (%d page%s)", outcome->pdf_file, outcome->page_count,
                    outcome->page_count == 1 ? "" : "s");
}

static bool run_all(struct invocation *invocation, const struct places *places, struct index *index,
                    struct output *out, size_t *failed, struct error *err) {
    struct worked_example *examples = NULL;
    size_t count = 0;
    enum example_work work = invocation_flag(invocation, "update") ? EXAMPLE_UPDATE
                             : invocation_flag(invocation, "pdf")  ? EXAMPLE_PDF
                                                                   : EXAMPLE_CHECK;
    if (!worked_examples_find(invocation->arena, worked_examples_folder(invocation, places),
                              invocation->words, invocation->word_count, &examples, &count, err))
        return false;
    if (out->json)
        output_list(out, "cases");
    for (size_t i = 0; i < count; i++) {
        struct arena arena = {0};
        struct example_outcome outcome;
        bool fine = worked_example_run(&arena, places, index, &examples[i], work, &outcome, err);
        if (fine) {
            print_outcome(out, &examples[i], &outcome);
            *failed += outcome.passed ? 0 : 1;
        }
        arena_release(&arena);
        if (!fine)
            return false;
    }
    if (out->json)
        output_end_list(out);
    else
        output_line(out, "%zu passed, %zu failed", count - *failed, *failed);
    return true;
}

int cmd_test(struct invocation *invocation, struct error *err) {
    struct places places;
    struct output out;
    size_t failed = 0;
    if (!locate_places(invocation, &places, err))
        return (int)err->code;
    struct index *index = corpus_index_open(invocation, &places, CORPUS_CURRENT, err);
    if (!index)
        return (int)err->code;
    output_begin(&out, invocation);
    if (out.json) {
        output_map(&out, NULL);
        output_integer(&out, "schema", 1);
    }
    bool fine = run_all(invocation, &places, index, &out, &failed, err);
    index_close(index);
    if (!fine) {
        strbuf_release(&out.buffer);
        return (int)err->code;
    }
    if (out.json)
        output_end_map(&out);
    return output_finish(&out, failed ? ERROR_NOT_FOUND : 0, err);
}
