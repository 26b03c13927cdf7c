/* running_words.c - see running_words.h.
 *
 * Layer: render.
 */
#include "render/running_words.h"

#include "base/strbuf.h"
#include "doc/doc.h"

#define DOT "\u00B7"

/* Spaces, and no-break spaces, which separate the parts. */
static struct slice trim(struct slice part) {
    for (bool changed = true; changed;) {
        part = slice_trim(part);
        changed = false;
        if (slice_starts_with(part, "\u00A0")) {
            part = slice_make(part.data + 2, part.length - 2);
            changed = true;
        }
        if (part.length >= 2 && memcmp(part.data + part.length - 2, "\u00A0", 2) == 0) {
            part = slice_make(part.data, part.length - 2);
            changed = true;
        }
    }
    return part;
}

static bool names_pages(struct slice part) {
    for (size_t i = 0; i + 5 <= part.length; i++)
        if (memcmp(part.data + i, "{page", 5) == 0)
            return true;
    return false;
}

const char *running_words(struct arena *arena, const char *line) {
    struct strbuf words = {0};
    const char *rest = line ? line : "";
    while (*rest) {
        const char *dot = strstr(rest, DOT);
        size_t length = dot ? (size_t)(dot - rest) : strlen(rest);
        struct slice part = trim(slice_make(rest, length));
        rest += length + (dot ? strlen(DOT) : 0);
        if (!part.length || names_pages(part))
            continue;
        if (words.length)
            strbuf_add(&words, " " DOT " ");
        strbuf_add_slice(&words, part);
    }
    const char *text = arena_text(arena, strbuf_text(&words));
    strbuf_release(&words);
    return text;
}

const char *running_head(struct arena *arena, const struct document *doc) {
    const char *first = running_words(arena, doc->header_left_first);
    return first[0] ? first : running_words(arena, doc->header_left);
}
