/* article_fixture.h - reads a text through reader_read and writes down what came of it.
 *
 * A line "title <id> language", or "(opening) <id> language", for each article, then for each
 * section "[id] path @level:line" and its text; a problem of one record is "! message".
 */
#ifndef FOOTNOTE_TESTS_ARTICLE_FIXTURE_H
#define FOOTNOTE_TESTS_ARTICLE_FIXTURE_H

#include "base/arena.h"
#include "base/strbuf.h"
#include "corpus/readers/reader.h"

#include <stdio.h>
#include <stdlib.h>

static inline bool dump_article(void *context, const struct article *article, const char *problem) {
    struct strbuf *out = context;
    if (!article) {
        strbuf_add_format(out, "! %s\n", problem);
        return true;
    }
    strbuf_add_format(out, "%s%s%s <%s> %s\n", *article->opening ? "(" : article->title,
                      article->opening, *article->opening ? ")" : "", article->id,
                      article->language);
    for (size_t i = 0; i < article->section_count; i++) {
        const struct section *section = &article->sections[i];
        strbuf_add_format(out, "[%s] %s @%d:%d\n%.*s\n", section->id, section->path, section->level,
                          section->line, SLICE_ARGS(section->text));
    }
    return true;
}

/* Reads bytes as a file of this name and compares the dump; a refusal is "refused: message". */
static inline void assert_reads_bytes(const char *name, struct slice bytes, const char *expected) {
    struct strbuf out = {0};
    struct error err = {0};
    if (!reader_read(name, name, bytes, dump_article, &out, &err)) {
        strbuf_truncate(&out, 0);
        strbuf_add_format(&out, "refused: %s", err.message);
    }
    assert_string_equal(strbuf_text(&out), expected);
    strbuf_release(&out);
}

static inline void assert_reads(const char *name, const char *text, const char *expected) {
    assert_reads_bytes(name, slice_of(text), expected);
}

#endif
