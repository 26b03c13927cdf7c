/* value_yaml.c - one YAML document -> a tree of values, through libyaml's events.
 *
 * Layer: base; needs libyaml. What makes YAML surprising is refused rather than interpreted: no
 * anchors, aliases or tags, and only true, false, null, ~ and plain decimal numbers mean something
 * other than text ("no" is text, and so is 012). Order: errors, scalars, collections, the document.
 */
#include "base/utf8.h"
#include "base/value.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <yaml.h>

enum { DEEPEST_NESTING = 64, LARGEST_TEXT_BYTES = 16 * 1024 * 1024 };

struct reading {
    struct arena *arena;
    yaml_parser_t parser;
    struct slice text;
    const char *file;
    int first_line;
    struct error *err;
};

static struct value *fail_at(struct reading *reading, yaml_mark_t mark, const char *reason) {
    error_set(reading->err, ERROR_INPUT, "%s:%d:%zu: %s", reading->file,
              reading->first_line + (int)mark.line, mark.column + 1, reason);
    return NULL;
}

/* libyaml's own complaint. Bytes it refuses to read have an offset, but no line. */
static void fail_parse(struct reading *reading) {
    const yaml_parser_t *parser = &reading->parser;
    if (parser->error == YAML_MEMORY_ERROR) {
        error_set(reading->err, ERROR_ENVIRONMENT, "%s: out of memory", reading->file);
    } else if (parser->error == YAML_READER_ERROR) {
        int line = utf8_line_at(reading->text, parser->problem_offset) - 1;
        error_set(reading->err, ERROR_INPUT, "%s:%d:1: %s", reading->file,
                  reading->first_line + line, parser->problem);
    } else {
        const char *context = parser->context ? parser->context : "";
        error_set(reading->err, ERROR_INPUT, "%s:%d:%zu: %s%s%s", reading->file,
                  reading->first_line + (int)parser->problem_mark.line,
                  parser->problem_mark.column + 1, parser->problem ? parser->problem : "not YAML",
                  *context ? ", " : "", context);
    }
}

static bool next_event(struct reading *reading, yaml_event_t *event) {
    if (yaml_parser_parse(&reading->parser, event))
        return true;
    fail_parse(reading);
    return false;
}

static size_t skip_digits(struct slice text, size_t position) {
    while (position < text.length && text.data[position] >= '0' && text.data[position] <= '9')
        position++;
    return position;
}

/* JSON's grammar of numbers: no sign +, no leading zero, digits on both sides of the point. */
static bool is_number(struct slice text, bool *whole) {
    size_t start = slice_starts_with(text, "-");
    size_t end = skip_digits(text, start);
    if (end == start || (text.data[start] == '0' && end > start + 1))
        return false;
    *whole = true;
    if (end < text.length && text.data[end] == '.') {
        start = end + 1;
        end = skip_digits(text, start);
        if (end == start)
            return false;
        *whole = false;
    }
    if (end < text.length && (text.data[end] == 'e' || text.data[end] == 'E')) {
        start = end + 1;
        if (start < text.length && (text.data[start] == '+' || text.data[start] == '-'))
            start++;
        end = skip_digits(text, start);
        if (end == start)
            return false;
        *whole = false;
    }
    return end == text.length;
}

static void set_number(struct value *value, bool whole) {
    double number = strtod(value->text.data, NULL);
    if (!isfinite(number))
        return; /* 1e999 stays the text it is */
    value->kind = VALUE_NUMBER;
    value->number = number;
    if (whole) {
        errno = 0;
        value->integer = strtoll(value->text.data, NULL, 10);
        value->whole = errno == 0;
    }
}

static struct value *read_scalar(struct reading *reading, const yaml_event_t *event) {
    struct slice text =
        slice_make((const char *)event->data.scalar.value, event->data.scalar.length);
    struct value *value = value_new_text(reading->arena, text);
    bool whole;
    if (memchr(text.data, '\0', text.length))
        return fail_at(reading, event->start_mark, "text holds a NUL character");
    if (event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
        return value;
    if (!text.length || slice_is(text, "~") || slice_is(text, "null")) {
        value->kind = VALUE_NULL;
    } else if (slice_is(text, "true") || slice_is(text, "false")) {
        value->kind = VALUE_BOOLEAN;
        value->boolean = text.data[0] == 't';
    } else if (is_number(text, &whole)) {
        set_number(value, whole);
    }
    return value;
}

static struct value *read_node(struct reading *reading, yaml_event_t *event, int depth);

static struct value *read_list(struct reading *reading, int depth) {
    struct value *list = value_new(reading->arena, VALUE_LIST);
    for (;;) {
        yaml_event_t event;
        if (!next_event(reading, &event))
            return NULL;
        if (event.type == YAML_SEQUENCE_END_EVENT) {
            yaml_event_delete(&event);
            return list;
        }
        struct value *item = read_node(reading, &event, depth);
        if (!item)
            return NULL;
        value_list_add(reading->arena, list, item);
    }
}

struct sorted_key {
    struct slice key;
    size_t place;
};

static int compare_keys(const void *a, const void *b) {
    const struct sorted_key *left = a, *right = b;
    int order = strcmp(left->key.data, right->key.data);
    return order ? order : (left->place > right->place) - (left->place < right->place);
}

/* Sorted rather than compared one with another, which a file of a million keys would make slow. */
static bool keys_differ(struct reading *reading, const struct value *map) {
    struct sorted_key *sorted = arena_new_array(reading->arena, map->count, struct sorted_key);
    for (size_t i = 0; i < map->count; i++)
        sorted[i] = (struct sorted_key){map->keys[i], i};
    if (map->count)
        qsort(sorted, map->count, sizeof *sorted, compare_keys);
    for (size_t i = 1; i < map->count; i++) {
        if (!slice_equals(sorted[i - 1].key, sorted[i].key))
            continue;
        error_set(reading->err, ERROR_INPUT,
                  "%s:%d:1: key '%s' stands here twice, first in line %d", reading->file,
                  map->items[sorted[i].place]->line, sorted[i].key.data,
                  map->items[sorted[i - 1].place]->line);
        return false;
    }
    return true;
}

/* The key of an event, or NULL when it can't be one. */
static const struct value *read_key(struct reading *reading, yaml_event_t *event, int depth) {
    yaml_mark_t mark = event->start_mark;
    const struct value *key = read_node(reading, event, depth);
    if (key && (key->kind == VALUE_LIST || key->kind == VALUE_MAP || key->kind == VALUE_NULL))
        return fail_at(reading, mark, "a key must be a text");
    return key;
}

static struct value *read_map(struct reading *reading, int depth) {
    struct value *map = value_new(reading->arena, VALUE_MAP);
    for (;;) {
        yaml_event_t event;
        if (!next_event(reading, &event))
            return NULL;
        if (event.type == YAML_MAPPING_END_EVENT) {
            yaml_event_delete(&event);
            return keys_differ(reading, map) ? map : NULL;
        }
        const struct value *key = read_key(reading, &event, depth);
        if (!key || !next_event(reading, &event))
            return NULL;
        struct value *item = read_node(reading, &event, depth);
        if (!item)
            return NULL;
        item->line = key->line; /* where a person looks for the entry */
        value_map_add(reading->arena, map, key->text, item);
    }
}

/* A reason to refuse the event itself, or NULL. */
static const char *refusal(const yaml_event_t *event, int depth) {
    static const char tag_reason[] = "tags (!) are not supported";
    static const char anchor_reason[] = "anchors (&) are not supported, put the text in 'quotes'";
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return "aliases (*) are not supported, put the text in 'quotes'";
    case YAML_SCALAR_EVENT:
        return event->data.scalar.anchor ? anchor_reason
               : event->data.scalar.tag  ? tag_reason
                                         : NULL;
    case YAML_SEQUENCE_START_EVENT:
        if (event->data.sequence_start.anchor)
            return anchor_reason;
        if (event->data.sequence_start.tag)
            return tag_reason;
        break;
    case YAML_MAPPING_START_EVENT:
        if (event->data.mapping_start.anchor)
            return anchor_reason;
        if (event->data.mapping_start.tag)
            return tag_reason;
        break;
    default:
        return "unexpected YAML structure";
    }
    return depth >= DEEPEST_NESTING ? "nested more than 64 levels deep" : NULL;
}

/* Takes the event. Recursion ends at DEEPEST_NESTING. */
static struct value *read_node(struct reading *reading, yaml_event_t *event, int depth) {
    struct value *value = NULL;
    yaml_event_type_t type = event->type;
    yaml_mark_t mark = event->start_mark;
    const char *reason = refusal(event, depth);
    if (reason)
        fail_at(reading, mark, reason);
    else if (type == YAML_SCALAR_EVENT)
        value = read_scalar(reading, event);
    yaml_event_delete(event);
    if (!reason && type == YAML_SEQUENCE_START_EVENT)
        value = read_list(reading, depth + 1);
    else if (!reason && type == YAML_MAPPING_START_EVENT)
        value = read_map(reading, depth + 1);
    if (value)
        value->line = reading->first_line + (int)mark.line;
    return value;
}

/* The root, and nothing behind it. */
static struct value *read_document(struct reading *reading) {
    struct value *root = NULL;
    for (;;) {
        yaml_event_t event;
        if (!next_event(reading, &event))
            return NULL;
        yaml_event_type_t type = event.type;
        yaml_mark_t mark = event.start_mark;
        switch (type) {
        case YAML_STREAM_START_EVENT:
        case YAML_DOCUMENT_START_EVENT:
        case YAML_DOCUMENT_END_EVENT:
            yaml_event_delete(&event);
            if (root && type == YAML_DOCUMENT_START_EVENT)
                return fail_at(reading, mark, "a second document begins, expected one");
            break;
        case YAML_STREAM_END_EVENT:
            yaml_event_delete(&event);
            if (root)
                return root;
            root = value_new(reading->arena, VALUE_NULL);
            root->line = reading->first_line;
            return root;
        default:
            root = read_node(reading, &event, 0);
            if (!root)
                return NULL;
        }
    }
}

struct value *value_read_yaml(struct arena *arena, struct slice text, const char *file,
                              int first_line, struct error *err) {
    if (slice_starts_with(text, "\xEF\xBB\xBF"))
        text = slice_make(text.data + 3, text.length - 3);
    if (text.length > LARGEST_TEXT_BYTES) {
        error_set(err, ERROR_INPUT, "%s: more than 16 MB of YAML", file);
        return NULL;
    }
    size_t invalid = utf8_find_invalid(text);
    if (invalid != UTF8_VALID) {
        error_set(err, ERROR_INPUT, "%s:%d:1: invalid UTF-8 at byte %zu", file,
                  first_line + utf8_line_at(text, invalid) - 1, invalid);
        return NULL;
    }
    struct reading reading = {
        .arena = arena, .text = text, .file = file, .first_line = first_line, .err = err};
    if (!yaml_parser_initialize(&reading.parser)) {
        error_set(err, ERROR_ENVIRONMENT, "%s: out of memory", file);
        return NULL;
    }
    yaml_parser_set_encoding(&reading.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reading.parser, (const unsigned char *)text.data, text.length);
    struct value *root = read_document(&reading);
    yaml_parser_delete(&reading.parser);
    return root;
}
