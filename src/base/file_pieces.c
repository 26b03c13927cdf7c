/* file_pieces.c - a file read piece by piece, for those that are too long for the memory.
 *
 * Layer: base; libc only.
 */
#include "base/file.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct pieces {
    const char *path;
    int descriptor;
    char *room;
    size_t capacity, length;
    bool is_at_end;
};

static bool check_kind(const struct pieces *pieces, struct error *err) {
    struct stat status;
    if (fstat(pieces->descriptor, &status) != 0)
        return error_set_errno(err, ERROR_ENVIRONMENT, "%s: cannot read", pieces->path);
    return S_ISREG(status.st_mode) ||
           error_set(err, ERROR_INPUT, "%s: is not a regular file", pieces->path);
}

/* Fills the room, or comes to the end. */
static bool read_on(struct pieces *pieces, struct error *err) {
    while (pieces->length < pieces->capacity && !pieces->is_at_end) {
        ssize_t count = read(pieces->descriptor, pieces->room + pieces->length,
                             pieces->capacity - pieces->length);
        if (count < 0 && errno != EINTR)
            return error_set_errno(err, ERROR_ENVIRONMENT, "%s: cannot read", pieces->path);
        pieces->is_at_end = count == 0;
        pieces->length += count > 0 ? (size_t)count : 0;
    }
    return true;
}

static bool read_all(struct pieces *pieces, file_taker *take, void *context, struct error *err) {
    while (!pieces->is_at_end || pieces->length) {
        size_t taken = 0;
        if (!read_on(pieces, err) || !take(context, slice_make(pieces->room, pieces->length),
                                           pieces->is_at_end, &taken, err))
            return false;
        pieces->length -= taken;
        memmove(pieces->room, pieces->room + taken, pieces->length);
        if (taken == 0 && pieces->length > 0)
            return error_set(err, ERROR_ENVIRONMENT, "%s: a piece was not taken", pieces->path);
    }
    return true;
}

bool file_read_pieces(const char *path, size_t piece_bytes, file_taker *take, void *context,
                      struct error *err) {
    struct pieces pieces = {.path = path, .capacity = piece_bytes};
    /* O_NONBLOCK: opening a pipe without a writer would wait for ever. */
    pieces.descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (pieces.descriptor < 0)
        return error_set_errno(err, ERROR_ENVIRONMENT, "%s: cannot open", path);
    pieces.room = memory_allocate(piece_bytes);
    bool done = check_kind(&pieces, err) && read_all(&pieces, take, context, err);
    free(pieces.room);
    close(pieces.descriptor);
    return done;
}
