/* article.h - one article of the corpus: metadata and sections, as plain text with its places.
 *
 * Layer: corpus. An article owns nothing: everything lives in the arena it was read into.
 * A section is what one search hit shows (a passage): the text under one heading, or one answer
 * under its question, without the text of the sections below it.
 */
#ifndef FOOTNOTE_CORPUS_ARTICLE_H
#define FOOTNOTE_CORPUS_ARTICLE_H

#include "base/arena.h"
#include "base/slice.h"

struct section {
    const char *id; /* slug of the heading, unique in the article ("what-is-it", "what-is-it-2");
                       "start" for text before the first heading; never empty */
    const char *heading; /* as written, plain text; "" for text before the first heading */
    const char *path;    /* headings from the article's title (left out) to this one, joined by
                            " > "; equals heading at the first level */
    int level;           /* 1 for the top headings below the title */
    int line;            /* 1-based line of the heading (of the first text where there is none);
                            of an office document the paragraph, of a PDF the page */
    struct slice text;   /* UTF-8, NFC, no control characters but \n: paragraphs separated by an
                            empty line, list items on lines of their own beginning with "- " or
                            "1. ", table rows as cells joined by " | " */
};

struct article {
    const char *id;       /* metadata id, else the slug of the relative path without extension */
    const char *title;    /* metadata title, else first heading or title element, else file name */
    const char *opening;  /* "", or where title is "": the words it begins with, shown instead */
    const char *language; /* BCP 47, lower case; "und" when unknown */
    const char *audience; /* the next ones: "" when absent */
    const char *topics;   /* comma-separated */
    const char *source;
    const char *author;
    const char *licence;
    const char *version;
    const char *reviewed;   /* YYYY-MM-DD or "" */
    const char *review_due; /* YYYY-MM-DD or "" */
    const char *note;       /* the editor's reasons, for people; not indexed */
    const char *missing; /* text of the file that could not be read, and what to do; "" nothing */
    struct section *sections;
    size_t section_count; /* at least 1 */
};

/* Lower-case ASCII slug: accents dropped where plain, other characters become single hyphens,
 * at most 60 bytes; "section" when nothing is left. */
char *article_slug(struct arena *arena, struct slice text);

#endif
