/* hyphenate.c - dividing words by patterns: see hyphenate.h.
 *
 * Layer: text. A pattern such as "a1bc3" says between which of its letters a hyphen may (odd) or
 * must not (even) stand; wherever several fit, the highest number counts. Patterns are kept in a
 * hash table by their letters, as places in the dictionary's own bytes: nothing is copied. A
 * dictionary may have several levels: the first finds where compound words join, the next divides
 * their parts. Order: character sets, patterns, reading a dictionary, words.
 */
#include "text/hyphenate.h"

#include <stdint.h>
#include <stdlib.h>
#include <strings.h>
#include <unicase.h>

#include "base/utf8.h"

/* ---- character sets -------------------------------------------------------------------------- */

/* Code points of the bytes from 0xA0 on; 0: none that a word has. */
static const unsigned short iso8859_2[96] = {
    0x0A0, 0x104, 0x2D8, 0x141, 0x0A4, 0x13D, 0x15A, 0x0A7, 0x0A8, 0x160, 0x15E, 0x164,
    0x179, 0x0AD, 0x17D, 0x17B, 0x0B0, 0x105, 0x2DB, 0x142, 0x0B4, 0x13E, 0x15B, 0x2C7,
    0x0B8, 0x161, 0x15F, 0x165, 0x17A, 0x2DD, 0x17E, 0x17C, 0x154, 0x0C1, 0x0C2, 0x102,
    0x0C4, 0x139, 0x106, 0x0C7, 0x10C, 0x0C9, 0x118, 0x0CB, 0x11A, 0x0CD, 0x0CE, 0x10E,
    0x110, 0x143, 0x147, 0x0D3, 0x0D4, 0x150, 0x0D6, 0x0D7, 0x158, 0x16E, 0x0DA, 0x170,
    0x0DC, 0x0DD, 0x162, 0x0DF, 0x155, 0x0E1, 0x0E2, 0x103, 0x0E4, 0x13A, 0x107, 0x0E7,
    0x10D, 0x0E9, 0x119, 0x0EB, 0x11B, 0x0ED, 0x0EE, 0x10F, 0x111, 0x144, 0x148, 0x0F3,
    0x0F4, 0x151, 0x0F6, 0x0F7, 0x159, 0x16F, 0x0FA, 0x171, 0x0FC, 0x0FD, 0x163, 0x2D9,
};
static const unsigned short iso8859_7[96] = {
    0x0A0, 0,     0,     0x0A3, 0,     0,     0x0A6, 0x0A7, 0x0A8, 0x0A9, 0x37A, 0x0AB,
    0x0AC, 0x0AD, 0x000, 0,     0x0B0, 0x0B1, 0x0B2, 0x0B3, 0x384, 0x385, 0x386, 0x0B7,
    0x388, 0x389, 0x38A, 0x0BB, 0x38C, 0x0BD, 0x38E, 0x38F, 0x390, 0x391, 0x392, 0x393,
    0x394, 0x395, 0x396, 0x397, 0x398, 0x399, 0x39A, 0x39B, 0x39C, 0x39D, 0x39E, 0x39F,
    0x3A0, 0x3A1, 0x000, 0x3A3, 0x3A4, 0x3A5, 0x3A6, 0x3A7, 0x3A8, 0x3A9, 0x3AA, 0x3AB,
    0x3AC, 0x3AD, 0x3AE, 0x3AF, 0x3B0, 0x3B1, 0x3B2, 0x3B3, 0x3B4, 0x3B5, 0x3B6, 0x3B7,
    0x3B8, 0x3B9, 0x3BA, 0x3BB, 0x3BC, 0x3BD, 0x3BE, 0x3BF, 0x3C0, 0x3C1, 0x3C2, 0x3C3,
    0x3C4, 0x3C5, 0x3C6, 0x3C7, 0x3C8, 0x3C9, 0x3CA, 0x3CB, 0x3CC, 0x3CD, 0x3CE, 0x000,
};
static const unsigned short koi8_r[96] = {
    0,     0,     0,     0x451, 0,     0,     0,     0,     0,     0,     0,     0,
    0,     0,     0,     0,     0,     0,     0,     0x401, 0,     0,     0,     0,
    0,     0,     0,     0,     0,     0,     0,     0x0A9, 0x44E, 0x430, 0x431, 0x446,
    0x434, 0x435, 0x444, 0x433, 0x445, 0x438, 0x439, 0x43A, 0x43B, 0x43C, 0x43D, 0x43E,
    0x43F, 0x44F, 0x440, 0x441, 0x442, 0x443, 0x436, 0x432, 0x44C, 0x44B, 0x437, 0x448,
    0x44D, 0x449, 0x447, 0x44A, 0x42E, 0x410, 0x411, 0x426, 0x414, 0x415, 0x424, 0x413,
    0x425, 0x418, 0x419, 0x41A, 0x41B, 0x41C, 0x41D, 0x41E, 0x41F, 0x42F, 0x420, 0x421,
    0x422, 0x423, 0x416, 0x412, 0x42C, 0x42B, 0x417, 0x428, 0x42D, 0x429, 0x427, 0x42A,
};

struct charset {
    const char *name;
    const unsigned short *upper; /* NULL: the code points themselves */
    bool utf8;
};
static const struct charset charsets[] = {
    {"UTF-8", NULL, true},           {"ISO8859-1", NULL, false},
    {"ISO8859-15", NULL, false}, /* differs in signs that no pattern has, but for œ */
    {"ISO8859-2", iso8859_2, false}, {"ISO8859-7", iso8859_7, false},
    {"KOI8-R", koi8_r, false},
};

/* The byte for a code point, or 0. */
static unsigned char encode_byte(const struct charset *charset, unsigned code_point) {
    if (code_point < 0x80 || (!charset->upper && code_point >= 0xA0 && code_point < 0x100))
        return (unsigned char)code_point;
    for (unsigned i = 0; charset->upper && i < 96; i++)
        if (charset->upper[i] == code_point)
            return (unsigned char)(0xA0 + i);
    return 0;
}

/* ---- patterns -------------------------------------------------------------------------------- */

struct pattern {
    const char *text; /* letters and digits, in the dictionary; NULL: an empty slot */
    unsigned char length, letters;
    bool forbids; /* would change the spelling */
};

struct level {
    struct pattern *slots; /* open addressing */
    size_t slot_count, count;
    size_t longest; /* letters of the longest pattern, in bytes */
};

enum {
    MOST_LEVELS = 3,
    MOST_PATTERN_BYTES = 100,
    LEAST_OF_PART = 2, /* letters of a compound word's part that stay together at its ends */
};

struct hyphenator {
    const struct charset *charset;
    struct level levels[MOST_LEVELS];
    size_t level_count;
    size_t least_before, least_behind;
};

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static uint32_t hash_start(void) {
    return UINT32_C(2166136261);
}

static uint32_t hash_add(uint32_t hash, char c) {
    return (hash ^ (unsigned char)c) * UINT32_C(16777619);
}

static bool has_letters(const struct pattern *pattern, const char *letters, size_t count) {
    if (pattern->letters != count)
        return false;
    size_t at = 0;
    for (size_t i = 0; i < pattern->length; i++)
        if (!is_digit(pattern->text[i]) && pattern->text[i] != letters[at++])
            return false;
    return true;
}

static struct pattern *find_pattern(const struct level *level, uint32_t hash, const char *letters,
                                    size_t count) {
    size_t mask = level->slot_count - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        struct pattern *pattern = &level->slots[i];
        if (!pattern->text || has_letters(pattern, letters, count))
            return pattern;
    }
}

static void add_pattern(struct level *level, struct slice line) {
    const char *slash = memchr(line.data, '/', line.length);
    struct pattern pattern = {.text = line.data, .forbids = slash != NULL};
    size_t length = slash ? (size_t)(slash - line.data) : line.length;
    if (length > MOST_PATTERN_BYTES)
        return;
    char letters[MOST_PATTERN_BYTES];
    uint32_t hash = hash_start();
    for (size_t i = 0; i < length; i++)
        if (!is_digit(line.data[i])) {
            letters[pattern.letters++] = line.data[i];
            hash = hash_add(hash, line.data[i]);
        }
    pattern.length = (unsigned char)length;
    if (!pattern.letters)
        return;
    struct pattern *slot = find_pattern(level, hash, letters, pattern.letters);
    level->count += slot->text == NULL;
    *slot = pattern;
    if (pattern.letters > level->longest)
        level->longest = pattern.letters;
}

/* ---- reading a dictionary -------------------------------------------------------------------- */

static struct slice next_line(struct slice *rest) {
    const char *end = memchr(rest->data, '\n', rest->length);
    size_t length = end ? (size_t)(end - rest->data) : rest->length;
    struct slice line = slice_make(rest->data, length);
    size_t skip = end ? length + 1 : length;
    *rest = slice_make(rest->data + skip, rest->length - skip);
    return slice_trim(line);
}

static const struct charset *find_charset(struct slice name) {
    for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++)
        if (name.length == strlen(charsets[i].name) &&
            strncasecmp(name.data, charsets[i].name, name.length) == 0)
            return &charsets[i];
    return NULL;
}

/* "LEFTHYPHENMIN 2": the number, or 0 when the line says something else. */
static size_t setting_of(struct slice line, const char *name) {
    size_t length = strlen(name);
    bool begins = slice_starts_with(line, name) && line.length > length + 1 &&
                  line.data[length] == ' ' && is_digit(line.data[length + 1]);
    return begins ? (size_t)(line.data[length + 1] - '0') : 0;
}

static size_t count_lines(struct slice text) {
    size_t count = 1;
    for (size_t i = 0; i < text.length; i++)
        count += text.data[i] == '\n';
    return count;
}

static void begin_level(struct arena *arena, struct hyphenator *hyphenator, size_t most_patterns) {
    struct level *level = &hyphenator->levels[hyphenator->level_count++];
    level->slot_count = 64;
    while (level->slot_count < most_patterns * 2)
        level->slot_count *= 2;
    level->slots = arena_new_array(arena, level->slot_count, struct pattern);
}

static void read_line(struct arena *arena, struct hyphenator *hyphenator, struct slice line,
                      size_t lines_left) {
    size_t before = setting_of(line, "LEFTHYPHENMIN");
    size_t behind = setting_of(line, "RIGHTHYPHENMIN");
    bool is_setting = line.length > 4 && line.data[0] >= 'A' && line.data[0] <= 'Z' &&
                      line.data[1] >= 'A' && line.data[1] <= 'Z';
    hyphenator->least_before =
        before > hyphenator->least_before ? before : hyphenator->least_before;
    hyphenator->least_behind =
        behind > hyphenator->least_behind ? behind : hyphenator->least_behind;
    if (slice_is(line, "NEXTLEVEL") && hyphenator->level_count < MOST_LEVELS)
        begin_level(arena, hyphenator, lines_left);
    else if (line.length && !is_setting && line.data[0] != '%' && line.data[0] != '#')
        add_pattern(&hyphenator->levels[hyphenator->level_count - 1], line);
}

struct hyphenator *hyphenator_new(struct arena *arena, struct slice dictionary, struct error *err) {
    struct slice rest = dictionary;
    struct slice name = next_line(&rest);
    struct hyphenator *hyphenator = arena_new(arena, struct hyphenator);
    hyphenator->charset = find_charset(name);
    if (!hyphenator->charset) {
        error_set(err, ERROR_ENVIRONMENT,
                  "a hyphenation dictionary must begin with its character set, such as UTF-8");
        return NULL;
    }
    hyphenator->least_before = HYPHENATE_LEAST_BEFORE;
    hyphenator->least_behind = HYPHENATE_LEAST_BEHIND;
    size_t lines_left = count_lines(rest);
    begin_level(arena, hyphenator, lines_left);
    for (; rest.length; lines_left--)
        read_line(arena, hyphenator, next_line(&rest), lines_left);
    return hyphenator;
}

/* ---- words ----------------------------------------------------------------------------------- */

/* A word in lower case and the dictionary's character set, a full stop at both ends. */
struct encoded {
    char bytes[HYPHENATE_MOST_BYTES + 2];
    size_t length;
    size_t letters;
    size_t place[HYPHENATE_MOST_BYTES + 2];  /* of each letter: its first byte in `bytes` */
    size_t source[HYPHENATE_MOST_BYTES + 2]; /* and in the word */
};

static bool add_letter(const struct charset *charset, struct encoded *out, unsigned code_point,
                       size_t source) {
    struct strbuf utf8 = {0};
    char byte = 0;
    struct slice bytes;
    if (charset->utf8) {
        strbuf_add_code_point(&utf8, code_point);
        bytes = strbuf_slice(&utf8);
    } else {
        byte = (char)encode_byte(charset, code_point);
        bytes = slice_make(&byte, byte != 0);
    }
    bool fits = bytes.length && out->length + bytes.length + 1 <= sizeof out->bytes;
    if (fits) {
        out->place[out->letters] = out->length;
        out->source[out->letters++] = source;
        memcpy(out->bytes + out->length, bytes.data, bytes.length);
        out->length += bytes.length;
    }
    strbuf_release(&utf8);
    return fits;
}

static bool encode(const struct charset *charset, struct slice word, struct encoded *out) {
    out->bytes[0] = '.';
    out->length = 1;
    out->letters = 0;
    for (size_t at = 0; at < word.length;) {
        size_t source = at;
        unsigned code_point = utf8_next(word, &at);
        if (!add_letter(charset, out, uc_tolower(code_point), source))
            return false;
    }
    out->bytes[out->length++] = '.';
    return true;
}

/* The highest number of each place in text, which has a full stop at both ends. */
static void find_numbers(const struct level *level, const char *text, size_t length,
                         unsigned char *numbers) {
    memset(numbers, 0, length + 1);
    for (size_t start = 0; level->count && start < length; start++) {
        uint32_t hash = hash_start();
        for (size_t end = start; end < length && end - start < level->longest; end++) {
            hash = hash_add(hash, text[end]);
            const struct pattern *pattern =
                find_pattern(level, hash, text + start, end + 1 - start);
            size_t at = start;
            for (size_t i = 0; pattern->text && i < pattern->length; i++) {
                if (!is_digit(pattern->text[i])) {
                    at++;
                    continue;
                }
                unsigned char number = (unsigned char)(pattern->text[i] - '0');
                number = (unsigned char)(number + (pattern->forbids ? number & 1 : 0));
                numbers[at] = number > numbers[at] ? number : numbers[at];
            }
        }
    }
}

/* Marks places in `divided` between first and last (bytes of the encoded word, full stops left out)
 * by a level, and divides the parts by the next. */
static void divide(const struct hyphenator *hyphenator, size_t level_number, const char *bytes,
                   size_t first, size_t last, unsigned char *divided) {
    char text[HYPHENATE_MOST_BYTES + 2];
    unsigned char numbers[HYPHENATE_MOST_BYTES + 3];
    size_t length = last - first + 2, part = first;
    text[0] = text[length - 1] = '.';
    memcpy(text + 1, bytes + first, last - first);
    find_numbers(&hyphenator->levels[level_number], text, length, numbers);
    for (size_t at = first + 1; at <= last; at++) {
        bool near = level_number > 0 && (at - first < LEAST_OF_PART || last - at < LEAST_OF_PART);
        bool odd = at < last && !near && (numbers[at - first + 1] & 1);
        divided[at] |= odd;
        if ((odd || at == last) && level_number + 1 < hyphenator->level_count) {
            divide(hyphenator, level_number + 1, bytes, part, at, divided);
            part = at;
        }
    }
}

void hyphenate_word(const struct hyphenator *hyphenator, struct slice word, unsigned char *points) {
    struct encoded encoded;
    if (word.length > HYPHENATE_MOST_BYTES || !encode(hyphenator->charset, word, &encoded) ||
        encoded.letters < HYPHENATE_LEAST_LETTERS)
        return;
    unsigned char divided[HYPHENATE_MOST_BYTES + 2] = {0};
    divide(hyphenator, 0, encoded.bytes, 1, encoded.length - 1, divided);
    for (size_t i = hyphenator->least_before; i + hyphenator->least_behind <= encoded.letters; i++)
        if (divided[encoded.place[i]])
            points[encoded.source[i]] = 1;
}
