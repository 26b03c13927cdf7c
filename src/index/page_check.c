/* page_check.c - see page_check.h.
 *
 * Layer: index. Order: checksums, reading and writing, the other calls of a file, of the VFS, what
 * others ask. Only the main file of a database is wrapped; journals go to SQLite's own VFS.
 *
 * The first page says in its header how many bytes are reserved at the end of each page: eight, and
 * they are checksums. SQLite reads the header before any other page and writes it first.
 */
#include "index/page_check.h"

#define XXH_INLINE_ALL
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <xxhash.h>

enum {
    CHECK_BYTES = 8,
    HEADER_BYTES = 100,
    PAGE_SIZE_AT = 16,
    LOG_AT = 18, /* which versions may write and read: 2 is with a write-ahead log */
    RESERVED_AT = 20,
    DEFAULT_PAGE_BYTES = 4096,
    MOST_PAGE_BYTES = 65536,
    /* our own file controls; SQLite leaves numbers above 100 to others */
    CONTROL_IS_ON = 0x466e0001,
    CONTROL_FIRST,
    CONTROL_ALLOW_BLANK,
    CONTROL_FAILURE,
    CONTROL_HAS_LOG,
};

struct checked_file {
    sqlite3_file base;
    uint32_t page_bytes;
    bool is_on, allows_blank, has_log;
    int failure;   /* the first failed read's code, or SQLITE_OK */
    uint8_t *room; /* for a page of which a part is asked for; or NULL */
    void *real[];  /* the file of SQLite's own VFS; aligned as SQLite aligns: to eight bytes */
};

static sqlite3_vfs *real_vfs;
/* The file locked last: SQLite looks for its journal as soon as it has locked it. */
static sqlite3_file *last_locked;

static struct checked_file *checked(sqlite3_file *file) {
    return (struct checked_file *)file;
}

static sqlite3_file *real(sqlite3_file *file) {
    return (sqlite3_file *)checked(file)->real;
}

/* ---- checksums ---- */

static uint64_t sum_of(const struct checked_file *file, const uint8_t *page, sqlite3_int64 offset) {
    return XXH3_64bits_withSeed(page, file->page_bytes - CHECK_BYTES,
                                (uint64_t)offset / file->page_bytes);
}

static bool is_blank(const uint8_t *page, size_t size) {
    return page[0] == 0 && memcmp(page, page + 1, size - 1) == 0;
}

/* Remembers what went wrong: not everyone above tells it on. */
static int outcome(struct checked_file *file, int code) {
    if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ && file->failure == SQLITE_OK)
        file->failure = code;
    return code;
}

static bool fits(const struct checked_file *file, const uint8_t *page, sqlite3_int64 offset) {
    uint64_t kept, sum = sum_of(file, page, offset);
    memcpy(&kept, page + file->page_bytes - CHECK_BYTES, sizeof kept);
    return kept == sum || (file->allows_blank && is_blank(page, file->page_bytes));
}

static void note_header(struct checked_file *file, const uint8_t *header) {
    uint32_t page_bytes = (uint32_t)header[PAGE_SIZE_AT] << 8 | header[PAGE_SIZE_AT + 1];
    file->has_log = header[LOG_AT] > 1 || header[LOG_AT + 1] > 1;
    file->page_bytes = page_bytes == 1 ? MOST_PAGE_BYTES : page_bytes;
    file->is_on = memcmp(header, "SQLite format 3", PAGE_SIZE_AT) == 0 &&
                  header[RESERVED_AT] == CHECK_BYTES && file->page_bytes >= 512 &&
                  (file->page_bytes & (file->page_bytes - 1)) == 0;
}

static bool is_page(const struct checked_file *file, int amount, sqlite3_int64 offset) {
    return (uint32_t)amount == file->page_bytes && offset % file->page_bytes == 0;
}

/* ---- reading and writing ---- */

/* A part of a page: newer versions of SQLite read the end of a long row so. */
static int read_part(sqlite3_file *base, void *out, int amount, sqlite3_int64 offset) {
    struct checked_file *file = checked(base);
    sqlite3_int64 start = offset - offset % file->page_bytes;
    if (offset + amount > start + file->page_bytes)
        return SQLITE_IOERR_READ;
    if (!file->room && !(file->room = sqlite3_malloc(MOST_PAGE_BYTES)))
        return SQLITE_IOERR_NOMEM;
    int code = real(base)->pMethods->xRead(real(base), file->room, (int)file->page_bytes, start);
    if (code == SQLITE_OK && !fits(file, file->room, start))
        code = SQLITE_IOERR_DATA;
    if (code == SQLITE_OK)
        memcpy(out, file->room + (offset - start), (size_t)amount);
    return code;
}

static int read_file(sqlite3_file *base, void *out, int amount, sqlite3_int64 offset) {
    struct checked_file *file = checked(base);
    bool is_inside = file->is_on && offset >= file->page_bytes;
    if (is_inside && !is_page(file, amount, offset))
        return outcome(file, read_part(base, out, amount, offset));
    int code = real(base)->pMethods->xRead(real(base), out, amount, offset);
    if (code == SQLITE_OK && offset == 0 && amount >= HEADER_BYTES)
        note_header(file, out);
    bool is_lost = code == SQLITE_IOERR_SHORT_READ && !file->allows_blank; /* the file was cut */
    if (is_inside && (is_lost || (code == SQLITE_OK && !fits(file, out, offset))))
        code = SQLITE_IOERR_DATA;
    return outcome(file, code);
}

/* The reserved bytes are ours to write, in SQLite's copy of the page too. */
static int write_file(sqlite3_file *base, const void *bytes, int amount, sqlite3_int64 offset) {
    struct checked_file *file = checked(base);
    if (offset == 0 && amount >= HEADER_BYTES)
        note_header(file, bytes);
    if (file->is_on && is_page(file, amount, offset)) {
        uint64_t sum = sum_of(file, bytes, offset);
        memcpy((uint8_t *)bytes + amount - CHECK_BYTES, &sum, sizeof sum);
    }
    return real(base)->pMethods->xWrite(real(base), bytes, amount, offset);
}

/* ---- the other calls of a file ---- */

static int close_file(sqlite3_file *base) {
    sqlite3_free(checked(base)->room);
    checked(base)->room = NULL;
    if (last_locked == base)
        last_locked = NULL;
    return real(base)->pMethods->xClose(real(base));
}

static int truncate_file(sqlite3_file *base, sqlite3_int64 size) {
    return real(base)->pMethods->xTruncate(real(base), size);
}

static int sync_file(sqlite3_file *base, int flags) {
    return real(base)->pMethods->xSync(real(base), flags);
}

static int size_of_file(sqlite3_file *base, sqlite3_int64 *size) {
    return real(base)->pMethods->xFileSize(real(base), size);
}

static int lock_file(sqlite3_file *base, int lock) {
    last_locked = base;
    return real(base)->pMethods->xLock(real(base), lock);
}

static int unlock_file(sqlite3_file *base, int lock) {
    return real(base)->pMethods->xUnlock(real(base), lock);
}

static int check_reserved_lock(sqlite3_file *base, int *is_locked) {
    return real(base)->pMethods->xCheckReservedLock(real(base), is_locked);
}

static bool first_page_fits(sqlite3_file *base) {
    struct checked_file *file = checked(base);
    if (!file->is_on || (!file->room && !(file->room = sqlite3_malloc(MOST_PAGE_BYTES))))
        return false;
    return real(base)->pMethods->xRead(real(base), file->room, (int)file->page_bytes, 0) ==
               SQLITE_OK &&
           fits(file, file->room, 0);
}

static int control_file(sqlite3_file *base, int operation, void *argument) {
    switch (operation) {
    case CONTROL_IS_ON:
        *(bool *)argument = checked(base)->is_on;
        return SQLITE_OK;
    case CONTROL_HAS_LOG:
        *(bool *)argument = checked(base)->has_log;
        return SQLITE_OK;
    case CONTROL_FIRST:
        *(bool *)argument = first_page_fits(base);
        return SQLITE_OK;
    case CONTROL_FAILURE:
        *(int *)argument = checked(base)->failure;
        return SQLITE_OK;
    case CONTROL_ALLOW_BLANK:
        checked(base)->allows_blank = true;
        return SQLITE_OK;
    default:
        return real(base)->pMethods->xFileControl(real(base), operation, argument);
    }
}

static int sector_size(sqlite3_file *base) {
    return real(base)->pMethods->xSectorSize(real(base));
}

static int device_characteristics(sqlite3_file *base) {
    return real(base)->pMethods->xDeviceCharacteristics(real(base));
}

/* Version 1: no shared memory, so no write-ahead log, and no mapping past the checksums. */
static const sqlite3_io_methods checked_methods = {
    .iVersion = 1,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = size_of_file,
    .xLock = lock_file,
    .xUnlock = unlock_file,
    .xCheckReservedLock = check_reserved_lock,
    .xFileControl = control_file,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = device_characteristics,
};

/* ---- the VFS ---- */

/* A pipe would be waited for, a device read for ever. */
static bool is_no_file(const char *name) {
    struct stat status;
    return name && stat(name, &status) == 0 && !S_ISREG(status.st_mode);
}

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags,
                     int *out_flags) {
    (void)vfs;
    base->pMethods = NULL;
    if (is_no_file(name))
        return SQLITE_CANTOPEN;
    if (!(flags & SQLITE_OPEN_MAIN_DB))
        return real_vfs->xOpen(real_vfs, name, base, flags, out_flags);
    struct checked_file *file = checked(base);
    *file = (struct checked_file){.page_bytes = DEFAULT_PAGE_BYTES};
    int code = real_vfs->xOpen(real_vfs, name, real(base), flags, out_flags);
    sqlite3_int64 size = 0;
    if (!real(base)->pMethods)
        return code == SQLITE_OK ? SQLITE_CANTOPEN : code;
    base->pMethods = &checked_methods; /* to be closed, also where opening has failed */
    if (code == SQLITE_OK)
        code = size_of_file(base, &size);
    file->is_on = size == 0; /* a new one: see page_check_want */
    return code;
}

static int delete_file(sqlite3_vfs *vfs, const char *name, int sync_folder) {
    (void)vfs;
    return real_vfs->xDelete(real_vfs, name, sync_folder);
}

static bool ends_with(const char *name, const char *end) {
    size_t length = strlen(name), end_length = strlen(end);
    return length > end_length && strcmp(name + length - end_length, end) == 0;
}

/* To a rebuilt index: the journal that bears its name is that one's. */
static bool has_lost_its_name(void) {
    int has_moved = 0;
    if (last_locked)
        real(last_locked)
            ->pMethods->xFileControl(real(last_locked), SQLITE_FCNTL_HAS_MOVED, &has_moved);
    return has_moved != 0;
}

static int can_access(sqlite3_vfs *vfs, const char *name, int flags, int *answer) {
    (void)vfs;
    *answer = 0;
    if (ends_with(name, "-wal"))
        return SQLITE_OK;
    int code = real_vfs->xAccess(real_vfs, name, flags, answer);
    if (*answer && ends_with(name, "-journal") && has_lost_its_name()) /* in this order */
        *answer = 0;
    return code;
}

static int full_path(sqlite3_vfs *vfs, const char *name, int size, char *out) {
    (void)vfs;
    return real_vfs->xFullPathname(real_vfs, name, size, out);
}

static int randomness(sqlite3_vfs *vfs, int size, char *out) {
    (void)vfs;
    return real_vfs->xRandomness(real_vfs, size, out);
}

static int sleep_for(sqlite3_vfs *vfs, int microseconds) {
    (void)vfs;
    return real_vfs->xSleep(real_vfs, microseconds);
}

static int current_time(sqlite3_vfs *vfs, double *day) {
    (void)vfs;
    return real_vfs->xCurrentTime(real_vfs, day);
}

static int last_error(sqlite3_vfs *vfs, int size, char *out) {
    (void)vfs;
    return real_vfs->xGetLastError(real_vfs, size, out);
}

const char *page_check_vfs(void) {
    static sqlite3_vfs checked_vfs = {
        .iVersion = 1,
        .zName = "footnote-checked",
        .xOpen = open_file,
        .xDelete = delete_file,
        .xAccess = can_access,
        .xFullPathname = full_path,
        .xRandomness = randomness,
        .xSleep = sleep_for,
        .xCurrentTime = current_time,
        .xGetLastError = last_error,
    };
    if (real_vfs)
        return checked_vfs.zName;
    sqlite3_vfs *found = sqlite3_vfs_find(NULL);
    if (!found)
        return NULL;
    checked_vfs.szOsFile = (int)sizeof(struct checked_file) + found->szOsFile;
    checked_vfs.mxPathname = found->mxPathname;
    if (sqlite3_vfs_register(&checked_vfs, 0) != SQLITE_OK)
        return NULL;
    real_vfs = found;
    return checked_vfs.zName;
}

/* ---- what others ask ---- */

void page_check_want(sqlite3 *database) {
    int bytes = CHECK_BYTES;
    sqlite3_file_control(database, "main", SQLITE_FCNTL_RESERVE_BYTES, &bytes);
}

static bool ask(sqlite3 *database, int operation) {
    bool answer = false;
    return sqlite3_file_control(database, "main", operation, &answer) == SQLITE_OK && answer;
}

bool page_check_is_on(sqlite3 *database) {
    return ask(database, CONTROL_IS_ON);
}

bool page_check_has_log(sqlite3 *database) {
    return ask(database, CONTROL_HAS_LOG);
}

bool page_check_first(sqlite3 *database) {
    return ask(database, CONTROL_FIRST);
}

int page_check_failure(sqlite3 *database) {
    int code = SQLITE_OK;
    sqlite3_file_control(database, "main", CONTROL_FAILURE, &code);
    return code;
}

void page_check_allow_blank(sqlite3 *database) {
    ask(database, CONTROL_ALLOW_BLANK);
}
