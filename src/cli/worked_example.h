/* worked_example.h - a worked example: a patient file, what is expected of it, the expected pages.
 *
 * Layer: cli. A worked example is a folder REPORT/CASE below a reports folder:
 *
 *     patient.json (or patient.yaml)
 *     case.yaml       date: 2026-03-02
 *                     accept: [S02]
 *                     allow_draft: true       (a language that nobody has reviewed)
 *                     expect: {exit: 0, rules: [S09]}
 *     expected.dump   the placed pages, when exit 0 is expected
 *
 * It passes when making it ends with the expected exit code, names each expected rule, and places
 * the expected pages.
 */
#ifndef FOOTNOTE_CLI_WORKED_EXAMPLE_H
#define FOOTNOTE_CLI_WORKED_EXAMPLE_H

#include "cli/command.h"
#include "cli/locate.h"
#include "make/make.h"

struct worked_example {
    const char *name;   /* "inserts/achilles-lift" */
    const char *report; /* "inserts" */
    const char *folder;
    const char *patient_file;
    const char *date;
    const char **accepted;
    size_t accepted_count;
    bool allow_draft;
    int expected_exit;
    const char **expected_rules;
    size_t expected_rule_count;
};

/* The examples below a reports folder whose name is in `names` (REPORT or REPORT/CASE; none: all),
 * by name. ERROR_USAGE for a name without example, ERROR_INPUT for a broken case.yaml. */
bool worked_examples_find(struct arena *arena, const char *folder, const char *const *names,
                          size_t name_count, struct worked_example **examples, size_t *count,
                          struct error *err);

/* The folder of worked examples: --reports, the clinic's, the working folder's, what ships. */
const char *worked_examples_folder(const struct invocation *invocation,
                                   const struct places *places);

/* Fills the request that makes an example; the format is left as it is. */
bool worked_example_request(struct arena *arena, const struct places *places, struct index *index,
                            const struct worked_example *example, struct make_request *request,
                            struct error *err);

enum example_work {
    EXAMPLE_CHECK,  /* compare with expected.dump */
    EXAMPLE_UPDATE, /* write expected.dump */
    EXAMPLE_PDF,    /* compare, and write handout.pdf into the folder */
};

struct example_outcome {
    bool passed;
    const char *reason;   /* why not; with the first line that differs */
    const char *pdf_file; /* EXAMPLE_PDF: what was written, or NULL */
    int page_count;
};

/* Makes one example. False only when something outside it failed (err is filled); an example that
 * does not pass is an outcome. */
bool worked_example_run(struct arena *arena, const struct places *places, struct index *index,
                        const struct worked_example *example, enum example_work work,
                        struct example_outcome *outcome, struct error *err);

#endif
