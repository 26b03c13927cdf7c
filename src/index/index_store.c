/* index_store.c - articles in and out of the tables.
 *
 * Layer: index, building half. Passages of an article get rowids that follow each other, so that an
 * article needs no list of them.
 */
#include "index/index_build.h"

/* ---- out ---- */

/* The full-text table of a first build: a log that is written after its passages' articles. */
static bool leave_out(struct build *build, int64_t first, size_t count) {
    return !build->writes_text ||
           text_store_leave_out(&build->text, first, first + (int64_t)count) ||
           error_set(build->err, ERROR_INPUT,
                     "%s: an article was taken back too late: index its file first",
                     build->index->path);
}

struct stored_article {
    int64_t rowid, first_passage, passage_count;
    struct content_hash hash;
    struct removal removal;
};

/* Columns 0 to 5: rowid, first_passage, passage_count, hash, title, language. */
static struct stored_article read_stored(struct build *build, sqlite3_stmt *statement) {
    return (struct stored_article){
        .rowid = sqlite3_column_int64(statement, 0),
        .first_passage = sqlite3_column_int64(statement, 1),
        .passage_count = sqlite3_column_int64(statement, 2),
        .hash = content_hash_from(statement_blob(statement, 3)),
        .removal = {.title = statement_text(statement, 4, build->arena),
                    .declared_language = statement_text(statement, 5, build->arena),
                    .is_in_text = !build->writes_text},
    };
}

/* False also when the passage is not there: the index is damaged. */
static bool remove_words(struct build *build, struct removal *removal, int64_t rowid) {
    bool row = false;
    sqlite3_stmt *data = statement_get(build->index, STATEMENT_PASSAGE_DATA, build->err);
    if (!data)
        return false;
    sqlite3_bind_int64(data, 1, rowid);
    if (!statement_step(build->index, data, &row, build->err))
        return false;
    if (!row)
        return index_damaged(build->index, "a passage is missing", build->err);
    bool done = remove_passage_words(build, removal, rowid, statement_blob(data, 0));
    statement_done(data);
    return done;
}

static bool remove_passages(struct build *build, struct stored_article *stored) {
    int64_t end = stored->first_passage + stored->passage_count;
    if (!leave_out(build, stored->first_passage, (size_t)stored->passage_count))
        return false;
    for (int64_t rowid = stored->first_passage; rowid < end; rowid++)
        if (!remove_words(build, &stored->removal, rowid))
            return false;
    sqlite3_stmt *statement = statement_get(build->index, STATEMENT_PASSAGE_REMOVE, build->err);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, stored->first_passage);
    sqlite3_bind_int64(statement, 2, end - 1);
    return statement_run(build->index, statement, build->err);
}

static bool remove_article(struct build *build, struct stored_article *stored) {
    sqlite3_stmt *statement = NULL;
    if (remove_passages(build, stored))
        statement = statement_get(build->index, STATEMENT_ARTICLE_REMOVE, build->err);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, stored->rowid);
    content_hash_subtract(&build->state, &stored->hash);
    build->article_count--;
    if (stored->removal.language)
        index_languages_count(&build->languages, stored->removal.language, -1);
    build->passage_count -= stored->passage_count;
    build->has_changes = true;
    return statement_run(build->index, statement, build->err);
}

bool store_remove_articles(struct build *build, int64_t file) {
    for (;;) {
        sqlite3_stmt *statement = statement_get(build->index, STATEMENT_FILE_ARTICLES, build->err);
        bool row;
        if (!statement)
            return false;
        sqlite3_bind_int64(statement, 1, file);
        if (!statement_step(build->index, statement, &row, build->err))
            return false;
        if (!row)
            return true;
        struct stored_article stored = read_stored(build, statement);
        statement_done(statement);
        if (!remove_article(build, &stored))
            return false;
    }
}

/* ---- in ---- */

static bool insert_article(struct build *build, const struct build_file *file,
                           const struct parsed_article *article, bool *is_in) {
    enum { FIRST_TEXT_POSITION = 7 };
    sqlite3_stmt *statement = statement_get(build->index, STATEMENT_ARTICLE_ADD, build->err);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, build->next_article);
    statement_bind_text(statement, 2, article->id);
    sqlite3_bind_int64(statement, 3, file->entry->id);
    sqlite3_bind_int64(statement, 4, article->first_passage);
    sqlite3_bind_int64(statement, 5, (int64_t)article->passage_count);
    sqlite3_bind_blob(statement, 6, article->hash.bytes, sizeof article->hash.bytes, SQLITE_STATIC);
    for (int i = 0; i < ARTICLE_TEXT_COUNT; i++)
        statement_bind_text(statement, FIRST_TEXT_POSITION + i, article->texts[i]);
    if (!statement_run(build->index, statement, build->err))
        return false;
    *is_in = sqlite3_changes(build->index->database) > 0;
    return true;
}

static bool insert_text(struct build *build, const struct parsed_passage *parsed) {
    sqlite3_stmt *text = statement_get(build->index, STATEMENT_TEXT_ADD, build->err);
    if (!text)
        return false;
    sqlite3_bind_int64(text, 1, parsed->rowid);
    for (int column = 0; column < INDEX_COLUMN_COUNT; column++)
        statement_bind_text(text, 2 + column, ""); /* the tokens stand for them */
    index_words_replay(build->index, parsed->columns);
    return statement_run(build->index, text, build->err);
}

/* In this thread, which has less to do than the parser's. */
static struct slice pack(struct build *build, const struct parsed_passage *parsed) {
    if (!build->packer)
        build->packer = passage_packer_new(build->dictionary);
    return passage_pack(build->packer, parsed->plain, &build->packed);
}

static bool insert_passage(struct build *build, const struct parsed_passage *parsed) {
    sqlite3_stmt *passage = statement_get(build->index, STATEMENT_PASSAGE_ADD, build->err);
    if (!passage)
        return false;
    struct slice packed = pack(build, parsed);
    sqlite3_bind_int64(passage, 1, parsed->rowid);
    sqlite3_bind_int64(passage, 2, build->next_article);
    sqlite3_bind_blob(passage, 3, parsed->hash.bytes, sizeof parsed->hash.bytes, SQLITE_STATIC);
    sqlite3_bind_blob64(passage, 4, packed.data, packed.length, SQLITE_STATIC);
    return statement_run(build->index, passage, build->err) &&
           (build->writes_text || insert_text(build, parsed));
}

static bool insert_passages(struct build *build, const struct parsed_article *article) {
    for (size_t i = 0; i < article->passage_count; i++)
        if (!insert_passage(build, &article->passages[i]))
            return false;
    build->next_article++;
    build->article_count++;
    if (article->passage_count > 0)
        index_languages_count(&build->languages, article->language, 1);
    build->passage_count += (int64_t)article->passage_count;
    content_hash_add(&build->state, &article->hash);
    build->has_changes = true;
    return true;
}

/* Its passages are in the posting lists and the text's log, where the parser has put them before
 * anyone knew that the id is taken. */
static bool take_back(struct build *build, const struct parsed_article *article) {
    struct removal removal = {.title = article->texts[0], .language = article->language};
    if (!leave_out(build, article->first_passage, article->passage_count))
        return false;
    for (size_t i = 0; i < article->passage_count; i++)
        if (!remove_passage_words(build, &removal, article->passages[i].rowid,
                                  article->passages[i].plain))
            return false;
    return true;
}

/* ---- two files with one id ---- */

/* Of the manifest, or new in this update. */
static struct manifest_file *find_entry(const struct build *build, int64_t file) {
    for (size_t i = 0; i < build->file_count; i++)
        if (build->files[i].entry->id == file)
            return build->files[i].entry;
    for (size_t i = 0; i < build->manifest.file_count; i++)
        if (build->manifest.files[i].id == file)
            return &build->manifest.files[i];
    return NULL;
}

static bool mark_conflict(struct build *build, int64_t file, const char *failure) {
    struct manifest_file *entry = find_entry(build, file);
    if (entry) {
        entry->has_conflict = entry->is_changed = true;
        entry->is_read = false;
        entry->has_failed = entry->has_failed || failure;
    }
    if (!failure)
        return true;
    sqlite3_stmt *statement = statement_get(build->index, STATEMENT_FILE_CONFLICT, build->err);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, file);
    statement_bind_text(statement, 2, failure);
    return statement_run(build->index, statement, build->err);
}

const char *store_duplicate_text(struct arena *arena, const char *id, const char *other) {
    return arena_format(arena, "article id '%s' is also given by %s: give one of them another id",
                        id, other);
}

/* The id is taken. Takes it from its owner when `file` comes before that one. */
static enum store_result settle_conflict(struct build *build, const struct build_file *file,
                                         const struct parsed_article *article, const char **other) {
    sqlite3_stmt *statement = statement_get(build->index, STATEMENT_ARTICLE_OWNER, build->err);
    bool row;
    if (!statement)
        return STORE_FAILED;
    statement_bind_text(statement, 1, article->id);
    if (!statement_step(build->index, statement, &row, build->err))
        return STORE_FAILED;
    if (!row) {
        index_damaged(build->index, "an article is missing", build->err);
        return STORE_FAILED;
    }
    struct stored_article stored = read_stored(build, statement);
    int64_t owner = sqlite3_column_int64(statement, 6);
    if (owner == file->entry->id) { /* which has no row yet */
        *other = index_file_name(build->arena, file->root->path, file->path);
        statement_done(statement);
        return STORE_DUPLICATE;
    }
    int64_t owner_root = sqlite3_column_int64(statement, 7);
    const char *owner_path = statement_text(statement, 8, build->arena);
    *other = index_file_name(build->arena, statement_text(statement, 9, build->arena), owner_path);
    statement_done(statement);

    bool is_same_root = owner_root == file->root->id;
    bool owner_is_first = is_same_root ? manifest_compare_paths(owner_path, file->path) <= 0
                                       : owner_root < file->root->id;
    if (owner_is_first)
        return is_same_root ? STORE_DUPLICATE : STORE_OVERLAID;
    const char *name = index_file_name(build->arena, file->root->path, file->path);
    const char *failure =
        is_same_root ? store_duplicate_text(build->arena, article->id, name) : NULL;
    if (!remove_article(build, &stored) || !mark_conflict(build, owner, failure))
        return STORE_FAILED;
    return STORE_DONE;
}

enum store_result store_article(struct build *build, const struct build_file *file,
                                const struct parsed_article *article, const char **other) {
    bool is_in = false;
    build->next_passage = article->first_passage + (int64_t)article->passage_count;
    if (!build_can_number(build) || !insert_article(build, file, article, &is_in))
        return STORE_FAILED;
    if (!is_in) {
        enum store_result result = settle_conflict(build, file, article, other);
        if (result == STORE_OVERLAID || result == STORE_DUPLICATE)
            return take_back(build, article) ? result : STORE_FAILED;
        if (result != STORE_DONE)
            return result;
        if (!insert_article(build, file, article, &is_in))
            return STORE_FAILED;
    }
    return insert_passages(build, article) ? STORE_DONE : STORE_FAILED;
}
