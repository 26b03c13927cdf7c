/* batch_inputs.c - see batch_inputs.h.
 *
 * Layer: make.
 */
#include "make/batch/batch_inputs.h"

#include "base/date.h"
#include "base/file.h"

#include <stdlib.h>

enum { SOURCE_LIMIT_BYTES = 16 * 1024 * 1024 };

struct source_walk {
    struct handout_code *code;
    struct arena arena;
    const char *folder;
    const char *ending; /* of files whose text counts; NULL: name, size and time do */
    struct error *err;
    bool failed;
};

static bool add_source(void *context, const char *relative, const struct file_stamp *stamp,
                       const char *problem, bool *stop) {
    struct source_walk *walk = context;
    if (!stamp)
        return true;
    if (problem ||
        (walk->ending && strcmp(file_extension(&walk->arena, relative), walk->ending) != 0))
        return false;
    handout_code_add(walk->code, "file", slice_of(relative));
    if (!walk->ending) {
        handout_code_add(walk->code, "stamp", slice_make((const char *)stamp, sizeof *stamp));
        return false;
    }
    struct slice text;
    const char *path = file_join(&walk->arena, walk->folder, relative);
    if (file_read(&walk->arena, path, SOURCE_LIMIT_BYTES, &text, walk->err))
        handout_code_add(walk->code, "text", text);
    else
        walk->failed = *stop = true;
    return false;
}

static bool add_folder(struct handout_code *code, const char *folder, const char *ending,
                       struct error *err) {
    struct source_walk walk = {.code = code, .folder = folder, .ending = ending, .err = err};
    bool added = !folder || !file_is_folder(folder) ||
                 (file_walk(folder, add_source, &walk, err) && !walk.failed);
    arena_release(&walk.arena);
    return added;
}

/* What a handout without a date of its own is dated. */
static const char *standing_date(const struct make_request *common, char buffer[DATE_TEXT_BYTES]) {
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    return common->date ? common->date : epoch ? epoch : date_format(date_today(), buffer);
}

static void add_options(struct handout_code *code, const struct make_request *common) {
    char date[DATE_TEXT_BYTES];
    const char options[] = {(char)('0' + common->format), common->compact ? 'c' : '-',
                            common->strict ? 's' : '-', common->allow_draft ? 'd' : '-', '\0'};
    handout_code_add(code, "options", slice_of(options));
    handout_code_add(code, "date", slice_of(standing_date(common, date)));
    for (size_t i = 0; i < common->setting_count; i++) {
        handout_code_add(code, "setting", slice_of(common->settings[i].field));
        handout_code_add(code, "value", slice_of(common->settings[i].value));
    }
    for (size_t i = 0; i < common->accepted_count; i++)
        handout_code_add(code, "accepted", slice_of(common->accepted[i]));
}

bool batch_inputs_begin(struct batch_inputs *inputs, const struct batch_request *request,
                        struct error *err) {
    const struct make_request *common = request->common;
    struct handout_code *code = &inputs->common;
    struct slice key, script;
    struct arena arena = {0};
    if (!handout_code_key(common->clinic, &key, err))
        return false;
    handout_code_begin(code, key);
    handout_code_add(code, "version", slice_of(FOOTNOTE_VERSION));
    handout_code_add(code, "corpus", slice_of(request->index_state));
    handout_code_add(code, "clinic", common->clinic_bytes);
    bool added = file_read(&arena, common->script_file, SOURCE_LIMIT_BYTES, &script, err);
    if (added)
        handout_code_add(code, "script", script);
    for (size_t i = 0; added && i < common->module_folder_count; i++)
        added = add_folder(code, common->module_folders[i], ".lua", err);
    added = added && add_folder(code, common->wording_folder, ".yaml", err);
    for (size_t i = 0; added && common->font_folders && common->font_folders[i]; i++)
        added = add_folder(code, common->font_folders[i], NULL, err);
    if (added)
        add_options(code, common);
    arena_release(&arena);
    return added;
}

void batch_inputs_of_row(const struct batch_inputs *inputs, const struct roster_row *row,
                         char text[HANDOUT_CODE_LETTERS + 1]) {
    struct handout_code code = inputs->common;
    handout_code_add(&code, "row", row->json);
    for (size_t i = 0; i < row->accepted_count; i++)
        handout_code_add(&code, "row accepts", slice_of(row->accepted[i]));
    handout_code_end(&code, text);
}
