/* character.c - what a character is to a word, and its folded form.
 *
 * Layer: token. Properties and decompositions come from libunistring; what it can't know stands in
 * the tables here. Order: classes, folding of one word, folding of any text.
 */
#include "token/token_private.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

/* ---- classes ---- */

struct range {
    unsigned first, last;
};

static bool is_in(const struct range *ranges, size_t count, unsigned c) {
    for (size_t i = 0; i < count && c >= ranges[i].first; i++)
        if (c <= ranges[i].last)
            return true;
    return false;
}
#define IS_IN(ranges, c) is_in(ranges, sizeof(ranges) / sizeof *(ranges), c)

/* Neither seen nor a border: soft hyphen, joiners, direction marks, variation selectors. */
static const struct range ignored_ranges[] = {
    {0xad, 0xad},     {0x34f, 0x34f},   {0x61c, 0x61c},     {0x640, 0x640},
    {0x180b, 0x180e}, {0x200b, 0x200f}, {0x202a, 0x202e},   {0x2060, 0x206f},
    {0xfe00, 0xfe0f}, {0xfeff, 0xfeff}, {0xe0000, 0xe0fff},
};

/* Scripts that write words without a space between them; Hangul writes spaces, but joins to a word
 * what other languages keep apart, and pairs find both. */
static const struct range spaceless_ranges[] = {
    {0xe01, 0xe4e},   {0xe81, 0xecd},   {0xedc, 0xedf},     {0x1000, 0x103f},   {0x1050, 0x108f},
    {0x1100, 0x11ff}, {0x1780, 0x17d7}, {0x2e80, 0x2fdf},   {0x3005, 0x3007},   {0x3031, 0x3035},
    {0x303b, 0x303c}, {0x3041, 0x30ff}, {0x3131, 0x318e},   {0x31f0, 0x31ff},   {0x3400, 0x4dbf},
    {0x4e00, 0x9fff}, {0xa960, 0xa97f}, {0xa9e0, 0xa9fe},   {0xaa60, 0xaa7f},   {0xac00, 0xd7ff},
    {0xf900, 0xfaff}, {0xff66, 0xffdc}, {0x1b000, 0x1b16f}, {0x20000, 0x3fffd},
};

/* What print and keyboards write for one, the letter ʼ among them. */
static bool is_apostrophe(unsigned c) {
    return c == 0x2019 || c == 0x2018 || c == 0x2bc || c == 0xff07;
}

static bool has_category(unsigned c, uint32_t mask) {
    return uc_is_general_category_withtable(c, mask);
}

enum character_class character_class_of(unsigned c) {
    if (c < 0x80)
        return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
                   ? CHARACTER_WORD
                   : CHARACTER_SEPARATOR;
    if (is_apostrophe(c))
        return CHARACTER_APOSTROPHE;
    if (IS_IN(ignored_ranges, c))
        return CHARACTER_IGNORED;
    if (has_category(c, UC_CATEGORY_MASK_M) || c == 0xff9e || c == 0xff9f) /* half-width voicing */
        return CHARACTER_MARK;
    if (has_category(c, UC_CATEGORY_MASK_No))
        return CHARACTER_SINGLE;
    if (!has_category(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_Nd | UC_CATEGORY_MASK_Nl))
        return CHARACTER_SEPARATOR;
    return IS_IN(spaceless_ranges, c) ? CHARACTER_SPACELESS : CHARACTER_WORD;
}

/* ---- folding of one word ---- */

/* Letters that no decomposition takes apart, as people without them on their keyboard type them. */
static const struct {
    unsigned letter;
    const char *typed;
} letters[] = {
    {0xdf, "ss"},  {0xe6, "ae"}, {0xf0, "d"},  {0xf8, "o"},  {0xfe, "th"},  {0x111, "d"},
    {0x127, "h"},  {0x131, "i"}, {0x138, "k"}, {0x142, "l"}, {0x14b, "ng"}, {0x153, "oe"},
    {0x167, "t"},  {0x180, "b"}, {0x188, "c"}, {0x192, "f"}, {0x195, "hv"}, {0x19a, "l"},
    {0x1b6, "z"},  {0x1dd, "e"}, {0x237, "j"}, {0x23c, "c"}, {0x253, "b"},  {0x256, "d"},
    {0x257, "d"},  {0x259, "e"}, {0x268, "i"}, {0x289, "u"}, {0x3c2, "σ"},  {0x1e9e, "ss"},
    {0x2044, "/"},
};

/* Scripts whose marks people leave out when they type: Latin, Greek, Cyrillic, Hebrew, Arabic. */
static bool leaves_marks_out(unsigned base) {
    return base < 0x530 || (base >= 0x590 && base < 0x700) || (base >= 0x750 && base < 0x780) ||
           (base >= 0x8a0 && base < 0x900) || (base >= 0x1d00 && base < 0x2000) ||
           (base >= 0x2c60 && base < 0x2c80) || (base >= 0xa720 && base < 0xa800);
}

/* й is a letter of its own: it is typed, and stemmers for Russian ask for it. */
static bool is_own_letter(unsigned base, unsigned mark) {
    return base == 0x438 && mark == 0x306;
}

static void add_letter(struct strbuf *out, unsigned c) {
    for (size_t i = 0; c >= 0x80 && i < sizeof letters / sizeof *letters; i++)
        if (letters[i].letter == c) {
            strbuf_add(out, letters[i].typed);
            return;
        }
    int digit = c >= 0x80 ? uc_decimal_value(c) : -1;
    strbuf_add_code_point(out, digit >= 0 ? (unsigned)('0' + digit) : c);
}

enum { PIECE_CHARACTERS = 64, DECOMPOSED_CHARACTERS = 18 * PIECE_CHARACTERS + 64 };

/* Decomposed, without what is no word, small, without marks where those are left out. *last: the
 * letter before, whose marks may stand first here. */
static size_t fold_characters(uint32_t *characters, size_t count, bool words_only, unsigned *last) {
    size_t kept = 0;
    unsigned base = *last;
    for (size_t i = 0; i < count; i++) {
        unsigned c = uc_tolower(characters[i]);
        bool is_mark = has_category(c, UC_CATEGORY_MASK_M);
        if (is_mark ? leaves_marks_out(base) && !is_own_letter(base, c) : IS_IN(ignored_ranges, c))
            continue;
        if (!is_mark)
            base = c;
        bool is_word =
            is_mark || c == 0x2044 || has_category(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N);
        if (!words_only || (is_word && !is_apostrophe(c)))
            characters[kept++] = c;
    }
    *last = base;
    return kept;
}

/* At most PIECE_CHARACTERS; moves *position on. */
static void fold_piece(struct strbuf *out, struct slice text, size_t *position, bool words_only,
                       unsigned *last) {
    uint32_t typed[PIECE_CHARACTERS], room[DECOMPOSED_CHARACTERS], composed[DECOMPOSED_CHARACTERS];
    size_t count = 0, room_count = DECOMPOSED_CHARACTERS, composed_count = DECOMPOSED_CHARACTERS;
    while (count < PIECE_CHARACTERS && *position < text.length) {
        unsigned c = utf8_next(text, position);
        typed[count++] = c == 0xfffd ? ' ' : c;
    }
    uint32_t *decomposed = u32_normalize(UNINORM_NFKD, typed, count, room, &room_count);
    if (!decomposed)
        return; /* out of memory for a word of 64 characters: nothing of ours would run any more */
    count = fold_characters(decomposed, room_count, words_only, last);
    uint32_t *result = u32_normalize(UNINORM_NFC, decomposed, count, composed, &composed_count);
    for (size_t i = 0; result && i < composed_count; i++)
        add_letter(out, result[i]);
    if (result != composed)
        free(result);
    if (decomposed != room)
        free(decomposed);
}

static void fold_word(struct strbuf *out, struct slice text, bool words_only) {
    size_t position = 0;
    unsigned last = 0;
    while (position < text.length)
        fold_piece(out, text, &position, words_only, &last);
}

void character_fold_word(struct strbuf *out, struct slice text) {
    fold_word(out, text, true);
}

/* ---- folding of any text ---- */

void token_fold(struct strbuf *out, struct slice text) {
    size_t position = 0;
    while (position < text.length) {
        unsigned char c = (unsigned char)text.data[position];
        if (c >= 0x80) {
            /* to the end of the word, so that a mark stays with its letter */
            size_t end = position;
            while (end < text.length && (unsigned char)text.data[end] > ' ')
                end++;
            fold_word(out, slice_make(text.data + position, end - position), false);
            position = end;
            continue;
        }
        strbuf_add_char(out, c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : (char)c);
        position++;
    }
}
