/* pdf_usual.c - see pdf_usual.h.
 *
 * Layer: pdf.
 */
#include "pdf/pdf_usual.h"

static const char usual_text[] = "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z "
                                 "a b c d e f g h i j k l m n o p q r s t u v w x y z "
                                 "0 1 2 3 4 5 6 7 8 9 . , : ? ' ( ) + - / "
                                 "\u00A0 \u00A7 \u00B7 \u2013 \u201C \u201D \u2021 ff fi fl";

hb_set_t *pdf_usual_glyphs(const struct font *font) {
    hb_set_t *glyphs = hb_set_create();
    hb_buffer_t *buffer = hb_buffer_create();
    hb_font_t *shaping = hb_font_create(font_harfbuzz_face(font));
    hb_buffer_add_utf8(buffer, usual_text, -1, 0, -1);
    hb_buffer_set_language(buffer, hb_language_from_string("en", -1));
    hb_buffer_guess_segment_properties(buffer);
    hb_shape(shaping, buffer, NULL, 0);
    unsigned count = 0;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
    hb_set_add(glyphs, 0); /* also what the face has not */
    for (unsigned i = 0; i < count; i++)
        hb_set_add(glyphs, infos[i].codepoint);
    hb_font_destroy(shaping);
    hb_buffer_destroy(buffer);
    return glyphs;
}
