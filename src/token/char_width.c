/* char_width.c - see char_width.h.
 *
 * Layer: token.
 */
#include "token/char_width.h"

#include "base/utf8.h"

#include <uniwidth.h>

int char_width(unsigned code_point) {
    if (code_point >= 0x20 && code_point < 0x7F)
        return 1;
    int width = uc_width(code_point, "UTF-8");
    return width < 0 ? 1 : width;
}

bool char_is_right_to_left(unsigned code_point) {
    return (code_point >= 0x590 && code_point < 0x900) ||
           (code_point >= 0xFB1D && code_point < 0xFE00) ||
           (code_point >= 0xFE70 && code_point < 0xFF00) ||
           (code_point >= 0x10800 && code_point < 0x11000) ||
           (code_point >= 0x1E800 && code_point < 0x1F000);
}

int text_width(struct slice text) {
    int width = 0;
    for (size_t i = 0; i < text.length;)
        width += char_width(utf8_next(text, &i));
    return width;
}
