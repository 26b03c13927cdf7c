/* search_output.h - hits as text and as JSON, for search and similar.
 *
 * Layer: cli.
 */
#ifndef FOOTNOTE_CLI_SEARCH_OUTPUT_H
#define FOOTNOTE_CLI_SEARCH_OUTPUT_H

#include "cli/output.h"
#include "search/search.h"

/* The hits with a blank line between, then a line for each facet (of articles where hits stand for
 * articles). */
void search_output_text(struct output *out, const struct search_result *result, bool by_article);

/* The members "hits" and, where any were asked for, "facets" of the open map. */
void search_output_json(struct output *out, const struct search_result *result, bool by_article);

#endif
