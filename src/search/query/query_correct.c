/* query_correct.c - words that occur nowhere are named, with what they may have been meant to be;
 * where that is wanted, the best suggestion takes their place.
 *
 * Layer: search. Never silently: a corrected query keeps both texts (query.used). Order: is a word
 * known, its suggestions, taking one, the whole.
 */
#include "base/strbuf.h"
#include "search/query/query_groups.h"
#include "search/spelling/spelling.h"

/* Taken corrections in the order of the text. */
struct corrections {
    struct correction {
        struct slice source;
        const char *text;
    } items[QUERY_MOST_WORDS];
    int count;
};

/* Whether a word that does not stand in the index is one all the same. */
enum standing { STANDS_NOWHERE, NAME_OF_NOTHING, NAME_OF_SOMETHING };

/* ---- is a word known ---- */

/* Part of an entry of the thesaurus, it may find passages even where it doesn't stand itself. */
static enum standing standing_in_thesaurus(const struct query_builder *builder, int item) {
    const struct thesaurus *thesaurus = builder->options->thesaurus;
    const struct spelling *spelling = builder->options->spelling;
    const struct query_items *items = &builder->items;
    if (!thesaurus || !items->items[item].is_plain)
        return STANDS_NOWHERE;
    enum standing standing = STANDS_NOWHERE;
    int from = item > THESAURUS_MOST_WORDS ? item - THESAURUS_MOST_WORDS : 0;
    for (int start = from; start <= item; start++) {
        struct thesaurus_word words[2 * THESAURUS_MOST_WORDS];
        struct thesaurus_names names;
        int count = query_plain_words(items, start, words, 2 * THESAURUS_MOST_WORDS);
        if (start + count <= item ||
            start + thesaurus_find(thesaurus, words, count, true, &names) <= item)
            continue;
        standing = NAME_OF_NOTHING;
        for (int i = 0; i < names.count; i++)
            if (spelling->occurs(spelling->context, slice_of(names.items[i].text)))
                return NAME_OF_SOMETHING;
    }
    return standing;
}

static struct search_unknown *find_unknown(struct query *query, const char *word) {
    for (size_t i = 0; i < query->unknown_count; i++)
        if (strcmp(query->unknown[i].word, word) == 0)
            return &query->unknown[i];
    return NULL;
}

/* ---- its suggestions ---- */

/* The plain words of the query that stand in the index. Returns how many. */
static int known_words(const struct query_builder *builder,
                       struct slice known[SPELLING_MOST_OTHERS]) {
    const struct spelling *spelling = builder->options->spelling;
    int count = 0;
    for (int i = 0; i < builder->items.count && i < QUERY_MOST_WORDS; i++) {
        const struct query_item *item = &builder->items.items[i];
        if (!item->is_plain || item->word_count != 1)
            continue;
        struct slice word = slice_of(item->words[0].text);
        if (count < SPELLING_MOST_OTHERS && !token_is_stop_word(word, NULL) &&
            spelling->occurs(spelling->context, word))
            known[count++] = word;
    }
    return count;
}

/* With a neighbour it may be one word: over pronation. */
static const char *join_neighbour(const struct query_builder *builder, int item) {
    const struct query_items *items = &builder->items;
    if (!items->items[item].is_plain || item + 1 >= items->count ||
        !items->items[item + 1].is_plain || items->items[item + 1].word_count != 1)
        return NULL;
    return spelling_join(builder->options->spelling, builder->arena,
                         slice_of(items->items[item].words[0].text),
                         slice_of(items->items[item + 1].words[0].text));
}

static struct spelling_guess guess_word(struct query_builder *builder, const char *word) {
    struct spelling *spelling = builder->options->spelling;
    if (spelling->rate && !spelling->others) {
        struct slice *known = arena_new_array(builder->arena, SPELLING_MOST_OTHERS, struct slice);
        spelling->other_count = known_words(builder, known);
        spelling->others = known;
    }
    return spelling_suggest(spelling, builder->arena, slice_of(word));
}

/* A name of nothing that is here is no slip. */
static void add_name(struct query *query, const char *word) {
    query->unknown[query->unknown_count++] = (struct search_unknown){.word = word};
}

static void add_unknown(struct query_builder *builder, int item, const char *word) {
    struct query *query = builder->query;
    struct spelling_guess guess = guess_word(builder, word);
    const char *joined = join_neighbour(builder, item);
    struct search_unknown *unknown = &query->unknown[query->unknown_count++];
    *unknown = (struct search_unknown){
        .word = word,
        .suggestions = arena_new_array(builder->arena, SPELLING_MOST + 1, const char *),
        .is_sure = guess.count ? guess.is_sure : joined != NULL,
    };
    for (int i = 0; i < guess.count; i++)
        unknown->suggestions[unknown->suggestion_count++] = guess.suggestions[i];
    if (joined && unknown->suggestion_count < SPELLING_MOST)
        unknown->suggestions[unknown->suggestion_count++] = joined;
}

/* ---- taking one ---- */

/* The item's words with one of them replaced by what was suggested, which may be two. */
static void correct_word(struct query_builder *builder, int item, int *word, const char *text) {
    struct query_item *it = &builder->items.items[item];
    struct query_word *parts;
    int part_count = (int)query_split(builder->tokenizer, builder->arena, slice_of(text), &parts);
    int extra = part_count - 1, count = it->word_count + extra;
    if (part_count == 0)
        return;
    struct query_word *words = arena_new_array(builder->arena, (size_t)count, struct query_word);
    for (int i = 0; i < count; i++) {
        bool is_part = i >= *word && i <= *word + extra;
        words[i] = is_part ? parts[i - *word] : it->words[i < *word ? i : i - extra];
        if (is_part)
            words[i].source = it->words[*word].source;
    }
    it->words = words;
    it->word_count = count;
    it->is_corrected = true;
    *word += extra;
}

/* A suggestion that joins a word with the next one: that one goes. Its source grows. */
static bool take_joined(struct query_builder *builder, int item, const char *text,
                        struct slice *source) {
    const char *joined = join_neighbour(builder, item);
    if (!joined || strcmp(joined, text) != 0)
        return false;
    struct query_item *it = &builder->items.items[item], *next = it + 1;
    const char *end = next->words[0].source.data + next->words[0].source.length;
    source->length = (size_t)(end - source->data);
    int first = 0;
    correct_word(builder, item, &first, text);
    next->word_count = 0;
    return true;
}

/* Plain words that became two are two items, as if they had been typed so; those that went into
 * another are none. */
static void split_plain(struct query_builder *builder) {
    struct query_items split = builder->items;
    split.items = NULL;
    split.count = split.capacity = 0;
    for (int i = 0; i < builder->items.count; i++) {
        const struct query_item *item = &builder->items.items[i];
        int parts = item->is_plain ? item->word_count : 1;
        for (int k = 0; k < parts; k++) {
            struct query_item part = *item;
            if (parts > 1) {
                part.words = item->words + k;
                part.word_count = 1;
            }
            query_items_add(builder->arena, &split, part);
        }
    }
    builder->items = split;
}

/* The typed text with the corrections in their places. */
static void write_used(struct query_builder *builder, struct slice text,
                       const struct corrections *corrections) {
    struct strbuf used = {0};
    const char *at = text.data;
    for (int i = 0; i < corrections->count; i++) {
        struct slice source = corrections->items[i].source;
        strbuf_add_bytes(&used, at, (size_t)(source.data - at));
        strbuf_add(&used, corrections->items[i].text);
        at = source.data + source.length;
    }
    strbuf_add_bytes(&used, at, (size_t)(text.data + text.length - at));
    builder->query->used = arena_bytes(builder->arena, used.data, used.length);
    strbuf_release(&used);
}

/* ---- the whole ---- */

static void look_at_word(struct query_builder *builder, int item, int *word,
                         struct corrections *corrections) {
    const struct query_options *options = builder->options;
    struct query_item *it = &builder->items.items[item];
    const char *text = it->words[*word].text;
    struct slice source = it->words[*word].source;
    struct search_unknown *unknown = find_unknown(builder->query, text);
    if (!unknown) {
        if (token_is_stop_word(slice_of(text), NULL) ||
            options->spelling->occurs(options->spelling->context, slice_of(text)))
            return;
        enum standing standing = standing_in_thesaurus(builder, item);
        if (standing == NAME_OF_NOTHING)
            add_name(builder->query, text);
        if (standing != STANDS_NOWHERE)
            return;
        add_unknown(builder, item, text);
        unknown = &builder->query->unknown[builder->query->unknown_count - 1];
    }
    if (!options->fix || unknown->suggestion_count == 0 || corrections->count == QUERY_MOST_WORDS)
        return;
    const char *best = unknown->suggestions[0];
    it->is_unsure |= !unknown->is_sure;
    if (!take_joined(builder, item, best, &source))
        correct_word(builder, item, word, best);
    corrections->items[corrections->count++] = (struct correction){source, best};
}

void query_correct(struct query_builder *builder, struct slice text) {
    struct corrections corrections = {.count = 0};
    struct query *query = builder->query;
    int looked_at = 0;
    if (!builder->options->spelling)
        return;
    builder->options->spelling->others = NULL; /* of another query */
    builder->options->spelling->other_count = 0;
    query->unknown = arena_new_array(builder->arena, QUERY_MOST_WORDS, struct search_unknown);
    for (int i = 0; i < builder->items.count; i++) {
        struct query_item *item = &builder->items.items[i];
        if (item->is_or || item->need == QUERY_EXCLUDED)
            continue;
        for (int k = 0; k < item->word_count && looked_at < 4 * QUERY_MOST_WORDS; k++, looked_at++)
            if ((!item->is_prefix || k + 1 < item->word_count) &&
                query->unknown_count < QUERY_MOST_WORDS)
                look_at_word(builder, i, &k, &corrections);
    }
    if (corrections.count) {
        split_plain(builder);
        write_used(builder, text, &corrections);
    }
}
