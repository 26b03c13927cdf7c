/* resource.h - where the files come from that a handout needs while it is laid out: pictures, faces
 * by family, hyphenation patterns.
 *
 * Layer: base. What lays out runs in a confined child without files; so it asks, and whoever
 * answers (make/, through its pipe) checks the path and the size. Tests answer from a folder.
 *
 *     struct slice bytes;
 *     if (!resource_load(doc->resources, RESOURCE_PICTURE, "logo.png", arena, &bytes, &err)) ...
 */
#ifndef FOOTNOTE_BASE_RESOURCE_H
#define FOOTNOTE_BASE_RESOURCE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

enum resource_kind {
    RESOURCE_PICTURE,     /* a path below the script's or the clinic's folder: PNG or JPEG */
    RESOURCE_FACE,        /* "Carlito" or "Carlito:bold": a font file of that family on this
                             computer; see below for the clinic's own */
    RESOURCE_HYPHENATION, /* "de", "en-GB": a libhyphen dictionary */
};

/* RESOURCE_FACE: the clinic's own font files are not looked into by whoever answers, since they may
 * be strangers'. "*" gives their names, a line each, in byte order; "file:NAME" one of them. No
 * family has a colon or a star. */
#define RESOURCE_FACE_LIST "*"
#define RESOURCE_FACE_FILE "file:"

enum { RESOURCE_LIMIT_BYTES = 16 * 1024 * 1024 };

struct resources {
    void *context;
    /* The whole file, in the arena. False: ERROR_ENVIRONMENT naming the file, or what there is not
     * and which package has it; ERROR_SCRIPT for a path that leads out of its folders. */
    bool (*load)(void *context, enum resource_kind kind, const char *name, struct arena *arena,
                 struct slice *bytes, struct error *err);
};

/* Asks; resources NULL: ERROR_ENVIRONMENT, there is nobody to ask. */
bool resource_load(const struct resources *resources, enum resource_kind kind, const char *name,
                   struct arena *arena, struct slice *bytes, struct error *err);

#endif
