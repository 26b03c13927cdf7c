/* query.c - see query.h.
 *
 * Layer: search. Order: members, groups, OR, common words, the whole.
 */
#include "search/query/query.h"

#include "base/strbuf.h"
#include "base/utf8.h"
#include "search/query/query_groups.h"

const double query_weight_of[QUERY_ORIGIN_COUNT] = {
    [QUERY_TYPED] = 1,          [QUERY_CORRECTED] = 1, [QUERY_SPELLING] = 1,
    [QUERY_ABBREVIATION] = 0.9, [QUERY_SYNONYM] = 0.6, [QUERY_RELATED] = 0.3,
};

const char *const query_origin_name[QUERY_ORIGIN_COUNT] = {
    [QUERY_TYPED] = "typed",       [QUERY_CORRECTED] = "corrected",
    [QUERY_SPELLING] = "spelling", [QUERY_ABBREVIATION] = "abbreviation",
    [QUERY_SYNONYM] = "synonym",   [QUERY_RELATED] = "related",
};

/* ---- members ---- */

struct query_member query_member_of(const char *text, enum query_origin origin) {
    struct query_member member = {.text = text,
                                  .word_count = *text != '\0',
                                  .origin = origin,
                                  .weight = query_weight_of[origin]};
    for (const char *c = text; *c; c++)
        member.word_count += *c == ' ';
    return member;
}

void query_add_member(struct arena *arena, struct query_group *group, struct query_member member) {
    if (!group->members)
        group->members = arena_new_array(arena, QUERY_MOST_MEMBERS, struct query_member);
    for (int i = 0; i < group->member_count; i++)
        if (group->members[i].is_prefix == member.is_prefix &&
            strcmp(group->members[i].text, member.text) == 0)
            return;
    if (group->member_count < QUERY_MOST_MEMBERS && member.word_count > 0)
        group->members[group->member_count++] = member;
}

static struct query_member member_of_item(struct arena *arena, const struct query_item *item) {
    enum query_origin origin = item->is_corrected ? QUERY_CORRECTED : QUERY_TYPED;
    return (struct query_member){
        .text = query_words_join(arena, item->words, (size_t)item->word_count),
        .word_count = item->word_count,
        .is_prefix = item->is_prefix,
        .origin = origin,
        .weight = query_weight_of[origin],
    };
}

/* ---- groups ---- */

static bool is_common_word(const struct query_item *item) {
    return item->is_plain && token_is_stop_word(slice_of(item->words[0].text), NULL);
}

/* The group of the same words, typed before; -1 when there is none. */
static int find_group(const struct query *query, const struct query_item *item,
                      const struct query_member *member) {
    for (int i = 0; i < query->group_count; i++) {
        const struct query_group *group = &query->groups[i];
        if (group->need == item->need && group->field == item->field && group->member_count == 1 &&
            group->members[0].is_prefix == member->is_prefix &&
            strcmp(group->members[0].text, member->text) == 0)
            return i;
    }
    return -1;
}

/* In one line, for messages. */
static const char *typed_text(struct arena *arena, struct slice source) {
    struct strbuf line = {0};
    utf8_add_printable(&line, source);
    const char *text = arena_bytes(arena, strbuf_text(&line), line.length);
    strbuf_release(&line);
    return text;
}

/* Room for the words, or they are counted as passed over. */
static bool take_room(struct query_builder *builder, bool is_common, int words) {
    int *used = is_common ? &builder->common_count : &builder->word_count;
    if (*used + words > QUERY_MOST_WORDS) {
        builder->query->passed_over += is_common ? 0 : words;
        return false;
    }
    *used += words;
    return true;
}

static int add_group(struct query_builder *builder, const struct query_item *item) {
    struct query *query = builder->query;
    struct query_member member = member_of_item(builder->arena, item);
    bool is_common = is_common_word(item);
    int found = find_group(query, item, &member);
    if (found >= 0) {
        query->groups[found].count++;
        query->groups[found].is_unsure = query->groups[found].is_unsure && item->is_unsure;
        return found;
    }
    if (!take_room(builder, is_common, item->word_count))
        return -1;
    struct query_group *group = &query->groups[query->group_count];
    *group = (struct query_group){
        .need = item->need,
        .field = item->field,
        .typed = typed_text(builder->arena, item->source),
        .count = 1,
        .is_common = is_common,
        .is_unsure = item->is_unsure,
    };
    query_add_member(builder->arena, group, member);
    return query->group_count++;
}

/* ---- OR ---- */

/* Both sides are wanted, in the same place. */
static bool joins(const struct query_items *items, int i) {
    if (i == 0 || i + 1 >= items->count || !items->items[i].is_or)
        return false;
    const struct query_item *left = &items->items[i - 1], *right = &items->items[i + 1];
    return !left->is_or && !right->is_or && left->need != QUERY_EXCLUDED &&
           right->need != QUERY_EXCLUDED && left->field == right->field;
}

/* The item stands behind OR: its words go into the group of the one before, if there is room. */
static bool add_alternative(struct query_builder *builder, const struct query_item *item,
                            int group_index) {
    struct query_group *group = &builder->query->groups[group_index];
    if (!take_room(builder, false, item->word_count))
        return false;
    if (item->need == QUERY_REQUIRED)
        group->need = QUERY_REQUIRED;
    group->typed = arena_format(builder->arena, "%s OR %s", group->typed,
                                typed_text(builder->arena, item->source));
    group->is_common = group->is_common && is_common_word(item);
    group->is_unsure = group->is_unsure && item->is_unsure;
    query_add_member(builder->arena, group, member_of_item(builder->arena, item));
    return true;
}

/* A group that OR begins is its own, however often its first word was typed before. */
static int begin_alternatives(struct query_builder *builder, const struct query_item *item) {
    int known = builder->query->group_count;
    int group = add_group(builder, item);
    if (group < 0 || group == known)
        return group;
    builder->query->groups[group].count--;
    if (known == QUERY_MOST_GROUPS || !take_room(builder, false, item->word_count))
        return -1;
    struct query_group *copy = &builder->query->groups[builder->query->group_count++];
    *copy = builder->query->groups[group];
    copy->count = 1;
    copy->members = NULL;
    copy->member_count = 0;
    query_add_member(builder->arena, copy, member_of_item(builder->arena, item));
    return known;
}

static void make_groups(struct query_builder *builder) {
    struct query_items *items = &builder->items;
    builder->group_of_item = arena_new_array(builder->arena, (size_t)items->count + 1, int);
    builder->query->groups = arena_new_array(builder->arena, QUERY_MOST_GROUPS, struct query_group);
    builder->query->group_count = 0;
    int last = -1; /* group of the item before, which OR goes on with */
    for (int i = 0; i < items->count; i++) {
        const struct query_item *item = &items->items[i];
        bool goes_on = i >= 2 && joins(items, i - 1) && last >= 0;
        builder->group_of_item[i] = -1;
        if (item->is_or)
            continue;
        if (!goes_on)
            last =
                joins(items, i + 1) ? begin_alternatives(builder, item) : add_group(builder, item);
        if (!goes_on || add_alternative(builder, item, last))
            builder->group_of_item[i] = last;
    }
}

/* ---- common words ---- */

static bool has_positive(const struct query_items *items) {
    for (int i = 0; i < items->count; i++)
        if (!items->items[i].is_or && items->items[i].need != QUERY_EXCLUDED)
            return true;
    return false;
}

/* Leaves common words out, unless nothing to search for would be left. */
static void drop_common(struct query *query) {
    int kept = 0;
    bool has_other = false;
    for (int i = 0; i < query->group_count; i++)
        has_other =
            has_other || (!query->groups[i].is_common && query->groups[i].need != QUERY_EXCLUDED);
    if (!has_other)
        return;
    for (int i = 0; i < query->group_count; i++)
        if (!query->groups[i].is_common)
            query->groups[kept++] = query->groups[i];
    query->group_count = kept;
}

int query_typed_count(const struct query *query) {
    int count = 0;
    for (int i = 0; i < query->group_count; i++)
        count += query->groups[i].typed && query->groups[i].need != QUERY_EXCLUDED;
    return count;
}

/* ---- the whole ---- */

void query_remark(struct query_remarks *remarks, const char *text) {
    if (remarks->count < QUERY_MOST_REMARKS)
        remarks->items[remarks->count++] = text;
}

static bool has_excluded(const struct query_items *items) {
    for (int i = 0; i < items->count; i++)
        if (!items->items[i].is_or && items->items[i].need == QUERY_EXCLUDED)
            return true;
    return false;
}

static bool check_words(const struct query_items *items, struct error *err) {
    if (has_positive(items))
        return true;
    return error_set(
        err, ERROR_USAGE, "%s",
        has_excluded(items) ? "the query says only what to leave out: add a word to search for"
        : items->filter.count
            ? "the query has filters but no word to search for: add one"
            : "the query has no word to search for: type at least one letter or digit");
}

static bool read_with(struct query_builder *builder, struct slice text, struct error *err) {
    struct query *query = builder->query;
    struct arena *arena = builder->arena;
    query_parse(builder->tokenizer, arena, text, &builder->items);
    if (!check_words(&builder->items, err))
        return false;
    query->passed_over = builder->items.passed_over;
    query->is_long = builder->items.words_seen >= QUERY_LONG_WORDS;
    query->near = builder->options->near;
    query->filter = builder->items.filter;
    query->remarks = builder->items.remarks;
    query_filter_add_options(arena, builder->options->language, builder->options->article,
                             &query->filter);
    query_correct(builder, text);
    make_groups(builder);
    if (query->near == 0)
        query_expand(builder);
    drop_common(query);
    query_write_expression(arena, query);
    return true;
}

bool query_read(struct arena *arena, struct slice text, const struct query_options *options,
                struct query *query, struct error *err) {
    static const struct query_options none = {0};
    struct query_builder builder = {.arena = arena,
                                    .tokenizer = tokenizer_new(),
                                    .options = options ? options : &none,
                                    .query = query};
    *query = (struct query){0};
    bool done = read_with(&builder, text, err);
    tokenizer_free(builder.tokenizer);
    return done;
}
