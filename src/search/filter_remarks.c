/* filter_remarks.c - see filter_remarks.h.
 *
 * Layer: search. Order: what there is, what is said of one filter, the whole.
 */
#include "search/filter_remarks.h"

#include "base/strbuf.h"
#include "base/utf8.h"
#include "search/facets.h"

/* ---- what there is --------------------------------------------------------------------------- */

static const enum facet_field field_of[] = {
    [QUERY_FILTER_TAG] = FACET_TAG,
    [QUERY_FILTER_LANGUAGE] = FACET_LANGUAGE,
    [QUERY_FILTER_TYPE] = FACET_TYPE,
    [QUERY_FILTER_REVIEWED] = FACET_REVIEWED,
};

static bool is_said(const struct facet_value *value) {
    return strcmp(value->value, "none") != 0;
}

/* The tag that is nearly so, or NULL. */
static const char *find_nearest(struct arena *arena, const struct facet *facet, const char *word) {
    const char **names = arena_new_array(arena, facet->count, const char *);
    for (size_t i = 0; i < facet->count; i++)
        names[i] = facet->values[i].value;
    return utf8_nearest(word, names, facet->count);
}

/* "there are heel pain, running and 12 more" */
static void add_values(struct strbuf *out, const struct facet *facet) {
    enum { MOST_NAMED = 8 };
    size_t said = 0, named = 0;
    for (size_t i = 0; i < facet->count; i++)
        said += is_said(&facet->values[i]);
    if (said == 0) {
        strbuf_add(out, "none says any");
        return;
    }
    strbuf_add(out, said == 1 ? "there is " : "there are ");
    for (size_t i = 0; i < facet->count && named < MOST_NAMED; i++) {
        if (!is_said(&facet->values[i]))
            continue;
        strbuf_add(out, named == 0 ? "" : named + 1 == said ? " and " : ", ");
        utf8_add_printable(out, slice_of(facet->values[i].value));
        named++;
    }
    if (said > named)
        strbuf_add_format(out, " and %zu more", said - named);
}

/* ---- one filter ------------------------------------------------------------------------------ */

static void add_what_lacks(struct strbuf *out, const struct query_filter_term *term) {
    static const char *const texts[] = {
        [QUERY_FILTER_TAG] = "no article has the tag '",
        [QUERY_FILTER_LANGUAGE] = "no article is in the language '",
        [QUERY_FILTER_TYPE] = "no article is of the type '",
        [QUERY_FILTER_REVIEWED] = "no article was reviewed then",
    };
    strbuf_add(out, texts[term->kind]);
    if (term->kind == QUERY_FILTER_REVIEWED)
        return;
    utf8_add_printable(out, slice_of(term->value));
    strbuf_add_char(out, '\'');
}

/* In the arena; NULL on failure. */
static const char *describe(struct index *index, struct arena *arena,
                            const struct query_filter_term *term, struct error *err) {
    struct strbuf text = {0};
    struct facet *facet;
    if (term->kind == QUERY_FILTER_OVERDUE)
        return "no article is overdue for review";
    if (term->kind == QUERY_FILTER_UNREVIEWED)
        return "each article says when it was reviewed";
    if (!facets_count(index, arena, NULL, NULL, &field_of[term->kind], 1, &facet, err))
        return NULL;
    add_what_lacks(&text, term);
    const char *near =
        term->kind == QUERY_FILTER_TAG ? find_nearest(arena, facet, term->value) : NULL;
    if (near)
        strbuf_add_format(&text, " (did you mean '%s'?)", near);
    strbuf_add(&text, ": ");
    add_values(&text, facet);
    const char *described = arena_bytes(arena, strbuf_text(&text), text.length);
    strbuf_release(&text);
    return described;
}

/* ---- the whole ------------------------------------------------------------------------------- */

bool filter_remarks(struct index *index, struct arena *arena, struct query *query,
                    const struct index_ranges *ranges, struct error *err) {
    int remarks = query->remarks.count;
    for (int i = 0; i < query->filter.count; i++) {
        const struct query_filter_term *term = &query->filter.terms[i];
        if (term->articles != 0 || term->kind == QUERY_FILTER_ARTICLE)
            continue;
        const char *text = describe(index, arena, term, err);
        if (!text)
            return false;
        query_remark(&query->remarks, text);
    }
    if (ranges && ranges->count == 0 && query->filter.count > 1 && query->remarks.count == remarks)
        query_remark(&query->remarks, "no article fits all of these filters together");
    return true;
}
