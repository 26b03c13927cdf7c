/* face_files.h - the font files that layout asks for: a clinic's own, and the computer's by family.
 *
 * Layer: make, parent side. No font file is parsed here: a clinic's files go to the confined child
 * as bytes, and it finds the family in them. The computer's files are found by fontconfig from its
 * own cache; it is loaded when a family is asked for and not before, since it costs more to start
 * than a whole handout.
 */
#ifndef FOOTNOTE_MAKE_FACE_FILES_H
#define FOOTNOTE_MAKE_FACE_FILES_H

#include "base/resource.h"

/* As RESOURCE_FACE in base/resource.h says, for the font folders (NULL-ended, or NULL). */
bool face_file_read(const char *const *font_folders, const char *name, struct arena *arena,
                    struct slice *bytes, struct error *err);

/* The path of the computer's face of a family, upright and of normal width: the one nearest to
 * regular or bold. False: ERROR_ENVIRONMENT naming the family and the nearest one there is, or that
 * fontconfig is missing. */
bool face_system_find(struct arena *arena, const char *family, bool is_bold, const char **path,
                      struct error *err);

#endif
