/* font_script.c - faces for scripts that the patient faces don't have.
 *
 * Layer: text. Their files are mapped with the others, which costs next to nothing, and looked into
 * when the first letter of their script comes: most handouts never ask. Order: the table, mapping,
 * asking.
 */
#include "text/font_internal.h"

#include <stdlib.h>

/* ---- the table ------------------------------------------------------------------------------- */

#define PACKAGE "fonts-noto-core"

static const struct script_face {
    hb_script_t script;
    const char *script_name;
    bool is_bold;
    const char *file;
} script_faces[FONT_SCRIPT_FACES] = {
    {HB_SCRIPT_ARABIC, "Arabic", false, "NotoSansArabic-Regular.ttf"},
    {HB_SCRIPT_ARABIC, "Arabic", true, "NotoSansArabic-Bold.ttf"},
    {HB_SCRIPT_HEBREW, "Hebrew", false, "NotoSansHebrew-Regular.ttf"},
    {HB_SCRIPT_HEBREW, "Hebrew", true, "NotoSansHebrew-Bold.ttf"},
};

bool font_has_own_faces(hb_script_t script) {
    for (size_t i = 0; i < FONT_SCRIPT_FACES; i++)
        if (script_faces[i].script == script)
            return true;
    return false;
}

/* ---- mapping --------------------------------------------------------------------------------- */

bool font_map_scripts(struct font_set *fonts, const char *const *folders, struct error *err) {
    for (size_t i = 0; i < FONT_SCRIPT_FACES; i++) {
        fonts->script_faces[i] = -1;
        if (!font_map_file(fonts, folders, script_faces[i].file, script_faces[i].is_bold,
                           &fonts->script_faces[i], err))
            return false;
    }
    return true;
}

/* ---- asking ---------------------------------------------------------------------------------- */

const struct font *font_of_script(const struct font_set *fonts, hb_script_t script, bool is_bold,
                                  struct error *err) {
    for (size_t i = 0; i < FONT_SCRIPT_FACES; i++) {
        const struct script_face *face = &script_faces[i];
        if (face->script != script || face->is_bold != is_bold)
            continue;
        int place = fonts->script_faces[i];
        if (place < 0) {
            error_set(err, ERROR_ENVIRONMENT, "%s letters need the font file '%s': install %s",
                      face->script_name, face->file, PACKAGE);
            return NULL;
        }
        /* Looking into a file changes nothing that a caller has seen of the set. */
        if (fonts->unread[place] && !font_read((struct font_set *)fonts, (size_t)place, err))
            return NULL;
        return &fonts->fonts[place];
    }
    return NULL;
}
