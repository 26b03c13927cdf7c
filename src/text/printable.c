/* printable.c - see printable.h.
 *
 * Layer: text.
 */
#include "text/printable.h"

#include "text/script.h"
#include "text/writing.h"

#include <stdio.h>
#include <uniname.h>
#include <unistr.h>

bool text_is_printable(const struct font_set *fonts, unsigned code_point) {
    enum { MOST_BYTES = 6 };
    uint8_t bytes[MOST_BYTES];
    struct error ignored = {0};
    int length = u8_uctomb(bytes, code_point, MOST_BYTES);
    return length > 0 && writing_check(code_point, &ignored) &&
           script_find_face(fonts, FONT_REGULAR, slice_make((const char *)bytes, (size_t)length),
                            NULL, &ignored);
}

void text_name_character(unsigned code_point, char name[TEXT_CHARACTER_NAME_BYTES]) {
    char known[UNINAME_MAX];
    const char *found = unicode_character_name(code_point, known);
    snprintf(name, TEXT_CHARACTER_NAME_BYTES, "U+%04X%s%s", code_point, found ? " " : "",
             found ? found : "");
}
