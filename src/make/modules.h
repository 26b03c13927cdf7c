/* modules.h - the name in require("lib.plan") -> a file inside the module folders, and nowhere
 * else.
 *
 * Layer: make, parent side.
 */
#ifndef FOOTNOTE_MAKE_MODULES_H
#define FOOTNOTE_MAKE_MODULES_H

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

/* Looks for lib/plan.lua in the folders, in order. True with source->data NULL when there is none.
 * False: ERROR_SCRIPT for a name that is no module's (parts of a-z, 0-9, _ and - joined by dots), a
 * file outside the folder (through a link), over 1 MB, or unreadable. file and source live in the
 * arena. */
bool module_find(struct arena *arena, const char *const *folders, size_t count, const char *name,
                 const char **file, struct slice *source, struct error *err);

struct module {
    const char *name, *file;
    struct slice source;
};

/* The modules that a script's text names behind `require`, and those that their texts name, so that
 * they need not be asked for one by one. A guess: a comment counts too, a name that is put together
 * does not, and what can't be found is left out. All live in the arena. */
size_t modules_foresee(struct arena *arena, const char *const *folders, size_t count,
                       struct slice script, const struct module **modules);

#endif
