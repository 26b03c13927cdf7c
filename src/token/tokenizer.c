/* tokenizer.c - the loop that splits a text into words, and the calls of token.h.
 *
 * Layer: token. Nearly all text here is ASCII, and most words are short and have been seen before:
 * scan_swiftly reads sixteen bytes at once, puts them in small letters, and looks them up as two
 * numbers, without a look at single bytes. Where that does not do it leaves the place to the
 * readers of scan.h, which need no vector instructions and give the same.
 */
#include "token/scan.h"

#include "base/memory.h"

#include <stdlib.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* ---- most words ---- */

#if defined(__SSE2__)

/* Sixteen bytes of text: a bit for each of which something is so, the first lowest. */
struct window {
    __m128i small;    /* in small letters, where they are letters or digits */
    unsigned letters; /* or digits */
    unsigned digits, wide, apostrophes;
};

static inline __m128i in_range(__m128i bytes, char first, int count) {
    /* shifted so that the range begins at the lowest signed number */
    __m128i moved = _mm_add_epi8(bytes, _mm_set1_epi8((char)(-128 - first)));
    return _mm_cmplt_epi8(moved, _mm_set1_epi8((char)(-128 + count)));
}

static inline struct window look(const char *data) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)data);
    __m128i small = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
    __m128i digits = in_range(bytes, '0', 10);
    __m128i letters = _mm_or_si128(in_range(small, 'a', 26), digits);
    __m128i apostrophes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\''));
    return (struct window){small, (unsigned)_mm_movemask_epi8(letters),
                           (unsigned)_mm_movemask_epi8(digits), (unsigned)_mm_movemask_epi8(bytes),
                           (unsigned)_mm_movemask_epi8(apostrophes)};
}

/* The first `length` bytes, zeros behind. */
static inline struct word_key key_of(__m128i small, unsigned length) {
    static const char mask[32] = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
    __m128i kept = _mm_and_si128(
        small, _mm_loadu_si128((const __m128i *)(const void *)(mask + WORD_KEY_BYTES - length)));
    return (struct word_key){(uint64_t)_mm_cvtsi128_si64(kept),
                             (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(kept, kept)), length};
}

/* Reads on while words are plain, known, and not at the end of the text. */
static void scan_swiftly(struct scan *scan) {
    const struct word_table *table = &scan->tokenizer->table;
    const struct surface *surfaces = table->surfaces;
    const struct word_term *term_of = scan->language->term_of;
    const bool *first_bytes = scan->first_bytes;
    size_t mask = table->surface_mask, position = scan->position;
    struct token *next = scan->next, *last = scan->last;
    if (!surfaces)
        return;
    while (next < last && position + WORD_KEY_BYTES < scan->length) {
        struct window window = look(scan->data + position);
        if (!(window.letters & 1)) {
            unsigned gap = (unsigned)__builtin_ctz(window.letters | 1U << WORD_KEY_BYTES);
            if (window.wide & ((1U << gap) - 1))
                break;
            position += gap;
            continue;
        }
        unsigned length = (unsigned)__builtin_ctz(~window.letters);
        if ((window.digits & 1) || length >= WORD_KEY_BYTES ||
            ((window.wide | window.apostrophes) >> length & 1))
            break;
        struct word_key key = key_of(window.small, length);
        const struct surface *found = &surfaces[word_key_place(key) & mask];
        while (found->key.length &&
               !(found->key.first == key.first && found->key.second == key.second &&
                 found->key.length == key.length))
            found = found == &surfaces[mask] ? surfaces : found + 1;
        if (!found->key.length)
            break;
        const struct word_term *term = &term_of[found->word_id];
        struct slice text = {term->text, term->length};
        if (term->term_id == WORD_TERM_UNKNOWN) {
            if (!first_bytes || first_bytes[(unsigned char)table->words[found->word_id].data[0]])
                break;
            text = table->words[found->word_id];
        }
        *next++ = (struct token){text, term->term_id, found->word_id, position, position + length};
        position += length + 1; /* what ended it is a separator */
    }
    scan->position = position;
    scan->next = next;
}

#else

static void scan_swiftly(struct scan *scan) {
    (void)scan;
}

#endif

/* ---- the loop ---- */

/* Fills the room; false at the end of the text. */
static bool scan_some(struct scan *scan) {
    for (;;) {
        scan_swiftly(scan);
        if (scan->position >= scan->length || scan->next == scan->last)
            return scan->position < scan->length;
        switch (byte_class((unsigned char)scan->data[scan->position])) {
        case BYTE_OTHER:
            scan->position++;
            break;
        case BYTE_WIDE:
            scan_wide(scan);
            break;
        case BYTE_DIGIT:
            if (!scan_number(scan))
                scan_ascii(scan);
            break;
        case BYTE_LETTER:
            scan_ascii(scan);
            break;
        }
    }
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

void tokenizer_stem_only(struct tokenizer *tokenizer, const bool *first_bytes) {
    tokenizer->first_bytes = first_bytes;
}

static struct scan begin(struct tokenizer *tokenizer, const struct token_language *language,
                         struct slice text) {
    return (struct scan){
        .tokenizer = tokenizer,
        .language = word_table_language(&tokenizer->table, language),
        .first_bytes = token_language_keeps_beginnings(language) ? tokenizer->first_bytes : NULL,
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
