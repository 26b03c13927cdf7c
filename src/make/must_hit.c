/* must_hit.c - see must_hit.h.
 *
 * Layer: make.
 */
#include "make/must_hit.h"

#include "base/strbuf.h"
#include "base/utf8.h"

/* One character as it counts for must-hit strings: curly quotes are straight, dashes are hyphens,
 * capitals (ASCII and Latin-1) are small, white space is a space. */
static unsigned fold(unsigned c) {
    if (c == 0x2018 || c == 0x2019 || c == 0x02BC)
        return '\'';
    if (c == 0x201C || c == 0x201D)
        return '"';
    if (c >= 0x2010 && c <= 0x2014)
        return '-';
    if (c == '\n' || c == '\t' || c == 0xA0 || c == 0x2009 || c == 0x202F)
        return ' ';
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7))
        return c + 32;
    return c;
}

static void add_folded(struct strbuf *out, const char *text) {
    struct slice rest = slice_of(text);
    bool after_space = out->length == 0;
    for (size_t at = 0; at < rest.length;) {
        unsigned c = fold(utf8_next(rest, &at));
        if (c != ' ' || !after_space)
            strbuf_add_code_point(out, c);
        after_space = c == ' ';
    }
}

bool must_hit_all(const struct passage *passage, const struct wording_entry *entry) {
    struct strbuf text = {0}, heading = {0}, wanted = {0};
    add_folded(&text, passage->text);
    add_folded(&heading, passage->heading);
    bool all = true;
    for (size_t i = 0; all && i < entry->must_hit_count; i++) {
        strbuf_truncate(&wanted, 0);
        add_folded(&wanted, entry->must_hit[i]);
        all = strstr(strbuf_text(&text), strbuf_text(&wanted)) ||
              strstr(strbuf_text(&heading), strbuf_text(&wanted));
    }
    strbuf_release(&text);
    strbuf_release(&heading);
    strbuf_release(&wanted);
    return all;
}
