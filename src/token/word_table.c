/* word_table.c - every word met, its number, and its term in each language.
 *
 * Layer: token. Three tables with open addressing, texts in one arena, nothing allocated per word:
 *   surface -> word   a word as it stands in a text; folded forms, and beside them raw ones that
 *                     hold characters beyond ASCII, so that each is folded once
 *   word -> term      an array for each language, so that each word is stemmed once
 *   text -> term      equal stems of several words or languages are one term
 * Order: keys, surfaces, words, terms, languages.
 */
#include "token/token_private.h"

#include "base/memory.h"

#include <endian.h>
#include <stdlib.h>

enum { FIRST_PLACES = 256, FIRST_WORDS = 128 };

/* ---- keys ---- */

static uint64_t read_chunk(struct slice bytes, size_t at) {
    uint64_t chunk = 0;
    size_t left = bytes.length - at;
    memcpy(&chunk, bytes.data + at, left < sizeof chunk ? left : sizeof chunk);
    return le64toh(chunk);
}

struct word_key word_key_of(struct slice bytes, uint32_t kind) {
    struct word_key key = {.length = (uint32_t)bytes.length | kind};
    if (bytes.length > WORD_KEY_BYTES) {
        for (size_t at = 0; at < bytes.length; at += sizeof key.first) {
            key.first = (key.first ^ read_chunk(bytes, at)) * 0xff51afd7ed558ccdULL;
            key.first ^= key.first >> 32;
        }
        return key;
    }
    key.first = bytes.length ? read_chunk(bytes, 0) : 0;
    key.second = bytes.length > sizeof key.first ? read_chunk(bytes, sizeof key.first) : 0;
    return key;
}

/* ---- surfaces ---- */

/* A long key has its text's address in `second`. */
static bool is_key(const struct surface *surface, struct word_key key, struct slice bytes) {
    if (surface->key.first != key.first || surface->key.length != key.length)
        return false;
    if ((key.length & ~SURFACE_RAW) <= WORD_KEY_BYTES)
        return surface->key.second == key.second;
    const char *text;
    memcpy(&text, &surface->key.second, sizeof text);
    return memcmp(text, bytes.data, bytes.length) == 0;
}

const struct surface *word_table_find(const struct word_table *table, struct word_key key,
                                      struct slice bytes) {
    static const struct surface none;
    if (!table->surfaces)
        return &none;
    for (size_t i = word_key_place(key) & table->surface_mask;; i = (i + 1) & table->surface_mask) {
        const struct surface *surface = &table->surfaces[i];
        if (is_key(surface, key, bytes) || surface->key.length == 0)
            return surface;
    }
}

/* The text's address is no part of a key, so it is left out of the place. */
static size_t place_of_kept(struct word_key key) {
    if ((key.length & ~SURFACE_RAW) > WORD_KEY_BYTES)
        key.second = 0;
    return word_key_place(key);
}

static void put_surface(struct word_table *table, const struct surface *surface) {
    size_t i = place_of_kept(surface->key) & table->surface_mask;
    while (table->surfaces[i].key.length)
        i = (i + 1) & table->surface_mask;
    table->surfaces[i] = *surface;
}

static void grow_surfaces(struct word_table *table) {
    struct surface *old = table->surfaces;
    size_t old_count = old ? table->surface_mask + 1 : 0;
    size_t count = old ? 2 * old_count : FIRST_PLACES;
    table->surfaces = memory_allocate_zeroed(count, sizeof *table->surfaces);
    table->surface_mask = count - 1;
    for (size_t i = 0; i < old_count; i++)
        if (old[i].key.length)
            put_surface(table, &old[i]);
    free(old);
}

static void add_surface(struct word_table *table, struct word_key key, const char *kept,
                        uint32_t word_id) {
    table->surface_count++;
    if (!table->surfaces || 2 * table->surface_count > table->surface_mask)
        grow_surfaces(table);
    if ((key.length & ~SURFACE_RAW) > WORD_KEY_BYTES)
        memcpy(&key.second, &kept, sizeof kept);
    put_surface(table, &(struct surface){.key = key, .word_id = word_id});
}

void word_table_add_raw(struct word_table *table, struct word_key key, struct slice bytes,
                        uint32_t word_id) {
    bool is_long = bytes.length > WORD_KEY_BYTES;
    add_surface(table, key, is_long ? arena_slice(&table->texts, bytes).data : NULL, word_id);
}

/* ---- words ---- */

static void grow_languages(struct language_words *words, size_t capacity) {
    words->term_of = memory_resize(words->term_of, capacity, sizeof *words->term_of);
    for (size_t i = words->capacity; i < capacity; i++)
        words->term_of[i] = (struct word_term){.term_id = WORD_TERM_UNKNOWN};
    words->capacity = capacity;
}

static void grow_words(struct word_table *table) {
    size_t capacity = table->word_capacity ? 2 * table->word_capacity : FIRST_WORDS;
    table->words = memory_resize(table->words, capacity, sizeof *table->words);
    table->word_capacity = capacity;
    for (size_t i = 0; i < table->language_count; i++)
        grow_languages(&table->languages[i], capacity);
}

uint32_t word_table_intern(struct word_table *table, struct word_key key, struct slice bytes) {
    const struct surface *found = word_table_find(table, key, bytes);
    if (found->key.length)
        return found->word_id;
    if (table->word_count == table->word_capacity)
        grow_words(table);
    uint32_t word_id = (uint32_t)table->word_count++;
    table->words[word_id] = arena_slice(&table->texts, bytes);
    add_surface(table, key, table->words[word_id].data, word_id);
    return word_id;
}

/* ---- terms ---- */

static size_t term_place(const struct word_table *table, struct slice text) {
    struct word_key key = word_key_of(text, 0);
    size_t i = word_key_place(key) & table->term_mask;
    while (table->term_places[i] && !slice_equals(table->terms[table->term_places[i] - 1], text))
        i = (i + 1) & table->term_mask;
    return i;
}

static void grow_terms(struct word_table *table) {
    size_t capacity = table->term_capacity ? 2 * table->term_capacity : FIRST_WORDS;
    table->terms = memory_resize(table->terms, capacity, sizeof *table->terms);
    table->term_capacity = capacity;
    free(table->term_places);
    table->term_places = memory_allocate_zeroed(2 * capacity, sizeof *table->term_places);
    table->term_mask = 2 * capacity - 1;
    for (size_t i = 0; i < table->term_count; i++)
        table->term_places[term_place(table, table->terms[i])] = (uint32_t)i + 1;
}

/* `kept`: a text of the arena, which need not be copied when it is the term itself. */
static uint32_t intern_term(struct word_table *table, struct slice text, struct slice kept) {
    if (table->term_count == table->term_capacity)
        grow_terms(table);
    size_t place = term_place(table, text);
    if (table->term_places[place])
        return table->term_places[place] - 1;
    bool is_beginning =
        text.length <= kept.length && memcmp(text.data, kept.data, text.length) == 0;
    table->terms[table->term_count] =
        is_beginning ? slice_make(kept.data, text.length) : arena_slice(&table->texts, text);
    table->term_places[place] = (uint32_t)++table->term_count;
    return (uint32_t)table->term_count - 1;
}

/* ---- languages ---- */

struct language_words *word_table_language(struct word_table *table,
                                           const struct token_language *language) {
    if (!language)
        language = &token_english;
    for (size_t i = 0; i < table->language_count; i++)
        if (table->languages[i].language == language)
            return &table->languages[i];
    struct language_words *words = &table->languages[table->language_count++];
    *words = (struct language_words){.language = language,
                                     .engine = language->open ? language->open() : NULL};
    grow_languages(words, table->word_capacity);
    return words;
}

void word_table_stem(struct word_table *table, struct language_words *words, uint32_t word_id) {
    char room[REGULAR_FORM_ROOM];
    struct slice word = table->words[word_id];
    struct slice stem = stem_word(words->language, words->engine, word, room);
    uint32_t term_id = intern_term(table, stem, word);
    words->term_of[word_id] = (struct word_term){.text = table->terms[term_id].data,
                                                 .length = (uint32_t)table->terms[term_id].length,
                                                 .term_id = term_id};
}

void word_table_release(struct word_table *table) {
    for (size_t i = 0; i < table->language_count; i++) {
        if (table->languages[i].engine)
            table->languages[i].language->close(table->languages[i].engine);
        free(table->languages[i].term_of);
    }
    free(table->surfaces);
    free(table->words);
    free(table->terms);
    free(table->term_places);
    arena_release(&table->texts);
}
