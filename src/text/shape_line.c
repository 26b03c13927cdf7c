/* shape_line.c - words -> the runs of a stretch of one direction, or of a whole line.
 *
 * Layer: text. A text is cut at its spaces. Order: words of a text, joining their runs, stretches,
 * whole texts.
 */
#include "text/bidi.h"
#include "text/font_internal.h"
#include "text/shape.h"

static size_t offset_in(struct slice around, struct slice text) {
    return (size_t)(text.data - around.data);
}

/* ---- words of a text ------------------------------------------------------------------------- */

/* The next word of text from `at`, or one space. */
static struct slice next_token(struct slice text, size_t at) {
    if (text.data[at] == ' ')
        return slice_make(text.data + at, 1);
    const char *space = memchr(text.data + at, ' ', text.length - at);
    size_t end = space ? (size_t)(space - text.data) : text.length;
    return slice_make(text.data + at, end - at);
}

/* The last word of text before `end`, or one space. */
static struct slice last_token(struct slice text, size_t end) {
    size_t start = end - 1;
    if (text.data[start] != ' ')
        while (start > 0 && text.data[start - 1] != ' ')
            start--;
    return slice_make(text.data + start, end - start);
}

/* ---- joining --------------------------------------------------------------------------------- */

/* The runs of a text on their way. Their glyphs stand in one array, since each run begins where the
 * one before ended; it holds a glyph a byte, and grows for the rare text that has more. */
struct joining {
    struct arena *arena;
    struct slice text;
    struct glyph_run *runs;
    size_t count, capacity;
    size_t first;       /* run of the stretch under way */
    struct glyph *free; /* behind the last run's glyphs */
    size_t free_count;
};

static struct joining begin(struct arena *arena, struct slice text) {
    struct joining joining = {.arena = arena, .text = text, .free_count = text.length};
    if (text.length)
        joining.free = arena_new_array(arena, text.length, struct glyph);
    return joining;
}

/* Room for more glyphs right behind the last run's; its glyphs move along. */
static void reserve_glyphs(struct joining *joining, struct glyph_run *last, size_t count) {
    if (count <= joining->free_count)
        return;
    size_t capacity = (last->count + count) * 2;
    struct glyph *glyphs =
        arena_grow_array(joining->arena, last->glyphs, last->count, capacity, sizeof *glyphs);
    last->glyphs = glyphs;
    joining->free = glyphs + last->count;
    joining->free_count = capacity - last->count;
}

static struct glyph_run *begin_run(struct joining *joining, const struct glyph_run *part,
                                   const char *text) {
    joining->runs = arena_make_room(joining->arena, joining->runs, joining->count,
                                    &joining->capacity, 1, sizeof *joining->runs);
    struct glyph_run *run = &joining->runs[joining->count++];
    *run = (struct glyph_run){.font = part->font,
                              .text = slice_make(text, 0),
                              .glyphs = joining->free,
                              .right_to_left = part->right_to_left};
    return run;
}

/* Adds a word's run to the right of the others; start is where it stands in the text. Words from
 * right to left stay apart: whoever writes them puts one behind the other as they are read. */
static void add_run(struct joining *joining, const struct glyph_run *part, size_t start) {
    struct glyph_run *last =
        joining->count > joining->first ? &joining->runs[joining->count - 1] : NULL;
    const char *text = joining->text.data + start;
    if (!last || last->font != part->font || part->right_to_left)
        last = begin_run(joining, part, text);
    uint32_t offset = (uint32_t)(text - last->text.data);
    reserve_glyphs(joining, last, part->count);
    for (size_t i = 0; i < part->count; i++) {
        last->glyphs[last->count + i] = part->glyphs[i];
        last->glyphs[last->count + i].cluster += offset;
    }
    joining->free += part->count;
    joining->free_count -= part->count;
    last->count += part->count;
    last->advance += part->advance;
    last->text.length = offset + part->text.length;
}

/* ---- stretches ------------------------------------------------------------------------------- */

static bool add_stretch(struct joining *joining, const struct font_set *fonts,
                        const struct shape_stretch *stretch, struct error *err) {
    struct slice text = stretch->text;
    struct shape_stretch word = *stretch;
    joining->first = joining->count;
    for (size_t done = 0; done < text.length; done += word.text.length) {
        word.text =
            stretch->right_to_left ? last_token(text, text.length - done) : next_token(text, done);
        const struct shaped_word *shaped = shape_stretch_word(fonts, &word, err);
        if (!shaped)
            return false;
        size_t start = offset_in(joining->text, word.text);
        for (size_t i = 0; shaped->runs && i < shaped->count; i++)
            add_run(joining, &shaped->runs[i],
                    start + offset_in(shaped->text, shaped->runs[i].text));
    }
    return true;
}

bool shape_stretch(struct arena *arena, const struct font_set *fonts,
                   const struct shape_stretch *stretch, struct glyph_run **runs, size_t *count,
                   struct error *err) {
    struct joining joining = begin(arena, stretch->text);
    bool added = add_stretch(&joining, fonts, stretch, err);
    *runs = joining.runs;
    *count = joining.count;
    return added;
}

/* ---- whole texts ----------------------------------------------------------------------------- */

/* Cuts a text into stretches of one direction, in the order of reading. */
static size_t cut_stretches(struct arena *arena, const struct shape_stretch *whole,
                            struct shape_stretch **stretches, unsigned char **levels) {
    struct slice text = whole->text;
    bool right = bidi_starts_right(text, NULL, 0, whole->language);
    const unsigned char *of_bytes = bidi_levels(arena, text, NULL, 0, right);
    *stretches = arena_new_array(arena, text.length + 1, struct shape_stretch);
    *levels = arena_new_array(arena, text.length + 1, unsigned char);
    size_t count = 0;
    for (size_t start = 0, end; start < text.length; start = end) {
        for (end = start; end < text.length && of_bytes[end] == of_bytes[start]; end++)
            continue;
        (*stretches)[count] = *whole;
        (*stretches)[count].text = slice_make(text.data + start, end - start);
        (*stretches)[count].around = text;
        (*stretches)[count].right_to_left = of_bytes[start] & 1;
        (*levels)[count++] = of_bytes[start];
    }
    return count;
}

bool shape_text(struct arena *arena, const struct font_set *fonts, enum font_style style,
                struct slice text, const char *language, struct glyph_run **runs, size_t *count,
                struct error *err) {
    struct joining joining = begin(arena, text);
    struct shape_stretch whole = {.style = style, .language = language, .text = text};
    struct shape_stretch *stretches = &whole;
    unsigned char one_level = 0, *levels = &one_level;
    size_t stretch_count = 1, one = 0, *order = &one;
    *runs = NULL;
    *count = 0;
    if (bidi_is_needed(text) || language_is_right_to_left(language)) {
        stretch_count = cut_stretches(arena, &whole, &stretches, &levels);
        order = arena_new_array(arena, stretch_count + 1, size_t);
        bidi_order(levels, stretch_count, order);
    }
    for (size_t i = 0; i < stretch_count; i++)
        if (!add_stretch(&joining, fonts, &stretches[order[i]], err))
            return false;
    *runs = joining.runs;
    *count = joining.count;
    return true;
}

double shape_width_pt(const struct glyph_run *runs, size_t count, double size_pt) {
    double width_pt = 0;
    for (size_t i = 0; runs && i < count; i++)
        width_pt += (double)runs[i].advance * size_pt / runs[i].font->metrics.units_per_em;
    return width_pt;
}
