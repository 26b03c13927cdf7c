/* plain_html.c - web pages of closed headings, paragraphs and lists.
 *
 * Layer: corpus. The page is gone through twice by the same code: once to see whether it is plain,
 * with no builder, and once to build. Anything unusual ends the first time. Order: tags, text, the
 * head, the body.
 */
#include "corpus/article_header.h"
#include "corpus/article_named.h"
#include "corpus/readers/html_elements.h"
#include "corpus/readers/plain_markup.h"

#include <ctype.h>
#include <stdio.h>
#include <strings.h>

struct scan {
    struct article_builder *builder; /* NULL while looking */
    const char *at, *end;
    int line;
    struct strbuf text; /* with entities replaced */
};

/* -- tags ---------------------------------------------------------------------------------- */

static void skip_blank(struct scan *scan) {
    for (; scan->at < scan->end && strchr(" \n", *scan->at) && *scan->at; scan->at++)
        scan->line += *scan->at == '\n';
}

static bool take(struct scan *scan, const char *text) {
    size_t length = strlen(text);
    if ((size_t)(scan->end - scan->at) < length || memcmp(scan->at, text, length) != 0)
        return false;
    scan->at += length;
    return true;
}

static bool next_is(const struct scan *scan, const char *text) {
    size_t length = strlen(text);
    return (size_t)(scan->end - scan->at) >= length && memcmp(scan->at, text, length) == 0;
}

enum { MOST_ATTRIBUTES = 8 };

struct attributes {
    struct slice names[MOST_ATTRIBUTES], values[MOST_ATTRIBUTES];
    size_t count;
};

static struct slice value_of(const struct attributes *attributes, const char *name) {
    for (size_t i = 0; i < attributes->count; i++)
        if (slice_is(attributes->names[i], name))
            return attributes->values[i];
    return slice_make("", 0);
}

/* name="value" each, in one line, values without entities. */
static bool take_attributes(struct scan *scan, struct attributes *attributes) {
    attributes->count = 0;
    while (take(scan, " ")) {
        const char *start = scan->at;
        if (scan->at < scan->end && strchr("/>", *scan->at))
            break;
        while (scan->at < scan->end &&
               (islower((unsigned char)*scan->at) || *scan->at == '-' || *scan->at == ':'))
            scan->at++;
        struct slice name = slice_make(start, (size_t)(scan->at - start));
        if (!name.length || attributes->count == MOST_ATTRIBUTES || !take(scan, "=\""))
            return false;
        start = scan->at;
        while (scan->at < scan->end && (unsigned char)*scan->at >= ' ' &&
               !strchr("\"&<>", *scan->at))
            scan->at++;
        attributes->names[attributes->count] = name;
        attributes->values[attributes->count++] = slice_make(start, (size_t)(scan->at - start));
        if (!take(scan, "\""))
            return false;
    }
    return true;
}

/* A whole opening tag of this name; of an empty element it may end in "/>". */
static bool take_any_tag(struct scan *scan, const char *name, bool is_empty,
                         struct attributes *attributes) {
    const char *start = scan->at;
    if (take(scan, "<") && take(scan, name) && scan->at < scan->end && strchr(" >/", *scan->at) &&
        take_attributes(scan, attributes) && (take(scan, ">") || (is_empty && take(scan, "/>"))))
        return true;
    scan->at = start;
    return false;
}

static bool take_tag(struct scan *scan, const char *name, struct attributes *attributes) {
    return take_any_tag(scan, name, false, attributes);
}

static bool take_end(struct scan *scan, const char *name) {
    const char *start = scan->at;
    if (take(scan, "</") && take(scan, name) && take(scan, ">"))
        return true;
    scan->at = start;
    return false;
}

/* -- text ---------------------------------------------------------------------------------- */

static bool take_entity(struct scan *scan) {
    static const struct {
        const char *name, *text;
    } entities[] = {{"&amp;", "&"}, {"&lt;", "<"},   {"&gt;", ">"},         {"&quot;", "\""},
                    {"&#39;", "'"}, {"&#x27;", "'"}, {"&nbsp;", "\xC2\xA0"}};
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (take(scan, entities[i].name)) {
            strbuf_add(&scan->text, entities[i].text);
            return true;
        }
    return false;
}

/* Into scan->text: up to the next tag, the end, or what is left to the library, as C1 controls are
 * and all that does not stand in one line. */
static void take_line(struct scan *scan) {
    if (scan->text.data)
        strbuf_truncate(&scan->text, 0);
    while (scan->at < scan->end && *scan->at != '<') {
        const char *start = scan->at;
        while (scan->at < scan->end && (unsigned char)*scan->at >= ' ' && *scan->at != '<' &&
               *scan->at != '&' && *scan->at != 0x7F && (unsigned char)*scan->at != 0xC2)
            scan->at++;
        strbuf_add_bytes(&scan->text, start, (size_t)(scan->at - start));
        if (scan->at == scan->end || *scan->at == '<')
            break;
        if (*scan->at == '&') {
            if (!take_entity(scan))
                return;
        } else if ((unsigned char)*scan->at == 0xC2 && scan->end - scan->at >= 2 &&
                   (unsigned char)scan->at[1] >= 0xA0) {
            strbuf_add_bytes(&scan->text, scan->at, 2);
            scan->at += 2;
        } else {
            return;
        }
    }
}

static bool take_text(struct scan *scan) {
    take_line(scan);
    return next_is(scan, "<");
}

/* It may mean that the text stands raised: the library's way looks into that. */
static bool may_be_raised(const struct attributes *attributes) {
    return value_of(attributes, "style").length || value_of(attributes, "role").length ||
           value_of(attributes, "epub:type").length ||
           html_class_is_raised(value_of(attributes, "class"));
}

/* Inline content up to the end tag of its block. */
static bool take_inline(struct scan *scan, const char *end_name) {
    static const char *const inlines[] = {"b", "i", "em", "strong", "a", "span"};
    enum { INLINE_COUNT = sizeof inlines / sizeof *inlines };
    const char *open[INLINE_COUNT];
    size_t depth = 0;
    struct attributes attributes;
    for (;;) {
        if (!take_text(scan))
            return false;
        if (scan->builder && scan->text.length)
            article_collect(scan->builder, strbuf_slice(&scan->text), scan->line);
        if (depth == 0 && take_end(scan, end_name))
            return true;
        if (depth && take_end(scan, open[depth - 1])) {
            depth--;
            continue;
        }
        if (take_any_tag(scan, "br", true, &attributes)) {
            if (scan->builder)
                article_collect(scan->builder, slice_of(" "), scan->line);
            continue;
        }
        const char *opened = NULL;
        for (size_t i = 0; i < INLINE_COUNT && depth < INLINE_COUNT && !opened; i++)
            if (take_tag(scan, inlines[i], &attributes))
                opened = inlines[i];
        if (opened && may_be_raised(&attributes))
            return false;
        for (size_t i = 0; i < depth; i++)
            if (opened && strcmp(open[i], opened) == 0)
                return false; /* in itself: the library closes the outer one */
        if (!opened)
            return false;
        open[depth++] = opened;
    }
}

/* -- the head ------------------------------------------------------------------------------ */

static void take_meta(struct scan *scan, const struct attributes *attributes) {
    static const char *const keys[] = {"name", "property", "http-equiv"};
    struct arena *arena = scan->builder->arena;
    const char *name = "";
    for (size_t i = 0; i < sizeof keys / sizeof *keys && !*name; i++)
        name = article_clean_text(arena, value_of(attributes, keys[i]));
    article_take_named(scan->builder, slice_of(name),
                       slice_of(article_clean_text(arena, value_of(attributes, "content"))));
}

static bool take_title(struct scan *scan) {
    if (!take_text(scan) || !take_end(scan, "title"))
        return false;
    if (scan->builder && !*scan->builder->article.title)
        scan->builder->article.title =
            article_clean_text(scan->builder->arena, strbuf_slice(&scan->text));
    return true;
}

static void take_language(struct scan *scan, const struct attributes *attributes) {
    struct arena *arena = scan->builder->arena;
    const char *written = article_clean_text(arena, value_of(attributes, "lang"));
    const char *language = article_language(arena, slice_of(written));
    if (language)
        scan->builder->article.language = language;
}

static bool take_head(struct scan *scan) {
    struct attributes attributes;
    skip_blank(scan);
    if (!take(scan, "<!DOCTYPE html>") && !take(scan, "<!doctype html>"))
        return false;
    skip_blank(scan);
    if (!take_tag(scan, "html", &attributes) || value_of(&attributes, "xml:lang").length)
        return false;
    if (scan->builder)
        take_language(scan, &attributes);
    skip_blank(scan);
    if (!take(scan, "<head>"))
        return false;
    for (;;) {
        skip_blank(scan);
        if (take(scan, "</head>"))
            return true;
        if (take_any_tag(scan, "meta", true, &attributes)) {
            if (scan->builder)
                take_meta(scan, &attributes);
        } else if (!take(scan, "<title>") || !take_title(scan)) {
            return false;
        }
    }
}

/* -- the body ------------------------------------------------------------------------------ */

static bool take_list(struct scan *scan, bool is_numbered) {
    const char *name = is_numbered ? "ol" : "ul";
    struct attributes ignored;
    for (int number = 1;; number++) {
        skip_blank(scan);
        if (take_end(scan, name)) {
            if (scan->builder)
                article_end_block(scan->builder);
            return true;
        }
        if (!take_tag(scan, "li", &ignored))
            return false;
        char marker[24] = "- ";
        if (is_numbered)
            snprintf(marker, sizeof marker, "%d. ", number);
        if (scan->builder)
            article_open_item(scan->builder, marker, scan->line);
        if (!take_inline(scan, "li"))
            return false;
        if (scan->builder)
            article_close_item(scan->builder);
    }
}

static bool take_block(struct scan *scan) {
    struct attributes attributes;
    char heading[] = "h1";
    if (take_tag(scan, "p", &attributes)) {
        if (!take_inline(scan, "p"))
            return false;
        if (scan->builder)
            article_end_block(scan->builder);
        return true;
    }
    for (heading[1] = '1'; heading[1] <= '6'; heading[1]++) {
        if (!take_tag(scan, heading, &attributes))
            continue;
        if (!take_inline(scan, heading))
            return false;
        if (scan->builder)
            article_end_heading(scan->builder, heading[1] - '0');
        return true;
    }
    if (take_tag(scan, "ul", &attributes))
        return take_list(scan, false);
    return take_tag(scan, "ol", &attributes) && attributes.count == 0 && take_list(scan, true);
}

/* Lines that somebody added at the end of the file are one more paragraph. */
static bool take_lines_behind(struct scan *scan) {
    while (scan->at < scan->end) {
        take_line(scan);
        if (scan->builder && scan->text.length)
            article_collect(scan->builder, strbuf_slice(&scan->text), scan->line);
        if (scan->at == scan->end)
            break;
        if (!take(scan, "\n"))
            return false;
        if (scan->builder)
            article_collect(scan->builder, slice_of(" "), scan->line);
        scan->line++;
    }
    if (scan->builder)
        article_end_block(scan->builder);
    return true;
}

static bool take_page(struct scan *scan) {
    struct attributes ignored;
    if (!take_head(scan))
        return false;
    skip_blank(scan);
    if (!take_tag(scan, "body", &ignored))
        return false;
    for (;;) {
        skip_blank(scan);
        if (take(scan, "</body>"))
            break;
        if (!next_is(scan, "<") || !take_block(scan))
            return false;
    }
    skip_blank(scan);
    if (!take(scan, "</html>"))
        return false;
    skip_blank(scan);
    return take_lines_behind(scan);
}

bool plain_html(struct article_builder *builder, struct slice text) {
    struct scan look = {.at = text.data, .end = text.data + text.length, .line = 1};
    bool is_plain = take_page(&look);
    if (is_plain) {
        struct scan build = {.builder = builder,
                             .at = text.data,
                             .end = text.data + text.length,
                             .line = 1,
                             .text = look.text};
        look.text = (struct strbuf){0};
        take_page(&build);
        article_close_item(builder);
        look.text = build.text;
    }
    strbuf_release(&look.text);
    return is_plain;
}
