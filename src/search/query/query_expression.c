/* query_expression.c - groups as an FTS5 expression: what must stand, what counts, what must not.
 *
 * Layer: search. Every phrase is quoted, and since a word holds neither quotes nor NUL, FTS5 can't
 * misread it.
 *
 *     ("heel pain") AND ("heel pain" OR "lift" OR "raise") NOT ("cushion")
 */
#include "base/strbuf.h"
#include "search/query/query_groups.h"

static const char *const field_prefix[] = {
    [QUERY_ANYWHERE] = "", [QUERY_TITLE] = "title : ", [QUERY_HEADING] = "path : "};

static void add_member(struct strbuf *out, const struct query_member *member) {
    strbuf_add_format(out, "\"%s\"%s", member->text, member->is_prefix ? " *" : "");
}

/* One of the members, where the group says. Returns the number of phrases. */
static int add_alternatives(struct strbuf *out, const struct query_group *group) {
    bool needs_brackets = group->member_count > 1;
    strbuf_add(out, field_prefix[group->field]);
    if (needs_brackets)
        strbuf_add_char(out, '(');
    for (int i = 0; i < group->member_count; i++) {
        if (i > 0)
            strbuf_add(out, " OR ");
        add_member(out, &group->members[i]);
    }
    if (needs_brackets)
        strbuf_add_char(out, ')');
    return group->member_count;
}

/* All groups that have this need, between brackets. Returns the number of phrases. */
static int add_groups(struct strbuf *out, const struct query *query, enum query_need need,
                      const char *operator, const char * joint) {
    int phrases = 0;
    for (int i = 0; i < query->group_count; i++) {
        if (query->groups[i].need != need)
            continue;
        if (phrases == 0)
            strbuf_add_format(out, "%s(", out->length ? operator: "");
        else
            strbuf_add(out, joint);
        phrases += add_alternatives(out, &query->groups[i]);
    }
    if (phrases)
        strbuf_add_char(out, ')');
    return phrases;
}

/* The typed words of all groups near each other. Returns the number of phrases. */
static int add_near(struct strbuf *out, const struct query *query) {
    int phrases = 0;
    for (int i = 0; i < query->group_count; i++) {
        const struct query_group *group = &query->groups[i];
        if (group->need == QUERY_EXCLUDED || group->member_count == 0)
            continue;
        strbuf_add(out, phrases == 0 ? (out->length ? " AND NEAR(" : "NEAR(") : " ");
        add_member(out, &group->members[0]);
        phrases++;
    }
    strbuf_add_format(out, ", %d)", query->near);
    return phrases;
}

static void list_scored(struct arena *arena, struct query *query) {
    size_t most = 0;
    for (int i = 0; i < query->group_count; i++)
        most += (size_t)query->groups[i].member_count;
    query->scored = arena_new_array(arena, most, struct query_scored);
    for (int i = 0; i < query->group_count; i++)
        for (int k = 0;
             query->groups[i].need != QUERY_EXCLUDED && k < query->groups[i].member_count; k++)
            query->scored[query->scored_count++] = (struct query_scored){i, k};
}

static void add_scored(struct strbuf *out, const struct query *query) {
    strbuf_add(out, out->length ? " AND (" : "(");
    for (int i = 0; i < query->scored_count; i++) {
        const struct query_scored *scored = &query->scored[i];
        if (i > 0)
            strbuf_add(out, " OR ");
        add_member(out, &query->groups[scored->group].members[scored->member]);
    }
    strbuf_add_char(out, ')');
}

/* What must stand is all there is: its phrases are those that count, once. */
static bool is_all_required(const struct query *query) {
    for (int i = 0; i < query->group_count; i++)
        if (query->groups[i].need == QUERY_OPTIONAL ||
            (query->groups[i].need == QUERY_REQUIRED && query->groups[i].field != QUERY_ANYWHERE))
            return false;
    return query->near == 0;
}

void query_write_expression(struct arena *arena, struct query *query) {
    struct strbuf out = {0};
    query->first_scored = add_groups(&out, query, QUERY_REQUIRED, "", " AND ");
    if (query->near > 0)
        query->first_scored += add_near(&out, query);
    list_scored(arena, query);
    if (is_all_required(query))
        query->first_scored = 0;
    else
        add_scored(&out, query);
    add_groups(&out, query, QUERY_EXCLUDED, " NOT ", " OR ");
    query->expression = arena_bytes(arena, strbuf_text(&out), out.length);
    strbuf_release(&out);
}
