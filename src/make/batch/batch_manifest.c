/* batch_manifest.c - see batch_manifest.h.
 *
 * Layer: make. Order: writing a line, reading entries, what was known before, opening, adding,
 * bringing to the disk.
 */
#include "make/batch/batch_manifest.h"

#include "base/file.h"
#include "base/memory.h"
#include "make/batch/roster_csv.h"
#include "make/batch/roster_ids.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PRIVATE_MODE = 0600, NAME_BYTES = 64, LINE_LIMIT_BYTES = 1024 * 1024, COLUMNS = 8 };

static const char manifest_header[] = "id,code,file,pages,bytes,sha256,inputs,warnings\r\n";
static const char errors_header[] = "id,line,exit,reasons\r\n";

struct known_entry {
    uint64_t hash; /* of the id */
    size_t order;  /* the later one counts */
    const struct batch_entry *entry;
};

struct batch_manifest {
    int folder, file, errors; /* errors: -1 until a row fails */
    const char *folder_path;
    char name[NAME_BYTES], errors_name[NAME_BYTES], before_name[NAME_BYTES];
    struct arena arena; /* of what is known from before */
    struct known_entry *known;
    size_t known_count, known_capacity;
};

/* ---- writing a line -------------------------------------------------------------------------- */

static void add_cell(struct strbuf *line, const char *text) {
    if (line->length > 0)
        strbuf_add_char(line, ',');
    if (!strpbrk(text, ",\"\r\n") && text[0] != ' ') {
        strbuf_add(line, text);
        return;
    }
    strbuf_add_char(line, '"');
    for (; *text; text++) {
        if (*text == '"')
            strbuf_add_char(line, '"');
        strbuf_add_char(line, *text);
    }
    strbuf_add_char(line, '"');
}

static void add_number_cell(struct strbuf *line, long long number) {
    strbuf_add_format(line, ",%lld", number);
}

/* In one write, so that a killed batch leaves at most one half line; a line that the disk has no
 * room for is taken back. */
static bool append(int file, struct slice text, const char *folder_path, const char *name,
                   struct error *err) {
    off_t before = lseek(file, 0, SEEK_END);
    ssize_t count = write(file, text.data, text.length);
    if (count == (ssize_t)text.length)
        return true;
    if (count >= 0)
        errno = ENOSPC;
    error_set_errno(err, ERROR_ENVIRONMENT, "%s/%s: cannot write", folder_path, name);
    if (before >= 0 && ftruncate(file, before) != 0)
        return false; /* the half line is passed over when it is read */
    return false;
}

/* ---- reading entries ------------------------------------------------------------------------- */

static struct batch_entry entry_of(const struct csv_record *record) {
    const struct slice *cells = record->cells;
    return (struct batch_entry){.id = cells[0].data,
                                .code = cells[1].data,
                                .file = cells[2].data,
                                .pages = strtoll(cells[3].data, NULL, 10),
                                .bytes = strtoll(cells[4].data, NULL, 10),
                                .sha256 = cells[5].data,
                                .inputs = cells[6].data,
                                .warnings = cells[7].data};
}

/* A line that was not finished, or is none of ours, ends it quietly: its row is made again. */
bool batch_manifest_walk(int folder, const char *name, batch_visitor *visit, void *context,
                         struct error *err) {
    int file = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0 && errno == ENOENT)
        return true;
    if (file < 0)
        return error_set_errno(err, ERROR_ENVIRONMENT, "%s: cannot open", name);
    struct roster_lines lines;
    struct csv_record record;
    bool going = true, header = true;
    roster_lines_begin(&lines, file, name, LINE_LIMIT_BYTES);
    struct roster_csv *csv = roster_csv_new(&lines);
    while (going && roster_csv_next(csv, &record, NULL) == LINES_LINE) {
        if (record.count == COLUMNS && !header) {
            struct batch_entry entry = entry_of(&record);
            going = visit(context, &entry, err);
        }
        header = false;
    }
    roster_csv_free(csv);
    roster_lines_end(&lines);
    close(file);
    return going;
}

/* ---- what was known before ------------------------------------------------------------------- */

static bool remember(void *context, const struct batch_entry *entry, struct error *err) {
    (void)err;
    struct batch_manifest *manifest = context;
    struct arena *arena = &manifest->arena;
    manifest->known = memory_make_room(manifest->known, manifest->known_count,
                                       &manifest->known_capacity, 256, sizeof *manifest->known);
    struct batch_entry *copy = arena_new(arena, struct batch_entry);
    *copy = (struct batch_entry){.id = arena_text(arena, entry->id),
                                 .code = arena_text(arena, entry->code),
                                 .file = arena_text(arena, entry->file),
                                 .pages = entry->pages,
                                 .bytes = entry->bytes,
                                 .sha256 = arena_text(arena, entry->sha256),
                                 .inputs = arena_text(arena, entry->inputs),
                                 .warnings = arena_text(arena, entry->warnings)};
    manifest->known[manifest->known_count] =
        (struct known_entry){roster_id_hash(copy->id), manifest->known_count, copy};
    manifest->known_count++;
    return true;
}

static int compare_known(const void *a, const void *b) {
    const struct known_entry *first = a, *second = b;
    if (first->hash != second->hash)
        return first->hash < second->hash ? -1 : 1;
    return first->order < second->order ? 1 : -1;
}

const struct batch_entry *batch_manifest_before(const struct batch_manifest *manifest,
                                                const char *id) {
    uint64_t hash = roster_id_hash(id);
    size_t low = 0, high = manifest->known_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (manifest->known[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < manifest->known_count && manifest->known[low].hash == hash &&
                 strcmp(manifest->known[low].entry->id, id) == 0;
    return found ? manifest->known[low].entry : NULL;
}

static void add_entry(struct strbuf *line, const struct batch_entry *entry) {
    struct strbuf text = {0};
    add_cell(&text, entry->id);
    add_cell(&text, entry->code);
    add_cell(&text, entry->file);
    add_number_cell(&text, entry->pages);
    add_number_cell(&text, entry->bytes);
    add_cell(&text, entry->sha256);
    add_cell(&text, entry->inputs);
    add_cell(&text, entry->warnings);
    strbuf_add(&text, "\r\n");
    strbuf_add_slice(line, strbuf_slice(&text));
    strbuf_release(&text);
}

/* Both files of before, put into the one that stays until this batch is complete. */
static bool keep_known(struct batch_manifest *manifest, struct error *err) {
    if (!batch_manifest_walk(manifest->folder, manifest->before_name, remember, manifest, err) ||
        !batch_manifest_walk(manifest->folder, manifest->name, remember, manifest, err))
        return false;
    if (manifest->known_count == 0)
        return true;
    struct strbuf all = {0};
    strbuf_add(&all, manifest_header);
    for (size_t i = 0; i < manifest->known_count; i++)
        add_entry(&all, manifest->known[i].entry);
    bool kept = file_write_at(manifest->folder, manifest->before_name, strbuf_slice(&all),
                              PRIVATE_MODE, err);
    strbuf_release(&all);
    qsort(manifest->known, manifest->known_count, sizeof *manifest->known, compare_known);
    return kept;
}

/* ---- opening --------------------------------------------------------------------------------- */

static void name_files(struct batch_manifest *manifest, int shard, int shards) {
    char part[32] = "";
    if (shards > 1)
        snprintf(part, sizeof part, "-%d-of-%d", shard, shards);
    snprintf(manifest->name, NAME_BYTES, "batch%s.csv", part);
    snprintf(manifest->errors_name, NAME_BYTES, "errors%s.csv", part);
    snprintf(manifest->before_name, NAME_BYTES, "batch%s.csv.before", part);
}

static bool begin(struct batch_manifest *manifest, bool resume, struct error *err) {
    struct stat status;
    const char *path = manifest->folder_path;
    manifest->file = openat(manifest->folder, manifest->name,
                            O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, PRIVATE_MODE);
    if (manifest->file < 0 || fstat(manifest->file, &status) != 0)
        return error_set_errno(err, ERROR_ENVIRONMENT, "%s/%s: cannot write", path, manifest->name);
    if (flock(manifest->file, LOCK_EX | LOCK_NB) != 0)
        return error_set(err, ERROR_ENVIRONMENT, "%s: another batch is at work in this folder",
                         path);
    if (!resume && status.st_size > 0)
        return error_set(err, ERROR_USAGE,
                         "%s: holds a batch already: go on with it with --resume, or name another "
                         "folder",
                         path);
    if (resume && !keep_known(manifest, err))
        return false;
    if (ftruncate(manifest->file, 0) != 0 ||
        (unlinkat(manifest->folder, manifest->errors_name, 0) != 0 && errno != ENOENT))
        return error_set_errno(err, ERROR_ENVIRONMENT, "%s: cannot begin anew", path);
    return append(manifest->file, slice_of(manifest_header), path, manifest->name, err);
}

struct batch_manifest *batch_manifest_open(int folder, const char *folder_path, int shard,
                                           int shards, bool resume, struct error *err) {
    struct batch_manifest *manifest = memory_allocate_zeroed(1, sizeof *manifest);
    manifest->folder = folder;
    manifest->folder_path = folder_path;
    manifest->errors = -1;
    name_files(manifest, shard, shards);
    if (begin(manifest, resume, err))
        return manifest;
    batch_manifest_close(manifest);
    return NULL;
}

void batch_manifest_close(struct batch_manifest *manifest) {
    if (!manifest)
        return;
    if (manifest->file >= 0)
        close(manifest->file);
    if (manifest->errors >= 0)
        close(manifest->errors);
    arena_release(&manifest->arena);
    free(manifest->known);
    free(manifest);
}

const char *batch_manifest_name(const struct batch_manifest *manifest) {
    return manifest->name;
}

const char *batch_manifest_errors_name(const struct batch_manifest *manifest) {
    return manifest->errors_name;
}

/* ---- adding ---------------------------------------------------------------------------------- */

bool batch_manifest_add(struct batch_manifest *manifest, const struct batch_entry *entry,
                        struct error *err) {
    struct strbuf line = {0};
    add_entry(&line, entry);
    bool added =
        append(manifest->file, strbuf_slice(&line), manifest->folder_path, manifest->name, err);
    strbuf_release(&line);
    return added;
}

bool batch_manifest_add_error(struct batch_manifest *manifest, const char *id, int line, int code,
                              const char *reasons, struct error *err) {
    struct strbuf text = {0};
    if (manifest->errors < 0) {
        manifest->errors =
            openat(manifest->folder, manifest->errors_name,
                   O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_NOFOLLOW | O_CLOEXEC, PRIVATE_MODE);
        if (manifest->errors < 0)
            return error_set_errno(err, ERROR_ENVIRONMENT, "%s/%s: cannot write",
                                   manifest->folder_path, manifest->errors_name);
        if (!append(manifest->errors, slice_of(errors_header), manifest->folder_path,
                    manifest->errors_name, err))
            return false;
    }
    add_cell(&text, id);
    add_number_cell(&text, line);
    add_number_cell(&text, code);
    add_cell(&text, reasons);
    strbuf_add(&text, "\r\n");
    bool added = append(manifest->errors, strbuf_slice(&text), manifest->folder_path,
                        manifest->errors_name, err);
    strbuf_release(&text);
    return added;
}

/* ---- bringing to the disk -------------------------------------------------------------------- */

bool batch_manifest_sync(struct batch_manifest *manifest, bool complete, struct error *err) {
    if (syncfs(manifest->folder) != 0)
        return error_set_errno(err, ERROR_ENVIRONMENT, "%s: cannot bring it to the disk",
                               manifest->folder_path);
    if (complete)
        unlinkat(manifest->folder, manifest->before_name, 0);
    return true;
}
