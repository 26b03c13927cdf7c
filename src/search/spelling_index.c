/* spelling_index.c - see spelling_index.h.
 *
 * Layer: search. The words are read out of the passages, once, when a word is first found to occur
 * nowhere. Order: the table of words, reading, the functions of spelling.h.
 */
#include "search/spelling_index.h"

#include "search/query_words.h"

#include <stdlib.h>

struct corpus_words {
    struct corpus_word {
        struct slice text;
        uint32_t uses;
    } * items; /* a table by hash while they are read, then sorted */
    size_t count, capacity;
    struct tokenizer *tokenizer; /* while they are read */
};

/* ---- the table of words ---- */

static struct corpus_word *find_place(struct corpus_word *items, size_t capacity,
                                      struct slice text) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < text.length; i++)
        hash = (hash ^ (unsigned char)text.data[i]) * 16777619u;
    size_t place = hash & (capacity - 1);
    while (items[place].text.data && !slice_equals(items[place].text, text))
        place = (place + 1) & (capacity - 1);
    return &items[place];
}

static void grow(struct spelling_index *words) {
    struct corpus_words *table = words->words;
    size_t capacity = table->capacity ? table->capacity * 2 : 4096;
    struct corpus_word *items = arena_new_array(words->arena, capacity, struct corpus_word);
    for (size_t i = 0; i < table->capacity; i++)
        if (table->items[i].text.data)
            *find_place(items, capacity, table->items[i].text) = table->items[i];
    table->items = items;
    table->capacity = capacity;
}

static void add_word(struct spelling_index *words, struct slice text) {
    struct corpus_words *table = words->words;
    if (table->count * 2 >= table->capacity)
        grow(words);
    struct corpus_word *place = find_place(table->items, table->capacity, text);
    if (!place->text.data) {
        place->text = arena_slice(words->arena, text);
        table->count++;
    }
    place->uses++;
}

/* ---- reading ---- */

static void add_text(struct spelling_index *words, const char *text) {
    struct arena arena = {0};
    struct query_word *split;
    size_t count = query_split(words->words->tokenizer, &arena, slice_of(text), &split);
    for (size_t i = 0; i < count; i++)
        add_word(words, slice_of(split[i].text));
    arena_release(&arena);
}

static bool add_article(void *context, const struct index_article_facts *article) {
    struct spelling_index *words = context;
    for (int64_t i = 0; i < article->passage_count; i++) {
        struct arena arena = {0};
        struct passage passage;
        struct error err = {0};
        if (index_passage_by_row(words->index, &arena, article->first_passage + i, &passage,
                                 &err)) {
            if (i == 0)
                add_text(words, passage.title);
            add_text(words, passage.heading);
            add_text(words, passage.text);
        }
        arena_release(&arena);
    }
    return true;
}

static int compare_words(const void *a, const void *b) {
    struct slice first = ((const struct corpus_word *)a)->text;
    struct slice second = ((const struct corpus_word *)b)->text;
    size_t shorter = first.length < second.length ? first.length : second.length;
    int order = memcmp(first.data, second.data, shorter);
    return order ? order : (first.length > second.length) - (first.length < second.length);
}

static const struct corpus_words *read_words(struct spelling_index *words) {
    if (words->words)
        return words->words;
    struct corpus_words *table = words->words = arena_new(words->arena, struct corpus_words);
    grow(words);
    table->tokenizer = tokenizer_new();
    index_each_article(words->index, NULL, add_article, words, NULL);
    tokenizer_free(table->tokenizer);
    size_t kept = 0;
    for (size_t i = 0; i < table->capacity; i++)
        if (table->items[i].text.data)
            table->items[kept++] = table->items[i];
    qsort(table->items, kept, sizeof *table->items, compare_words);
    return table;
}

/* ---- the functions of spelling.h ---- */

/* The first word that doesn't stand before `text`. */
static size_t find_first(const struct corpus_words *table, struct slice text) {
    size_t low = 0, high = table->count;
    struct corpus_word wanted = {.text = text};
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_words(&table->items[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void each_word(void *context, struct slice first_bytes, spelling_visitor *visitor,
                      void *visitor_context) {
    const struct corpus_words *table = read_words(context);
    for (size_t i = find_first(table, first_bytes); i < table->count; i++) {
        struct slice text = table->items[i].text;
        if (text.length < first_bytes.length ||
            memcmp(text.data, first_bytes.data, first_bytes.length) != 0 ||
            !visitor(visitor_context, text, table->items[i].uses))
            return;
    }
}

static int64_t word_uses(void *context, struct slice word) {
    const struct corpus_words *table = read_words(context);
    size_t place = find_first(table, word);
    return place < table->count && slice_equals(table->items[place].text, word)
               ? table->items[place].uses
               : 0;
}

static bool occurs(void *context, struct slice word) {
    const struct spelling_index *words = context;
    return index_has_word(words->index, word);
}

struct spelling spelling_of_index(struct spelling_index *words, const struct thesaurus *thesaurus) {
    return (struct spelling){.context = words,
                             .each_word = each_word,
                             .word_uses = word_uses,
                             .occurs = occurs,
                             .thesaurus = thesaurus};
}
