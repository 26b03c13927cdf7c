/* measure_reading.c - see measure_reading.h.
 *
 * Layer: make.
 */
#include "make/checks/measure_reading.h"

static void add_text(struct arena *arena, struct value *map, const char *key, const char *text) {
    value_map_add(arena, map, slice_of(key), value_new_text(arena, slice_of(text)));
}

struct value *measure_reading(struct arena *arena, const struct document *doc) {
    struct reading_text text = reading_text_of(arena, doc);
    struct value *map = value_new(arena, VALUE_MAP);
    struct value *units = value_new(arena, VALUE_LIST);
    add_text(arena, map, "language", doc->language ? doc->language : "en");
    for (size_t i = 0; i < text.count; i++) {
        struct value *unit = value_new(arena, VALUE_MAP);
        add_text(arena, unit, "section", text.units[i].section);
        add_text(arena, unit, "text", text.units[i].text);
        if (text.units[i].glossary)
            add_text(arena, unit, "glossary", "yes");
        value_list_add(arena, units, unit);
    }
    value_map_add(arena, map, slice_of("units"), units);
    return map;
}

struct reading_text measured_reading(struct arena *arena, const struct value *measured) {
    const struct value *units = value_find(measured, "units");
    struct reading_text text = {0};
    if (!units || units->kind != VALUE_LIST)
        return text;
    text.units = arena_new_array(arena, units->count + 1, struct reading_unit);
    for (size_t i = 0; i < units->count; i++)
        text.units[text.count++] =
            (struct reading_unit){.section = value_text(value_find(units->items[i], "section"), ""),
                                  .text = value_text(value_find(units->items[i], "text"), ""),
                                  .glossary = value_find(units->items[i], "glossary") != NULL};
    return text;
}
