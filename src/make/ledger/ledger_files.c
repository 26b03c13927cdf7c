/* ledger_files.c - see ledger_files.h.
 *
 * Layer: make. Order: what is remembered, parts, wording, articles, the list.
 */
#include "make/ledger/ledger_files.h"

#include "index/content_hash.h"
#include "make/child/protocol.h"

#include <stdlib.h>

enum {
    WORDING_LIMIT_BYTES = 16 * 1024 * 1024,
    CORPUS_LIMIT_BYTES = 64 * 1024 * 1024,
};

/* ---- what is remembered ---------------------------------------------------------------------- */

static struct ledger_file *find(struct ledger_files *files, const char *name) {
    for (size_t i = 0; i < files->count; i++)
        if (strcmp(files->items[i].name, name) == 0)
            return &files->items[i];
    return NULL;
}

static struct ledger_file *add(struct ledger_files *files, const char *name) {
    files->items = arena_make_room(&files->arena, files->items, files->count, &files->capacity, 64,
                                   sizeof *files->items);
    struct ledger_file *file = &files->items[files->count++];
    *file = (struct ledger_file){.name = arena_text(&files->arena, name)};
    return file;
}

/* Marks it used; hashes it where it is new or another than last time. */
static struct ledger_file *use(struct ledger_files *files, const char *name, struct slice bytes,
                               bool keep) {
    struct ledger_file *file = find(files, name);
    if (!file)
        file = add(files, name);
    file->used = true;
    file->keep = keep;
    if (file->hash[0] && slice_equals(file->bytes, bytes))
        return file;
    file->bytes = arena_slice(&files->arena, bytes);
    file->queued = false;
    vault_sha256(bytes, file->hash);
    return file;
}

/* ---- parts ----------------------------------------------------------------------------------- */

static const struct {
    const char *folder;
    bool keep;
} part_table[] = {
    [PART_SCRIPT] = {"script", true},           [PART_MODULE] = {"module", true},
    [PART_PICTURE] = {"picture", true},         [PART_FACE] = {"face", false},
    [PART_HYPHENATION] = {"hyphenation", true},
};

static void use_parts(struct ledger_files *files, struct arena *arena,
                      const struct make_request *request, const struct make_result *result) {
    for (size_t i = 0; i < result->part_count; i++) {
        const struct make_part *part = &result->parts[i];
        use(files, arena_format(arena, "%s/%s", part_table[part->kind].folder, part->name),
            part->bytes, part_table[part->kind].keep);
    }
    if (request->clinic)
        use(files, "clinic/clinic.yaml", request->clinic_bytes, true);
    struct strbuf declaration = {0};
    message_add_value(&declaration, result->declaration);
    use(files, arena_format(arena, "declaration/%s", result->report_name),
        strbuf_slice(&declaration), true);
    strbuf_release(&declaration);
}

/* ---- wording --------------------------------------------------------------------------------- */

struct wording_walk {
    struct ledger_files *files;
    struct arena *arena;
    const char *folder;
    struct error *err;
    bool failed;
};

static bool use_wording_file(void *context, const char *relative, const struct file_stamp *stamp,
                             const char *problem, bool *stop) {
    struct wording_walk *walk = context;
    if (!stamp || problem || strcmp(file_extension(walk->arena, relative), ".yaml") != 0)
        return false;
    const char *name = arena_format(walk->arena, "wording/%s", relative);
    struct ledger_file *known = find(walk->files, name);
    if (known && known->stamp.size_bytes == stamp->size_bytes &&
        known->stamp.modified_ns == stamp->modified_ns) {
        known->used = true;
        return false;
    }
    struct slice text;
    if (!file_read(walk->arena, file_join(walk->arena, walk->folder, relative), WORDING_LIMIT_BYTES,
                   &text, walk->err)) {
        walk->failed = *stop = true;
        return false;
    }
    use(walk->files, name, text, true)->stamp = *stamp;
    return false;
}

static bool use_wording(struct ledger_files *files, struct arena *arena, const char *folder,
                        struct error *err) {
    struct wording_walk walk = {files, arena, folder, err, false};
    return !folder || !file_is_folder(folder) ||
           (file_walk(folder, use_wording_file, &walk, err) && !walk.failed);
}

/* ---- articles -------------------------------------------------------------------------------- */

static bool is_corpus(const struct ledger_file *file) {
    return strncmp(file->name, "corpus/", strlen("corpus/")) == 0;
}

static bool has_line_end(const char *path) {
    return strpbrk(path, "\r\n") != NULL;
}

static void mark_corpus(struct ledger_files *files, bool used) {
    for (size_t i = 0; i < files->count; i++)
        if (is_corpus(&files->items[i]))
            files->items[i].used = used;
}

/* False: it is not what the index has read, or too much. */
static bool use_article(struct ledger_files *files, struct arena *arena,
                        const struct index_article_file *article, size_t *total) {
    struct slice text;
    if (has_line_end(article->path) ||
        !file_read(arena, article->file, CORPUS_LIMIT_BYTES - *total, &text, NULL))
        return false;
    struct content_hash hash = content_hash_of_bytes(text);
    if (!slice_equals(slice_make((const char *)hash.bytes, sizeof hash.bytes), article->hash))
        return false;
    *total += text.length;
    const char *below = *article->path ? article->path : file_name_of(article->file);
    use(files, arena_format(arena, "corpus/%zu/%s", article->root, below), text, true);
    return true;
}

/* All or nothing: a part of the articles gives other passages. */
static bool read_corpus(struct ledger_files *files, struct arena *arena, struct index *index,
                        struct error *err) {
    struct index_article_file *articles;
    size_t count, total = 0;
    if (!index_files(index, arena, &articles, &count, err))
        return false;
    bool whole = true;
    for (size_t i = 0; i < count && whole; i++)
        whole = use_article(files, arena, &articles[i], &total);
    if (!whole)
        mark_corpus(files, false);
    return true;
}

static bool use_corpus(struct ledger_files *files, struct index *index, const char *state,
                       struct error *err) {
    bool known = files->corpus_state && strcmp(files->corpus_state, state) == 0;
    if (!known) {
        struct arena texts = {0};
        bool done = read_corpus(files, &texts, index, err);
        arena_release(&texts);
        if (!done)
            return false;
        files->corpus_state = arena_text(&files->arena, state);
        return true;
    }
    mark_corpus(files, true);
    return true;
}

/* ---- the list -------------------------------------------------------------------------------- */

static int compare_names(const void *a, const void *b) {
    return strcmp((*(const struct ledger_file *const *)a)->name,
                  (*(const struct ledger_file *const *)b)->name);
}

/* Those used, by name. */
static const struct ledger_file **sorted(const struct ledger_files *files, struct arena *arena,
                                         size_t *count) {
    const struct ledger_file **list =
        arena_new_array(arena, files->count + 1, const struct ledger_file *);
    *count = 0;
    for (size_t i = 0; i < files->count; i++)
        if (files->items[i].used)
            list[(*count)++] = &files->items[i];
    if (*count > 1)
        qsort(list, *count, sizeof(const struct ledger_file *), compare_names);
    return list;
}

/* A line a file, as sha256sum prints it; only those in one of two folders, NULL: all. */
static const char *lines_of(const struct ledger_file **list, size_t count, struct arena *arena,
                            const char *first, const char *second) {
    struct strbuf lines = {0};
    for (size_t i = 0; i < count; i++) {
        const char *name = list[i]->name;
        if (!first || strncmp(name, first, strlen(first)) == 0 ||
            (second && strncmp(name, second, strlen(second)) == 0))
            strbuf_add_format(&lines, "%s  %s\n", list[i]->hash, name);
    }
    const char *text = arena_text(arena, strbuf_text(&lines));
    strbuf_release(&lines);
    return text;
}

static const char *hash_of(struct arena *arena, const char *lines) {
    char hash[VAULT_HEX_BYTES];
    vault_sha256(slice_of(lines), hash);
    return arena_text(arena, hash);
}

bool ledger_files_gather(struct ledger_files *files, struct arena *arena,
                         const struct make_request *request, const struct make_result *result,
                         bool with_corpus, struct ledger_run *run, struct error *err) {
    const char *state = index_state_id(request->index, arena);
    for (size_t i = 0; i < files->count; i++)
        files->items[i].used = false;
    use_parts(files, arena, request, result);
    if (!use_wording(files, arena, request->wording_folder, err) ||
        (with_corpus && !use_corpus(files, request->index, state, err)))
        return false;
    size_t count;
    const struct ledger_file **list = sorted(files, arena, &count);
    struct ledger_file *clinic = find(files, "clinic/clinic.yaml");
    *run = (struct ledger_run){
        .report = arena_text(arena, result->report_name),
        .program = FOOTNOTE_VERSION,
        .script_hash = hash_of(arena, lines_of(list, count, arena, "module/", "script/")),
        .wording_hash = hash_of(arena, lines_of(list, count, arena, "wording/", NULL)),
        .clinic_hash = clinic && clinic->used ? arena_text(arena, clinic->hash) : "",
        .corpus_state = state,
        .faces = arena_text(arena, result->faces ? result->faces : ""),
        .files = lines_of(list, count, arena, NULL, NULL),
    };
    return true;
}

void ledger_files_release(struct ledger_files *files) {
    arena_release(&files->arena);
    *files = (struct ledger_files){0};
}
