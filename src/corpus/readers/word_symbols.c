/* word_symbols.c - see word_symbols.h.
 *
 * Layer: corpus.
 */
#include "corpus/readers/word_symbols.h"

static const struct symbol {
    unsigned char code;
    const char *text;
} symbol_signs[] = {
    {0x2B, "+"}, {0x2D, "−"}, {0x3C, "<"}, {0x3D, "="}, {0x3E, ">"}, {0x25, "%"}, {0x61, "α"},
    {0x62, "β"}, {0x63, "χ"}, {0x64, "δ"}, {0x65, "ε"}, {0x67, "γ"}, {0x6B, "κ"}, {0x6C, "λ"},
    {0x6D, "µ"}, {0x70, "π"}, {0x72, "ρ"}, {0x73, "σ"}, {0x71, "θ"}, {0x77, "ω"}, {0x44, "Δ"},
    {0x53, "Σ"}, {0x57, "Ω"}, {0xA2, "′"}, {0xA3, "≤"}, {0xA5, "∞"}, {0xAB, "↔"}, {0xAC, "←"},
    {0xAD, "↑"}, {0xAE, "→"}, {0xAF, "↓"}, {0xB0, "°"}, {0xB1, "±"}, {0xB2, "″"}, {0xB3, "≥"},
    {0xB4, "×"}, {0xB7, "•"}, {0xB8, "÷"}, {0xB9, "≠"}, {0xBB, "≈"}, {0xBC, "…"}, {0xD2, "®"},
    {0xD3, "©"}, {0xD4, "™"}, {0xD6, "√"},
};

static const struct symbol wingdings_signs[] = {
    {0x4A, "☺"}, {0x4C, "☹"}, {0x6C, "●"}, {0x6E, "■"}, {0x6F, "□"}, {0x71, "❑"}, {0x76, "❖"},
    {0x9F, "•"}, {0xA7, "▪"}, {0xA8, "□"}, {0xD8, "➢"}, {0xDF, "←"}, {0xE0, "→"}, {0xE1, "↑"},
    {0xE2, "↓"}, {0xE8, "➔"}, {0xF0, "⇨"}, {0xFB, "✗"}, {0xFC, "✓"}, {0xFD, "☒"}, {0xFE, "☑"},
};

static const char *find(const struct symbol *signs, size_t count, unsigned char code) {
    for (size_t i = 0; i < count; i++)
        if (signs[i].code == code)
            return signs[i].text;
    return "\xEF\xBF\xBD";
}

const char *word_symbol(struct slice font, unsigned code) {
    enum { PRIVATE_AREA = 0xF000 };
    if (code >= PRIVATE_AREA && code <= PRIVATE_AREA + 0xFF)
        code -= PRIVATE_AREA; /* Word stores them either way */
    if (code <= 0xFF && slice_is(font, "Symbol"))
        return find(symbol_signs, sizeof symbol_signs / sizeof *symbol_signs, (unsigned char)code);
    if (code <= 0xFF && slice_is(font, "Wingdings"))
        return find(wingdings_signs, sizeof wingdings_signs / sizeof *wingdings_signs,
                    (unsigned char)code);
    return "\xEF\xBF\xBD";
}
