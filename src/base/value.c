/* value.c - trees of plain data: looking into them and building them.
 *
 * Layer: base; libc only. The readers stand in value_yaml.c and value_json.c, so that a program
 * that reads neither format loads neither library.
 */
#include "base/value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

const struct value *value_find(const struct value *map, const char *key) {
    if (!map || map->kind != VALUE_MAP)
        return NULL;
    for (size_t i = 0; i < map->count; i++)
        if (slice_is(map->keys[i], key))
            return map->items[i];
    return NULL;
}

const char *value_text(const struct value *value, const char *fallback) {
    if (!value || value->kind == VALUE_NULL || value->kind == VALUE_LIST ||
        value->kind == VALUE_MAP)
        return fallback;
    return value->text.data;
}

double value_number(const struct value *value, double fallback) {
    return value && value->kind == VALUE_NUMBER ? value->number : fallback;
}

bool value_boolean(const struct value *value, bool fallback) {
    return value && value->kind == VALUE_BOOLEAN ? value->boolean : fallback;
}

const char *value_kind_name(enum value_kind kind) {
    switch (kind) {
    case VALUE_NULL:
        return "nothing";
    case VALUE_BOOLEAN:
        return "yes/no";
    case VALUE_NUMBER:
        return "number";
    case VALUE_TEXT:
        return "text";
    case VALUE_LIST:
        return "list";
    case VALUE_MAP:
        return "map";
    }
    return "nothing";
}

struct value *value_new(struct arena *arena, enum value_kind kind) {
    struct value *value = arena_new(arena, struct value);
    value->kind = kind;
    value->text = slice_of("");
    if (kind == VALUE_BOOLEAN)
        value->text = slice_of("false");
    return value;
}

struct value *value_new_text(struct arena *arena, struct slice text) {
    struct value *value = value_new(arena, VALUE_TEXT);
    value->text = arena_slice(arena, text);
    return value;
}

/* The fewest digits that read back as the same number: 0.1, not 0.10000000000000001. */
static struct slice shortest_text(struct arena *arena, double number) {
    char digits[40];
    for (int precision = 15; precision <= 17; precision++) {
        snprintf(digits, sizeof digits, "%.*g", precision, number);
        if (strtod(digits, NULL) == number)
            break;
    }
    return arena_slice(arena, slice_of(digits));
}

struct value *value_new_number(struct arena *arena, double number) {
    struct value *value = value_new(arena, VALUE_NUMBER);
    value->number = number;
    /* 2^53: up to there every whole number is exact. */
    if (isfinite(number) && fabs(number) <= 9007199254740992.0 && trunc(number) == number) {
        value->whole = true;
        value->integer = (long long)number;
        value->text = slice_of(arena_format(arena, "%lld", value->integer));
    } else {
        value->text = shortest_text(arena, number);
    }
    return value;
}

/* Room grows at powers of two: the count alone tells when the arrays are full. */
static bool is_full(size_t count) {
    return (count & (count - 1)) == 0;
}

static size_t grown(size_t count) {
    return count ? count * 2 : 1;
}

void value_list_add(struct arena *arena, struct value *list, struct value *item) {
    if (is_full(list->count))
        list->items = arena_grow_array(arena, list->items, list->count, grown(list->count),
                                       sizeof(struct value *));
    list->items[list->count++] = item;
}

void value_map_add(struct arena *arena, struct value *map, struct slice key, struct value *item) {
    if (is_full(map->count))
        map->keys =
            arena_grow_array(arena, map->keys, map->count, grown(map->count), sizeof(struct slice));
    map->keys[map->count] = arena_slice(arena, key);
    value_list_add(arena, map, item);
}

void value_map_remove(struct value *map, const char *key) {
    size_t kept = 0;
    for (size_t i = 0; i < map->count; i++) {
        if (slice_is(map->keys[i], key))
            continue;
        map->keys[kept] = map->keys[i];
        map->items[kept++] = map->items[i];
    }
    map->count = kept;
}
