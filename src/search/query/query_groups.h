/* query_groups.h - between the files of query*.c: groups while they are made.
 *
 * Layer: search, private to query*.c.
 */
#ifndef FOOTNOTE_SEARCH_QUERY_QUERY_GROUPS_H
#define FOOTNOTE_SEARCH_QUERY_QUERY_GROUPS_H

#include "search/query/query_parse.h"
#include "search/thesaurus/thesaurus.h"

/* Groups of words that count, and as many of common ones, that are kept where nothing else is. */
enum { QUERY_MOST_GROUPS = 2 * QUERY_MOST_WORDS };

/* Ten other names at most, of all sources, so that no thesaurus makes a query slow. */
enum { QUERY_MOST_MEMBERS = 32, QUERY_MOST_OTHER_NAMES = 10 };

struct query_builder {
    struct arena *arena;
    struct tokenizer *tokenizer;
    const struct query_options *options;
    struct query_items items;
    int *group_of_item; /* index of groups, or -1 */
    struct query *query;
    int word_count; /* of the groups that count */
    int common_count;
};

/* Of words joined by single spaces; member->text is text itself. */
struct query_member query_member_of(const char *text, enum query_origin origin);

/* Adds a member to a group unless it is there. */
void query_add_member(struct arena *arena, struct query_group *group, struct query_member member);

/* query_correct.c: names unknown words, and takes suggestions where options.fix says so. */
void query_correct(struct query_builder *builder, struct slice text);

/* query_expand.c: other names out of the thesaurus; and the plain words from an item on, at most
 * `room` of them, as it looks for them. */
void query_expand(struct query_builder *builder);
int query_plain_words(const struct query_items *items, int from, struct thesaurus_word *words,
                      int room);

/* query_expression.c */
void query_write_expression(struct arena *arena, struct query *query);

#endif
