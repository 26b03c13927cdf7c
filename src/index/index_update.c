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
    LARGE_HASH_BYTES = 40 * 1024 * 1024, /* FTS5 collects so much before it writes a segment: */
    DEFAULT_HASH_BYTES = 1024 * 1024,    /* fewer segments, less merging of them */
};

struct update {
    struct build build;
    struct file_progress file;
    size_t seen_count, done_count;
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

static void add_file(struct build *build, const struct build_file *file) {
    build->files = arena_make_room(build->arena, build->files, build->file_count,
                                   &build->file_capacity, 64, sizeof *build->files);
    build->files[build->file_count++] = *file;
    if (file->stamp.size_bytes > 0)
        build->read_bytes += file->stamp.size_bytes;
}

/* manifest_visitor */
static bool note_file(void *context, const struct manifest_root *root, const char *path,
                      const struct file_stamp *stamp, const char *problem,
                      struct manifest_file *known) {
    struct update *update = context;
    struct arena *arena = update->build.arena;
    struct manifest_file *entry = known;
    update->seen_count++;
    if (!manifest_may_differ(update->build.index, known, stamp, problem))
        return true;
    if (!known) {
        entry = arena_new(arena, struct manifest_file);
        *entry = (struct manifest_file){.root = root, .path = arena_text(arena, path)};
    }
    add_file(&update->build, &(struct build_file){.root = root,
                                                  .path = entry->path,
                                                  .stamp = *stamp,
                                                  .problem = arena_text(arena, problem),
                                                  .entry = entry,
                                                  .is_new = !known});
    return true;
}

/* What the files' bytes were when they were read last: so that the parser needs no database. */
static bool look_up_hashes(struct build *build) {
    for (size_t i = 0; i < build->file_count; i++) {
        struct build_file *file = &build->files[i];
        if (file->is_new || file->entry->is_unread)
            continue;
        bool row;
        sqlite3_stmt *statement = statement_get(build->index, STATEMENT_FILE_HASH, build->err);
        if (!statement)
            return false;
        sqlite3_bind_int64(statement, 1, file->entry->id);
        if (!statement_step(build->index, statement, &row, build->err))
            return false;
        if (!row)
            continue;
        file->known_hash = arena_slice(build->arena, statement_blob(statement, 0));
        statement_done(statement);
    }
    return true;
}

/* ---- the work ---- */

static bool remove_file(struct update *update, struct manifest_file *file) {
    struct build *build = &update->build;
    sqlite3_stmt *statement = NULL;
    if (store_remove_articles(build, file->id))
        statement = statement_get(build->index, STATEMENT_FILE_REMOVE, build->err);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, file->id);
    file->is_removed = true;
    update->report->removed++;
    build->has_changes = true;
    return statement_run(build->index, statement, build->err);
}

static bool remove_gone(struct update *update) {
    struct build *build = &update->build;
    struct manifest *manifest = &build->manifest;
    for (size_t i = 0; i < manifest->file_count; i++)
        if (manifest_is_gone(&manifest->files[i]) && !remove_file(update, &manifest->files[i]))
            return false;
    for (size_t i = 0; i < manifest->root_count; i++) {
        if (!manifest->roots[i].is_forgotten)
            continue;
        sqlite3_stmt *statement = statement_get(build->index, STATEMENT_ROOT_REMOVE, build->err);
        if (!statement)
            return false;
        sqlite3_bind_int64(statement, 1, manifest->roots[i].id);
        if (!statement_run(build->index, statement, build->err))
            return false;
    }
    return true;
}

/* batch_handler */
static bool take_batch(void *context, const struct parsed_batch *batch) {
    struct update *update = context;
    for (size_t i = 0; i < batch->count; i++) {
        const struct parsed_item *item = &batch->items[i];
        bool begins = item->kind == PARSED_FILE || item->kind == PARSED_UNCHANGED;
        if (begins && update->progress)
            update->progress(
                update->progress_context, update->done_count,
                index_file_name(&update->build.scratch, item->file->root->path, item->file->path));
        update->done_count += begins;
        if (!file_take_item(&update->file, item))
            return false;
    }
    arena_release(&update->build.scratch);
    return true;
}

static bool read_files(struct update *update, struct build_file *files, size_t count,
                       int64_t bytes) {
    update->file = (struct file_progress){.build = &update->build, .report = update->report};
    return count == 0 || pipeline_run(&update->build, files, count, bytes, take_batch, update);
}

static bool may_change_owner(const struct manifest_file *file) {
    return file->has_conflict && !file->is_read;
}

/* Those that lost an article and were not read since: of the manifest, and new ones. */
static size_t find_conflicts(struct build *build, struct build_file **files) {
    const struct manifest *manifest = &build->manifest;
    size_t count = 0;
    *files =
        arena_new_array(build->arena, manifest->file_count + build->file_count, struct build_file);
    for (size_t i = 0; i < manifest->file_count; i++) {
        struct manifest_file *known = &manifest->files[i];
        if (may_change_owner(known) && known->is_seen && !manifest_is_gone(known))
            (*files)[count++] = (struct build_file){
                .root = known->root, .path = known->path, .stamp = known->stamp, .entry = known};
    }
    for (size_t i = 0; i < build->file_count; i++)
        if (build->files[i].is_new && may_change_owner(build->files[i].entry))
            (*files)[count++] = build->files[i];
    for (size_t i = 0; i < count; i++) {
        (*files)[i].is_new = false;
        (*files)[i].must_read = true;
    }
    return count;
}

/* A file that had lost an article to another one may get it back when anything has changed. Who
 * gets one takes it from a later file, which then is read once more to say what it lacks. */
static bool read_conflicts(struct update *update) {
    struct build_file *files;
    size_t count;
    if (!update->build.has_changes)
        return true;
    while ((count = find_conflicts(&update->build, &files)) > 0)
        if (!read_files(update, files, count, 0))
            return false;
    return true;
}

static bool save_manifest(struct build *build) {
    size_t count = 0;
    struct manifest_file **added =
        arena_new_array(build->arena, build->file_count + 1, struct manifest_file *);
    for (size_t i = 0; i < build->file_count; i++)
        if (build->files[i].is_new)
            added[count++] = build->files[i].entry;
    return manifest_save(&build->manifest, added, count, build->err) &&
           manifest_save_folders(&build->manifest, build->started_ns, build->err) &&
           manifest_keep_passed(&build->manifest, build->arena, build->err);
}

static bool set_hash_size(struct build *build, int size_bytes) {
    sqlite3_stmt *statement = statement_get(build->index, STATEMENT_TEXT_SETTING, build->err);
    if (!statement)
        return false;
    statement_bind_text(statement, 1, "hashsize");
    sqlite3_bind_int(statement, 2, size_bytes);
    return statement_run(build->index, statement, build->err);
}

/* A first build has no readers to keep from waiting: its pages go to the file as they come, and
 * need no memory. (A multiple of 256 would mean "never" to SQLite 3.40.) */
static bool write_early(struct build *build) {
    return sqlite3_exec(build->index->database,
                        "PRAGMA cache_size = -16384; PRAGMA cache_spill = 4097", NULL, NULL,
                        NULL) == SQLITE_OK ||
           index_error(build->index, build->err);
}

static bool do_work(struct update *update) {
    struct build *build = &update->build;
    bool is_large = build->read_bytes >= LARGE_BUILD_BYTES;
    bool is_first = build->next_passage == 1;
    bool sets_hash = is_large && !is_first;
    build->writes_text = is_large && is_first;
    return (!is_first || (write_early(build) && build_make_dictionary(build))) &&
           (!sets_hash || set_hash_size(build, LARGE_HASH_BYTES)) && remove_gone(update) &&
           (!build->writes_text || text_store_begin(&build->text, build->index, build->err)) &&
           look_up_hashes(build) &&
           read_files(update, build->files, build->file_count, build->read_bytes) &&
           read_conflicts(update) &&
           (!build->writes_text || text_store_finish(&build->text, build->err)) &&
           finish_postings(build) && save_manifest(build) &&
           (!sets_hash || set_hash_size(build, DEFAULT_HASH_BYTES));
}

/* ---- the report ---- */

/* Out of what was read and written: the tables need not be asked. */
static void fill_report(const struct update *update) {
    struct index_report *report = update->report;
    const struct build *build = &update->build;
    for (size_t i = 0; i < build->manifest.file_count; i++)
        report->failed +=
            !build->manifest.files[i].is_removed && build->manifest.files[i].has_failed;
    for (size_t i = 0; i < build->file_count; i++)
        report->failed += build->files[i].is_new && build->files[i].entry->has_failed;
    report->article_count = (size_t)build->article_count;
    report->passage_count = (size_t)build->passage_count;
    report->unchanged = update->seen_count - report->added - report->changed;
    report->passed_over_count =
        manifest_all_passed(&build->manifest, build->arena, &report->passed_over);
    report->unreachable_count =
        manifest_unreachable(&build->manifest, build->arena, &report->unreachable_roots);
}

/* ---- the whole ---- */

static bool update_inside(struct update *update, const char *const *roots, size_t root_count) {
    struct build *build = &update->build;
    if (!add_roots(build, roots, root_count) || !build_load_state(build) ||
        !manifest_load(build->index, build->arena, &build->manifest, build->err))
        return false;
    build->manifest.notes_folders = true;
    manifest_scan(&build->manifest, build->arena, note_file, update);
    if (!do_work(update) || !build_save_state(build))
        return false;
    fill_report(update);
    return true;
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
    if (!build_can_begin(index, err) || !index_begin_write(index, err))
        return false;
    index->read_depth++; /* reads in between belong to this transaction */
    bool done = update_inside(&update, roots, root_count);
    index->read_depth--;
    done =
        done && index_is_sound(index, err) && statement_run_patiently(index, STATEMENT_COMMIT, err);
    if (!done && !sqlite3_get_autocommit(index->database))
        statement_run_id(index, STATEMENT_ROLLBACK, NULL);
    release_removals(&update.build);
    passage_packer_free(update.build.packer);
    strbuf_release(&update.build.packed);
    text_store_release(&update.build.text);
    arena_release(&update.build.scratch);
    return done;
}
