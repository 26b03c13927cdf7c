/* shape.h - text -> glyphs, with kerning, ligatures, joined letters and fallback faces; and where
 * lines may break.
 *
 * Layer: text. All distances in font units of the face that the glyph belongs to, so that the same
 * text gives the same numbers everywhere.
 */
#ifndef FOOTNOTE_TEXT_SHAPE_H
#define FOOTNOTE_TEXT_SHAPE_H

#include "base/arena.h"
#include "text/font.h"

struct glyph {
    uint32_t id;
    int32_t advance, offset_x, offset_y; /* font units */
    uint32_t cluster;                    /* byte offset into the run's text */
};

/* Glyphs of one face, from left to right. text is what they stand for (UTF-8), in logical order:
 * clusters go down where it runs from right to left, and then a run is one word or a space. */
struct glyph_run {
    const struct font *font;
    struct slice text;
    struct glyph *glyphs;
    size_t count;
    int64_t advance; /* sum, font units of font */
    bool right_to_left;
};

/* Shapes text that holds no line end as a line of its own, in one style; neighbouring characters of
 * one face and direction form a run, and runs stand as the eye sees them, from left to right. The
 * language says where the line begins (text/bidi.h). Everything is in the arena; text must outlive
 * the runs. A character that no face has is ERROR_SCRIPT: "no font has ... (U+XXXX)"; callers put
 * the script line in front. So are scripts that would come out wrong (text/writing.h); a script
 * whose faces are not installed is ERROR_ENVIRONMENT. */
bool shape_text(struct arena *arena, const struct font_set *fonts, enum font_style style,
                struct slice text, const char *language, struct glyph_run **runs, size_t *count,
                struct error *err);

/* Part of a text that runs in one direction. */
struct shape_stretch {
    enum font_style style;
    const char *language;
    bool right_to_left;
    struct slice text;
    struct slice around; /* what text is a part of: Arabic letters join with those beside them,
                            whatever style those are in. Empty: nothing */
};

/* The same for one stretch. */
bool shape_stretch(struct arena *arena, const struct font_set *fonts,
                   const struct shape_stretch *stretch, struct glyph_run **runs, size_t *count,
                   struct error *err);

/* Width in points of a shaped text at size_pt. */
double shape_width_pt(const struct glyph_run *runs, size_t count, double size_pt);

/* One word (or any text without a space) that runs from left to right: words are shaped one by one,
 * so a space ends kerning, and remembered, since the same words come again on every handout.
 * Borrowed from the font set, valid until shape_forget or font_set_close. NULL on failure. */
struct shaped_word {
    const struct glyph_run *runs; /* their texts are parts of `text` */
    size_t count;
    struct slice text; /* a copy of the word */
};
const struct shaped_word *shape_word(const struct font_set *fonts, enum font_style style,
                                     struct slice text, const char *language, struct error *err);

/* The same for a word of a stretch, in its direction. */
const struct shaped_word *shape_stretch_word(const struct font_set *fonts,
                                             const struct shape_stretch *word, struct error *err);

/* Forgets the words when there are more than a long document has. To be called between documents.
 */
void shape_forget(const struct font_set *fonts);

/* For each byte of text: BREAK_ALLOWED when a line may end before it (UAX 14), BREAK_FORCED after a
 * line end, else BREAK_NONE. Our own additions: never between a number and its unit, inside dates,
 * ranges, phone numbers and clock times. */
enum line_break { BREAK_NONE, BREAK_ALLOWED, BREAK_FORCED };
unsigned char *find_line_breaks(struct arena *arena, struct slice text, const char *language);

#endif
