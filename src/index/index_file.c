/* index_file.c - what parsing made of one file -> its rows.
 *
 * Layer: index, building half; in the thread that writes.
 */
#include "index/index_build.h"

/* ---- what is noted of a file ---- */

/* The reason alone: its file is listed beside it. "f.md:12: why" becomes "line 12: why". */
static const char *reason_alone(struct arena *arena, const char *message, const char *name) {
    size_t length = strlen(name);
    if (strncmp(message, name, length) != 0 || message[length] != ':')
        return message;
    const char *rest = message + length + 1;
    return *rest == ' ' ? rest + 1 : arena_format(arena, "line %s", rest);
}

static void note_stamp(const struct build *build, const struct build_file *file) {
    struct manifest_file *entry = file->entry;
    entry->stamp = file->stamp;
    entry->needs_recheck =
        !entry->is_unread && manifest_is_young(file->stamp.modified_ns, build->started_ns);
    entry->is_changed = true;
}

static bool write_result(struct build *build, const struct build_file *file,
                         const struct content_hash *hash, const char *failure) {
    sqlite3_stmt *statement = statement_get(build->index, STATEMENT_FILE_RESULT, build->err);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, file->entry->id);
    sqlite3_bind_int64(statement, 2, file->root->id);
    statement_bind_text(statement, 3, file->path);
    if (!file->entry->is_unread)
        sqlite3_bind_blob(statement, 4, hash->bytes, sizeof hash->bytes, SQLITE_STATIC);
    if (failure)
        statement_bind_text(statement, 5, failure);
    file->entry->has_failed = failure != NULL;
    note_stamp(build, file);
    return statement_run(build->index, statement, build->err);
}

/* The failure of a file of which some records were read. */
static const char *partial_failure(const struct file_progress *progress, const char *name) {
    struct arena *arena = progress->build->arena;
    if (progress->problems == 0)
        return NULL;
    if (progress->problems == 1 && progress->articles == 0)
        return progress->first_problem;
    return arena_format(arena, "%zu of %zu articles could not be read, the first: %s",
                        progress->problems, progress->problems + progress->articles,
                        reason_alone(arena, progress->first_problem, name));
}

/* ---- items ---- */

static bool begin_file(struct file_progress *progress, const struct parsed_item *item) {
    struct build_file *file = item->file;
    *progress = (struct file_progress){
        .build = progress->build, .report = progress->report, .file = file, .hash = item->hash};
    file->entry->is_read = true;
    file->entry->is_unread = item->is_unread;
    if (file->is_new)
        progress->report->added++;
    else if (!file->must_read)
        progress->report->changed++;
    if (file->entry->id)
        return store_remove_articles(progress->build, file->entry->id);
    file->entry->id = progress->build->next_file++;
    return true;
}

static void note_problem(struct file_progress *progress, const char *problem) {
    if (progress->problems++ == 0)
        progress->first_problem = arena_text(progress->build->arena, problem);
}

static bool take_article(struct file_progress *progress, const struct parsed_article *article) {
    struct build *build = progress->build;
    const struct build_file *file = progress->file;
    const char *other = "";
    switch (store_article(build, file, article, &other)) {
    case STORE_DONE:
        progress->articles++;
        return true;
    case STORE_OVERLAID:
        progress->has_conflict = true;
        return true;
    case STORE_DUPLICATE: {
        /* Within one file it is settled; with another, it changes when that one does. */
        const char *name = index_file_name(build->arena, file->root->path, file->path);
        progress->has_conflict = progress->has_conflict || strcmp(other, name) != 0;
        note_problem(progress, store_duplicate_text(build->arena, article->id, other));
        return true;
    }
    case STORE_FAILED:
        break;
    }
    return false;
}

static bool end_file(struct file_progress *progress, const char *message) {
    struct build *build = progress->build;
    const struct build_file *file = progress->file;
    const char *failure = message;
    if (!message && !progress->problems) {
        failure = progress->missing;
    } else {
        const char *name = index_file_name(build->arena, file->root->path, file->path);
        if (!message)
            failure = partial_failure(progress, name);
        failure = reason_alone(build->arena, failure, name);
    }
    if (message && !store_remove_articles(build, file->entry->id))
        return false;
    file->entry->has_conflict = progress->has_conflict;
    return write_result(build, file, &progress->hash, failure);
}

/* The posting lists are put together while the text is written. */
static bool write_segment(struct build *build, const struct parsed_item *item) {
    if (!item->postings)
        return !item->words || text_store_write(&build->text, item->words, build->err);
    struct posting_writing *writing =
        posting_builder_begin_write(item->postings, build->index, item->words != NULL, build->err);
    if (!writing)
        return false;
    bool done = !item->words || text_store_write(&build->text, item->words, build->err);
    return posting_builder_end_write(writing, done ? build->err : NULL) && done;
}

bool file_take_item(struct file_progress *progress, const struct parsed_item *item) {
    switch (item->kind) {
    case PARSED_FILE:
        return begin_file(progress, item);
    case PARSED_UNCHANGED:
        /* one that has lost an article may get it back, though its own bytes are the same */
        item->file->entry->is_read = !item->file->entry->has_conflict;
        note_stamp(progress->build, item->file);
        return true;
    case PARSED_ARTICLE:
        return take_article(progress, item->article);
    case PARSED_PROBLEM:
        note_problem(progress, item->text);
        return true;
    case PARSED_MISSING:
        progress->missing = arena_text(progress->build->arena, item->text);
        return true;
    case PARSED_SEGMENT:
        return write_segment(progress->build, item);
    case PARSED_END:
        break;
    }
    return end_file(progress, item->text);
}
