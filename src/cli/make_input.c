/* make_input.c - see make_input.h.
 *
 * Layer: cli. A value on the command line or in the patient file is never repeated in a message.
 */
#include "cli/make_input.h"

#include "base/date.h"
#include "base/file.h"
#include "cli/report_scripts.h"

/* A patient file is a page of values, a profile a few. */
enum { INPUT_LIMIT_BYTES = 1024 * 1024 };

/* JSON by its name, or by its first character where the name says nothing. */
static bool is_json(struct arena *arena, const char *file, struct slice text) {
    const char *ending = file_extension(arena, file);
    if (strcmp(ending, ".json") == 0)
        return true;
    if (strcmp(ending, ".yaml") == 0 || strcmp(ending, ".yml") == 0)
        return false;
    struct slice trimmed = slice_trim(text);
    return trimmed.length > 0 && trimmed.data[0] == '{';
}

/* The file is this command's input, as an option's value is. */
static bool blame_usage(struct error *err) {
    if (err->code == ERROR_INPUT)
        err->code = ERROR_USAGE;
    return false;
}

static const struct value *read_map(struct arena *arena, const char *file, struct slice text,
                                    struct error *err) {
    const struct value *map = is_json(arena, file, text)
                                  ? value_read_json(arena, text, file, err)
                                  : value_read_yaml(arena, text, file, 1, err);
    if (map && map->kind == VALUE_NULL)
        return value_new(arena, VALUE_MAP); /* an empty file: every field is missing */
    if (map && map->kind != VALUE_MAP) {
        error_set(err, ERROR_USAGE, "%s: expected fields with their values, found a %s", file,
                  value_kind_name(map->kind));
        return NULL;
    }
    if (!map)
        blame_usage(err);
    return map;
}

bool make_input_patient(struct arena *arena, const char *file, struct make_request *request,
                        struct error *err) {
    bool from_stdin = strcmp(file, "-") == 0;
    request->patient_name_shown = from_stdin ? "standard input" : file;
    bool read = false;
    if (from_stdin) {
        read = file_read_stdin(arena, INPUT_LIMIT_BYTES, &request->patient_bytes, err);
    } else {
        if (!file_exists(file))
            return error_set(err, ERROR_USAGE, "--patient: no file '%s'", file);
        read = file_read(arena, file, INPUT_LIMIT_BYTES, &request->patient_bytes, err);
    }
    if (!read)
        return blame_usage(err);
    request->patient = read_map(arena, request->patient_name_shown, request->patient_bytes, err);
    return request->patient != NULL;
}

bool make_input_profile(struct arena *arena, const struct places *places,
                        struct make_request *request, struct error *err) {
    const char *file = locate_profile(arena, places);
    if (!file)
        return true;
    if (!file_read(arena, file, INPUT_LIMIT_BYTES, &request->clinic_bytes, err))
        return blame_usage(err);
    const char *name = file_name_of(file);
    request->clinic_folder = name > file ? arena_bytes(arena, file, (size_t)(name - file)) : ".";
    request->clinic = read_map(arena, file, request->clinic_bytes, err);
    return request->clinic != NULL;
}

bool make_input_places(struct arena *arena, const struct places *places, const char *report,
                       struct make_request *request, struct error *err) {
    struct report_script script;
    size_t font_count = 0;
    if (!report_script_find(arena, places, report, &script, err) ||
        !make_input_profile(arena, places, request, err))
        return false;
    request->script_file = script.file;
    request->module_folders =
        report_module_folders(arena, places, &script, &request->module_folder_count);
    request->wording_folder = locate_wording(arena, places);
    const char *const *fonts = locate_font_folders(arena, places, &font_count);
    request->font_folders = font_count > 0 ? fonts : NULL;
    return true;
}

static bool read_settings(const struct invocation *invocation, struct make_request *request,
                          struct error *err) {
    struct arena *arena = invocation->arena;
    const char **texts = NULL;
    size_t count = invocation_options(invocation, "set", &texts);
    struct make_setting *settings = arena_new_array(arena, count + 1, struct make_setting);
    for (size_t i = 0; i < count; i++) {
        const char *equals = strchr(texts[i], '=');
        if (!equals || equals == texts[i])
            return error_set(err, ERROR_USAGE, "--set needs FIELD=VALUE");
        settings[i].field = arena_bytes(arena, texts[i], (size_t)(equals - texts[i]));
        settings[i].value = equals + 1;
    }
    request->settings = settings;
    request->setting_count = count;
    return true;
}

static bool read_date(const struct invocation *invocation, struct make_request *request,
                      struct error *err) {
    int day = 0;
    request->date = invocation_option(invocation, "date");
    if (request->date && !date_parse(slice_of(request->date), &day))
        return error_set(err, ERROR_USAGE, "--date: '%s' is no day written as YYYY-MM-DD",
                         request->date);
    return true;
}

bool make_input_read(const struct invocation *invocation, const struct places *places,
                     struct make_request *request, struct error *err) {
    struct arena *arena = invocation->arena;
    const char **accepted = NULL;
    const char *patient_file = invocation_option(invocation, "patient");
    if (!make_input_places(arena, places, invocation->words[0], request, err) ||
        !read_settings(invocation, request, err) || !read_date(invocation, request, err) ||
        (patient_file && !make_input_patient(arena, patient_file, request, err)))
        return false;
    request->accepted_count = invocation_options(invocation, "accept", &accepted);
    request->accepted = accepted;
    request->allow_draft = invocation_flag(invocation, "allow-draft");
    request->strict = invocation_flag(invocation, "strict");
    request->unconfined_allowed = invocation_flag(invocation, "unconfined");
    return true;
}
