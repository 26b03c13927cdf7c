/* bidi.c - see bidi.h.
 *
 * Layer: text. Order: languages, directions, levels, the order of a line. Numbers: bidi_numbers.c.
 */
#include "text/bidi.h"

#include <fribidi.h>

#include "base/memory.h"
#include "base/utf8.h"

/* ---- languages ------------------------------------------------------------------------------- */

static const char *const right_to_left_languages[] = {
    "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "syr", "ug", "ur", "yi",
};

bool language_is_right_to_left(const char *language) {
    size_t length = language ? strcspn(language, "-_") : 0;
    for (size_t i = 0; i < sizeof right_to_left_languages / sizeof *right_to_left_languages; i++)
        if (strlen(right_to_left_languages[i]) == length &&
            strncmp(right_to_left_languages[i], language, length) == 0)
            return true;
    return false;
}

/* ---- directions ------------------------------------------------------------------------------ */

#define FIRST_RIGHT_TO_LEFT_BYTE 0xD6 /* of U+0590, in UTF-8 */

bool bidi_is_needed(struct slice text) {
    for (size_t at = 0; at < text.length;) {
        if ((unsigned char)text.data[at] < FIRST_RIGHT_TO_LEFT_BYTE) {
            at++;
            continue;
        }
        FriBidiCharType type = fribidi_get_bidi_type(utf8_next(text, &at));
        if (FRIBIDI_IS_RTL(type) || FRIBIDI_IS_ARABIC(type) || FRIBIDI_IS_EXPLICIT(type) ||
            FRIBIDI_IS_ISOLATE(type))
            return true;
    }
    return false;
}

/* Strong characters of a text, its own isolates (U+2066 to U+2069) left out as rule P2 says. */
static bool find_strong(struct slice text, const struct bidi_isolate *isolates, size_t count,
                        bool *right_to_left) {
    int depth = 0;
    for (size_t at = 0, next = 0; at < text.length;) {
        while (next < count && isolates[next].start < at)
            next++;
        if (next < count && isolates[next].start == at && isolates[next].end > at) {
            at = isolates[next].end;
            continue;
        }
        FriBidiCharType type = fribidi_get_bidi_type(utf8_next(text, &at));
        if (type == FRIBIDI_TYPE_PDI)
            depth -= depth > 0;
        else if (FRIBIDI_IS_ISOLATE(type))
            depth++;
        else if (depth == 0 && FRIBIDI_IS_LETTER(type)) {
            *right_to_left = FRIBIDI_IS_RTL(type);
            return true;
        }
    }
    return false;
}

bool bidi_starts_right(struct slice text, const struct bidi_isolate *isolates, size_t count,
                       const char *language) {
    bool right_to_left = language_is_right_to_left(language);
    if (right_to_left || find_strong(text, isolates, count, &right_to_left))
        return right_to_left;
    return count > 0 && isolates[0].right_to_left;
}

/* ---- levels ---------------------------------------------------------------------------------- */

enum { LEFT_ISOLATE = 0x2066, RIGHT_ISOLATE = 0x2067, POP_ISOLATE = 0x2069 };

/* A text as fribidi wants it: code points, with the signs that begin and end isolates. */
struct characters {
    FriBidiChar *points;
    FriBidiCharType *types;
    FriBidiBracketType *brackets;
    size_t *starts; /* where each stands in the text */
    size_t count;
};

static void add_character(struct characters *characters, unsigned code_point, size_t start) {
    size_t i = characters->count++;
    FriBidiCharType type = fribidi_get_bidi_type(code_point);
    bool neutral = code_point == 0x2060;
    characters->points[i] = code_point;
    characters->types[i] = type == FRIBIDI_TYPE_BS ? FRIBIDI_TYPE_WS
                           : neutral               ? FRIBIDI_TYPE_ON
                                                   : type;
    characters->starts[i] = start;
}

static void add_isolate_ends(struct characters *characters, const struct bidi_isolate *isolates,
                             size_t count, size_t at) {
    for (size_t i = count; i-- > 0;) /* inner ones first; only their number matters */
        if (isolates[i].end == at && isolates[i].start < at)
            add_character(characters, POP_ISOLATE, at);
}

static struct characters read_characters(struct arena *arena, struct slice text,
                                         const struct bidi_isolate *isolates, size_t count) {
    size_t most = text.length + 2 * count + 1;
    struct characters characters = {
        arena_new_array(arena, most, FriBidiChar), arena_new_array(arena, most, FriBidiCharType),
        arena_new_array(arena, most, FriBidiBracketType), arena_new_array(arena, most, size_t), 0};
    size_t number_end = 0;
    for (size_t at = 0; at < text.length;) {
        add_isolate_ends(&characters, isolates, count, at);
        for (size_t i = 0; i < count; i++)
            if (isolates[i].start == at && isolates[i].end > at)
                add_character(&characters, isolates[i].right_to_left ? RIGHT_ISOLATE : LEFT_ISOLATE,
                              at);
        if (at >= number_end)
            number_end = bidi_number_end(text, at);
        size_t start = at;
        unsigned code_point = utf8_next(text, &at);
        add_character(&characters, code_point, start);
        if (start < number_end) /* as if it were a word in Latin letters */
            characters.types[characters.count - 1] = FRIBIDI_TYPE_LTR;
    }
    add_isolate_ends(&characters, isolates, count, text.length);
    fribidi_get_bracket_types(characters.points, (FriBidiStrIndex)characters.count,
                              characters.types, characters.brackets);
    return characters;
}

unsigned char *bidi_levels(struct arena *arena, struct slice text,
                           const struct bidi_isolate *isolates, size_t count, bool right_to_left) {
    unsigned char *levels = arena_new_array(arena, text.length + 1, unsigned char);
    struct characters characters = read_characters(arena, text, isolates, count);
    FriBidiLevel *found = arena_new_array(arena, characters.count + 1, FriBidiLevel);
    FriBidiParType base = right_to_left ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    if (!fribidi_get_par_embedding_levels_ex(characters.types, characters.brackets,
                                             (FriBidiStrIndex)characters.count, &base, found))
        memory_allocate(SIZE_MAX); /* the one thing that can fail: says so as everywhere */
    for (size_t i = 0; i < characters.count; i++) { /* the last at a place is the character */
        size_t end = i + 1 < characters.count ? characters.starts[i + 1] : text.length;
        for (size_t at = characters.starts[i]; at < end; at++)
            levels[at] = (unsigned char)found[i];
    }
    return levels;
}

/* ---- the order of a line --------------------------------------------------------------------- */

void bidi_order(const unsigned char *levels, size_t count, size_t *order) {
    unsigned char highest = 0;
    for (size_t i = 0; i < count; i++) {
        order[i] = i;
        highest = levels[i] > highest ? levels[i] : highest;
    }
    for (unsigned char level = highest; level > 0; level--)
        for (size_t first = 0, end; first < count; first = end) {
            for (end = first; end < count && levels[order[end]] >= level; end++)
                continue;
            for (size_t a = first, b = end; a + 1 < b; a++) {
                size_t swapped = order[--b];
                order[b] = order[a];
                order[a] = swapped;
            }
            end += end == first;
        }
}
