/* pdf_text.c - see pdf_text.h.
 *
 * Layer: pdf.
 */
#include "pdf/pdf_text.h"

#include "base/utf8.h"

bool pdf_is_printable_ascii(struct slice text) {
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] < 0x20 || text.data[i] > 0x7E)
            return false;
    return true;
}

void pdf_add_hex(struct strbuf *out, unsigned number) {
    static const char digits[] = "0123456789ABCDEF";
    const char text[4] = {digits[number >> 12 & 15], digits[number >> 8 & 15],
                          digits[number >> 4 & 15], digits[number & 15]};
    strbuf_add_bytes(out, text, sizeof text);
}

void pdf_add_utf16_hex(struct strbuf *out, struct slice text) {
    for (size_t position = 0; position < text.length;) {
        unsigned code_point = utf8_next(text, &position);
        if (code_point >= 0x10000) {
            pdf_add_hex(out, 0xD800 + ((code_point - 0x10000) >> 10));
            pdf_add_hex(out, 0xDC00 + ((code_point - 0x10000) & 0x3FF));
        } else {
            pdf_add_hex(out, code_point);
        }
    }
}

void pdf_add_string(struct strbuf *out, const char *text) {
    struct slice slice = slice_of(text);
    if (!pdf_is_printable_ascii(slice)) {
        strbuf_add(out, "<FEFF");
        pdf_add_utf16_hex(out, slice);
        strbuf_add_char(out, '>');
        return;
    }
    strbuf_add_char(out, '(');
    for (size_t i = 0; i < slice.length; i++) {
        if (strchr("()\\", slice.data[i]))
            strbuf_add_char(out, '\\');
        strbuf_add_char(out, slice.data[i]);
    }
    strbuf_add_char(out, ')');
}

void pdf_add_reference(struct strbuf *out, const char *key, unsigned number) {
    strbuf_add_format(out, "/%s %u 0 R", key, number);
}
