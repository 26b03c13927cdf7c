/* shape.c - words -> glyphs.
 *
 * Layer: text. A text is cut at its spaces; each word is shaped once and remembered in the font
 * set. Order: choosing a face for each character, shaping one face's part, the memory of words, and
 * joining words to the runs of a text.
 */
#include "text/shape.h"

#include <hb.h>
#include <stdlib.h>
#include <unictype.h>
#include <unigbrk.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "text/font_internal.h"
#include "text/writing.h"

/* A handout has some hundred different words; a batch of thousands must not grow without end. */
#define WORDS_REMEMBERED 20000

/* ---- choosing faces -------------------------------------------------------------------------- */

/* Joiners, variation selectors and the like show nothing and need no glyph of their own. */
static bool shows_nothing(unsigned code_point) {
    return uc_is_property_default_ignorable_code_point(code_point);
}

static bool face_has(const struct font *font, struct slice characters) {
    for (size_t at = 0; at < characters.length;) {
        unsigned code_point = utf8_next(characters, &at);
        hb_codepoint_t glyph = 0;
        if (shows_nothing(code_point))
            continue;
        if (!hb_font_get_nominal_glyph(font->font, code_point, &glyph) || glyph == 0)
            return false;
    }
    return true;
}

/* The first face that has all of the characters: those of the style, then any. */
static const struct font *find_face(const struct font_set *fonts, enum font_style style,
                                    struct slice characters) {
    const struct font_chain *chain = &fonts->chains[style];
    for (size_t i = 0; i < chain->count; i++)
        if (face_has(chain->fonts[i], characters))
            return chain->fonts[i];
    for (size_t i = 0; i < fonts->standard_count; i++)
        if (face_has(&fonts->fonts[i], characters))
            return &fonts->fonts[i];
    return NULL;
}

static bool missing_glyph(const struct font_set *fonts, struct slice characters,
                          struct error *err) {
    for (size_t at = 0; at < characters.length;) {
        size_t start = at;
        unsigned code_point = utf8_next(characters, &at);
        struct slice one = slice_make(characters.data + start, at - start);
        if (at == characters.length || !find_face(fonts, FONT_REGULAR, one))
            return error_set(err, ERROR_SCRIPT,
                             "no font has '%.*s' (U+%04X): use another character, or install a "
                             "font that has it",
                             SLICE_ARGS(one), code_point);
    }
    return true;
}

/* The end of what a reader takes for one character: a letter with its accents. */
static size_t cluster_end(struct slice text, size_t start) {
    const uint8_t *bytes = (const uint8_t *)text.data;
    const uint8_t *end = u8_grapheme_next(bytes + start, bytes + text.length);
    return end ? (size_t)(end - bytes) : text.length;
}

/* ---- shaping --------------------------------------------------------------------------------- */

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
    struct slice text;
    const char *language;
    enum font_style style;
    uint64_t hash;
};

static hb_language_t language_of(struct shape_cache *cache, const char *language) {
    if (!cache->language_name || strcmp(cache->language_name, language) != 0) {
        cache->language_name = arena_text(&cache->arena, language);
        cache->language = hb_language_from_string(language, -1);
    }
    return cache->language;
}

static bool shape_run(struct shape_cache *cache, const struct font *font, struct slice text,
                      const char *language, struct glyph_run *run, struct error *err) {
    hb_buffer_t *buffer = cache->buffer;
    hb_buffer_reset(buffer);
    hb_buffer_add_utf8(buffer, text.data, (int)text.length, 0, (int)text.length);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_language(buffer, language_of(cache, language));
    hb_buffer_guess_segment_properties(buffer); /* the script: what is set stays */
    hb_shape(font->font, buffer, NULL, 0);
    unsigned count = 0;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &count);
    *run = (struct glyph_run){.font = font, .text = text, .count = count};
    run->glyphs = arena_new_array(&cache->arena, count ? count : 1, struct glyph);
    for (unsigned i = 0; i < count; i++) {
        if (infos[i].codepoint == 0)
            return error_set(err, ERROR_SCRIPT, "no font can show '%.*s' as it is written",
                             SLICE_ARGS(text));
        run->glyphs[i] =
            (struct glyph){infos[i].codepoint, positions[i].x_advance, positions[i].x_offset,
                           positions[i].y_offset, infos[i].cluster};
        run->advance += positions[i].x_advance;
    }
    return true;
}

/* Cuts a word into parts of one face and shapes each. */
static bool shape_parts(const struct font_set *fonts, enum font_style style, struct slice text,
                        const char *language, struct shaped_word *word, struct error *err) {
    struct shape_cache *cache = fonts->cache;
    struct glyph_run *runs = NULL;
    const struct font *face = NULL;
    size_t start = 0;
    for (size_t at = 0; at <= text.length;) {
        size_t end = at < text.length ? cluster_end(text, at) : at;
        struct slice characters = slice_make(text.data + at, end - at);
        for (size_t i = 0; i < characters.length;)
            if (!writing_check(utf8_next(characters, &i), err))
                return false;
        const struct font *next = end > at ? find_face(fonts, style, characters) : NULL;
        if (end > at && !next)
            return missing_glyph(fonts, characters, err);
        if (next != face && at > start) {
            runs =
                arena_grow_array(&cache->arena, runs, word->count, word->count + 1, sizeof *runs);
            struct slice part = slice_make(text.data + start, at - start);
            if (!shape_run(cache, face, part, language, &runs[word->count++], err))
                return false;
            start = at;
        }
        face = next;
        if (end == at)
            break;
        at = end;
    }
    word->runs = runs;
    return true;
}

/* ---- the memory of words --------------------------------------------------------------------- */

static uint64_t hash_bytes(uint64_t hash, const char *data, size_t length) {
    for (size_t i = 0; i < length; i++) /* FNV-1a */
        hash = (hash ^ (unsigned char)data[i]) * UINT64_C(0x100000001b3);
    return hash;
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

static struct cached_word **find_slot(const struct shape_cache *cache, uint64_t hash,
                                      enum font_style style, struct slice text,
                                      const char *language) {
    size_t mask = cache->slot_count - 1;
    for (size_t i = (size_t)hash & mask;; i = (i + 1) & mask) {
        const struct cached_word *cached = cache->slots[i];
        if (!cached ||
            (cached->hash == hash && cached->style == style && slice_equals(cached->text, text) &&
             strcmp(cached->language, language) == 0))
            return &cache->slots[i];
    }
}

static void grow_slots(struct shape_cache *cache) {
    struct cached_word **old = cache->slots;
    size_t old_count = cache->slot_count;
    cache->slot_count = old_count ? old_count * 2 : 1024;
    cache->slots = memory_allocate_zeroed(cache->slot_count, sizeof(struct cached_word *));
    for (size_t i = 0; i < old_count; i++)
        if (old[i])
            *find_slot(cache, old[i]->hash, old[i]->style, old[i]->text, old[i]->language) = old[i];
    free(old);
}

const struct shaped_word *shape_word(const struct font_set *fonts, enum font_style style,
                                     struct slice text, const char *language, struct error *err) {
    struct shape_cache *cache = cache_of(fonts);
    if (!language)
        language = "";
    uint64_t hash =
        hash_bytes(UINT64_C(0xcbf29ce484222325) + (uint64_t)style, text.data, text.length);
    hash = hash_bytes(hash, language, strlen(language));
    if (cache->word_count * 2 >= cache->slot_count)
        grow_slots(cache);
    struct cached_word **slot = find_slot(cache, hash, style, text, language);
    if (*slot)
        return &(*slot)->word;
    struct cached_word *cached = arena_new(&cache->arena, struct cached_word);
    cached->text = arena_slice(&cache->arena, text);
    cached->language = arena_text(&cache->arena, language);
    cached->style = style;
    cached->hash = hash;
    if (!shape_parts(fonts, style, cached->text, cached->language, &cached->word, err))
        return NULL;
    *slot = cached;
    cache->word_count++;
    return &cached->word;
}

/* ---- whole texts ----------------------------------------------------------------------------- */

/* The next word of text from `at`, or one space. */
static struct slice next_token(struct slice text, size_t at) {
    if (text.data[at] == ' ')
        return slice_make(text.data + at, 1);
    const char *space = memchr(text.data + at, ' ', text.length - at);
    size_t end = space ? (size_t)(space - text.data) : text.length;
    return slice_make(text.data + at, end - at);
}

/* A text's runs under way. Their glyphs stand in one array, since each run begins where the one
 * before ended; it holds a glyph a byte, and grows for the rare text that has more. */
struct run_list {
    struct arena *arena;
    struct glyph_run *runs;
    size_t count, capacity;
    struct glyph *free; /* behind the last run's glyphs */
    size_t free_count;
};

/* Room for more glyphs right behind the last run's; its glyphs move along. */
static void reserve_glyphs(struct run_list *list, struct glyph_run *last, size_t count) {
    if (count <= list->free_count)
        return;
    size_t capacity = (last->count + count) * 2;
    struct glyph *glyphs =
        arena_grow_array(list->arena, last->glyphs, last->count, capacity, sizeof *glyphs);
    last->glyphs = glyphs;
    list->free = glyphs + last->count;
    list->free_count = capacity - last->count;
}

/* Adds a word's run to the runs of a text; start is where it stands in the text. */
static void add_run(struct run_list *list, const struct glyph_run *part, struct slice text,
                    size_t start) {
    struct glyph_run *last = list->count ? &list->runs[list->count - 1] : NULL;
    if (!last || last->font != part->font) {
        if (list->count == list->capacity) {
            list->capacity = list->capacity ? list->capacity * 2 : 1;
            list->runs = arena_grow_array(list->arena, list->runs, list->count, list->capacity,
                                          sizeof *list->runs);
        }
        last = &list->runs[list->count++];
        *last = (struct glyph_run){
            .font = part->font, .text = slice_make(text.data + start, 0), .glyphs = list->free};
    }
    size_t offset = (size_t)(text.data + start - last->text.data);
    reserve_glyphs(list, last, part->count);
    for (size_t i = 0; i < part->count; i++) {
        last->glyphs[last->count + i] = part->glyphs[i];
        last->glyphs[last->count + i].cluster += (uint32_t)offset;
    }
    list->free += part->count;
    list->free_count -= part->count;
    last->count += part->count;
    last->advance += part->advance;
    last->text.length = offset + part->text.length;
}

bool shape_text(struct arena *arena, const struct font_set *fonts, enum font_style style,
                struct slice text, const char *language, struct glyph_run **runs, size_t *count,
                struct error *err) {
    struct run_list list = {.arena = arena, .free_count = text.length};
    *runs = NULL;
    *count = 0;
    if (text.length)
        list.free = arena_new_array(arena, text.length, struct glyph);
    for (size_t at = 0; at < text.length;) {
        struct slice token = next_token(text, at);
        const struct shaped_word *word = shape_word(fonts, style, token, language, err);
        if (!word)
            return false;
        size_t start = at;
        for (size_t i = 0; word->runs && i < word->count; i++) {
            add_run(&list, &word->runs[i], text, start);
            start += word->runs[i].text.length;
        }
        at += token.length;
    }
    *runs = list.runs;
    *count = list.count;
    return true;
}

double shape_width_pt(const struct glyph_run *runs, size_t count, double size_pt) {
    double width_pt = 0;
    for (size_t i = 0; runs && i < count; i++)
        width_pt += (double)runs[i].advance * size_pt / runs[i].font->metrics.units_per_em;
    return width_pt;
}
