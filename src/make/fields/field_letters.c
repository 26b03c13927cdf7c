/* field_letters.c - see field_letters.h.
 *
 * Layer: make, child side. Order: one text, one field, all of them.
 */
#include "make/fields/field_letters.h"

#include "base/utf8.h"
#include "text/printable.h"
#include "text/writing.h"

#include <stdio.h>

struct blame {
    struct arena *arena;
    const struct font_set *fonts;
    const char *failure;
    bool is_reason;   /* the failure names a character that was found */
    unsigned missing; /* of the field at hand, the first one; 0: none */
};

/* Below, everything is in the standard faces. */
#define FIRST_IN_DOUBT 0x80

static void look_at_text(struct blame *blame, struct slice typed) {
    struct slice text = writing_compose(blame->arena, typed);
    for (size_t at = 0; at < text.length;) {
        char code[16];
        unsigned code_point = utf8_next(text, &at);
        if (code_point < FIRST_IN_DOUBT || text_is_printable(blame->fonts, code_point))
            continue;
        snprintf(code, sizeof code, "U+%04X", code_point);
        blame->is_reason |= strstr(blame->failure, code) != NULL;
        if (!blame->missing)
            blame->missing = code_point;
    }
}

/* Texts, lists of them, and lists of records. NOLINTNEXTLINE(misc-no-recursion) */
static void look_at(struct blame *blame, const struct value *value) {
    if (value->kind == VALUE_TEXT)
        look_at_text(blame, value->text);
    for (size_t i = 0; i < value->count; i++)
        look_at(blame, value->items[i]);
}

static const char *message(const struct blame *blame, const char *file, int line,
                           const char *field) {
    char name[TEXT_CHARACTER_NAME_BYTES];
    text_name_character(blame->missing, name);
    const char *place = !file      ? ""
                        : line > 0 ? arena_format(blame->arena, "%s:%d: ", file, line)
                                   : arena_format(blame->arena, "%s: ", file);
    return arena_format(blame->arena,
                        "%s%s: has %s, which can't be printed here: write it in other "
                        "letters",
                        place, field, name);
}

size_t field_letters_blame(struct arena *arena, const struct value *patient, const char *file,
                           const struct font_set *fonts, const char *failure,
                           struct text_list *problems) {
    struct blame blame = {.arena = arena, .fonts = fonts, .failure = failure};
    struct text_list found = {0};
    for (size_t i = 0; i < patient->count; i++) {
        blame.missing = 0;
        look_at(&blame, patient->items[i]);
        if (blame.missing)
            text_list_add(arena, &found,
                          message(&blame, file, patient->items[i]->line, patient->keys[i].data));
    }
    for (size_t i = 0; blame.is_reason && i < found.count; i++)
        text_list_add(arena, problems, found.items[i]);
    return blame.is_reason ? found.count : 0;
}
