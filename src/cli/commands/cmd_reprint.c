/* cmd_reprint.c - footnote reprint CODE: the pages of a recorded handout again, byte for byte, or
 * why that can't be.
 *
 * Layer: cli.
 */
#include "base/file.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/recording.h"
#include "make/child/worker.h"
#include "make/ledger/ledger_reprint.h"

#include <unistd.h>

enum { PERSONAL_MODE = 0600 };

const struct option reprint_options[] = {
    {"output", 'o', "OUT", "the file or folder to write to; - is standard output", false},
    {0},
};

static const char *ending_of(const struct ledger_entry *entry) {
    return strcmp(entry->format, "text") == 0 ? "txt" : entry->format;
}

static const char *path_for(struct arena *arena, const char *out,
                            const struct ledger_entry *entry) {
    const char *name =
        arena_format(arena, "%s-%s.%s", entry->run.report, entry->code, ending_of(entry));
    if (!out)
        return name;
    return file_is_folder(out) ? file_join(arena, out, name) : out;
}

static int write_pages(const struct invocation *invocation, const struct ledger_entry *entry,
                       const struct make_result *result, struct error *err) {
    struct slice bytes = strbuf_slice(&result->bytes);
    const char *out = invocation_option(invocation, "output");
    if (out && strcmp(out, "-") == 0) {
        bool closed = false;
        return output_write(bytes, &closed, err) ? 0 : (int)err->code;
    }
    const char *path = path_for(invocation->arena, out, entry);
    if (!file_write_atomic(path, bytes, PERSONAL_MODE, err))
        return (int)err->code;
    if (!invocation_flag(invocation, "quiet"))
        message("wrote %s: the same bytes as on %.10s", path, entry->made_at);
    struct output output;
    output_begin(&output, invocation);
    if (!output.json)
        return 0;
    output_map(&output, NULL);
    output_integer(&output, "schema", 1);
    output_text(&output, "code", entry->code);
    output_text(&output, "file", path);
    output_text(&output, "sha256", entry->output_hash);
    output_end_map(&output);
    return output_finish(&output, 0, err);
}

static int reprint(const struct invocation *invocation, const struct places *places,
                   struct ledger *ledger, struct error *err) {
    struct ledger_entry entry;
    struct make_result result = {0};
    size_t font_count = 0;
    const char *const *fonts = locate_font_folders(invocation->arena, places, &font_count);
    if (!recording_find(ledger, invocation->arena, invocation->words[0], &entry, err))
        return (int)err->code;
    int code = 0;
    if (ledger_reprint(ledger, invocation->arena, &entry, font_count > 0 ? fonts : NULL, &result,
                       err))
        code = write_pages(invocation, &entry, &result, err);
    else
        code = (int)err->code;
    for (size_t i = 0; i < result.problem_count; i++)
        message("%s", result.problems[i]);
    strbuf_release(&result.bytes);
    worker_settle();
    return code;
}

int cmd_reprint(struct invocation *invocation, struct error *err) {
    struct places places;
    const char *out = invocation_option(invocation, "output");
    bool to_stdout = out && strcmp(out, "-") == 0;
    if (!invocation_expect_words(invocation, 1, 1, err) || !locate_places(invocation, &places, err))
        return (int)err->code;
    if (to_stdout && (invocation_flag(invocation, "json") || isatty(STDOUT_FILENO) == 1)) {
        error_set(err, ERROR_USAGE, "-o -: the pages are for a file or a pipe, without --json");
        return (int)err->code;
    }
    struct ledger *ledger = recording_look(invocation, &places, err);
    if (!ledger)
        return (int)err->code;
    int code = reprint(invocation, &places, ledger, err);
    ledger_close(ledger);
    return code;
}
