/* index_update.c - bringing the whole index up to date in one transaction.
 *
 * Layer: index, building half. Order: roots, what has changed, the work, the report, the whole.
 *
 * When the program is ended in the middle, the next one to open the file finds the old state. Two
 * updates at once follow each other: the second waits for the first and then finds little to do.
 */
#include "index/index_build.h"

#include <time.h>

enum {
    LARGE_BUILD_BYTES = 4 * 1024 * 1024, /* of article files */
    LARGE_HASH_BYTES = 64 * 1024 * 1024, /* FTS5 collects so much before it writes a segment: */
    DEFAULT_HASH_BYTES = 1024 * 1024,    /* fewer segments, no merging of them */
};

struct update {
    struct build build;
    struct manifest manifest;
    struct build_file *files; /* that may have changed, in order of root and path */
    size_t file_count, file_capacity;
    size_t seen_count;
    int64_t read_bytes;
    struct index_report *report;
    index_progress *progress;
    void *progress_context;
};

/* ---- roots ---- */

/* Absolute, links resolved. A root that can't be reached must be one that is remembered. */
static const char *resolve_root(struct build *build, const char *root) {
    const char *resolved = file_real_path(build->arena, root);
    if (resolved)
        return resolved;
    const char **known;
    size_t count = index_roots(build->index, build->arena, &known);
    for (size_t i = 0; i < count; i++)
        if (strcmp(known[i], root) == 0)
            return known[i];
    error_set(build->err, ERROR_INPUT, "%s: there is no such file or folder", root);
    return NULL;
}

static bool add_roots(struct build *build, const char *const *roots, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const char *path = resolve_root(build, roots[i]);
        sqlite3_stmt *statement =
            path ? statement_get(build->index, STATEMENT_ROOT_ADD, build->err) : NULL;
        if (!statement)
            return false;
        statement_bind_text(statement, 1, path);
        if (!statement_run(build->index, statement, build->err))
            return false;
    }
    return true;
}

/* A remembered root is absolute, but a caller may write it with a slash behind or by another way.
 */
bool index_forget_root(struct index *index, const char *root, struct error *err) {
    struct arena arena = {0};
    const char *resolved = file_real_path(&arena, root);
    sqlite3_stmt *statement = statement_get(index, STATEMENT_ROOT_FORGET, err);
    bool done = statement != NULL;
    if (done) {
        statement_bind_text(statement, 1, resolved ? resolved : root);
        done = statement_run(index, statement, err);
    }
    if (done && sqlite3_changes(index->database) == 0)
        done = error_set(err, ERROR_NOT_FOUND, "%s: is no root of the index %s", root, index->path);
    arena_release(&arena);
    return done;
}

/* ---- what has changed ---- */

static void add_file(struct update *update, struct build_file file) {
    if (update->file_count == update->file_capacity) {
        update->file_capacity = update->file_capacity ? update->file_capacity * 2 : 64;
        update->files = arena_grow_array(update->build.arena, update->files, update->file_count,
                                         update->file_capacity, sizeof *update->files);
    }
    update->files[update->file_count++] = file;
    if (file.stamp.size_bytes > 0)
        update->read_bytes += file.stamp.size_bytes;
}

/* manifest_visitor */
static bool note_file(void *context, const struct manifest_root *root, const char *path,
                      const struct file_stamp *stamp, const char *problem,
                      struct manifest_file *known) {
    struct update *update = context;
    update->seen_count++;
    if (!manifest_may_differ(known, stamp, problem))
        return true;
    add_file(update, (struct build_file){
                         .id = known ? known->id : 0,
                         .root = root,
                         .path = known ? known->path : arena_text(update->build.arena, path),
                         .stamp = *stamp,
                         .problem = arena_text(update->build.arena, problem),
                         .known = known,
                     });
    return true;
}

/* ---- the work ---- */

static bool remove_file(struct update *update, const struct manifest_file *file) {
    struct build *build = &update->build;
    sqlite3_stmt *statement = NULL;
    if (store_remove_articles(build, file->id))
        statement = statement_get(build->index, STATEMENT_FILE_REMOVE, build->err);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, file->id);
    update->report->removed++;
    build->has_changes = true;
    return statement_run(build->index, statement, build->err);
}

static bool remove_gone(struct update *update) {
    for (size_t i = 0; i < update->manifest.file_count; i++)
        if (manifest_is_gone(&update->manifest.files[i]) &&
            !remove_file(update, &update->manifest.files[i]))
            return false;
    for (size_t i = 0; i < update->manifest.root_count; i++) {
        if (!update->manifest.roots[i].is_forgotten)
            continue;
        sqlite3_stmt *statement =
            statement_get(update->build.index, STATEMENT_ROOT_REMOVE, update->build.err);
        if (!statement)
            return false;
        sqlite3_bind_int64(statement, 1, update->manifest.roots[i].id);
        if (!statement_run(update->build.index, statement, update->build.err))
            return false;
    }
    return true;
}

static bool read_one(struct update *update, struct build_file *file, size_t done, bool must_read) {
    bool has_changed;
    if (update->progress)
        update->progress(update->progress_context, done,
                         build_file_name(update->build.arena, file->root->path, file->path));
    if (!build_read_file(&update->build, file, must_read, &has_changed))
        return false;
    if (has_changed && !file->known)
        update->report->added++;
    else if (has_changed && !must_read)
        update->report->changed++;
    return true;
}

static bool read_changed(struct update *update) {
    for (size_t i = 0; i < update->file_count; i++)
        if (!read_one(update, &update->files[i], i, false))
            return false;
    return true;
}

/* A file that had lost an article to another one may get it back when anything has changed. */
static bool read_conflicts(struct update *update) {
    for (size_t i = 0; update->build.has_changes && i < update->manifest.file_count; i++) {
        struct manifest_file *known = &update->manifest.files[i];
        if (!known->has_conflict || !known->is_seen || known->is_read || manifest_is_gone(known))
            continue;
        struct build_file file = {.id = known->id,
                                  .root = known->root,
                                  .path = known->path,
                                  .stamp = known->stamp,
                                  .known = known};
        if (!read_one(update, &file, update->file_count, true))
            return false;
    }
    return true;
}

static bool set_hash_size(struct build *build, int size_bytes) {
    sqlite3_stmt *statement = statement_get(build->index, STATEMENT_TEXT_SETTING, build->err);
    if (!statement)
        return false;
    statement_bind_text(statement, 1, "hashsize");
    sqlite3_bind_int(statement, 2, size_bytes);
    return statement_run(build->index, statement, build->err);
}

static bool do_work(struct update *update) {
    bool is_large = update->read_bytes >= LARGE_BUILD_BYTES;
    if (update->build.next_passage == 1 &&
        !build_make_dictionary(&update->build, update->files, update->file_count,
                               update->read_bytes))
        return false;
    return (!is_large || set_hash_size(&update->build, LARGE_HASH_BYTES)) && remove_gone(update) &&
           read_changed(update) && read_conflicts(update) &&
           (!is_large || set_hash_size(&update->build, DEFAULT_HASH_BYTES));
}

/* ---- state before and after ---- */

static bool load_state(struct build *build) {
    struct index *index = build->index;
    struct slice state, dictionary;
    if (!meta_number(index, META_NEXT_ARTICLE, &build->next_article, build->err) ||
        !meta_number(index, META_NEXT_PASSAGE, &build->next_passage, build->err) ||
        !meta_number(index, META_ARTICLES, &build->article_count, build->err) ||
        !meta_number(index, META_PASSAGES, &build->passage_count, build->err) ||
        !meta_bytes(index, META_STATE, build->arena, &state, build->err) ||
        !index_blob(index, build->arena, PASSAGE_DICTIONARY, &dictionary, build->err))
        return false;
    if (state.length == CONTENT_HASH_BYTES)
        memcpy(build->state.bytes, state.data, CONTENT_HASH_BYTES);
    if (build->next_article == 0) /* a new index */
        build->next_article = build->next_passage = 1;
    build->packer = passage_packer_new(dictionary);
    return true;
}

static bool save_state(const struct build *build) {
    struct index *index = build->index;
    struct slice state = slice_make((const char *)build->state.bytes, sizeof build->state.bytes);
    return meta_set_number(index, META_NEXT_ARTICLE, build->next_article, build->err) &&
           meta_set_number(index, META_NEXT_PASSAGE, build->next_passage, build->err) &&
           meta_set_number(index, META_ARTICLES, build->article_count, build->err) &&
           meta_set_number(index, META_PASSAGES, build->passage_count, build->err) &&
           meta_set_bytes(index, META_STATE, state, build->err);
}

static bool fill_report(struct update *update) {
    struct index_report *report = update->report;
    struct build *build = &update->build;
    struct index_counts counts;
    if (!index_count(build->index, &counts, build->err))
        return false;
    report->failed = counts.failures;
    report->article_count = counts.articles;
    report->passage_count = counts.passages;
    report->unchanged = update->seen_count - report->added - report->changed;
    report->unreachable_roots =
        arena_new_array(build->arena, update->manifest.root_count, const char *);
    for (size_t i = 0; i < update->manifest.root_count; i++)
        if (update->manifest.roots[i].is_unreachable)
            report->unreachable_roots[report->unreachable_count++] = update->manifest.roots[i].path;
    return true;
}

/* ---- the whole ---- */

static bool update_inside(struct update *update, const char *const *roots, size_t root_count) {
    struct build *build = &update->build;
    if (!add_roots(build, roots, root_count) || !load_state(build) ||
        !manifest_load(build->index, build->arena, &update->manifest, build->err))
        return false;
    manifest_scan(&update->manifest, build->arena, note_file, update);
    return do_work(update) && save_state(build) && fill_report(update);
}

bool index_update(struct index *index, const char *const *roots, size_t root_count,
                  index_progress *progress, void *progress_context, struct arena *arena,
                  struct index_report *report, struct error *err) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    *report = (struct index_report){0};
    struct update update = {
        .build = {.index = index,
                  .arena = arena,
                  .err = err,
                  .started_ns = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec},
        .report = report,
        .progress = progress,
        .progress_context = progress_context,
    };
    if (index->mode != INDEX_WRITE)
        return error_set(err, ERROR_ENVIRONMENT, "%s: was opened for reading only", index->path);
    if (!content_hash_prepare())
        return error_set(err, ERROR_ENVIRONMENT, "libsodium can't be used, install it anew");
    if (!statement_run_patiently(index, STATEMENT_BEGIN_WRITE, err))
        return false;
    index->read_depth++; /* reads in between belong to this transaction */
    bool done = update_inside(&update, roots, root_count);
    index->read_depth--;
    done = done && statement_run_patiently(index, STATEMENT_COMMIT, err);
    if (!done && !sqlite3_get_autocommit(index->database))
        statement_run_id(index, STATEMENT_ROLLBACK, NULL);
    passage_packer_free(update.build.packer);
    strbuf_release(&update.build.packed);
    arena_release(&update.build.scratch);
    arena_release(&update.build.hashes);
    return done;
}
