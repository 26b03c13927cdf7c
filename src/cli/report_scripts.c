/* report_scripts.c - see report_scripts.h.
 *
 * Layer: cli.
 */
#include "cli/report_scripts.h"

#include "base/file.h"
#include "base/utf8.h"

#include <stdlib.h>

struct collector {
    struct arena *arena;
    const char *folder;
    struct report_script *scripts;
    size_t count, room;
};

static void collect(struct collector *collector, const char *relative) {
    size_t length = strlen(relative) - strlen(".lua");
    const char *name = arena_bytes(collector->arena, relative, length);
    for (size_t i = 0; i < collector->count; i++)
        if (strcmp(collector->scripts[i].name, name) == 0)
            return; /* an earlier folder's */
    collector->scripts = arena_make_room(collector->arena, collector->scripts, collector->count,
                                         &collector->room, 16, sizeof *collector->scripts);
    collector->scripts[collector->count++] =
        (struct report_script){name, file_join(collector->arena, collector->folder, relative)};
}

/* lib/ and other folders hold modules, not reports. */
static bool visit(void *context, const char *relative, const struct file_stamp *stamp,
                  const char *problem, bool *stop) {
    struct collector *collector = context;
    size_t length = strlen(relative);
    (void)stop;
    if (stamp && !problem && relative[0] != '_' && length > strlen(".lua") &&
        strcmp(relative + length - strlen(".lua"), ".lua") == 0)
        collect(collector, relative);
    return false;
}

static int by_name(const void *left, const void *right) {
    const struct report_script *a = left;
    const struct report_script *b = right;
    return strcmp(a->name, b->name);
}

size_t report_scripts(struct arena *arena, const struct places *places,
                      struct report_script **scripts, struct error *err) {
    struct collector collector = {.arena = arena};
    size_t folder_count = 0;
    const char *const *folders = locate_script_folders(arena, places, &folder_count);
    for (size_t i = 0; i < folder_count; i++) {
        collector.folder = folders[i];
        if (!file_walk(folders[i], visit, &collector, err))
            break;
    }
    if (collector.count > 1)
        qsort(collector.scripts, collector.count, sizeof *collector.scripts, by_name);
    *scripts = collector.scripts;
    return collector.count;
}

static bool unknown_report(struct arena *arena, const struct places *places, const char *report,
                           struct error *err) {
    struct report_script *scripts = NULL;
    size_t count = report_scripts(arena, places, &scripts, NULL);
    const char **names = arena_new_array(arena, count + 1, const char *);
    for (size_t i = 0; i < count; i++)
        names[i] = scripts[i].name;
    const char *near = utf8_nearest(report, names, count);
    if (near)
        return error_set(err, ERROR_USAGE, "no report '%s' (did you mean '%s'?)", report, near);
    return error_set(
        err, ERROR_USAGE,
        "no report '%s': footnote reports lists them; a script of your own is named by "
        "its path, ending in .lua",
        report);
}

bool report_script_find(struct arena *arena, const struct places *places, const char *report,
                        struct report_script *script, struct error *err) {
    size_t length = strlen(report);
    if (length > strlen(".lua") && strcmp(report + length - strlen(".lua"), ".lua") == 0) {
        if (!file_exists(report))
            return error_set(err, ERROR_USAGE, "no script '%s'", report);
        const char *name = file_name_of(report);
        script->name = arena_bytes(arena, name, strlen(name) - strlen(".lua"));
        script->file = report;
        return true;
    }
    struct report_script *scripts = NULL;
    size_t count = report_scripts(arena, places, &scripts, err);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(scripts[i].name, report) == 0) {
            *script = scripts[i];
            return true;
        }
    }
    return unknown_report(arena, places, report, err);
}

const char *const *report_module_folders(struct arena *arena, const struct places *places,
                                         const struct report_script *script, size_t *count) {
    size_t shared_count = 0;
    const char *const *shared = locate_script_folders(arena, places, &shared_count);
    const char **folders = arena_new_array(arena, shared_count + 2, const char *);
    const char *slash = strrchr(script->file, '/');
    const char *beside =
        slash ? arena_bytes(arena, script->file, (size_t)(slash - script->file)) : ".";
    folders[0] = locate_real_path(arena, beside[0] ? beside : "/");
    *count = 1;
    for (size_t i = 0; i < shared_count; i++)
        if (strcmp(shared[i], folders[0]) != 0)
            folders[(*count)++] = shared[i];
    return folders;
}
