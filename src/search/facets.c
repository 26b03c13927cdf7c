/* facets.c - see facets.h.
 *
 * Layer: search. Order: fields; the values of one facet; the passages that match; articles, which
 * stand in the order of their passages.
 */
#include "search/facets.h"

#include "base/memory.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "search/query/query_filter.h"

#include <stdlib.h>

/* ---- fields ---------------------------------------------------------------------------------- */

const char *const facet_field_name[FACET_FIELD_COUNT] = {
    [FACET_LANGUAGE] = "lang",     [FACET_TAG] = "tag",         [FACET_TYPE] = "type",
    [FACET_REVIEWED] = "reviewed", [FACET_ARTICLE] = "article", [FACET_SOURCE] = "source",
};

bool facet_field_read(const char *name, enum facet_field *field) {
    for (int i = 0; i < FACET_FIELD_COUNT; i++)
        if (strcmp(name, facet_field_name[i]) == 0) {
            *field = (enum facet_field)i;
            return true;
        }
    return false;
}

/* ---- the values of one facet ----------------------------------------------------------------- */

/* Values by hash: places hold the index + 1 of a value. */
struct table {
    struct facet *facet;
    size_t capacity;
    uint32_t *places;
    size_t mask;
};

static uint64_t hash_of(struct slice text) {
    uint64_t hash = 0xcbf29ce484222325U;
    for (size_t i = 0; i < text.length; i++)
        hash = (hash ^ (unsigned char)text.data[i]) * 0x100000001b3U;
    return hash ^ hash >> 29;
}

static uint32_t *place_of(const struct table *table, struct slice text) {
    for (size_t at = hash_of(text) & table->mask;; at = (at + 1) & table->mask) {
        uint32_t *place = &table->places[at];
        if (*place == 0 || slice_is(text, table->facet->values[*place - 1].value))
            return place;
    }
}

static void grow(struct table *table, struct arena *arena) {
    struct facet *facet = table->facet;
    table->capacity = table->capacity ? table->capacity * 2 : 32;
    table->mask = table->capacity * 2 - 1;
    facet->values = arena_grow_array(arena, facet->values, facet->count, table->capacity,
                                     sizeof *facet->values);
    table->places = arena_new_array(arena, table->mask + 1, uint32_t);
    for (size_t i = 0; i < facet->count; i++)
        *place_of(table, slice_of(facet->values[i].value)) = (uint32_t)i + 1;
}

static void count_value(struct table *table, struct arena *arena, struct slice value,
                        int64_t passages) {
    struct facet *facet = table->facet;
    if (value.length == 0)
        value = slice_of("none");
    if (facet->count == table->capacity)
        grow(table, arena);
    uint32_t *place = place_of(table, value);
    if (*place == 0) {
        facet->values[facet->count] = (struct facet_value){.value = arena_slice(arena, value).data};
        *place = (uint32_t)++facet->count;
    }
    facet->values[*place - 1].passages += passages;
    facet->values[*place - 1].articles++;
}

static int compare_values(const void *a, const void *b) {
    const struct facet_value *left = a, *right = b;
    if (left->passages != right->passages)
        return left->passages < right->passages ? 1 : -1;
    return strcmp(left->value, right->value);
}

/* ---- the passages that match ----------------------------------------------------------------- */

struct matching {
    int64_t *rowids; /* rising */
    size_t count, capacity;
    const struct index_ranges *ranges;
};

static bool add_match(void *context, int64_t rowid) {
    struct matching *matching = context;
    if (matching->ranges && !index_ranges_hold(matching->ranges, rowid))
        return true;
    matching->rowids = memory_make_room(matching->rowids, matching->count, &matching->capacity,
                                        1024, sizeof *matching->rowids);
    matching->rowids[matching->count++] = rowid;
    return true;
}

/* ---- articles -------------------------------------------------------------------------------- */

struct counting {
    struct arena *arena;
    struct matching *matching;
    size_t at; /* first rowid of matching that no article before holds */
    struct table *tables;
    size_t table_count;
};

static void count_tags(struct counting *counting, struct table *table, struct slice topics,
                       int64_t passages) {
    struct strbuf lower = {0};
    utf8_add_ascii_lower(&lower, topics);
    struct slice rest = strbuf_slice(&lower);
    bool has_any = false;
    while (rest.length > 0) {
        const char *comma = memchr(rest.data, ',', rest.length);
        size_t length = comma ? (size_t)(comma - rest.data) : rest.length;
        struct slice tag = slice_trim(slice_make(rest.data, length));
        if (tag.length > 0)
            count_value(table, counting->arena, tag, passages);
        has_any = has_any || tag.length > 0;
        length += comma != NULL;
        rest = slice_make(rest.data + length, rest.length - length);
    }
    if (!has_any)
        count_value(table, counting->arena, slice_of(""), passages);
    strbuf_release(&lower);
}

static void count_article(struct counting *counting, struct table *table,
                          const struct index_article_facts *article, int64_t passages) {
    struct slice value = {0};
    switch (table->facet->field) {
    case FACET_TAG:
        count_tags(counting, table, slice_of(article->topics), passages);
        return;
    case FACET_LANGUAGE:
        value = slice_of(article->language);
        break;
    case FACET_TYPE:
        value = slice_of(query_filter_type_of(article->file));
        break;
    case FACET_REVIEWED:
        value = slice_of(article->reviewed);
        value.length = value.length > 4 ? 4 : value.length;
        break;
    case FACET_ARTICLE:
        value = slice_of(article->id);
        break;
    case FACET_SOURCE:
        value = slice_of(article->source);
        break;
    case FACET_FIELD_COUNT:
        break;
    }
    count_value(table, counting->arena, value, passages);
}

static bool count_everything(void *context, const struct index_article_facts *article) {
    struct counting *counting = context;
    for (size_t i = 0; i < counting->table_count; i++)
        count_article(counting, &counting->tables[i], article, article->passage_count);
    return true;
}

static bool visit_article(void *context, const struct index_article_facts *article) {
    struct counting *counting = context;
    const struct matching *matching = counting->matching;
    int64_t end = article->first_passage + article->passage_count, passages = 0;
    while (counting->at < matching->count && matching->rowids[counting->at] < end) {
        passages += matching->rowids[counting->at] >= article->first_passage;
        counting->at++;
    }
    for (size_t i = 0; passages > 0 && i < counting->table_count; i++)
        count_article(counting, &counting->tables[i], article, passages);
    return counting->at < matching->count;
}

bool facets_count(struct index *index, struct arena *arena, const char *expression,
                  const struct index_ranges *ranges, const enum facet_field *fields,
                  size_t field_count, struct facet **facets, struct error *err) {
    struct matching matching = {.ranges = ranges};
    struct counting counting = {
        .arena = arena,
        .matching = &matching,
        .tables = arena_new_array(arena, field_count, struct table),
        .table_count = field_count,
    };
    *facets = arena_new_array(arena, field_count, struct facet);
    for (size_t i = 0; i < field_count; i++) {
        (*facets)[i].field = fields[i];
        counting.tables[i].facet = &(*facets)[i];
    }
    bool done = expression ? index_each_match(index, expression, add_match, &matching, err) &&
                                 index_each_article(index, NULL, visit_article, &counting, err)
                           : index_each_article(index, NULL, count_everything, &counting, err);
    free(matching.rowids);
    for (size_t i = 0; done && i < field_count; i++)
        if ((*facets)[i].count > 1)
            qsort((*facets)[i].values, (*facets)[i].count, sizeof *(*facets)[i].values,
                  compare_values);
    return index_is_sound(index, err) && done;
}
