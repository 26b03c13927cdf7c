/* index_file.c - bringing one file up to date.
 *
 * Layer: index, building half; the only file here that reads articles.
 */
#include "index/index_build.h"

#include "corpus/reader.h"

/* How long after its time a file may be written again without its time showing it: FAT counts in
 * steps of two seconds, Linux in ticks of some milliseconds. */
static const int64_t young_ns = 2000000000;

const char *build_file_name(struct arena *arena, const char *root, const char *path) {
    return *path ? file_join(arena, root, path) : root;
}

/* What reading one file has come to. */
struct reading {
    struct build *build;
    const struct build_file *file;
    const char *name;
    size_t articles, problems;
    const char *first_problem; /* in the update's arena */
    bool has_conflict, has_failed;
};

static void note_problem(struct reading *reading, const char *problem) {
    if (reading->problems++ == 0)
        reading->first_problem = arena_text(reading->build->arena, problem);
}

/* article_sink */
static bool take_article(void *context, const struct article *article, const char *problem) {
    struct reading *reading = context;
    struct build *build = reading->build;
    const char *other = "";
    if (!article) {
        note_problem(reading, problem ? problem : "a record could not be read");
        return true;
    }
    switch (store_article(build, reading->file, article, &other)) {
    case STORE_DONE:
        reading->articles++;
        return true;
    case STORE_OVERLAID:
        reading->has_conflict = true;
        return true;
    case STORE_DUPLICATE:
        /* Within one file it is settled; with another, it changes when that one does. */
        reading->has_conflict = reading->has_conflict || strcmp(other, reading->name) != 0;
        note_problem(reading, store_duplicate_text(build->arena, article->id, other));
        return true;
    case STORE_FAILED:
        break;
    }
    reading->has_failed = true;
    return false;
}

static bool write_result(struct build *build, const struct build_file *file,
                         const struct content_hash *hash, bool needs_recheck, bool has_conflict,
                         const char *failure) {
    sqlite3_stmt *statement = statement_get(build->index, STATEMENT_FILE_RESULT, build->err);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, file->id);
    sqlite3_bind_int64(statement, 2, file->stamp.size_bytes);
    sqlite3_bind_int64(statement, 3, file->stamp.modified_ns);
    sqlite3_bind_int(statement, 4, needs_recheck);
    if (hash)
        sqlite3_bind_blob(statement, 5, hash->bytes, sizeof hash->bytes, SQLITE_STATIC);
    sqlite3_bind_int(statement, 6, has_conflict);
    if (failure)
        statement_bind_text(statement, 7, failure);
    return statement_run(build->index, statement, build->err);
}

static bool write_stamp(struct build *build, const struct build_file *file, bool needs_recheck) {
    sqlite3_stmt *statement = statement_get(build->index, STATEMENT_FILE_STAMP, build->err);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, file->id);
    sqlite3_bind_int64(statement, 2, file->stamp.size_bytes);
    sqlite3_bind_int64(statement, 3, file->stamp.modified_ns);
    sqlite3_bind_int(statement, 4, needs_recheck);
    return statement_run(build->index, statement, build->err);
}

static bool ensure_row(struct build *build, struct build_file *file) {
    if (file->id)
        return true;
    sqlite3_stmt *statement = statement_get(build->index, STATEMENT_FILE_ADD, build->err);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, file->root->id);
    statement_bind_text(statement, 2, file->path);
    if (!statement_run(build->index, statement, build->err))
        return false;
    file->id = sqlite3_last_insert_rowid(build->index->database);
    return true;
}

/* The reason alone: its file is listed beside it. "f.md:12: why" becomes "line 12: why". */
static const char *reason_of(struct arena *arena, const char *message, const char *name) {
    size_t length = strlen(name);
    if (strncmp(message, name, length) != 0 || message[length] != ':')
        return message;
    const char *rest = message + length + 1;
    return *rest == ' ' ? rest + 1 : arena_format(arena, "line %s", rest);
}

/* The failure of a file of which some records were read. */
static const char *partial_failure(const struct reading *reading) {
    if (reading->problems == 0)
        return NULL;
    if (reading->problems == 1 && reading->articles == 0)
        return reading->first_problem;
    return arena_format(reading->build->arena,
                        "%zu of %zu articles could not be read, the first: %s", reading->problems,
                        reading->problems + reading->articles,
                        reason_of(reading->build->arena, reading->first_problem, reading->name));
}

/* Puts what the file's bytes hold in place of what was there. */
static bool replace_articles(struct build *build, struct build_file *file, struct slice bytes,
                             const struct content_hash *hash, bool needs_recheck) {
    struct reading reading = {.build = build, .file = file};
    reading.name = build_file_name(build->arena, file->root->path, file->path);
    const char *relative = *file->path ? file->path : file_name_of(file->root->path);
    struct error problem = {0};
    if (!store_remove_articles(build, file->id))
        return false;
    bool is_read = reader_read(reading.name, relative, bytes, take_article, &reading, &problem);
    if (reading.has_failed)
        return false;
    const char *failure = partial_failure(&reading);
    if (!is_read) {
        failure = problem.message;
        if (!store_remove_articles(build, file->id))
            return false;
    }
    if (failure)
        failure = reason_of(build->arena, failure, reading.name);
    return write_result(build, file, hash, needs_recheck, reading.has_conflict, failure);
}

/* A file of which there are no bytes to read. */
static bool record_unreadable(struct build *build, const struct build_file *file,
                              const char *reason, bool *has_changed) {
    *has_changed = true;
    return store_remove_articles(build, file->id) &&
           write_result(build, file, NULL, false, false, reason);
}

bool build_read_file(struct build *build, struct build_file *file, bool must_read,
                     bool *has_changed) {
    struct error problem = {0};
    struct slice bytes;
    *has_changed = false;
    if (file->known)
        file->known->is_read = true;
    if (!ensure_row(build, file))
        return false;
    if (file->problem)
        return record_unreadable(build, file, file->problem, has_changed);
    const char *name = build_file_name(&build->scratch, file->root->path, file->path);
    bool done;
    if (!file_read(&build->scratch, name, READER_LIMIT_BYTES, &bytes, &problem)) {
        done = record_unreadable(build, file, reason_of(build->arena, problem.message, name),
                                 has_changed);
    } else {
        struct content_hash hash = content_hash_of_bytes(bytes);
        struct slice known = file->known ? file->known->hash : slice_make(NULL, 0);
        bool is_same = slice_equals(known, slice_make((const char *)hash.bytes, sizeof hash.bytes));
        int64_t age_ns = build->started_ns - file->stamp.modified_ns;
        bool is_young = age_ns < young_ns && age_ns > -young_ns;
        *has_changed = !is_same || must_read;
        done = *has_changed ? replace_articles(build, file, bytes, &hash, is_young)
                            : write_stamp(build, file, is_young);
    }
    arena_release(&build->scratch);
    return done;
}
