/* report_scripts.h - report scripts by name: finding, listing, describing.
 *
 * Layer: cli. A report is NAME.lua in a scripts folder: the clinic's, then what ships.
 */
#ifndef FOOTNOTE_CLI_REPORT_SCRIPTS_H
#define FOOTNOTE_CLI_REPORT_SCRIPTS_H

#include "base/value.h"
#include "cli/locate.h"

struct report_script {
    const char *name; /* "inserts" */
    const char *file;
};

/* Those of all scripts folders, by name; a clinic's script hides one of the same name that ships.
 */
size_t report_scripts(struct arena *arena, const struct places *places,
                      struct report_script **scripts, struct error *err);

/* The file of a report: a path that ends in .lua, or a name. ERROR_USAGE with the nearest name. */
bool report_script_find(struct arena *arena, const struct places *places, const char *report,
                        struct report_script *script, struct error *err);

/* Where its `require` looks: beside it, then the scripts folders. */
const char *const *report_module_folders(struct arena *arena, const struct places *places,
                                         const struct report_script *script, size_t *count);

#endif
