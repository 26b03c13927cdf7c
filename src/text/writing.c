/* writing.c - see writing.h. Order: the scripts that come out right, refusing, composing.
 *
 * Layer: text.
 */
#include "text/writing.h"

#include <hb.h>
#include <stdlib.h>
#include <unictype.h>
#include <uninorm.h>

/* Letter by letter, in either direction: what the lines of layout/ are made for. Stacking and
 * reordering scripts would need more of line ends, of marks and of tests than there is. */
static const hb_script_t supported[] = {
    HB_SCRIPT_COMMON, HB_SCRIPT_INHERITED, HB_SCRIPT_UNKNOWN,  HB_SCRIPT_LATIN,
    HB_SCRIPT_GREEK,  HB_SCRIPT_CYRILLIC,  HB_SCRIPT_ARMENIAN, HB_SCRIPT_GEORGIAN,
    HB_SCRIPT_HAN,    HB_SCRIPT_HIRAGANA,  HB_SCRIPT_KATAKANA, HB_SCRIPT_BOPOMOFO,
    HB_SCRIPT_HANGUL, HB_SCRIPT_BRAILLE,   HB_SCRIPT_ARABIC,   HB_SCRIPT_HEBREW,
};

static bool is_supported(hb_script_t script) {
    for (size_t i = 0; i < sizeof supported / sizeof *supported; i++)
        if (supported[i] == script)
            return true;
    return false;
}

/* ---- refusing -------------------------------------------------------------------------------- */

/* Embeddings and overrides: what is printed would not be what the text says. Marks and isolates
 * only help the order (bidi.h). */
static bool is_bidi_override(unsigned code_point) {
    return code_point >= 0x202A && code_point <= 0x202E;
}

/* Signs that several scripts share, but none of ours: a danda. */
static bool is_of_other_script(unsigned code_point) {
    return code_point >= 0x0964 && code_point <= 0x0965;
}

static bool refuse(unsigned code_point, struct error *err) {
    const uc_script_t *script = uc_script(code_point);
    const char *name = script ? script->name : "";
    if (!*name || strcmp(name, "Common") == 0 || strcmp(name, "Inherited") == 0)
        name = "of another writing system than Latin, Greek or Cyrillic";
    return error_set(err, ERROR_SCRIPT, "script not supported: %s (U+%04X)", name, code_point);
}

bool writing_check(unsigned code_point, struct error *err) {
    if (code_point < 0x0300)
        return true; /* Latin with its accents */
    if (is_bidi_override(code_point))
        return error_set(err, ERROR_SCRIPT,
                         "writing direction control U+%04X: the words' own order holds; leave it "
                         "out",
                         code_point);
    hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), code_point);
    if (is_supported(script) && !is_of_other_script(code_point))
        return true;
    return refuse(code_point, err);
}

/* ---- composing ------------------------------------------------------------------------------- */

/* Below U+0300 nothing combines: most texts need no look. */
static bool may_compose(struct slice text) {
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.data[i] >= 0xCC)
            return true;
    return false;
}

struct slice writing_compose(struct arena *arena, struct slice text) {
    if (!may_compose(text))
        return text;
    size_t length;
    uint8_t *composed =
        u8_normalize(UNINORM_NFC, (const uint8_t *)text.data, text.length, NULL, &length);
    if (!composed)
        abort(); /* out of memory: nothing else fails for valid UTF-8 */
    struct slice result = arena_slice(arena, slice_make((const char *)composed, length));
    free(composed);
    return result;
}
