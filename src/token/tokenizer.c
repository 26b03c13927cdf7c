/* tokenizer.c - splitting a text into words, quickly.
 *
 * Layer: token. Nearly all text here is ASCII, so a word of up to 16 such bytes is read, put in
 * small letters, and looked up as two numbers of 64 bits, without a look at single bytes
 * (read_letters). Whatever holds another character is left to scan_wide, character by character;
 * raw forms seen before are looked up whole there too. Order: the loop's state, ASCII words,
 * numbers, other scripts, the loop, the calls of token.h.
 */
#include "token/token_private.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <endian.h>
#include <stdlib.h>

/* One text being read. */
struct scan {
    struct tokenizer *tokenizer;
    struct language_words *language;
    const char *data;
    size_t length, position;
    struct token *next, *last; /* room for tokens: [next, last) */
};

/* ---- what bytes are ---- */

enum byte_class { BYTE_OTHER, BYTE_LETTER, BYTE_DIGIT, BYTE_WIDE };

#define REPEAT(byte) ((uint64_t)(byte)*0x0101010101010101ULL)
#define HIGH_BITS    REPEAT(0x80)

static inline enum byte_class byte_class(unsigned char c) {
    if (c >= 0x80)
        return BYTE_WIDE;
    if ((unsigned char)((c | 0x20) - 'a') < 26)
        return BYTE_LETTER;
    return (unsigned char)(c - '0') < 10 ? BYTE_DIGIT : BYTE_OTHER;
}

/* The high bit of each of eight bytes that is neither an ASCII letter nor a digit. */
static inline uint64_t find_stops(uint64_t bytes) {
    uint64_t low = bytes & ~HIGH_BITS;
    uint64_t small = low | REPEAT(0x20);
    uint64_t letters =
        (small + REPEAT(0x80 - 'a')) & ~(small + REPEAT(0x80 - ('z' + 1))); /* no carries */
    uint64_t digits = (low + REPEAT(0x80 - '0')) & ~(low + REPEAT(0x80 - ('9' + 1)));
    return (~(letters | digits) | bytes) & HIGH_BITS;
}

/* Eight bytes, the first lowest; zeros behind the text. */
static inline uint64_t load(const struct scan *scan, size_t at) {
    uint64_t bytes = 0;
    size_t left = scan->length - at;
    if (left >= sizeof bytes)
        memcpy(&bytes, scan->data + at, sizeof bytes);
    else
        memcpy(&bytes, scan->data + at, left);
    return le64toh(bytes);
}

static enum character_class class_at(struct scan *scan, size_t at, size_t *end) {
    *end = at;
    unsigned c = utf8_next(slice_make(scan->data, scan->length), end);
    if (c >= KNOWN_CLASSES)
        return c == 0xfffd ? CHARACTER_SEPARATOR : character_class_of(c);
    unsigned char *known = &scan->tokenizer->classes[c];
    if (*known == CHARACTER_UNKNOWN)
        *known = (unsigned char)character_class_of(c);
    return *known;
}

/* ---- words found ---- */

static void put_token(struct scan *scan, uint32_t word_id, size_t start, size_t end) {
    struct word_table *table = &scan->tokenizer->table;
    const struct word_term *term = &scan->language->term_of[word_id];
    if (term->term_id == WORD_TERM_UNKNOWN)
        word_table_stem(table, scan->language, word_id);
    table->uses[word_id]++;
    *scan->next++ = (struct token){.term = {term->text, term->length},
                                   .term_id = term->term_id,
                                   .word_id = word_id,
                                   .start = start,
                                   .end = end};
}

/* Not a byte of a character is cut in two. */
static struct slice cut(struct slice word) {
    if (word.length <= TOKEN_MOST_BYTES)
        return word;
    word.length = TOKEN_MOST_BYTES;
    while (word.length > 0 && ((unsigned char)word.data[word.length] & 0xc0) == 0x80)
        word.length--;
    return word;
}

/* A word already folded. */
static void put_folded(struct scan *scan, struct slice folded, size_t start, size_t end) {
    folded = cut(folded);
    struct word_key key = word_key_of(folded, 0);
    put_token(scan, word_table_intern(&scan->tokenizer->table, key, folded), start, end);
}

enum { LONGEST_RAW = 1024 }; /* what stands behind can't change a term of 64 bytes */

/* A word as it stands in the text, with characters beyond ASCII. */
static void put_raw(struct scan *scan, size_t start, size_t end) {
    struct word_table *table = &scan->tokenizer->table;
    struct slice raw = slice_make(scan->data + start, end - start);
    struct word_key key = {0};
    bool is_kept = raw.length <= TOKEN_MOST_BYTES;
    if (is_kept) {
        key = word_key_of(raw, SURFACE_RAW);
        const struct surface *found = word_table_find(table, key, raw);
        if (found->key.length) {
            put_token(scan, found->word_id, start, end);
            return;
        }
    }
    if (raw.length > LONGEST_RAW)
        raw.length = LONGEST_RAW;
    struct strbuf *folded = &scan->tokenizer->folded;
    strbuf_truncate(folded, 0);
    character_fold_word(folded, raw);
    if (folded->length == 0)
        return;
    struct slice word = cut(strbuf_slice(folded));
    uint32_t word_id = word_table_intern(table, word_key_of(word, 0), word);
    if (is_kept)
        word_table_add_raw(table, key, raw, word_id);
    put_token(scan, word_id, start, end);
}

/* ---- ASCII words ---- */

/* More than 16 letters. */
static void put_long(struct scan *scan, size_t start, size_t end) {
    char folded[TOKEN_MOST_BYTES];
    size_t length = end - start < TOKEN_MOST_BYTES ? end - start : TOKEN_MOST_BYTES;
    for (size_t i = 0; i < length; i++)
        folded[i] = (char)(scan->data[start + i] | 0x20);
    put_folded(scan, slice_make(folded, length), start, end);
}

/* Letters and digits from start on: where they end, and the key if there are at most 16. */
static inline size_t read_letters(const struct scan *scan, size_t start, struct word_key *key) {
    uint64_t bytes = load(scan, start);
    uint64_t stops = find_stops(bytes);
    bytes |= REPEAT(0x20);
    if (stops) {
        unsigned bits = (unsigned)__builtin_ctzll(stops) & ~7U;
        *key = (struct word_key){.first = bytes & (((uint64_t)1 << bits) - 1), .length = bits / 8};
        return start + bits / 8;
    }
    size_t end = start + sizeof bytes;
    uint64_t more = end < scan->length ? load(scan, end) : 0;
    stops = find_stops(more);
    if (stops) {
        unsigned bits = (unsigned)__builtin_ctzll(stops) & ~7U;
        more = (more | REPEAT(0x20)) & (((uint64_t)1 << bits) - 1);
        *key = (struct word_key){bytes, more, (uint32_t)sizeof bytes + bits / 8};
        return end + bits / 8;
    }
    end += sizeof more;
    *key = (struct word_key){bytes, more | REPEAT(0x20), WORD_KEY_BYTES};
    while (end < scan->length && byte_class((unsigned char)scan->data[end]) - 1U < BYTE_DIGIT) {
        key->length = WORD_KEY_BYTES + 1;
        end++;
    }
    return end;
}

static void put_letters(struct scan *scan, struct word_key key, size_t start, size_t end) {
    struct word_table *table = &scan->tokenizer->table;
    if (key.length > WORD_KEY_BYTES) {
        put_long(scan, start, end);
        return;
    }
    const struct surface *found = word_table_find(table, key, (struct slice){0});
    if (found->key.length) {
        put_token(scan, found->word_id, start, end);
        return;
    }
    put_long(scan, start, end);
}

/* Whether what follows an ASCII word belongs to it: then all is read as a wide word. */
static bool goes_on_wide(struct scan *scan, size_t end) {
    size_t behind = end;
    while (behind < scan->length && (unsigned char)scan->data[behind] >= 0x80) {
        enum character_class class = class_at(scan, behind, &behind);
        if (class != CHARACTER_IGNORED)
            return class == CHARACTER_WORD || class == CHARACTER_MARK;
    }
    /* something skipped, then ASCII again */
    return behind > end && behind < scan->length &&
           byte_class((unsigned char)scan->data[behind]) != BYTE_OTHER;
}

static bool is_word_at(struct scan *scan, size_t at) {
    size_t end;
    if (at >= scan->length)
        return false;
    enum character_class class = class_at(scan, at, &end);
    return class == CHARACTER_WORD || class == CHARACTER_MARK;
}

/* Behind a word: an English 's goes. */
static void skip_genitive(struct scan *scan) {
    size_t at = scan->position;
    if (at >= scan->length)
        return;
    if (scan->data[at] == '\'')
        at++;
    else if ((unsigned char)scan->data[at] < 0x80 ||
             class_at(scan, at, &at) != CHARACTER_APOSTROPHE)
        return;
    if (at < scan->length && (scan->data[at] | 0x20) == 's' && !is_word_at(scan, at + 1))
        scan->position = at + 1;
}

/* ---- numbers ---- */

/* Written behind a number without a space. */
static const char *const units[] = {
    "bpm", "cl",   "cm",   "dl", "g",  "hz",  "iu", "kcal", "kg",  "kj",   "km",  "kpa",     "l",
    "m",   "mbar", "mcg",  "mg", "mj", "ml",  "mm", "mmhg", "mol", "mmol", "mpa", "ng",      "nm",
    "ug",  "um",   "mins", "mv", "mw", "min", "hr", "hrs",  "kv",  "kw",   "µg",  "\u03bcg", "µm",
};

static bool is_unit_at(struct scan *scan, size_t at) {
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t length = strlen(units[i]), k = 0;
        if (scan->length - at < length)
            continue;
        while (k < length &&
               (units[i][k] == scan->data[at + k] ||
                ((unsigned char)units[i][k] < 0x80 && units[i][k] == (scan->data[at + k] | 0x20))))
            k++;
        if (k == length && !is_word_at(scan, at + length))
            return true;
    }
    return false;
}

static size_t skip_digits(const struct scan *scan, size_t at) {
    while (at < scan->length && byte_class((unsigned char)scan->data[at]) == BYTE_DIGIT)
        at++;
    return at;
}

struct number {
    size_t end;
    bool has_sign; /* a point or a comma inside */
    char folded[TOKEN_MOST_BYTES];
    size_t length;
};

static void add_digits(struct number *number, const struct scan *scan, size_t from, size_t to) {
    for (; from < to && number->length < sizeof number->folded; from++)
        number->folded[number->length++] = scan->data[from];
    number->end = to;
}

/* 2.5, 1.2.3, 1,000,000.5: a comma only before exactly three digits, and after at most three. */
static struct number read_number(const struct scan *scan) {
    struct number number = {0};
    size_t start = scan->position, digits_end = skip_digits(scan, start);
    bool may_group = digits_end - start <= 3;
    add_digits(&number, scan, start, digits_end);
    while (digits_end + 1 < scan->length) {
        char sign = scan->data[digits_end];
        size_t end = skip_digits(scan, digits_end + 1);
        if (end == digits_end + 1 ||
            !(sign == '.' || (sign == ',' && may_group && end - digits_end == 4)))
            break;
        may_group = may_group && sign == ',';
        add_digits(&number, scan, digits_end + (sign == ','), end);
        number.has_sign = true;
        digits_end = end;
    }
    return number;
}

/* False: letters follow, and it is a word like others (10th, 3d). */
static bool scan_number(struct scan *scan) {
    struct number number = read_number(scan);
    bool is_word = is_word_at(scan, number.end);
    if (!number.has_sign && is_word && !is_unit_at(scan, number.end))
        return false;
    put_folded(scan, slice_make(number.folded, number.length), scan->position, number.end);
    scan->position = number.end;
    return true;
}

/* ---- other scripts ---- */

/* Characters of scripts without spaces, from position on: each pair, or the only one. Where the
 * room ends, the rest begins with the pair that found none. */
static void scan_pairs(struct scan *scan) {
    size_t first = scan->position, second = 0, end, at, next;
    class_at(scan, first, &end);
    for (at = end; at < scan->length; at = next) {
        enum character_class class = class_at(scan, at, &next);
        if (class == CHARACTER_SPACELESS) {
            if (scan->next == scan->last)
                break;
            if (second) {
                put_raw(scan, first, end);
                first = second;
            }
            second = at;
        } else if (class != CHARACTER_MARK && class != CHARACTER_IGNORED) {
            break;
        }
        if (class != CHARACTER_IGNORED)
            end = next;
    }
    scan->position = first;
    if (scan->next == scan->last)
        return;
    put_raw(scan, first, end);
    scan->position = end;
}

/* A word with characters beyond ASCII in it, or whatever stands here in place of one. */
static void scan_wide(struct scan *scan) {
    size_t start = scan->position, next;
    enum character_class class = class_at(scan, start, &next);
    if (class == CHARACTER_SPACELESS) {
        scan_pairs(scan);
        return;
    }
    scan->position = next;
    if (class == CHARACTER_SINGLE)
        put_raw(scan, start, next);
    if (class != CHARACTER_WORD)
        return;
    size_t end = next;
    while (next < scan->length) {
        class = class_at(scan, next, &next);
        if (class == CHARACTER_WORD || class == CHARACTER_MARK)
            end = next;
        else if (class != CHARACTER_IGNORED)
            break;
    }
    scan->position = end;
    put_raw(scan, start, end);
    skip_genitive(scan);
}

/* ---- the loop ---- */

static void scan_word(struct scan *scan, struct word_key key, size_t end) {
    if (end < scan->length && (unsigned char)scan->data[end] >= 0x80 && goes_on_wide(scan, end)) {
        scan_wide(scan);
        return;
    }
    size_t start = scan->position;
    scan->position = end;
    put_letters(scan, key, start, end);
    if (end < scan->length && (scan->data[end] == '\'' || (unsigned char)scan->data[end] >= 0x80))
        skip_genitive(scan);
}

/* Fills the room; false at the end of the text. */
static bool scan_some(struct scan *scan) {
    while (scan->position < scan->length && scan->next < scan->last) {
        struct word_key key;
        size_t end;
        switch (byte_class((unsigned char)scan->data[scan->position])) {
        case BYTE_OTHER:
            scan->position++;
            break;
        case BYTE_WIDE:
            scan_wide(scan);
            break;
        case BYTE_DIGIT:
            if (scan_number(scan))
                break;
            /* fall through */
        case BYTE_LETTER:
            end = read_letters(scan, scan->position, &key);
            scan_word(scan, key, end);
            break;
        }
    }
    return scan->position < scan->length;
}

/* ---- token.h ---- */

struct tokenizer *tokenizer_new(void) {
    return memory_allocate_zeroed(1, sizeof(struct tokenizer));
}

void tokenizer_free(struct tokenizer *tokenizer) {
    if (!tokenizer)
        return;
    word_table_release(&tokenizer->table);
    strbuf_release(&tokenizer->folded);
    free(tokenizer);
}

static struct scan begin(struct tokenizer *tokenizer, const struct token_language *language,
                         struct slice text) {
    return (struct scan){.tokenizer = tokenizer,
                         .language = word_table_language(&tokenizer->table, language),
                         .data = text.data,
                         .length = text.length};
}

void tokenize(struct tokenizer *tokenizer, const struct token_language *language, struct slice text,
              token_sink *sink, void *context) {
    struct token room[64];
    struct scan scan = begin(tokenizer, language, text);
    bool goes_on = true;
    while (goes_on) {
        scan.next = room;
        scan.last = room + sizeof room / sizeof *room;
        goes_on = scan_some(&scan);
        for (const struct token *token = room; token < scan.next; token++)
            if (!sink(context, token))
                return;
    }
}

void tokenize_all(struct tokenizer *tokenizer, const struct token_language *language,
                  struct slice text, struct token_array *out) {
    struct scan scan = begin(tokenizer, language, text);
    bool goes_on = true;
    out->count = 0;
    while (goes_on) {
        if (out->capacity - out->count < 16) {
            /* a token for six bytes is a little more than English has */
            out->capacity += 64 + (text.length - scan.position) / 6;
            out->items = memory_resize(out->items, out->capacity, sizeof *out->items);
        }
        scan.next = out->items + out->count;
        scan.last = out->items + out->capacity;
        goes_on = scan_some(&scan);
        out->count = (size_t)(scan.next - out->items);
    }
}

void token_array_release(struct token_array *array) {
    free(array->items);
    *array = (struct token_array){0};
}
