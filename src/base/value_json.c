/* value_json.c - one JSON document -> a tree of values, through jansson.
 *
 * Layer: base; needs jansson. jansson keeps no lines for values and no text for numbers: lines are
 * 0, and a number's text is the shortest that reads back as the same number. A text with a NUL in
 * it
 * (\u0000) is refused: what C cannot hold must not be cut silently.
 */
#include "base/utf8.h"
#include "base/value.h"

#include <jansson.h>

enum { DEEPEST_NESTING = 64, LARGEST_TEXT_BYTES = 16 * 1024 * 1024 };

/* NULL when nested too deeply. Recursion ends at DEEPEST_NESTING. */
static struct value *convert(struct arena *arena, json_t *json, int depth);

static struct value *convert_list(struct arena *arena, json_t *json, int depth) {
    struct value *list = value_new(arena, VALUE_LIST);
    for (size_t i = 0; i < json_array_size(json); i++) {
        struct value *item = convert(arena, json_array_get(json, i), depth);
        if (!item)
            return NULL;
        value_list_add(arena, list, item);
    }
    return list;
}

static struct value *convert_map(struct arena *arena, json_t *json, int depth) {
    struct value *map = value_new(arena, VALUE_MAP);
    const char *key;
    json_t *member;
    json_object_foreach(json, key, member) {
        struct value *item = convert(arena, member, depth);
        if (!item)
            return NULL;
        value_map_add(arena, map, slice_of(key), item);
    }
    return map;
}

static struct value *convert_integer(struct arena *arena, long long integer) {
    struct value *value = value_new(arena, VALUE_NUMBER);
    value->whole = true;
    value->integer = integer;
    value->number = (double)integer;
    value->text = slice_of(arena_format(arena, "%lld", integer));
    return value;
}

static struct value *convert(struct arena *arena, json_t *json, int depth) {
    struct value *value;
    if (depth >= DEEPEST_NESTING)
        return NULL;
    switch (json_typeof(json)) {
    case JSON_OBJECT:
        return convert_map(arena, json, depth + 1);
    case JSON_ARRAY:
        return convert_list(arena, json, depth + 1);
    case JSON_STRING:
        return value_new_text(arena, slice_make(json_string_value(json), json_string_length(json)));
    case JSON_INTEGER:
        return convert_integer(arena, json_integer_value(json));
    case JSON_REAL:
        value = value_new_number(arena, json_real_value(json));
        value->whole = false; /* written with a point or exponent */
        return value;
    case JSON_TRUE:
    case JSON_FALSE:
        value = value_new(arena, VALUE_BOOLEAN);
        value->boolean = json_is_true(json);
        value->text = slice_of(value->boolean ? "true" : "false");
        return value;
    case JSON_NULL:
        break;
    }
    value = value_new(arena, VALUE_NULL);
    value->text = slice_of("null");
    return value;
}

/* jansson quotes the text at fault ("near 'Jane'"), which may be a patient's value. */
static void fail_parse(const char *file, json_error_t *error, struct error *err) {
    if (json_error_code(error) == json_error_out_of_memory) {
        error_set(err, ERROR_ENVIRONMENT, "%s: out of memory", file);
        return;
    }
    char *quoted = strstr(error->text, " near '");
    if (quoted)
        *quoted = '\0';
    error_set(err, ERROR_INPUT, "%s:%d:%d: %s", file, error->line > 0 ? error->line : 1,
              error->column > 0 ? error->column : 1, error->text);
}

struct value *value_read_json(struct arena *arena, struct slice text, const char *file,
                              struct error *err) {
    if (slice_starts_with(text, "\xEF\xBB\xBF"))
        text = slice_make(text.data + 3, text.length - 3);
    if (text.length > LARGEST_TEXT_BYTES) {
        error_set(err, ERROR_INPUT, "%s: more than 16 MB of JSON", file);
        return NULL;
    }
    size_t invalid = utf8_find_invalid(text);
    if (invalid != UTF8_VALID) {
        error_set(err, ERROR_INPUT, "%s:%d:1: invalid UTF-8 at byte %zu", file,
                  utf8_line_at(text, invalid), invalid);
        return NULL;
    }
    const char *nul = text.length ? memchr(text.data, '\0', text.length) : NULL;
    if (nul) { /* jansson takes it for the end, and would pass over what stands behind */
        error_set(err, ERROR_INPUT, "%s:%d:1: NUL byte", file,
                  utf8_line_at(text, (size_t)(nul - text.data)));
        return NULL;
    }
    json_error_t error;
    json_t *json = json_loadb(text.data ? text.data : "", text.length,
                              JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (!json) {
        fail_parse(file, &error, err);
        return NULL;
    }
    struct value *value = convert(arena, json, 0);
    json_decref(json);
    if (!value)
        error_set(err, ERROR_INPUT, "%s: nested more than 64 levels deep", file);
    return value;
}
