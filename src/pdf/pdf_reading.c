/* pdf_reading.c - see pdf_reading.h.
 *
 * Layer: pdf.
 */
#include "pdf/pdf_reading.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <unictype.h>
#include <uninorm.h>

/* Characters that show nothing: their glyph is an empty space that HarfBuzz made up. */
static bool shows_nothing(unsigned code_point) {
    return code_point == 0xAD || code_point == 0x34F ||
           (code_point >= 0x200B && code_point <= 0x200F) ||
           (code_point >= 0x2060 && code_point <= 0x2064) ||
           (code_point >= 0x2066 && code_point <= 0x2069) || code_point == 0x61C ||
           (code_point >= 0xFE00 && code_point <= 0xFE0F);
}

/* One letter for characters that a reader, or a search, takes for the same. */
static unsigned plain_form(unsigned code_point) {
    switch (code_point) {
    case 0xA0:
    case 0x2007:
    case 0x202F:
        return ' ';
    case 0x2010:
    case 0x2011:
        return '-';
    default:
        return code_point;
    }
}

static bool next_shown(struct slice text, size_t *position, unsigned *code_point) {
    while (*position < text.length) {
        *code_point = plain_form(utf8_next(text, position));
        if (!shows_nothing(*code_point))
            return true;
    }
    return false;
}

static bool reads_same(struct slice a, struct slice b) {
    size_t at = 0, bt = 0;
    for (;;) {
        unsigned c = 0, d = 0;
        bool more = next_shown(a, &at, &c);
        if (more != next_shown(b, &bt, &d) || (more && c != d))
            return false;
        if (!more)
            return true;
    }
}

/* Adds the letters without their marks, in compatibility form: what a search compares. */
static struct slice add_letters(struct strbuf *out, struct slice text) {
    size_t length = 0;
    uint8_t *plain =
        u8_normalize(UNINORM_NFKC, (const uint8_t *)text.data, text.length, NULL, &length);
    struct slice normal = slice_make((const char *)plain, plain ? length : 0);
    for (size_t at = 0; at < normal.length;) {
        unsigned code_point = utf8_next(normal, &at);
        if (!uc_is_general_category_withtable(code_point, UC_CATEGORY_MASK_M))
            strbuf_add_code_point(out, code_point);
    }
    free(plain);
    return strbuf_slice(out);
}

/* From right to left only letters have a text: pdf_content.c writes the marks apart. ActualText
 * does harm here, because readers turn its letters around with the others. */
static bool letters_read_same(struct slice said, struct slice text) {
    struct strbuf said_letters = {0}, letters = {0};
    bool same = reads_same(add_letters(&said_letters, said), add_letters(&letters, text));
    strbuf_release(&said_letters);
    strbuf_release(&letters);
    return same;
}

bool pdf_says_its_text(const struct pdf_font *font, const struct glyph_run *run,
                       const struct cluster *cluster) {
    if (cluster->count == 1 && !run->right_to_left)
        return reads_same(pdf_font_meaning(font, run->glyphs[cluster->first].id), cluster->text);
    struct strbuf said = {0};
    for (size_t i = 0; i < cluster->count; i++)
        strbuf_add_slice(&said, pdf_font_meaning(font, run->glyphs[cluster->first + i].id));
    bool same = run->right_to_left ? letters_read_same(strbuf_slice(&said), cluster->text)
                                   : reads_same(strbuf_slice(&said), cluster->text);
    strbuf_release(&said);
    return same;
}

bool pdf_shows_nothing(const struct glyph_run *run, const struct cluster *cluster) {
    for (size_t i = 0; i < cluster->count; i++)
        if (run->glyphs[cluster->first + i].advance)
            return false;
    size_t position = 0;
    unsigned code_point;
    return cluster->text.length && !next_shown(cluster->text, &position, &code_point);
}
