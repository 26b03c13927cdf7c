/* answers_code.c - the handout code of a run: all that it is made from, in a fixed order.
 *
 * Layer: make, parent side. Order: sets, the request, wording files, the whole.
 */
#include "make/child/answers.h"

#include "base/file.h"

#include <stdlib.h>

enum { WORDING_LIMIT_BYTES = 16 * 1024 * 1024 };

static int compare_texts(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Accepted rules and settings count as sets: their order on the command line says nothing. */
static void add_set(struct handout_code *code, const char *label, const char **texts,
                    size_t count) {
    if (count > 0)
        qsort(texts, count, sizeof *texts, compare_texts);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || strcmp(texts[i], texts[i - 1]) != 0)
            handout_code_add(code, label, slice_of(texts[i]));
}

/* The last setting of a field is the one that holds. */
static bool is_overridden(const struct make_request *request, size_t i) {
    for (size_t later = i + 1; later < request->setting_count; later++)
        if (strcmp(request->settings[later].field, request->settings[i].field) == 0)
            return true;
    return false;
}

static void add_request(struct handout_code *code, const struct make_request *request,
                        struct arena *arena) {
    handout_code_add(code, "patient", request->patient_bytes);
    handout_code_add(code, "clinic", request->clinic_bytes);
    const char **texts =
        arena_new_array(arena, request->setting_count + request->accepted_count + 1, const char *);
    size_t count = 0;
    for (size_t i = 0; i < request->setting_count; i++)
        if (!is_overridden(request, i))
            texts[count++] = arena_format(arena, "%s=%s", request->settings[i].field,
                                          request->settings[i].value);
    add_set(code, "setting", texts, count);
    for (count = 0; count < request->accepted_count; count++)
        texts[count] = request->accepted[count];
    add_set(code, "accepted", texts, count);
}

struct wording_walk {
    struct arena *arena;
    const char *folder;
    struct handout_input *inputs;
    size_t count, capacity;
    struct error *err;
    bool failed; /* a file that can't be read: two handouts must not get one code */
};

static bool add_wording_file(void *context, const char *relative, const struct file_stamp *stamp,
                             const char *problem, bool *stop) {
    struct wording_walk *walk = context;
    if (!stamp || problem || strcmp(file_extension(walk->arena, relative), ".yaml") != 0)
        return false;
    struct slice text;
    const char *path = file_join(walk->arena, walk->folder, relative);
    if (!file_read(walk->arena, path, WORDING_LIMIT_BYTES, &text, walk->err)) {
        walk->failed = *stop = true;
        return false;
    }
    walk->inputs = arena_make_room(walk->arena, walk->inputs, walk->count, &walk->capacity, 8,
                                   sizeof *walk->inputs);
    walk->inputs[walk->count++] = handout_input(walk->arena, relative, text);
    return false;
}

bool answers_read_wording(struct answers *answers, struct arena *arena, struct error *err) {
    struct wording_walk walk = {
        .arena = arena, .folder = answers->request->wording_folder, .err = err};
    if (walk.folder && file_is_folder(walk.folder) &&
        (!file_walk(walk.folder, add_wording_file, &walk, err) || walk.failed))
        return false;
    static const struct handout_input none;
    answers->wording = walk.count > 0 ? walk.inputs : &none;
    answers->wording_count = walk.count;
    return true;
}

bool answers_settle_code(struct answers *answers, struct arena *arena, struct error *err) {
    const struct make_request *request = answers->request;
    struct slice key;
    struct handout_code code;
    if (!handout_code_key(request->clinic, &key, err) ||
        (!answers->wording && !answers_read_wording(answers, answers->arena, err)))
        return false;
    handout_code_begin(&code, key);
    handout_code_add(&code, "version", slice_of(FOOTNOTE_VERSION));
    handout_code_add(&code, "date", slice_of(answers->date));
    handout_code_add(&code, "script", answers->script);
    for (size_t i = 0; i < answers->module_count; i++)
        handout_code_add_input(&code, "module", "module text", &answers->modules[i]);
    add_request(&code, request, arena);
    handout_code_add(&code, "corpus", slice_of(index_state_id(request->index, arena)));
    for (size_t i = 0; i < answers->wording_count; i++)
        handout_code_add_input(&code, "wording", "wording text", &answers->wording[i]);
    handout_code_end(&code, answers->code);
    return true;
}
