/* wording_fields.c - single fields of a wording file, and its mistakes.
 *
 * Layer: corpus. Order: reporting, single fields.
 */
#include "corpus/wording/wording_internal.h"

#include "base/date.h"
#include "base/utf8.h"

#include <stdarg.h>

void wording_report(struct reading *reading, int line, const char *format, ...) {
    if (reading->mistake_count++ >= MOST_MISTAKES_SHOWN)
        return;
    va_list arguments;
    va_start(arguments, format);
    if (reading->mistakes.length)
        strbuf_add_char(&reading->mistakes, '\n');
    strbuf_add_format(&reading->mistakes, "%s:%d: ", reading->wording->file, line);
    strbuf_add_format_list(&reading->mistakes, format, arguments);
    va_end(arguments);
}

/* -- single fields ------------------------------------------------------------------------- */

/* A scalar as one line of text; "" when absent. The spaces at the ends of a folded block go. */
const char *wording_text_of(struct reading *reading, const struct value *map, const char *key) {
    const struct value *value = value_find(map, key);
    if (value && (value->kind == VALUE_LIST || value->kind == VALUE_MAP)) {
        wording_report(reading, value->line, "'%s' is a %s, expected a text", key,
                       value_kind_name(value->kind));
        return "";
    }
    struct slice text = slice_trim(slice_of(value_text(value, "")));
    return arena_slice(reading->arena, text).data;
}

/* A list of texts; a single text counts as a list of one. */
const char **wording_texts_of(struct reading *reading, const struct value *map, const char *key,
                              size_t *count) {
    const struct value *value = value_find(map, key);
    *count = 0;
    if (!value || value->kind == VALUE_NULL)
        return NULL;
    if (value->kind != VALUE_LIST) {
        const char **one = arena_new_array(reading->arena, 1, const char *);
        one[0] = wording_text_of(reading, map, key);
        *count = *one[0] != '\0';
        return one;
    }
    const char **texts = arena_new_array(reading->arena, value->count, const char *);
    for (size_t i = 0; i < value->count; i++) {
        const char *text = value_text(value->items[i], "");
        if (*text)
            texts[(*count)++] = text;
        else
            wording_report(reading, value->items[i]->line, "'%s' holds %s %s, expected texts", key,
                           value->items[i]->kind == VALUE_TEXT ? "an empty" : "a",
                           value_kind_name(value->items[i]->kind));
    }
    return texts;
}

void wording_check_keys(struct reading *reading, const struct value *map, const char *const *known,
                        size_t count) {
    for (size_t i = 0; i < map->count; i++) {
        const char *key = map->keys[i].data;
        bool is_known = false;
        for (size_t j = 0; j < count && !is_known; j++)
            is_known = strcmp(known[j], key) == 0;
        if (is_known)
            continue;
        const char *nearest = utf8_nearest(key, known, count);
        wording_report(reading, map->items[i]->line, "unknown key '%s'%s%s%s", key,
                       nearest ? " (did you mean '" : "", nearest ? nearest : "",
                       nearest ? "'?)" : "");
    }
}

void wording_check_date(struct reading *reading, int line, const char *key, const char *text) {
    int day;
    if (*text && !date_parse(slice_of(text), &day))
        wording_report(reading, line, "'%s' is '%s', expected a date as YYYY-MM-DD", key, text);
}

const char *wording_first_text(const char *text, const char *fallback) {
    return *text ? text : fallback;
}
