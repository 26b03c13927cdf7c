/* script_warm.c - see script_warm.h.
 *
 * Layer: make, child side.
 */
#include "make/child/script_warm.h"

#include "pdf/pdf_subset.h"
#include "text/shape.h"

#include <stdio.h>

/* So that the memory of words has room left for those of a handout (text/shape.c). */
enum { MOST_SHAPED = 12000 };

/* The word as it will stand on the page: without the signs for bold. Those with a slot are known
 * only when it is filled. */
static struct slice without_signs(struct slice word) {
    while (slice_starts_with(word, "**"))
        word = slice_make(word.data + 2, word.length - 2);
    while (word.length >= 2 && memcmp(word.data + word.length - 2, "**", 2) == 0)
        word.length -= 2;
    bool whole = word.length > 0 && !memchr(word.data, '{', word.length) &&
                 !memchr(word.data, '*', word.length);
    return whole ? word : slice_make(NULL, 0);
}

static void shape_words(const struct font_set *fonts, const char *text, const char *language,
                        size_t *count) {
    struct error ignored;
    while (*text && *count < MOST_SHAPED) {
        size_t length = strcspn(text, " \n");
        struct slice word = without_signs(slice_make(text, length));
        for (int style = 0; word.length > 0 && style < FONT_STYLE_COUNT; style++, ++*count)
            shape_word(fonts, (enum font_style)style, word, language, &ignored);
        text += length + (text[length] != '\0');
    }
}

/* Numbers, signs between them, marks of sources: what stands beside the sentences. */
static void shape_numbers(const struct font_set *fonts, const char *language, size_t *count) {
    enum { MOST = 60 };
    static const char *const before[] = {"", "", "", "", "\u00A0\u00A7"}, *const behind[] = {
                                                                              "", ",", ":", ".",
                                                                              ""};
    shape_words(fonts, ", : . + ( ) / \u2013 \u2021 \u00A0 2024 2025 2026 2027 2028 2029 2030 2031",
                language, count);
    struct error ignored;
    for (int style = 0; style < FONT_STYLE_COUNT; style++, ++*count)
        shape_word(fonts, (enum font_style)style, slice_of(" "), language, &ignored);
    for (int number = 0; number < MOST; number++)
        for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
            char text[32];
            snprintf(text, sizeof text, "%s%d%s", before[i], number, behind[i]);
            shape_words(fonts, text, language, count);
        }
}

/* The clinic's own words: its name, its numbers. */
static void shape_value(const struct font_set *fonts, const struct value *value,
                        const char *language, size_t *count) {
    if (value->kind == VALUE_TEXT)
        shape_words(fonts, value_text(value, ""), language, count);
    for (size_t i = 0; i < value->count; i++)
        shape_value(fonts, value->items[i], language, count);
}

void script_warm(struct font_set *fonts, const struct script_world *world,
                 const struct value *clinic) {
    struct error ignored;
    size_t count = 0;
    if (!fonts || !font_set_check(fonts, &ignored))
        return; /* told when a page is laid out */
    pdf_subset_prepare(font_set_face(fonts, FONT_REGULAR));
    pdf_subset_prepare(font_set_face(fonts, FONT_BOLD));
    for (const struct ready_language *ready = world->ready; ready; ready = ready->next) {
        shape_numbers(fonts, ready->language, &count);
        if (clinic)
            shape_value(fonts, clinic, ready->language, &count);
        for (size_t i = 0; i < READY_BUCKETS; i++)
            for (const struct ready_sentence *at = ready->buckets[i]; at; at = at->next)
                shape_words(fonts, at->text, ready->language, &count);
    }
}
