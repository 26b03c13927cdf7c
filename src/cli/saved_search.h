/* saved_search.h - searches that a person keeps by a name.
 *
 * Layer: cli. They are no derived data: a text file in the state folder (XDG_STATE_HOME, else
 * ~/.local/state; footnote/searches.txt), which may be edited:
 *
 *     # a remark
 *     runners: "heel lift" OR raise
 *       lang: en
 *       facet: tag
 *
 * A name, a colon, what was typed; indented below it options of search, with their values. Saving
 * and forgetting leave all other lines as they are.
 *
 *     struct saved_searches saved;
 *     if (!saved_searches_read(&arena, &saved, &err)) ...
 *     const struct saved_search *search = saved_search_find(&saved, "runners");
 */
#ifndef FOOTNOTE_CLI_SAVED_SEARCH_H
#define FOOTNOTE_CLI_SAVED_SEARCH_H

#include "cli/command.h"

struct saved_search {
    const char *name, *query;
    struct given_option *options; /* of search_options */
    size_t option_count;
    size_t start, end; /* its lines: bytes of the file */
};

struct saved_searches {
    const char *file;  /* where it stands, or would */
    struct slice text; /* as it is; empty when there is none */
    struct saved_search *items;
    size_t count;
};

/* No file: none are saved. A line that can't be understood is ERROR_USAGE with its place. */
bool saved_searches_read(struct arena *arena, struct saved_searches *saved, struct error *err);

/* NULL: there is none of that name. */
const struct saved_search *saved_search_find(const struct saved_searches *saved, const char *name);

/* "'a', 'b' and 'c'" or the nearest: for a message about a name that is not there. */
const char *saved_search_hint(struct arena *arena, const struct saved_searches *saved,
                              const char *name);

/* Writes it in place of one of the same name, or at the end; the file is whole at any time. A name
 * is letters, digits and . _ - (ERROR_USAGE else), a query one line. */
bool saved_search_write(struct arena *arena, const struct saved_searches *saved,
                        const struct saved_search *search, struct error *err);

/* Takes its lines out. */
bool saved_search_forget(struct arena *arena, const struct saved_searches *saved,
                         const struct saved_search *search, struct error *err);

/* Whether an option is kept with a search: what it narrows and how it is shown, not where. */
bool saved_search_keeps(const char *option_name);

#endif
