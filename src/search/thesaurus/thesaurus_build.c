/* thesaurus_build.c - groups -> entries with their names -> the blob; its layout stands in
 * thesaurus.c.
 *
 * Layer: search. Order: entries, other spellings, groups, words, the blob, the whole.
 */
#include "search/thesaurus/thesaurus_build.h"

#include "base/strbuf.h"
#include "search/query/query_words.h"
#include "search/thesaurus/thesaurus_private.h"

#include <stdlib.h>

/* One name of an entry. */
struct pair {
    const char *key;
    const char *language, *text;
    enum query_origin origin;
    size_t order; /* as added: what makes equal ones stand in the order of the files */
};

struct pairs {
    struct thesaurus_build *build;
    struct pair *items;
    size_t count, capacity;
    int most_words;
};

/* ---- entries ---- */

static int count_words(const char *text) {
    int count = 1;
    for (; *text; text++)
        count += *text == ' ';
    return count;
}

/* The kind and the stems of the words; of abbreviations and the rest the text. */
static const char *make_key(struct thesaurus_build *build, enum thesaurus_key_kind kind,
                            const char *text) {
    struct strbuf key = {0};
    strbuf_add_char(&key, (char)kind);
    if (kind != THESAURUS_WORDS) {
        strbuf_add(&key, text);
    } else {
        struct query_word *words;
        size_t count = query_split(build->tokenizer, build->arena, slice_of(text), &words);
        for (size_t i = 0; i < count; i++) {
            if (i > 0)
                strbuf_add_char(&key, ' ');
            strbuf_add(&key, words[i].stem);
        }
    }
    const char *copy = arena_bytes(build->arena, key.data, key.length);
    strbuf_release(&key);
    return copy;
}

static void add_pair(struct pairs *pairs, const char *key, const char *text,
                     enum query_origin origin, const char *language) {
    pairs->items = arena_make_room(pairs->build->arena, pairs->items, pairs->count,
                                   &pairs->capacity, 256, sizeof *pairs->items);
    if (key[0] == THESAURUS_WORDS && count_words(key) > pairs->most_words)
        pairs->most_words = count_words(key);
    pairs->items[pairs->count] = (struct pair){key, language, text, origin, pairs->count};
    pairs->count++;
}

/* ---- other spellings ---- */

enum { MOST_SPELLINGS = 8 };

/* The text and what it is when words of it are spelt the other way, one list at a time. */
static int spellings_of(const struct thesaurus_build *build, const char *text,
                        const char *spellings[MOST_SPELLINGS]) {
    int count = 1;
    spellings[0] = text;
    for (size_t i = 0; i < build->words_count && count < MOST_SPELLINGS; i++) {
        const struct thesaurus_words *list = &build->words[i];
        for (size_t from = 0; list->kind == THESAURUS_WORDS && from < list->count; from++) {
            size_t length = strlen(list->words[from]);
            const char *found = strstr(text, list->words[from]);
            bool is_whole = found && (found == text || found[-1] == ' ') &&
                            (found[length] == ' ' || found[length] == '\0');
            for (size_t to = 0; is_whole && to < list->count && count < MOST_SPELLINGS; to++)
                if (to != from)
                    spellings[count++] = arena_format(build->arena, "%.*s%s%s", (int)(found - text),
                                                      text, list->words[to], found + length);
        }
    }
    return count;
}

/* ---- groups ---- */

/* What `target` is to someone who typed `source`. */
static enum query_origin origin_of(const struct thesaurus_group *group, size_t source,
                                   size_t target) {
    const struct thesaurus_term *from = &group->terms[source], *to = &group->terms[target];
    if (to->role == ROLE_RELATED)
        return QUERY_RELATED;
    bool is_short_for = (from->role == ROLE_ABBREVIATION && target == 0) ||
                        (to->role == ROLE_ABBREVIATION && source == 0);
    return is_short_for ? QUERY_ABBREVIATION : QUERY_SYNONYM;
}

/* Abbreviations that are common words in small letters (AT, US) find everything in a text. */
static bool may_be_found(struct thesaurus_build *build, const struct thesaurus_term *term,
                         const char **text) {
    if (term->role == ROLE_FOR)
        return false;
    thesaurus_normalise(build, term->text, text);
    return term->role != ROLE_ABBREVIATION || !token_is_stop_word(slice_of(*text), NULL);
}

static void add_target(struct pairs *pairs, const struct thesaurus_group *group, size_t source,
                       const char *key, size_t target) {
    const char *spellings[MOST_SPELLINGS], *text;
    if (!may_be_found(pairs->build, &group->terms[target], &text))
        return;
    int count = spellings_of(pairs->build, text, spellings);
    for (int i = 0; i < count; i++)
        add_pair(pairs, key, spellings[i], origin_of(group, source, target), group->language);
}

/* A term finds the others of its group, and itself spelt otherwise. */
static void add_source(struct pairs *pairs, const struct thesaurus_group *group, size_t source) {
    const struct thesaurus_term *term = &group->terms[source];
    const char *spellings[MOST_SPELLINGS];
    bool is_abbreviation = term->role == ROLE_ABBREVIATION;
    int count = is_abbreviation ? 1 : spellings_of(pairs->build, term->text, spellings);
    if (is_abbreviation)
        spellings[0] = term->text;
    for (int i = 0; i < count; i++) {
        const char *key = make_key(
            pairs->build, is_abbreviation ? THESAURUS_ABBREVIATION : THESAURUS_WORDS, spellings[i]);
        for (int k = 0; k < count; k++)
            if (k != i && strchr(spellings[k], ' '))
                add_pair(pairs, key, spellings[k], QUERY_SPELLING, group->language);
        for (size_t target = 0; target < group->count; target++)
            if (target != source)
                add_target(pairs, group, source, key, target);
    }
    /* It is no name of anything, but somebody may mistype it. */
    for (int i = 0; i < count && term->role == ROLE_FOR; i++)
        add_pair(pairs, make_key(pairs->build, THESAURUS_WRITTEN, spellings[i]), spellings[i],
                 QUERY_SPELLING, group->language);
}

/* The same term in two groups joins them for whoever types it, which is rarely meant. */
static void warn_of_twins(struct thesaurus_build *build, size_t index) {
    const struct thesaurus_group *group = &build->groups[index];
    for (size_t t = 0; t < group->count; t++) {
        if (group->terms[t].role == ROLE_RELATED)
            continue;
        for (size_t other = 0; other < index; other++)
            for (size_t k = 0; k < build->groups[other].count; k++) {
                const struct thesaurus_term *twin = &build->groups[other].terms[k];
                if (twin->role != ROLE_RELATED && strcmp(twin->text, group->terms[t].text) == 0)
                    thesaurus_fault_add(build, group->file, group->terms[t].line, true,
                                        "'%s' stands in another group too (%s:%d): whoever types "
                                        "it finds both",
                                        twin->text, build->groups[other].file, twin->line);
            }
    }
}

/* ---- words ---- */

static void add_words(struct pairs *pairs, const struct thesaurus_words *words) {
    size_t sources = words->kind == THESAURUS_MISSPELLING ? 1 : words->count;
    for (size_t from = 0; from < sources; from++) {
        const char *key = make_key(pairs->build, words->kind, words->words[from]);
        for (size_t to = 0; to < words->count; to++)
            if (to != from)
                add_pair(pairs, key, words->words[to], QUERY_SPELLING, "");
    }
}

/* ---- the blob ---- */

static int compare_pairs(const void *a, const void *b) {
    const struct pair *first = a, *second = b;
    int order = strcmp(first->key, second->key);
    if (order == 0)
        order = (int)first->origin - (int)second->origin;
    if (order == 0)
        order = (first->order > second->order) - (first->order < second->order);
    return order;
}

static void add_number(struct strbuf *out, size_t number) {
    for (int shift = 0; shift < 32; shift += 8)
        strbuf_add_char(out, (char)(number >> shift & 0xff));
}

/* A name that the entry has already, or that is the entry itself, is left out. */
static bool is_repeated(struct thesaurus_build *build, const struct pair *first, size_t at) {
    if (strcmp(make_key(build, (enum thesaurus_key_kind)first[at].key[0], first[at].text),
               first[at].key) == 0)
        return true;
    for (size_t i = 0; i < at; i++)
        if (strcmp(first[i].text, first[at].text) == 0 &&
            strcmp(first[i].language, first[at].language) == 0)
            return true;
    return false;
}

/* All names of the key that stands first. Returns how many pairs that were. */
static size_t write_entry(struct strbuf *out, const struct pairs *pairs, size_t from) {
    const struct pair *first = &pairs->items[from];
    size_t count = 0, names = 0;
    strbuf_add(out, first->key);
    strbuf_add_char(out, '\0');
    size_t number_at = out->length;
    strbuf_add_char(out, '\0');
    for (; from + count < pairs->count && strcmp(first[count].key, first->key) == 0; count++) {
        if (names == THESAURUS_MOST_NAMES || is_repeated(pairs->build, first, count))
            continue;
        names++;
        strbuf_add_char(out, (char)first[count].origin);
        strbuf_add_bytes(out, first[count].language, strlen(first[count].language) + 1);
        strbuf_add_bytes(out, first[count].text, strlen(first[count].text) + 1);
    }
    out->data[number_at] = (char)names;
    return count;
}

static size_t count_keys(const struct pairs *pairs) {
    size_t count = 0;
    for (size_t i = 0; i < pairs->count; i++)
        count += i == 0 || strcmp(pairs->items[i].key, pairs->items[i - 1].key) != 0;
    return count;
}

static struct slice write_blob(struct pairs *pairs) {
    struct strbuf head = {0}, entries = {0};
    size_t keys = count_keys(pairs), head_bytes = THESAURUS_HEADER_BYTES + keys * 4;
    strbuf_add(&head, THESAURUS_MAGIC);
    add_number(&head, THESAURUS_VERSION);
    add_number(&head, (size_t)pairs->most_words);
    add_number(&head, keys);
    for (size_t i = 0; i < pairs->count;) {
        add_number(&head, head_bytes + entries.length);
        i += write_entry(&entries, pairs, i);
    }
    strbuf_add_slice(&head, strbuf_slice(&entries));
    strbuf_add_char(&head, '\0');
    struct slice blob = arena_slice(pairs->build->arena, strbuf_slice(&head));
    strbuf_release(&head);
    strbuf_release(&entries);
    return blob;
}

/* ---- the whole ---- */

struct thesaurus_build *thesaurus_build_new(struct arena *arena) {
    struct thesaurus_build *build = arena_new(arena, struct thesaurus_build);
    build->arena = arena;
    build->tokenizer = tokenizer_new();
    return build;
}

const struct thesaurus_fault *thesaurus_build_faults(const struct thesaurus_build *build,
                                                     size_t *count) {
    *count = build->fault_count;
    return build->faults;
}

struct slice thesaurus_build_finish(struct thesaurus_build *build) {
    struct pairs pairs = {.build = build};
    for (size_t i = 0; i < build->group_count; i++) {
        warn_of_twins(build, i);
        for (size_t term = 0; term < build->groups[i].count; term++)
            if (build->groups[i].terms[term].role != ROLE_RELATED)
                add_source(&pairs, &build->groups[i], term);
    }
    for (size_t i = 0; i < build->words_count; i++)
        add_words(&pairs, &build->words[i]);
    struct slice blob = slice_make(NULL, 0);
    if (pairs.count > 0) {
        qsort(pairs.items, pairs.count, sizeof *pairs.items, compare_pairs);
        blob = write_blob(&pairs);
    }
    tokenizer_free(build->tokenizer);
    build->tokenizer = NULL;
    return blob;
}
