/* shape.c - words -> glyphs.
 *
 * Layer: text. Each word is shaped once and remembered in the font set. Order: shaping one face's
 * part, the memory of words, words of a stretch. shape_line.c joins words to lines.
 */
#include "text/shape.h"

#include <hb.h>
#include <stdlib.h>
#include <unigbrk.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "text/font_internal.h"
#include "text/script.h"
#include "text/writing.h"

/* A handout has some hundred different words; a batch of thousands must not grow without end. */
#define WORDS_REMEMBERED 20000

struct shape_cache {
    struct arena arena;
    struct cached_word **slots; /* open addressing; slot_count is a power of two */
    size_t slot_count, word_count;
    hb_buffer_t *buffer;
    const char *language_name; /* of `language`: looking one up is slow */
    hb_language_t language;
};

struct cached_word {
    struct shaped_word word;
    struct slice around; /* the word, with the letters that it joins */
    const char *language;
    enum font_style style;
    bool right_to_left;
    uint64_t hash;
};

/* ---- shaping --------------------------------------------------------------------------------- */

/* The end of what a reader takes for one character: a letter with its accents. */
static size_t cluster_end(struct slice text, size_t start) {
    const uint8_t *bytes = (const uint8_t *)text.data;
    const uint8_t *end = u8_grapheme_next(bytes + start, bytes + text.length);
    return end ? (size_t)(end - bytes) : text.length;
}

static hb_language_t language_of(struct shape_cache *cache, const char *language) {
    if (!cache->language_name || strcmp(cache->language_name, language) != 0) {
        cache->language_name = arena_text(&cache->arena, language);
        cache->language = hb_language_from_string(language, -1);
    }
    return cache->language;
}

/* Letters from left to right look the same whatever stands beside them. */
static void fill_buffer(struct shape_cache *cache, const struct cached_word *word,
                        struct slice part) {
    hb_buffer_t *buffer = cache->buffer;
    struct slice around = word->right_to_left ? word->around : part;
    hb_buffer_reset(buffer);
    hb_buffer_add_utf8(buffer, around.data, (int)around.length, (unsigned)(part.data - around.data),
                       (int)part.length);
    hb_buffer_set_direction(buffer, word->right_to_left ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_language(buffer, language_of(cache, word->language));
    hb_script_t script = word->right_to_left ? script_of(part) : HB_SCRIPT_COMMON;
    if (script == HB_SCRIPT_COMMON)
        script = word->right_to_left ? script_of(around) : script;
    if (script != HB_SCRIPT_COMMON)
        hb_buffer_set_script(buffer, script);
    hb_buffer_guess_segment_properties(buffer); /* the script: what is set stays */
}

static bool shape_run(struct shape_cache *cache, const struct font *font,
                      const struct cached_word *word, struct slice part, struct glyph_run *run,
                      struct error *err) {
    hb_buffer_t *buffer = cache->buffer;
    fill_buffer(cache, word, part);
    hb_shape(font->font, buffer, NULL, 0);
    unsigned count = 0;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &count);
    uint32_t start = word->right_to_left ? (uint32_t)(part.data - word->around.data) : 0;
    *run = (struct glyph_run){
        .font = font, .text = part, .count = count, .right_to_left = word->right_to_left};
    run->glyphs = arena_new_array(&cache->arena, count ? count : 1, struct glyph);
    for (unsigned i = 0; i < count; i++) {
        if (infos[i].codepoint == 0)
            return error_set(err, ERROR_SCRIPT, "no font can show '%.*s' as it is written",
                             SLICE_ARGS(part));
        run->glyphs[i] =
            (struct glyph){infos[i].codepoint, positions[i].x_advance, positions[i].x_offset,
                           positions[i].y_offset, infos[i].cluster - start};
        run->advance += positions[i].x_advance;
    }
    return true;
}

static void turn_around(struct glyph_run *runs, size_t count) {
    for (size_t a = 0, b = count; a + 1 < b; a++) {
        struct glyph_run swapped = runs[--b];
        runs[b] = runs[a];
        runs[a] = swapped;
    }
}

static bool check_scripts(struct slice characters, struct error *err) {
    for (size_t i = 0; i < characters.length;)
        if (!writing_check(utf8_next(characters, &i), err))
            return false;
    return true;
}

/* Cuts a word into parts of one face and shapes each. */
static bool shape_parts(const struct font_set *fonts, struct cached_word *cached,
                        struct error *err) {
    struct shape_cache *cache = fonts->cache;
    struct shaped_word *word = &cached->word;
    struct slice text = word->text;
    struct glyph_run *runs = NULL;
    const struct font *face = NULL;
    size_t start = 0;
    for (size_t at = 0; at <= text.length;) {
        size_t end = at < text.length ? cluster_end(text, at) : at;
        struct slice characters = slice_make(text.data + at, end - at);
        const struct font *next = NULL;
        if (end > at) {
            if (!check_scripts(characters, err))
                return false;
            const struct font *beside = cached->right_to_left ? face : NULL;
            next = script_find_face(fonts, cached->style, characters, beside, err);
            if (!next)
                return false;
        }
        if (next != face && at > start) {
            runs =
                arena_grow_array(&cache->arena, runs, word->count, word->count + 1, sizeof *runs);
            struct slice part = slice_make(text.data + start, at - start);
            if (!shape_run(cache, face, cached, part, &runs[word->count++], err))
                return false;
            start = at;
        }
        face = next;
        if (end == at)
            break;
        at = end;
    }
    if (cached->right_to_left)
        turn_around(runs, word->count);
    word->runs = runs;
    return true;
}

/* ---- the memory of words --------------------------------------------------------------------- */

static uint64_t mix(uint64_t hash, uint64_t number) {
    hash = (hash ^ number) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ (hash >> 32);
}

/* Eight bytes at a time: a page asks for thousands of words. */
static uint64_t hash_bytes(uint64_t hash, const char *data, size_t length) {
    uint64_t eight;
    for (; length >= sizeof eight; data += sizeof eight, length -= sizeof eight) {
        memcpy(&eight, data, sizeof eight);
        hash = mix(hash, eight);
    }
    eight = length;
    for (size_t i = 0; i < length; i++)
        eight = eight << 8 | (unsigned char)data[i];
    return mix(hash, eight);
}

static struct shape_cache *cache_of(const struct font_set *fonts) {
    if (!fonts->cache) {
        /* Remembering does not change what a caller can see of the set. */
        struct font_set *owner = (struct font_set *)fonts;
        owner->cache = memory_allocate_zeroed(1, sizeof *owner->cache);
        owner->cache->buffer = hb_buffer_create();
    }
    return fonts->cache;
}

void shape_cache_free(struct shape_cache *cache) {
    if (!cache)
        return;
    hb_buffer_destroy(cache->buffer);
    free(cache->slots);
    arena_release(&cache->arena);
    free(cache);
}

void shape_forget(const struct font_set *fonts) {
    struct shape_cache *cache = fonts->cache;
    if (!cache || cache->word_count <= WORDS_REMEMBERED)
        return;
    free(cache->slots);
    cache->slots = NULL;
    cache->slot_count = cache->word_count = 0;
    cache->language_name = NULL;
    arena_release(&cache->arena);
}

static size_t offset_in(struct slice around, struct slice text) {
    return (size_t)(text.data - around.data);
}

static bool is_same_word(const struct cached_word *a, const struct cached_word *b) {
    return a->hash == b->hash && a->style == b->style && a->right_to_left == b->right_to_left &&
           slice_equals(a->word.text, b->word.text) && slice_equals(a->around, b->around) &&
           offset_in(a->around, a->word.text) == offset_in(b->around, b->word.text) &&
           strcmp(a->language, b->language) == 0;
}

static struct cached_word **find_slot(const struct shape_cache *cache,
                                      const struct cached_word *word) {
    size_t mask = cache->slot_count - 1;
    for (size_t i = (size_t)word->hash & mask;; i = (i + 1) & mask)
        if (!cache->slots[i] || is_same_word(cache->slots[i], word))
            return &cache->slots[i];
}

static void grow_slots(struct shape_cache *cache) {
    struct cached_word **old = cache->slots;
    size_t old_count = cache->slot_count;
    cache->slot_count = old_count ? old_count * 2 : 1024;
    cache->slots = memory_allocate_zeroed(cache->slot_count, sizeof(struct cached_word *));
    for (size_t i = 0; i < old_count; i++)
        if (old[i])
            *find_slot(cache, old[i]) = old[i];
    free(old);
}

static uint64_t hash_word(const struct cached_word *word) {
    uint64_t seed = UINT64_C(0xcbf29ce484222325) + (uint64_t)word->style * 2 + word->right_to_left;
    uint64_t hash = hash_bytes(seed, word->word.text.data, word->word.text.length);
    if (word->around.length != word->word.text.length)
        hash = hash_bytes(hash, word->around.data, word->around.length);
    return hash_bytes(hash, word->language, strlen(word->language));
}

/* Looks a word up, and shapes it when it is new. */
static const struct shaped_word *shape_cached(const struct font_set *fonts,
                                              struct cached_word *wanted, struct error *err) {
    struct shape_cache *cache = cache_of(fonts);
    wanted->hash = hash_word(wanted);
    if (cache->word_count * 2 >= cache->slot_count)
        grow_slots(cache);
    struct cached_word **slot = find_slot(cache, wanted);
    if (*slot)
        return &(*slot)->word;
    struct cached_word *cached = arena_new(&cache->arena, struct cached_word);
    *cached = *wanted;
    cached->around = arena_slice(&cache->arena, wanted->around);
    cached->word.text =
        slice_make(cached->around.data + offset_in(wanted->around, wanted->word.text),
                   wanted->word.text.length);
    cached->language = arena_text(&cache->arena, wanted->language);
    if (!shape_parts(fonts, cached, err))
        return NULL;
    *slot = cached;
    cache->word_count++;
    return &cached->word;
}

const struct shaped_word *shape_word(const struct font_set *fonts, enum font_style style,
                                     struct slice text, const char *language, struct error *err) {
    struct cached_word word = {
        .word.text = text, .around = text, .style = style, .language = language ? language : ""};
    return shape_cached(fonts, &word, err);
}

/* ---- words of a stretch ---------------------------------------------------------------------- */

/* Characters that a letter's shape can depend on: the neighbour and the marks between. */
enum { NEIGHBOURS = 4 };

static bool may_join(unsigned code_point) {
    hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
    hb_script_t script = hb_unicode_script(unicode, code_point);
    return script == HB_SCRIPT_ARABIC || script == HB_SCRIPT_INHERITED || code_point == 0x640;
}

/* The word and the letters on both sides that it joins. */
static struct slice with_neighbours(const struct shape_stretch *word) {
    const char *first = word->around.data, *end = first + word->around.length;
    const char *from = word->text.data, *to = from + word->text.length;
    for (int i = 0; i < NEIGHBOURS && from > first; i++) {
        const char *before = from - 1;
        while (before > first && ((unsigned char)*before & 0xC0) == 0x80)
            before--;
        size_t at = 0;
        if (!may_join(utf8_next(slice_make(before, (size_t)(from - before)), &at)))
            break;
        from = before;
    }
    for (int i = 0; i < NEIGHBOURS && to < end; i++) {
        size_t at = 0;
        if (!may_join(utf8_next(slice_make(to, (size_t)(end - to)), &at)))
            break;
        to += at;
    }
    return slice_make(from, (size_t)(to - from));
}

const struct shaped_word *shape_stretch_word(const struct font_set *fonts,
                                             const struct shape_stretch *word, struct error *err) {
    if (!word->right_to_left)
        return shape_word(fonts, word->style, word->text, word->language, err);
    struct cached_word wanted = {.word.text = word->text,
                                 .around = word->around.length ? with_neighbours(word) : word->text,
                                 .style = word->style,
                                 .right_to_left = true,
                                 .language = word->language ? word->language : ""};
    return shape_cached(fonts, &wanted, err);
}
