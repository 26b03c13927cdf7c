/* pdf_lines.h - the lines on the pages of a PDF file, as pdftotext -bbox-layout writes them.
 *
 * Layer: corpus, private to the PDF reader.
 */
#ifndef FOOTNOTE_CORPUS_READERS_PDF_LINES_H
#define FOOTNOTE_CORPUS_READERS_PDF_LINES_H

#include "base/arena.h"
#include "corpus/article_builder.h"

struct pdf_line {
    struct slice text;  /* words with a space between, as on the page */
    double top, height; /* points, from the top of the page */
    int page;           /* 1 is the first */
    int block;          /* lines of a block stand together on the page; numbered through */
    bool is_repeated;   /* a head or foot of pages that has stood on a page before */
};

struct pdf_lines {
    struct pdf_line *lines;
    size_t count, capacity;
    double *page_heights; /* by page, from 0 */
    size_t page_count, page_capacity;
};

/* Reads pdftotext's pages; its title, author and keywords go to the article. */
void pdf_lines_read(struct article_builder *builder, struct slice pages, struct pdf_lines *lines);

/* Marks heads and feet of pages from their second page on: the same words (but for numbers) at the
 * same height near an edge of more than half of the pages. */
void pdf_mark_repeated(struct arena *arena, struct pdf_lines *lines);

#endif
