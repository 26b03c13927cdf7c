/* cmd_preflight.c - footnote preflight: would an office printer spoil this PDF?
 *
 * Layer: cli.
 */
#include "base/confine.h"
#include "base/file.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "pdf/pdf_preflight.h"

enum {
    PDF_LIMIT_BYTES = 256 * 1024 * 1024,
    MEMORY_BYTES = 256 * 1024 * 1024, /* beside the file: a stream may unpack to a thousand times */
};

const struct option preflight_options[] = {
    {"large-print", 0, NULL, "for a reader of large print: type of 18 pt and more", false},
    {0},
};

static void print_json(struct output *out, const char *file, const struct print_report *report) {
    output_map(out, NULL);
    output_integer(out, "schema", 1);
    output_text(out, "file", file);
    output_integer(out, "pages", (int64_t)report->page);
    output_integer(out, "marks", (int64_t)report->mark_count);
    output_list(out, "findings");
    for (size_t i = 0; i < report->count; i++) {
        const struct print_finding *finding = &report->findings[i];
        output_map(out, NULL);
        output_text(out, "rule", print_rule_name(finding->rule));
        output_integer(out, "page", (int64_t)finding->page);
        output_integer(out, "count", (int64_t)finding->count);
        output_number(out, "worst", finding->worst, 2);
        output_text(out, "message", finding->message);
        output_end_map(out);
    }
    output_end_list(out);
    output_end_map(out);
}

static void print_text(struct output *out, const char *file, const struct print_report *report) {
    for (size_t i = 0; i < report->count; i++) {
        output_printable(out, report->findings[i].message);
        output_line(out, "%s", "");
    }
    output_printable(out, file);
    if (report->count)
        output_line(out, ": %zu finding%s on %zu page%s", report->count,
                    report->count == 1 ? "" : "s", report->page, report->page == 1 ? "" : "s");
    else
        output_line(out, ": safe to print: %zu page%s, %zu marks looked at", report->page,
                    report->page == 1 ? "" : "s", report->mark_count);
}

int cmd_preflight(struct invocation *invocation, struct error *err) {
    struct print_limits limits =
        invocation_flag(invocation, "large-print") ? print_limits_large() : print_limits_standard();
    struct print_report report;
    struct output out;
    struct slice bytes;
    if (!invocation_expect_words(invocation, 1, 1, err))
        return (int)err->code;
    const char *file = invocation->words[0];
    if (!file_read(invocation->arena, file, PDF_LIMIT_BYTES, &bytes, err) ||
        !confine_memory(MEMORY_BYTES, err) ||
        !pdf_preflight(file, bytes, &limits, invocation->arena, &report, err)) {
        if (err->code == ERROR_INPUT)
            err->code = ERROR_USAGE; /* the file is this command's input, as a word is */
        return (int)err->code;
    }
    output_begin(&out, invocation);
    if (out.json)
        print_json(&out, file, &report);
    else
        print_text(&out, file, &report);
    return output_finish(&out, report.count ? ERROR_NOT_FOUND : 0, err);
}
