/* query_expand.c - other names for what was typed.
 *
 * Layer: search. Only plain words get synonyms; everything else only its other spelling. Order: a
 * group's members, entries of the thesaurus, the whole.
 */
#include "search/query/query_groups.h"
#include "search/thesaurus/thesaurus.h"

/* ---- a group's members ---- */

static bool is_wanted_language(const struct query_options *options, const char *language) {
    return language[0] == '\0' || !options->language ||
           (strncmp(options->language, language, strlen(language)) == 0);
}

static int count_other_names(const struct query_group *group) {
    int count = 0;
    for (int i = 0; i < group->member_count; i++)
        count += group->members[i].origin > QUERY_CORRECTED;
    return count;
}

/* An abbreviation that is a common word (AT) as typed would find everything. */
static void drop_typed_common(struct query_group *group) {
    for (int i = 1; i < group->member_count; i++)
        group->members[i - 1] = group->members[i];
    group->member_count--;
    group->is_common = false;
}

static void add_names(struct query_builder *builder, int item, int count,
                      const struct thesaurus_names *names) {
    struct arena *arena = builder->arena;
    struct query_group *groups = builder->query->groups;
    bool is_abbreviation = count == 1 && names->count > 0;
    for (int i = item; count > 1 && i < item + count; i++)
        if (builder->group_of_item[i] >= 0)
            groups[builder->group_of_item[i]].entry = item + 1;
    for (int n = 0; n < names->count; n++) {
        if (!is_wanted_language(builder->options, names->items[n].language))
            continue;
        struct query_member member =
            query_member_of(arena_text(arena, names->items[n].text), names->items[n].origin);
        for (int i = item; i < item + count; i++) {
            int group = builder->group_of_item[i];
            if (group >= 0 && (!groups[group].is_common || is_abbreviation) &&
                count_other_names(&groups[group]) < QUERY_MOST_OTHER_NAMES)
                query_add_member(arena, &groups[group], member);
        }
    }
    int first = builder->group_of_item[item];
    if (is_abbreviation && first >= 0 && groups[first].is_common && groups[first].member_count > 1)
        drop_typed_common(&groups[first]);
}

/* ---- entries of the thesaurus ---- */

/* In a text without small letters capitals say nothing. */
static bool has_small_letters(const struct query_items *items) {
    if (items->count == 1)
        return true;
    for (int i = 0; i < items->count; i++) {
        struct slice source = items->items[i].source;
        for (size_t k = 0; k < source.length; k++)
            if (source.data[k] >= 'a' && source.data[k] <= 'z')
                return true;
    }
    return false;
}

static struct thesaurus_word thesaurus_word_of(const struct query_word *word) {
    return (struct thesaurus_word){word->source, word->text, word->stem};
}

int query_plain_words(const struct query_items *items, int from, struct thesaurus_word *words,
                      int room) {
    int count = 0;
    for (int i = from; count < room && i < items->count; i++) {
        if (!items->items[i].is_plain || items->items[i].word_count != 1)
            break;
        words[count++] = thesaurus_word_of(items->items[i].words);
    }
    return count;
}

/* The parts of a typed OR are names that the person chose: they get no others. */
static bool is_chosen(const struct query_items *items, int item) {
    return (item > 0 && items->items[item - 1].is_or) ||
           (item + 1 < items->count && items->items[item + 1].is_or);
}

static void add_other_spelling(struct query_builder *builder, int item) {
    const struct thesaurus *thesaurus = builder->options->thesaurus;
    const struct query_item *it = &builder->items.items[item];
    int group = builder->group_of_item[item];
    if (group < 0 || it->is_prefix || builder->query->groups[group].is_common)
        return;
    struct arena *arena = builder->arena;
    size_t count = (size_t)it->word_count;
    struct query_word *words = arena_new_array(arena, count, struct query_word);
    bool differs = false;
    for (size_t i = 0; i < count; i++) {
        struct thesaurus_word word = thesaurus_word_of(&it->words[i]);
        struct thesaurus_names names;
        const char *other = NULL;
        words[i] = it->words[i];
        word.source = slice_of(word.text); /* not as an abbreviation */
        if (thesaurus_find(thesaurus, &word, 1, false, &names))
            for (int n = 0; n < names.count && !other; n++)
                if (names.items[n].origin == QUERY_SPELLING)
                    other = arena_text(arena, names.items[n].text);
        if (other || thesaurus_other_ending(thesaurus, arena, word.text, &other)) {
            words[i].text = other;
            differs = true;
        }
    }
    if (differs)
        query_add_member(arena, &builder->query->groups[group],
                         query_member_of(query_words_join(arena, words, count), QUERY_SPELLING));
}

/* ---- the whole ---- */

void query_expand(struct query_builder *builder) {
    const struct thesaurus *thesaurus = builder->options->thesaurus;
    struct query_items *items = &builder->items;
    if (!thesaurus || thesaurus->entry_count == 0)
        return;
    bool with_common = has_small_letters(items);
    for (int i = 0; i < items->count; i++)
        if (!items->items[i].is_or)
            add_other_spelling(builder, i);
    for (int i = 0; i < items->count;) {
        struct thesaurus_word words[2 * THESAURUS_MOST_WORDS];
        struct thesaurus_names names;
        int count = query_plain_words(items, i, words, 2 * THESAURUS_MOST_WORDS);
        int taken = count && !is_chosen(items, i)
                        ? thesaurus_find(thesaurus, words, count, with_common, &names)
                        : 0;
        if (taken)
            add_names(builder, i, taken, &names);
        i += taken ? taken : 1;
    }
}
