/* cmd_make.c - footnote make: one handout from a report script and a patient file.
 *
 * Layer: cli. In order: reading what goes in; where the result goes; what is printed; the command.
 * Nothing of the patient's goes into a message; the output file is written whole or not at all.
 */
#include "base/file.h"
#include "base/memory.h"
#include "cli/commands.h"
#include "cli/corpus_index.h"
#include "cli/make_dialogue.h"
#include "cli/make_input.h"
#include "cli/output.h"
#include "cli/password.h"
#include "cli/recording.h"
#include "cli/report_scripts.h"
#include "make/child/worker.h"
#include "make/make.h"
#include "pdf/pdf_protect.h"

#include <stdlib.h>
#include <unistd.h>

enum { PERSONAL_MODE = 0600, INTERRUPTED = 130 };

const struct option make_options[] = {
    {"patient", 'p', "FILE", "the patient's values, JSON or YAML; - reads standard input", false},
    {"set", 0, "FIELD=VALUE", "a value that is not personal; overrides the file", true},
    {"output", 'o', "OUT", "the file or folder to write to; - is standard output", false},
    {"format", 0, "FORMAT", "pdf, text, html or dump (pdf)", false},
    {"compact", 0, NULL, "the smallest PDF, in twice the time: for mail", false},
    {"protect", 0, NULL, "a PDF that opens with a password, asked for at the terminal", false},
    {"protect-password-file", 0, "FILE", "the same, the password being the file's first line",
     false},
    {"accept", 0, "RULE", "acknowledge what a clinical rule asks about", true},
    {"allow-draft", 0, NULL, "sentences of a language that nobody has reviewed: not for patients",
     false},
    {"date", 0, "DATE", "the handout's date, YYYY-MM-DD", false},
    {"explain", 0, NULL, "print why each sentence stands there; writes a file only with -o", false},
    RECORDING_OPTIONS,
    {"strict", 0, NULL, "a dropped sentence or an overdue source stops the handout", false},
    {"unconfined", 0, NULL, "run the script even where the kernel can't shut it in", false},
    {0},
};

static const char *const format_names[] = {
    [MAKE_PDF] = "pdf", [MAKE_TEXT] = "text", [MAKE_HTML] = "html", [MAKE_DUMP] = "dump"};
static const char *const format_endings[] = {
    [MAKE_PDF] = "pdf", [MAKE_TEXT] = "txt", [MAKE_HTML] = "html", [MAKE_DUMP] = "dump"};

/* ---- where the result goes ------------------------------------------------------------------ */

struct destination {
    bool to_stdout, to_file;
    const char *path; /* NULL with to_file: the default name, in `folder` */
    const char *folder;
};

/* Standard output can carry one thing only: the handout, or an explanation, or JSON. */
static bool choose_destination(const struct invocation *invocation, enum make_format format,
                               struct destination *destination, struct error *err) {
    const char *out = invocation_option(invocation, "output");
    bool explain = invocation_flag(invocation, "explain");
    bool json = invocation_flag(invocation, "json");
    *destination = (struct destination){.folder = "."};
    if (out && strcmp(out, "-") == 0) {
        if (explain || json)
            return error_set(err, ERROR_USAGE,
                             "-o -: standard output already carries what --%s prints",
                             json ? "json" : "explain");
        if (format == MAKE_PDF && isatty(STDOUT_FILENO) == 1)
            return error_set(err, ERROR_USAGE, "-o -: a PDF is not for the terminal: name a file");
        destination->to_stdout = true;
    } else if (out) {
        destination->to_file = true;
        if (file_is_folder(out))
            destination->folder = out;
        else
            destination->path = out;
    } else if (explain) {
        destination->to_file = false;
    } else {
        destination->to_stdout = format != MAKE_PDF && !json;
        destination->to_file = !destination->to_stdout;
    }
    return true;
}

/* REPORT-CODE.pdf: the code, never the name. */
static const char *file_path(struct arena *arena, const struct destination *destination,
                             enum make_format format, const struct make_result *result) {
    if (destination->path)
        return destination->path;
    const char *name =
        arena_format(arena, "%s-%s.%s", result->report_name, result->code, format_endings[format]);
    return strcmp(destination->folder, ".") == 0 ? name
                                                 : file_join(arena, destination->folder, name);
}

/* ---- what is printed ------------------------------------------------------------------------ */

static void print_messages(const struct make_result *result) {
    if (result->printed && result->printed[0])
        message_block(result->printed);
    for (size_t i = 0; i < result->warning_count; i++)
        message("warning: %s", result->warnings[i]);
    for (size_t i = 0; i < result->problem_count; i++)
        message("%s", result->problems[i]);
}

static void json_summary(struct output *out, const struct make_result *result, const char *path,
                         enum make_format format, const struct error *err) {
    output_map(out, NULL);
    output_integer(out, "schema", 1);
    output_boolean(out, "made", err->code == ERROR_NONE);
    output_text(out, "report", result->report_name);
    output_text(out, "code", result->code && result->code[0] ? result->code : NULL);
    output_text(out, "file", path);
    output_text(out, "format", format_names[format]);
    output_integer(out, "pages", result->page_count);
    output_integer(out, "bytes", (int64_t)result->bytes.length);
    output_texts(out, "warnings", result->warnings, result->warning_count);
    output_texts(out, "problems", result->problems, result->problem_count);
    if (result->explanation)
        output_text(out, "explanation", result->explanation);
    output_text(out, "error", err->code == ERROR_NONE ? NULL : err->message);
    output_end_map(out);
}

static int print_failure(const struct invocation *invocation, const struct make_result *result,
                         enum make_format format, struct error *err) {
    struct output out;
    output_begin(&out, invocation);
    if (out.json)
        json_summary(&out, result, NULL, format, err);
    else if (invocation_flag(invocation, "explain") && result->explanation)
        strbuf_add(&out.buffer, result->explanation);
    struct error ignored = {0};
    if (out.buffer.length > 0)
        output_finish(&out, (int)err->code, &ignored);
    return (int)err->code;
}

static void say_written(const char *path, int pages) {
    if (pages == 0) /* text and HTML have none */
        message("wrote %s", path);
    else
        message("wrote %s (%d page%s)", path, pages, pages == 1 ? "" : "s");
}

static int write_result(const struct invocation *invocation, const struct destination *destination,
                        enum make_format format, const struct make_result *result,
                        struct error *err) {
    struct slice bytes = strbuf_slice(&result->bytes);
    const char *path = NULL;
    bool closed = false;
    if (destination->to_stdout)
        return output_write(bytes, &closed, err) ? 0 : (int)err->code;
    if (destination->to_file) {
        path = file_path(invocation->arena, destination, format, result);
        if (!file_write_atomic(path, bytes, PERSONAL_MODE, err))
            return (int)err->code;
        if (!invocation_flag(invocation, "quiet"))
            say_written(path, result->page_count);
    }
    struct output out;
    output_begin(&out, invocation);
    if (out.json)
        json_summary(&out, result, path, format, err);
    else if (invocation_flag(invocation, "explain") && result->explanation)
        strbuf_add(&out.buffer, result->explanation);
    else
        return 0;
    return output_finish(&out, 0, err);
}

/* ---- the command ---------------------------------------------------------------------------- */

static bool read_format(const struct invocation *invocation, enum make_format *format,
                        struct error *err) {
    const char *name = invocation_option(invocation, "format");
    *format = MAKE_PDF;
    if (!name)
        return true;
    for (int i = MAKE_PDF; i <= MAKE_DUMP; i++) {
        if (strcmp(name, format_names[i]) == 0) {
            *format = (enum make_format)i;
            return true;
        }
    }
    return error_set(err, ERROR_USAGE, "--format: '%s' is none of pdf, text, html, dump", name);
}

/* Only after the script has run: the password is never in its process. */
static bool protect(const struct invocation *invocation, struct make_result *result,
                    struct error *err) {
    const char *file = invocation_option(invocation, "protect-password-file");
    if (!file && !invocation_flag(invocation, "protect"))
        return true;
    struct password password;
    if (!password_read(file, &password, err))
        return false;
    struct strbuf protected = {0};
    bool done = pdf_protect(strbuf_slice(&result->bytes), password.text, &protected, err);
    password_forget(&password);
    strbuf_release(&result->bytes);
    result->bytes = protected;
    return done;
}

static bool only_for_pdf(const struct invocation *invocation, enum make_format format,
                         struct error *err) {
    bool asked = invocation_flag(invocation, "protect") || invocation_flag(invocation, "compact") ||
                 invocation_option(invocation, "protect-password-file");
    if (asked && format != MAKE_PDF)
        return error_set(err, ERROR_USAGE,
                         "--compact and --protect are for PDFs: leave --format out");
    return true;
}

/* What goes out is recorded first: see make/ledger/ledger.h. */
static bool is_recorded(const struct destination *destination, enum make_format format) {
    return format != MAKE_DUMP && (destination->to_stdout || destination->to_file);
}

static bool make_and_record(struct make_dialogue *dialogue, struct recording *recording,
                            bool recorded, const struct invocation *invocation,
                            struct make_request *request, struct make_result *result,
                            struct error *err) {
    bool made = make_dialogue_run(dialogue, invocation, request, result, err) &&
                (!recorded || recording_add(recording, request, result, err));
    if (!dialogue->left)
        print_messages(result);
    return made;
}

int cmd_make(struct invocation *invocation, struct error *err) {
    struct places places;
    struct recording recording = {0};
    struct destination destination;
    struct make_request request = {0};
    struct make_result result = {0};
    if (!invocation_expect_words(invocation, 1, 1, err) ||
        !read_format(invocation, &request.format, err) ||
        !only_for_pdf(invocation, request.format, err) ||
        !choose_destination(invocation, request.format, &destination, err) ||
        !locate_places(invocation, &places, err) ||
        !make_input_read(invocation, &places, &request, err))
        return (int)err->code;
    struct index *index = corpus_index_open(invocation, &places, CORPUS_CURRENT, err);
    if (!index)
        return (int)err->code;
    request.index = index;
    request.compact = invocation_flag(invocation, "compact");
    request.explain = invocation_flag(invocation, "explain") || invocation_flag(invocation, "json");
    bool recorded = is_recorded(&destination, request.format);
    struct make_dialogue dialogue = {0};
    bool made =
        (!recorded || recording_begin(&recording, invocation, &request, err)) &&
        make_and_record(&dialogue, &recording, recorded, invocation, &request, &result, err);
    index_close(index);
    if (dialogue.left) {
        recording_end(&recording);
        return INTERRUPTED;
    }
    int code = 0;
    if (made) {
        *err = (struct error){0};
        made = protect(invocation, &result, err) && (!recorded || recording_flush(&recording, err));
    }
    if (made) {
        code = write_result(invocation, &destination, request.format, &result, err);
        if (code != 0 && recorded)
            recording_lost(&recording, &result);
    } else {
        code = print_failure(invocation, &result, request.format, err);
    }
    if (made && code == 0 && dialogue.asked)
        interview_offer_saving(&dialogue.interview, request.patient);
    strbuf_release(&result.bytes);
    recording_end(&recording);
    worker_settle(); /* it ended while the file was written */
    return code;
}
