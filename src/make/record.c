/* record.c - the sentences of a handout as a list of maps.
 *
 * Layer: make. Order: one sentence, the tree's keys as a sorted list, the two public functions.
 */
#include "make/record.h"

#include <stdlib.h>

/* ---- one sentence ---------------------------------------------------------------------------- */

static void add_text(struct arena *arena, struct value *map, const char *key, const char *text) {
    if (text && *text)
        value_map_add(arena, map, slice_of(key), value_new_text(arena, slice_of(text)));
}

static struct value *describe(struct arena *arena, const struct provenance *from) {
    const char class_text[2] = {from->class_letter, '\0'};
    struct value *map = value_new(arena, VALUE_MAP);
    add_text(arena, map, "key", from->key);
    add_text(arena, map, "class", class_text);
    add_text(arena, map, "facts", from->facts);
    add_text(arena, map, "query", from->query);
    value_map_add(arena, map, slice_of("rank"), value_new_number(arena, from->rank));
    add_text(arena, map, "article", from->article);
    add_text(arena, map, "section", from->section);
    add_text(arena, map, "hash", from->passage_hash);
    add_text(arena, map, "reviewer", from->reviewer);
    return map;
}

/* ---- keys ------------------------------------------------------------------------------------ */

struct keys {
    const char **items;
    size_t count, capacity;
};

static int compare_keys(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *key_of(const struct walk *walk) {
    const struct node *node = walk->node;
    if (walk->event != WALK_ENTER || node->kind != NODE_SENTENCE || !node->provenance)
        return NULL;
    const char *key = node->provenance->key;
    return key && *key ? key : NULL;
}

static struct keys keys_in(struct arena *arena, const struct document *doc) {
    struct keys keys = {0};
    for (struct walk walk = walk_begin(doc->root); walk_next(&walk);) {
        const char *key = key_of(&walk);
        if (!key)
            continue;
        keys.items =
            arena_make_room(arena, keys.items, keys.count, &keys.capacity, 64, sizeof *keys.items);
        keys.items[keys.count++] = key;
    }
    if (keys.count > 0)
        qsort(keys.items, keys.count, sizeof *keys.items, compare_keys);
    return keys;
}

static bool holds(const struct keys *keys, const char *key) {
    return keys->count > 0 &&
           bsearch(&key, keys->items, keys->count, sizeof *keys->items, compare_keys) != NULL;
}

/* ---- the record ------------------------------------------------------------------------------ */

struct value *record_sentences(struct arena *arena, const struct document *doc) {
    struct value *list = value_new(arena, VALUE_LIST);
    for (struct walk walk = walk_begin(doc->root); walk_next(&walk);) {
        const char *key = key_of(&walk);
        bool told = !key;
        for (size_t i = 0; !told && i < list->count; i++)
            told = strcmp(value_text(value_find(list->items[i], "key"), ""), key) == 0;
        if (!told)
            value_list_add(arena, list, describe(arena, walk.node->provenance));
    }
    return list;
}

void record_left_out(struct arena *arena, struct value *sentences, const struct document *doc) {
    struct keys keys = keys_in(arena, doc);
    for (size_t i = 0; i < sentences->count; i++) {
        const char *key = value_text(value_find(sentences->items[i], "key"), "");
        if (holds(&keys, key))
            continue;
        struct value *yes = value_new(arena, VALUE_BOOLEAN);
        yes->boolean = true;
        yes->text = slice_of("true");
        value_map_add(arena, sentences->items[i], slice_of("left_out"), yes);
    }
}
