/* words.c - see words.h.
 *
 * Layer: doc.
 */
#include "doc/words.h"

#include "base/strbuf.h"

const struct document_words words_english = {
    .months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
    .date = "{day} {month} {year}",
    .edition = {[EDITION_VERSION] = "version {version}",
                [EDITION_REVIEWED] = "reviewed {date}",
                [EDITION_BOTH] = "version {version}, reviewed {date}"},
    .all_editions = {[EDITION_VERSION] = "All version {version}.",
                     [EDITION_REVIEWED] = "All reviewed {date}.",
                     [EDITION_BOTH] = "All version {version}, reviewed {date}."},
    .to_source = "source {number}",
    .to_titled_source = "source {number}, {title}",
    .back_from_source = "source {number}, back to the text",
    .to_note = "note {letter}",
    .back_from_note = "note {letter}, back to the text",
    .clinic_advice = "clinic advice",
};

const char *words_fill(struct arena *arena, const char *template, const char *const *pairs) {
    struct strbuf out = {0};
    for (const char *c = template; *c;) {
        const char *text = NULL;
        size_t length = 0;
        for (size_t i = 0; *c == '{' && pairs[i] && !text; i += 2) {
            length = strlen(pairs[i]);
            if (strncmp(c + 1, pairs[i], length) == 0 && c[length + 1] == '}')
                text = pairs[i + 1];
        }
        if (text)
            strbuf_add(&out, text);
        else
            strbuf_add_char(&out, *c);
        c += text ? length + 2 : 1;
    }
    const char *filled = arena_text(arena, strbuf_text(&out));
    strbuf_release(&out);
    return filled;
}
