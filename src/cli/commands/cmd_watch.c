/* cmd_watch.c - footnote watch: make again whenever something that the handout is made of is saved.
 *
 * Layer: cli. In order: what is watched; one round; the command. Each round is `footnote make`
 * itself, so that nothing differs from it; a round that fails leaves the last good page where it
 * is. The file is replaced by renaming, as viewers that reload expect.
 */
#include "base/file.h"
#include "cli/commands.h"
#include "cli/file_watch.h"
#include "cli/make_input.h"
#include "cli/output.h"
#include "cli/report_scripts.h"

#include <time.h>

/* ---- what is watched ------------------------------------------------------------------------ */

/* The folder and the name of a file. */
static bool watch_file(struct file_watch *watch, struct arena *arena, const char *path,
                       struct error *err) {
    const char *name = file_name_of(path);
    size_t length = (size_t)(name - path);
    return file_watch_add(watch, length ? arena_bytes(arena, path, length) : ".", name, err);
}

static bool watch_folders(struct file_watch *watch, const char *const *folders, size_t count,
                          struct error *err) {
    for (size_t i = 0; i < count; i++)
        if (!file_watch_add_tree(watch, folders[i], err))
            return false;
    return true;
}

/* Scripts may stand in anybody's home folder, so only what a report is made of counts there. */
static bool watch_scripts(struct file_watch *watch, struct arena *arena, const char *const *folders,
                          size_t count, struct error *err) {
    static const char *const patterns[] = {"*.lua", "*.png", "*.jpg", "*.jpeg"};
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < sizeof patterns / sizeof *patterns; k++)
            if (!file_watch_add(watch, folders[i], patterns[k], err))
                return false;
        if (!file_watch_add_tree(watch, file_join(arena, folders[i], "lib"), err))
            return false;
    }
    return true;
}

/* Script and modules, wording, articles, fonts, the clinic's profile, the patient's file. */
static bool watch_all(struct file_watch *watch, const struct invocation *invocation,
                      struct error *err) {
    struct arena *arena = invocation->arena;
    struct places places;
    struct report_script script;
    size_t module_count, font_count;
    if (!locate_places(invocation, &places, err) ||
        !report_script_find(arena, &places, invocation->words[0], &script, err))
        return false;
    const char *const *modules = report_module_folders(arena, &places, &script, &module_count);
    const char *const *fonts = locate_font_folders(arena, &places, &font_count);
    const char *wording = locate_wording(arena, &places), *profile = locate_profile(arena, &places);
    const char *patient = invocation_option(invocation, "patient");
    return watch_file(watch, arena, script.file, err) &&
           watch_scripts(watch, arena, modules, module_count, err) &&
           watch_folders(watch, places.roots, places.root_count, err) &&
           watch_folders(watch, fonts, font_count, err) &&
           (!wording || file_watch_add_tree(watch, wording, err)) &&
           (!profile || watch_file(watch, arena, profile, err)) &&
           (!patient || watch_file(watch, arena, patient, err));
}

/* ---- one round ------------------------------------------------------------------------------ */

static double now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* Makes the handout in an arena of its own; its exit code. */
static int make_once(const struct invocation *invocation, const char *out) {
    struct arena arena = {0};
    struct error err = {0};
    struct invocation round = *invocation;
    round.arena = &arena;
    double started_ms = now_ms();
    int code = cmd_make(&round, &err);
    if (code != 0 && err.message[0])
        message_error(&err);
    if (code != 0)
        message("%s", file_exists(out) ? "the last good page stays as it was"
                                       : "no page yet: waiting for the next save");
    else if (!invocation_flag(invocation, "quiet"))
        message("made in %.0f ms; watching", now_ms() - started_ms);
    arena_release(&arena);
    return code;
}

/* ---- the command ---------------------------------------------------------------------------- */

static bool check_watched(const struct invocation *invocation, struct error *err) {
    const char *out = invocation_option(invocation, "output");
    const char *patient = invocation_option(invocation, "patient");
    if (!out || strcmp(out, "-") == 0 || file_is_folder(out))
        return error_set(err, ERROR_USAGE,
                         "watch needs -o FILE: one file, for the viewer to keep open");
    if (patient && strcmp(patient, "-") == 0)
        return error_set(err, ERROR_USAGE,
                         "-p -: standard input can be read once only: name a file to watch");
    return true;
}

int cmd_watch(struct invocation *invocation, struct error *err) {
    if (!invocation_expect_words(invocation, 1, 1, err) || !check_watched(invocation, err))
        return (int)err->code;
    struct file_watch *watch = file_watch_new(err);
    if (!watch)
        return (int)err->code;
    const char *out = invocation_option(invocation, "output");
    file_watch_ignore(watch, out);
    /* Watched before the first round: what is saved meanwhile is not missed. */
    bool going = watch_all(watch, invocation, err);
    while (going) {
        bool folders;
        int code = make_once(invocation, out);
        if (code == ERROR_ENVIRONMENT && !file_exists(out)) { /* it will not mend by a save */
            err->code = ERROR_ENVIRONMENT;
            break;
        }
        going = file_watch_wait(watch, &folders, err);
        if (going && folders) {
            struct arena arena = {0};
            struct invocation again = *invocation;
            again.arena = &arena;
            going = watch_all(watch, &again, err);
            arena_release(&arena);
        }
    }
    file_watch_free(watch);
    return (int)err->code;
}
