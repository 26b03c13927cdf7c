/* locate.h - where things are found: corpus, clinic folder, index, wording, scripts, fonts.
 *
 * Layer: cli. In this order: --corpus and --clinic, FOOTNOTE_CLINIC, the working folder when it is
 * a clinic's (it holds clinic.yaml, or both corpus/ and scripts/), then what ships: FOOTNOTE_SHARE,
 * <program>/share/footnote (build tree), <program>/../share/footnote (installed; for footnote-full
 * ../../share/footnote). A clinic folder overlays what ships, file by file.
 *
 * The index stands in the cache folder (XDG_CACHE_HOME, else ~/.cache) as footnote/HASH.sqlite,
 * HASH made of the real paths of the corpus folders, unless --index names it.
 */
#ifndef FOOTNOTE_CLI_LOCATE_H
#define FOOTNOTE_CLI_LOCATE_H

#include "cli/command.h"

struct places {
    const char *clinic; /* real path, or NULL */
    const char *share;  /* real path, or NULL */
    const char **roots; /* corpus folders, real paths, an earlier one overlays */
    size_t root_count;
    bool roots_given; /* by --corpus */
    const char *index_path;
    bool index_given; /* by --index: then the roots count only if given, or if it has none */
};

/* ERROR_USAGE when a folder given by name is not there (a corpus folder that an existing index
 * remembers may be: see corpus_index.h); ERROR_ENVIRONMENT when there is no place for the index. */
bool locate_places(const struct invocation *invocation, struct places *places, struct error *err);

/* The folder of this program's file, or NULL. */
const char *locate_program_folder(struct arena *arena);

/* Where what a person keeps stands (it need not exist): XDG_STATE_HOME or ~/.local/state, footnote;
 * NULL without a home. */
const char *locate_state_folder(struct arena *arena);

/* What ships: the folder that holds corpus/ and scripts/, or NULL. */
const char *locate_share(struct arena *arena);

/* Absolute, links resolved as far as the path exists. */
const char *locate_real_path(struct arena *arena, const char *path);

/* The first clinic.yaml of the clinic folder, the corpus folders, what ships; NULL for none. */
const char *locate_profile(struct arena *arena, const struct places *places);

/* The first wording folder, likewise. */
const char *locate_wording(struct arena *arena, const struct places *places);

/* The existing scripts (fonts) folders in order, ended by NULL. */
const char *const *locate_script_folders(struct arena *arena, const struct places *places,
                                         size_t *count);
const char *const *locate_font_folders(struct arena *arena, const struct places *places,
                                       size_t *count);

#endif
