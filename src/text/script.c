/* script.c - see script.h.
 *
 * Layer: text. Order: scripts, what a face has, faces of a style, the choice.
 */
#include "text/script.h"

#include <unictype.h>

#include "base/utf8.h"

/* ---- scripts --------------------------------------------------------------------------------- */

hb_script_t script_of(struct slice text) {
    hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
    for (size_t at = 0; at < text.length;) {
        hb_script_t script = hb_unicode_script(unicode, utf8_next(text, &at));
        if (script != HB_SCRIPT_COMMON && script != HB_SCRIPT_INHERITED &&
            script != HB_SCRIPT_UNKNOWN)
            return script;
    }
    return HB_SCRIPT_COMMON;
}

/* ---- what a face has ------------------------------------------------------------------------- */

/* Joiners, variation selectors and the like show nothing and need no glyph of their own. */
static bool shows_nothing(unsigned code_point) {
    return uc_is_property_default_ignorable_code_point(code_point);
}

static bool face_has(const struct font *font, struct slice characters) {
    for (size_t at = 0; at < characters.length;) {
        unsigned code_point = utf8_next(characters, &at);
        hb_codepoint_t glyph = 0;
        if (shows_nothing(code_point))
            continue;
        if (!hb_font_get_nominal_glyph(font->font, code_point, &glyph) || glyph == 0)
            return false;
    }
    return true;
}

/* ---- faces of a style ------------------------------------------------------------------------ */

static const struct font *find_common_face(const struct font_set *fonts, enum font_style style,
                                           struct slice characters) {
    const struct font_chain *chain = &fonts->chains[style];
    for (size_t i = 0; i < chain->count; i++)
        if (face_has(chain->fonts[i], characters))
            return chain->fonts[i];
    for (size_t i = 0; i < fonts->standard_count; i++)
        if (face_has(&fonts->fonts[i], characters))
            return &fonts->fonts[i];
    return NULL;
}

static bool missing_glyph(const struct font_set *fonts, struct slice characters,
                          struct error *err) {
    for (size_t at = 0; at < characters.length;) {
        size_t start = at;
        unsigned code_point = utf8_next(characters, &at);
        struct slice one = slice_make(characters.data + start, at - start);
        if (at == characters.length || !find_common_face(fonts, FONT_REGULAR, one))
            return error_set(err, ERROR_SCRIPT,
                             "no font has this character (U+%04X): use another one, or install a "
                             "font that has it",
                             code_point);
    }
    return true;
}

/* A script with faces of its own: the theme's own face when it has the letters, else those. The
 * other standard faces have some of the letters, without places for their marks. */
static const struct font *find_own_face(const struct font_set *fonts, enum font_style style,
                                        hb_script_t script, struct slice characters,
                                        struct error *err) {
    const struct font *first = fonts->chains[style].fonts[0];
    if (face_has(first, characters))
        return first;
    const struct font *own = font_of_script(fonts, script, style != FONT_REGULAR, err);
    if (!own || face_has(own, characters))
        return own;
    missing_glyph(fonts, characters, err);
    return NULL;
}

/* ---- the choice ------------------------------------------------------------------------------ */

/* Arabic has signs and digits that others use too; its own face draws them best. */
static hb_script_t script_of_cluster(struct slice characters) {
    hb_script_t script = script_of(characters);
    size_t at = 0;
    unsigned first = characters.length ? utf8_next(characters, &at) : 0;
    bool arabic = script == HB_SCRIPT_COMMON && first >= 0x600 && first <= 0x6FF;
    return arabic ? HB_SCRIPT_ARABIC : script;
}

const struct font *script_find_face(const struct font_set *fonts, enum font_style style,
                                    struct slice characters, const struct font *beside,
                                    struct error *err) {
    hb_script_t script = script_of_cluster(characters);
    if (font_has_own_faces(script))
        return find_own_face(fonts, style, script, characters, err);
    if (beside && script == HB_SCRIPT_COMMON && face_has(beside, characters))
        return beside;
    const struct font *found = find_common_face(fonts, style, characters);
    if (!found)
        missing_glyph(fonts, characters, err);
    return found;
}
