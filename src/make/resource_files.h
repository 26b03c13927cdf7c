/* resource_files.h - the files that layout asks for by name: where they are looked for, and which
 * are refused.
 *
 * Layer: make, parent side. The names come from the confined child, so from a script. To add a
 * kind: a value in base/resource.h, a function and a row in the table of resource_files.c.
 */
#ifndef FOOTNOTE_MAKE_RESOURCE_FILES_H
#define FOOTNOTE_MAKE_RESOURCE_FILES_H

#include "base/resource.h"
#include "make/make.h"

/* The whole file in the arena.
 *
 * RESOURCE_PICTURE: a path below the script's folder, the clinic's folder or a folder of scripts,
 * tried in this order. RESOURCE_HYPHENATION: hyph_LANGUAGE.dic in hyphenation/ of the clinic's
 * folder, then among the system's. RESOURCE_FACE: see face_files.h.
 *
 * False: ERROR_SCRIPT for a name that is none, a path that leads out of its folder (through a link
 * too), a file over RESOURCE_LIMIT_BYTES; ERROR_ENVIRONMENT where there is no such file (with the
 * package that has it), or it can't be read. */
bool resource_file_read(const struct make_request *request, enum resource_kind kind,
                        const char *name, struct arena *arena, struct slice *bytes,
                        struct error *err);

#endif
