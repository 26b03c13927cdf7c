/* manifest_store.c - the manifest as it is kept in the index: loading, saving.
 *
 * Layer: index, reading half but for saving.
 *
 * A chunk holds files that follow each other in the walk, each written against the one before: how
 * much of its path is the same, the rest of it, then the differences of time and id. Sixteen
 * thousand files are half a megabyte that is read in one go, and a file that changes rewrites its
 * own chunk.
 */
#include "index/index_private.h"
#include "index/manifest/manifest.h"
#include "index/packed.h"

enum {
    CHUNK_BYTES = 3800,                    /* and the last file's: what fits a page of SQLite's */
    LARGEST_CHUNK_BYTES = 2 * CHUNK_BYTES, /* when one has grown beyond: all are cut anew */
    LONGEST_PATH = 1024 * 1024,            /* more can only be damage */
};

enum flag {
    NEEDS_RECHECK = 1,
    HAS_CONFLICT = 2,
    HAS_FAILED = 4,
    IS_UNREAD = 8,
    OTHER_ROOT = 16, /* than the one before: its id follows */
};

/* ---- loading ---- */

bool manifest_load_roots(struct index *index, struct arena *arena, struct manifest *manifest,
                         struct error *err) {
    size_t capacity = 0;
    *manifest = (struct manifest){.index = index};
    bool row, done = false;
    sqlite3_stmt *statement = statement_get(index, STATEMENT_ROOTS, err);
    while (statement && (done = statement_step(index, statement, &row, err)) && row) {
        manifest->roots = arena_make_room(arena, manifest->roots, manifest->root_count, &capacity,
                                          4, sizeof *manifest->roots);
        manifest->roots[manifest->root_count++] = (struct manifest_root){
            .id = sqlite3_column_int64(statement, 0),
            .path = statement_text(statement, 1, arena),
            .is_forgotten = sqlite3_column_int(statement, 2) != 0,
        };
    }
    return done;
}

const struct manifest_root *manifest_find_root(const struct manifest *manifest, int64_t id) {
    for (size_t i = 0; i < manifest->root_count; i++)
        if (manifest->roots[i].id == id)
            return &manifest->roots[i];
    return NULL;
}

/* The path of the next file; "" (and is_damaged) where it can't be. */
static const char *read_path(struct packed_reader *reader, const char *before,
                             struct arena *arena) {
    uint64_t shared = packed_number(reader);
    struct slice rest = packed_text(reader);
    size_t length = before ? strlen(before) : 0;
    if (shared > length || rest.length > LONGEST_PATH) {
        reader->is_damaged = true;
        return "";
    }
    char *path = arena_allocate(arena, (size_t)shared + rest.length + 1);
    memcpy(path, before ? before : "", (size_t)shared);
    memcpy(path + shared, rest.data, rest.length);
    return path;
}

static struct manifest_file read_file(struct packed_reader *reader, struct manifest *manifest,
                                      const struct manifest_file *before, struct arena *arena) {
    unsigned flags = (unsigned)packed_number(reader);
    struct manifest_file file = {
        .root = flags & OTHER_ROOT || !before
                    ? manifest_find_root(manifest, (int64_t)packed_number(reader))
                    : before->root,
        .needs_recheck = flags & NEEDS_RECHECK,
        .has_conflict = flags & HAS_CONFLICT,
        .has_failed = flags & HAS_FAILED,
        .is_unread = flags & IS_UNREAD,
    };
    file.path = read_path(reader, before ? before->path : NULL, arena);
    file.stamp.size_bytes = packed_unfold_sign(packed_number(reader));
    file.stamp.modified_ns = (int64_t)((before ? (uint64_t)before->stamp.modified_ns : 0) +
                                       (uint64_t)packed_unfold_sign(packed_number(reader)));
    file.id = (int64_t)((before ? (uint64_t)before->id : 0) +
                        (uint64_t)packed_unfold_sign(packed_number(reader)));
    return file;
}

static void read_chunk(struct packed_reader *reader, struct manifest *manifest, size_t *capacity,
                       struct arena *arena) {
    const struct manifest_file *before = NULL;
    while (reader->at < reader->end && !reader->is_damaged) {
        if (manifest->file_count == *capacity) {
            *capacity = *capacity ? *capacity * 2 : 512;
            size_t place = before ? (size_t)(before - manifest->files) : 0;
            manifest->files = arena_grow_array(arena, manifest->files, manifest->file_count,
                                               *capacity, sizeof *manifest->files);
            before = before ? manifest->files + place : NULL;
        }
        struct manifest_file *file = &manifest->files[manifest->file_count];
        *file = read_file(reader, manifest, before, arena);
        file->chunk = manifest->chunk_count;
        manifest->file_count += !reader->is_damaged;
        before = file;
    }
}

static bool load_chunks(struct index *index, struct arena *arena, struct manifest *manifest,
                        struct error *err) {
    size_t capacity = 0;
    bool row, done = false;
    sqlite3_stmt *statement = statement_get(index, STATEMENT_MANIFEST, err);
    while (statement && (done = statement_step(index, statement, &row, err)) && row) {
        struct packed_reader reader = packed_reader_of(statement_blob(statement, 0));
        read_chunk(&reader, manifest, &capacity, arena);
        manifest->chunk_count++;
        if (reader.is_damaged) {
            statement_done(statement);
            return index_damaged(index, "the list of files can't be read", err);
        }
    }
    return done;
}

/* Remembered for who stays in this state of the index: the reasons need not be asked for. */
static void note_failures(struct index *index, const struct manifest *manifest) {
    bool has_failed = false;
    for (size_t i = 0; i < manifest->file_count && !has_failed; i++)
        has_failed = manifest->files[i].has_failed;
    index->has_no_failures = index->mode == INDEX_SNAPSHOT && !has_failed;
}

bool manifest_load(struct index *index, struct arena *arena, struct manifest *manifest,
                   struct error *err) {
    if (!index_begin_read(index, err))
        return false;
    bool done = manifest_load_roots(index, arena, manifest, err) &&
                load_chunks(index, arena, manifest, err);
    if (done)
        manifest_load_folders(manifest, arena);
    index_end_read(index);
    if (done)
        note_failures(index, manifest);
    return done;
}

/* ---- saving ---- */

static size_t shared_length(const char *a, const char *b) {
    size_t length = 0;
    while (a[length] && a[length] == b[length])
        length++;
    return length;
}

static void write_file(struct strbuf *out, const struct manifest_file *file,
                       const struct manifest_file *before) {
    bool is_other = !before || before->root != file->root;
    unsigned flags = (file->needs_recheck ? NEEDS_RECHECK : 0) |
                     (file->has_conflict ? HAS_CONFLICT : 0) | (file->has_failed ? HAS_FAILED : 0) |
                     (file->is_unread ? IS_UNREAD : 0) | (is_other ? OTHER_ROOT : 0);
    size_t shared = before ? shared_length(before->path, file->path) : 0;
    packed_add_number(out, flags);
    if (is_other)
        packed_add_number(out, (uint64_t)(file->root ? file->root->id : 0));
    packed_add_number(out, shared);
    packed_add_text(out, slice_of(file->path + shared));
    packed_add_number(out, packed_fold_sign(file->stamp.size_bytes));
    packed_add_number(
        out, packed_fold_sign((int64_t)((uint64_t)file->stamp.modified_ns -
                                        (before ? (uint64_t)before->stamp.modified_ns : 0))));
    packed_add_number(out, packed_fold_sign(file->id - (before ? before->id : 0)));
}

static bool write_chunk(struct manifest *manifest, int chunk, struct slice data,
                        struct error *err) {
    sqlite3_stmt *statement = statement_get(manifest->index, STATEMENT_MANIFEST_SET, err);
    if (!statement)
        return false;
    sqlite3_bind_int(statement, 1, chunk);
    sqlite3_bind_blob64(statement, 2, data.data ? data.data : "", data.length, SQLITE_STATIC);
    return statement_run(manifest->index, statement, err);
}

/* The files to be kept, old and added ones, in order. */
struct merge {
    const struct manifest *manifest;
    struct manifest_file *const *added;
    size_t added_count, at, at_added;
    int chunk; /* of the file given last */
};

static const struct manifest_file *next_file(struct merge *merge) {
    const struct manifest *manifest = merge->manifest;
    while (merge->at < manifest->file_count && manifest->files[merge->at].is_removed)
        merge->at++;
    const struct manifest_file *old =
        merge->at < manifest->file_count ? &manifest->files[merge->at] : NULL;
    const struct manifest_file *added =
        merge->at_added < merge->added_count ? merge->added[merge->at_added] : NULL;
    if (added && (!old || manifest_compare(added, old) < 0)) {
        merge->at_added++; /* goes into the chunk of the one before */
        return added;
    }
    if (old) {
        merge->at++;
        merge->chunk = old->chunk;
    }
    return old;
}

/* All of it, in chunks of one size. */
static bool rewrite(struct manifest *manifest, struct manifest_file *const *added,
                    size_t added_count, struct strbuf *data, struct error *err) {
    struct merge merge = {manifest, added, added_count, 0, 0, 0};
    const struct manifest_file *before = NULL, *file;
    int chunk = 0;
    bool done = statement_run_id(manifest->index, STATEMENT_MANIFEST_CLEAR, err);
    strbuf_truncate(data, 0);
    while (done && (file = next_file(&merge))) {
        write_file(data, file, before);
        before = file;
        if (data->length < CHUNK_BYTES)
            continue;
        done = write_chunk(manifest, chunk++, strbuf_slice(data), err);
        strbuf_truncate(data, 0);
        before = NULL;
    }
    return done && (data->length == 0 || write_chunk(manifest, chunk, strbuf_slice(data), err));
}

/* Which chunks have to be written; an added file belongs to that of the file before it. */
static void mark_chunks(const struct manifest *manifest, struct manifest_file *const *added,
                        size_t added_count, bool *is_changed) {
    struct merge merge = {manifest, added, added_count, 0, 0, 0};
    for (size_t i = 0; i < manifest->file_count; i++)
        if (manifest->files[i].is_changed || manifest->files[i].is_removed)
            is_changed[manifest->files[i].chunk] = true;
    for (size_t before = 0; added_count && next_file(&merge); before = merge.at_added)
        if (merge.at_added > before)
            is_changed[merge.chunk] = true;
}

/* The changed chunks alone. *fits turns false, and nothing counts, when one has grown too large. */
static bool write_changed(struct manifest *manifest, struct manifest_file *const *added,
                          size_t added_count, const bool *is_changed, struct strbuf *data,
                          bool *fits, struct error *err) {
    struct merge merge = {manifest, added, added_count, 0, 0, 0};
    const struct manifest_file *before = NULL, *file = next_file(&merge);
    for (int chunk = 0; chunk < manifest->chunk_count; chunk++) {
        strbuf_truncate(data, 0);
        before = NULL;
        for (; file && merge.chunk == chunk; file = next_file(&merge)) {
            if (is_changed[chunk])
                write_file(data, file, before);
            before = file;
        }
        *fits = data->length <= LARGEST_CHUNK_BYTES;
        if (!*fits)
            return true;
        if (is_changed[chunk] && !write_chunk(manifest, chunk, strbuf_slice(data), err))
            return false;
    }
    return true;
}

bool manifest_save(struct manifest *manifest, struct manifest_file *const *added,
                   size_t added_count, struct error *err) {
    struct arena arena = {0};
    struct strbuf data = {0};
    bool fits = manifest->chunk_count > 0, done = true;
    if (fits) {
        bool *is_changed = arena_new_array(&arena, (size_t)manifest->chunk_count, bool);
        mark_chunks(manifest, added, added_count, is_changed);
        done = write_changed(manifest, added, added_count, is_changed, &data, &fits, err);
    }
    if (done && !fits)
        done = rewrite(manifest, added, added_count, &data, err);
    strbuf_release(&data);
    arena_release(&arena);
    return done;
}
