/* zip_archive.c - see zip_archive.h.
 *
 * Layer: corpus; libzip. Order: what is checked before anything is unpacked, open, unpacking,
 * references between members.
 */
#include "corpus/readers/zip_archive.h"

#include "base/memory.h"
#include "corpus/readers/zip_library.h"

#include <ctype.h>
#include <stdlib.h>

struct zip_archive {
    const struct zip_library *library;
    const char *file;
    zip_t *zip;
    size_t unpacked_bytes; /* so far */
};

/* -- before unpacking ---------------------------------------------------------------------- */

static bool leads_out(const char *name) {
    if (*name == '/' || *name == '\\' || (isalpha((unsigned char)name[0]) && name[1] == ':'))
        return true;
    for (const char *part = name; part; part = strpbrk(part, "/\\")) {
        part += *part == '/' || *part == '\\';
        if (strncmp(part, "..", 2) == 0 && (!part[2] || strchr("/\\", part[2])))
            return true;
    }
    return false;
}

static int compare_names(const void *left, const void *right) {
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static bool check_twice(const struct zip_archive *zip, const char **names, size_t count,
                        struct error *err) {
    qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 1; i < count; i++)
        if (strcmp(names[i - 1], names[i]) == 0)
            return error_set(err, ERROR_INPUT,
                             "%s: holds a member's name twice, which of them counts is unclear",
                             zip->file);
    return true;
}

static bool check_member(const struct zip_archive *zip, const zip_stat_t *member,
                         struct error *err) {
    enum { NEEDED = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE };
    if ((member->valid & NEEDED) != NEEDED)
        return error_set(err, ERROR_INPUT, "%s: its list of members is damaged", zip->file);
    if (leads_out(member->name))
        return error_set(err, ERROR_INPUT,
                         "%s: a member's name is absolute or holds '..', it would lead out of the "
                         "file",
                         zip->file);
    if (member->valid & ZIP_STAT_ENCRYPTION_METHOD && member->encryption_method != ZIP_EM_NONE)
        return error_set(err, ERROR_INPUT,
                         "%s: is protected by a password, save a copy without one", zip->file);
    return true;
}

static bool check_members(const struct zip_archive *zip, size_t file_bytes, struct error *err) {
    zip_int64_t count = zip->library->zip_get_num_entries(zip->zip, 0);
    if (count > ZIP_MOST_MEMBERS)
        return error_set(err, ERROR_INPUT, "%s: holds %lld members, at most %d are read", zip->file,
                         (long long)count, ZIP_MOST_MEMBERS);
    const char **names = memory_allocate_zeroed((size_t)count + 1, sizeof *names);
    size_t packed_bytes = 0;
    bool done = true;
    for (zip_int64_t i = 0; i < count && done; i++) {
        zip_stat_t member;
        if (zip->library->zip_stat_index(zip->zip, (zip_uint64_t)i, 0, &member) != 0)
            done = error_set(err, ERROR_INPUT, "%s: its list of members is damaged", zip->file);
        else
            done = check_member(zip, &member, err);
        if (!done)
            break;
        names[i] = member.name;
        packed_bytes = member.comp_size > file_bytes ? SIZE_MAX : packed_bytes + member.comp_size;
        if (packed_bytes > file_bytes)
            done = error_set(err, ERROR_INPUT,
                             "%s: its members say they are longer than the file, so they overlap "
                             "or lie about their sizes",
                             zip->file);
    }
    done = done && check_twice(zip, names, (size_t)count, err);
    free(names);
    return done;
}

/* -- open ---------------------------------------------------------------------------------- */

static bool open_zip(struct zip_archive *zip, struct slice bytes, struct error *err) {
    /* Office programs put a document with a password into the container of the old formats. */
    if (slice_starts_with(bytes, "\xD0\xCF\x11\xE0"))
        return error_set(err, ERROR_INPUT,
                         "%s: is protected by a password, or in the old format of Word (.doc): "
                         "save a copy as .docx without a password",
                         zip->file);
    zip_source_t *source =
        zip->library->zip_source_buffer_create(bytes.data, bytes.length, 0, NULL);
    zip->zip = source ? zip->library->zip_open_from_source(source, ZIP_RDONLY, NULL) : NULL;
    if (zip->zip)
        return check_members(zip, bytes.length, err);
    if (source)
        zip->library->zip_source_free(source);
    return error_set(err, ERROR_INPUT,
                     "%s: is damaged or cut short (no ZIP file), open it in the program that wrote "
                     "it and save it again",
                     zip->file);
}

struct zip_archive *zip_archive_open(const char *file, struct slice bytes, struct error *err) {
    const struct zip_library *library = zip_library(err);
    if (!library) {
        error_prefix(err, "%s: ", file);
        return NULL;
    }
    struct zip_archive *zip = memory_allocate_zeroed(1, sizeof *zip);
    zip->library = library;
    zip->file = file;
    if (open_zip(zip, bytes, err))
        return zip;
    zip_archive_close(zip);
    return NULL;
}

void zip_archive_close(struct zip_archive *zip) {
    if (zip && zip->zip)
        zip->library->zip_discard(zip->zip);
    free(zip);
}

const char *zip_archive_file(const struct zip_archive *zip) {
    return zip->file;
}

bool zip_archive_has(const struct zip_archive *zip, const char *member) {
    return zip->library->zip_name_locate(zip->zip, member, 0) >= 0;
}

/* -- unpacking ----------------------------------------------------------------------------- */

/* Counts what has really come out: sizes in the list of members may lie. */
static bool count_piece(struct zip_archive *zip, const char *member, size_t member_bytes,
                        size_t piece_bytes, size_t packed_bytes, struct error *err) {
    zip->unpacked_bytes += piece_bytes;
    if (zip->unpacked_bytes > ZIP_MOST_UNPACKED_BYTES)
        return error_set(err, ERROR_INPUT, "%s: is more than 64 MB when unpacked (at '%s')",
                         zip->file, member);
    if (member_bytes > ZIP_RATIO_FLOOR_BYTES && member_bytes / ZIP_HIGHEST_RATIO > packed_bytes)
        return error_set(err, ERROR_INPUT,
                         "%s: '%s' unpacks to more than %d times its size, as no document does",
                         zip->file, member, ZIP_HIGHEST_RATIO);
    return true;
}

static bool fail_member(const struct zip_archive *zip, const char *member, const char *reason,
                        struct error *err) {
    return error_set(err, ERROR_INPUT, "%s: '%s' in it %s", zip->file, member, reason);
}

bool zip_archive_stream(struct zip_archive *zip, const char *member, zip_taker *take, void *context,
                        struct error *err) {
    zip_int64_t index = zip->library->zip_name_locate(zip->zip, member, 0);
    zip_stat_t known;
    if (index < 0 || zip->library->zip_stat_index(zip->zip, (zip_uint64_t)index, 0, &known) != 0)
        return fail_member(zip, member, "is missing", err);
    zip_file_t *open = zip->library->zip_fopen_index(zip->zip, (zip_uint64_t)index, 0);
    if (!open)
        return fail_member(zip, member, "is damaged or packed in an unknown way", err);
    char piece[32768];
    zip_int64_t length;
    size_t member_bytes = 0;
    bool done = true, go_on = true;
    while (done && go_on && (length = zip->library->zip_fread(open, piece, sizeof piece)) != 0) {
        if (length < 0) {
            done = fail_member(zip, member, "is damaged", err);
            break;
        }
        member_bytes += (size_t)length;
        done = count_piece(zip, member, member_bytes, (size_t)length, known.comp_size, err);
        go_on = done && take(context, slice_make(piece, (size_t)length));
    }
    zip->library->zip_fclose(open);
    if (done && go_on && member_bytes != known.size)
        done = fail_member(zip, member, "has another length than the list of members says", err);
    return done;
}

struct whole_member {
    struct strbuf *out;
    size_t limit_bytes, member_bytes;
};

static bool take_whole(void *context, struct slice piece) {
    struct whole_member *whole = context;
    whole->member_bytes += piece.length;
    if (whole->member_bytes > whole->limit_bytes)
        return false;
    strbuf_add_slice(whole->out, piece);
    return true;
}

bool zip_archive_read(struct zip_archive *zip, const char *member, size_t limit_bytes,
                      struct strbuf *out, struct error *err) {
    struct whole_member whole = {.out = out, .limit_bytes = limit_bytes};
    if (!zip_archive_stream(zip, member, take_whole, &whole, err))
        return false;
    if (whole.member_bytes > limit_bytes)
        return error_set(err, ERROR_INPUT, "%s: '%s' in it has more than %zu MB", zip->file, member,
                         limit_bytes >> 20);
    return true;
}

/* -- references ---------------------------------------------------------------------------- */

static int hex_digit(char c) {
    if (isdigit((unsigned char)c))
        return c - '0';
    c = (char)tolower((unsigned char)c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void add_decoded(struct strbuf *path, struct slice reference) {
    for (size_t i = 0; i < reference.length && !strchr("#?", reference.data[i]); i++) {
        int high = -1, low = -1;
        if (reference.data[i] == '%' && i + 2 < reference.length) {
            high = hex_digit(reference.data[i + 1]);
            low = hex_digit(reference.data[i + 2]);
        }
        bool is_coded = high >= 0 && low >= 0 && high + low > 0;
        strbuf_add_char(path, is_coded ? (char)(high * 16 + low) : reference.data[i]);
        i += is_coded ? 2 : 0;
    }
}

/* Takes "." and ".." out, in place. False: more ".." than folders. */
static bool fold_parts(char *path) {
    char *out = path;
    for (char *part = path; *part;) {
        size_t length = strcspn(part, "/");
        char *next = part + length + (part[length] == '/');
        if (length == 2 && memcmp(part, "..", 2) == 0) {
            if (out == path)
                return false;
            for (out--; out > path && out[-1] != '/'; out--)
                continue;
        } else if (length && !(length == 1 && *part == '.')) {
            memmove(out, part, (size_t)(next - part));
            out += next - part;
        }
        part = next;
    }
    *out = '\0';
    return true;
}

const char *zip_member_path(struct arena *arena, const char *from, struct slice reference) {
    struct strbuf path = {0};
    if (!reference.length || memmem(reference.data, reference.length, "://", 3))
        return NULL;
    const char *slash = strrchr(from, '/');
    if (*reference.data != '/' && slash)
        strbuf_add_bytes(&path, from, (size_t)(slash + 1 - from));
    add_decoded(&path, reference);
    char *copy = arena_text(arena, strbuf_text(&path));
    strbuf_release(&path);
    return fold_parts(copy) && *copy ? copy : NULL;
}
