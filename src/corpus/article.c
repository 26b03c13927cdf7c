/* article.c - rules of text that all articles share: cleaning and slugs.
 *
 * Layer: corpus; needs libunistring, which texts in plain ASCII never reach.
 */
#include "corpus/article_builder.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <unictype.h>
#include <uninorm.h>

enum { LONGEST_SLUG_BYTES = 60 };

/* Eight bytes at a time: every byte of a corpus comes by here. */
static bool is_ascii(struct slice text) {
    size_t i = 0;
    for (uint64_t word; text.length - i >= sizeof word; i += sizeof word) {
        memcpy(&word, text.data + i, sizeof word);
        if (word & UINT64_C(0x8080808080808080))
            return false;
    }
    for (; i < text.length; i++)
        if ((unsigned char)text.data[i] >= 0x80)
            return false;
    return true;
}

/* Owned; NULL when the form can't be computed (malformed text). */
static char *normalize(uninorm_t form, struct slice text, size_t *length) {
    uint8_t *normalized = u8_normalize(form, (const uint8_t *)text.data, text.length, NULL, length);
    if (!normalized && text.length && utf8_find_invalid(text) == UTF8_VALID)
        memory_resize(NULL, SIZE_MAX, 2); /* out of memory: ends in the handler */
    return (char *)normalized;
}

enum character_use { KEEP, SPACE, DROP };

/* What is not ASCII. White space is what Unicode calls so, no-break spaces included: a search for
 * "10 mm" must find both. */
static enum character_use use_of(unsigned code_point) {
    if (code_point == 0x85 || code_point == 0x2028 || code_point == 0x2029)
        return SPACE;
    if (code_point < 0xA0 || code_point == 0xAD || code_point == 0x200B || code_point == 0xFEFF ||
        code_point == 0x2060)
        return DROP; /* C1 controls, soft hyphen, zero-width space and its kin */
    if ((code_point >= 0x202A && code_point <= 0x202E) ||
        (code_point >= 0x2066 && code_point <= 0x2069))
        return DROP; /* overrides of direction can make a text show what it does not say */
    if (code_point == 0xA0 || code_point == 0x1680 ||
        (code_point >= 0x2000 && code_point <= 0x200A) || code_point == 0x202F ||
        code_point == 0x205F || code_point == 0x3000)
        return SPACE;
    return KEEP;
}

/* What is ASCII and not visible. */
static enum character_use ascii_use(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r') ? SPACE : DROP;
}

static bool is_visible_ascii(char c) {
    return c > ' ' && c < 0x7F;
}

/* Eight bytes with one that is not printable ASCII, or with two spaces side by side. Now and then
 * it is said of eight bytes without: the caller then looks at each. */
static bool may_need_change(uint64_t word) {
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
    uint64_t deletes = word ^ (ones * 0x7F), spaces = word ^ (ones * ' ');
    uint64_t is_space = (spaces - ones) & ~spaces & tops;
    return ((word | (word - ones * ' ') | ((deletes - ones) & ~deletes)) & tops) ||
           (is_space & (is_space << 8));
}

/* The end of what needs no change: words of ASCII with one space between, which is nearly all there
 * is. Begins and ends with a word. */
static size_t end_of_plain(struct slice text, size_t start) {
    size_t end = start;
    bool after_space = false;
    for (uint64_t word; text.length - end >= sizeof word; end += sizeof word) {
        memcpy(&word, text.data + end, sizeof word);
        if (may_need_change(word) || (after_space && text.data[end] == ' '))
            break;
        after_space = text.data[end + sizeof word - 1] == ' ';
    }
    for (; end < text.length; end++) {
        bool is_space = text.data[end] == ' ';
        if (is_space ? after_space : !is_visible_ascii(text.data[end]))
            break;
        after_space = is_space;
    }
    return end - after_space;
}

static void fold(struct strbuf *out, struct slice text) {
    size_t start = out->length;
    bool space_due = false;
    for (size_t position = 0; position < text.length;) {
        size_t from = position;
        enum character_use use = KEEP;
        if (is_visible_ascii(text.data[position]))
            position = end_of_plain(text, position);
        else if ((unsigned char)text.data[position] < 0x80)
            use = ascii_use(text.data[position++]);
        else
            use = use_of(utf8_next(text, &position));
        if (use == SPACE)
            space_due = out->length > start;
        if (use != KEEP)
            continue;
        if (space_due)
            strbuf_add_char(out, ' ');
        space_due = false;
        strbuf_add_bytes(out, text.data + from, position - from);
    }
}

void article_clean(struct strbuf *out, struct slice text) {
    strbuf_reserve(out, text.length);
    size_t length;
    char *composed = is_ascii(text) ? NULL : normalize(UNINORM_NFC, text, &length);
    fold(out, composed ? slice_make(composed, length) : text);
    free(composed);
}

char *article_clean_text(struct arena *arena, struct slice text) {
    struct strbuf clean = {0};
    article_clean(&clean, text);
    char *copy = arena_bytes(arena, strbuf_text(&clean), clean.length);
    strbuf_release(&clean);
    return copy;
}

/* Cuts between two words where there are two. */
static size_t slug_end(const char *slug, size_t length) {
    if (length <= LONGEST_SLUG_BYTES)
        return length;
    for (size_t end = LONGEST_SLUG_BYTES; end > 0; end--)
        if (slug[end] == '-')
            return end;
    return LONGEST_SLUG_BYTES;
}

char *article_slug(struct arena *arena, struct slice text) {
    size_t length = text.length;
    char *decomposed = is_ascii(text) ? NULL : normalize(UNINORM_NFKD, text, &length);
    struct slice plain = decomposed ? slice_make(decomposed, length) : text;
    struct strbuf slug = {0};
    bool hyphen_due = false;
    for (size_t position = 0; position < plain.length;) {
        unsigned c = utf8_next(plain, &position);
        if (c >= 'A' && c <= 'Z')
            c += 'a' - 'A';
        bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        bool is_joined = c == '\'' || c == 0x2019 || (c >= 0x80 && uc_combining_class(c) != 0);
        if (is_plain) {
            if (hyphen_due && slug.length)
                strbuf_add_char(&slug, '-');
            strbuf_add_char(&slug, (char)c);
        }
        hyphen_due = !is_plain && (hyphen_due || !is_joined);
    }
    free(decomposed);
    strbuf_truncate(&slug, slug_end(strbuf_text(&slug), slug.length));
    struct slice result = slug.length ? strbuf_slice(&slug) : slice_of("section");
    char *copy = arena_bytes(arena, result.data, result.length);
    strbuf_release(&slug);
    return copy;
}
