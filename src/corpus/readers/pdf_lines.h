/* pdf_lines.h - the lines on the pages of a PDF file, as pdftotext -bbox-layout writes them.
 *
 * Layer: corpus, private to the PDF reader.
 *   pdf_lines.c    pdftotext's output -> lines; heads and feet of pages
 *   pdf_columns.c  columns and tables: the order of lines that stand side by side (pdf_gaps.h)
 *   pdf_markers.c  numbers and bullets that stand apart from their items
 */
#ifndef FOOTNOTE_CORPUS_READERS_PDF_LINES_H
#define FOOTNOTE_CORPUS_READERS_PDF_LINES_H

#include "base/arena.h"
#include "corpus/article_builder.h"

struct pdf_line {
    struct slice text;  /* words with a space between, as on the page */
    double left, right; /* points, from the left of the page */
    double top, height; /* points, from the top of the page */
    int page;           /* 1 is the first */
    int block;          /* lines of a block stand together on the page; numbered through */
    bool is_head;       /* a head or foot of pages, */
    bool is_repeated;   /* and one that has stood on a page before */
    bool is_item;       /* begins with a number or bullet that stood by itself */
    bool is_row;        /* begins a row of cells */
    bool is_cell;       /* the line that follows is the next cell of the same row */
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

/* Puts the lines of blocks in order in which lines stand side by side: column after column, row
 * after row. Numbers the blocks anew. */
void pdf_divide_columns(struct arena *arena, struct pdf_lines *lines);

/* A number or bullet by itself goes before the line that stands to its right: pdftotext takes the
 * numbers of a list for a column of their own. */
void pdf_join_markers(struct arena *arena, struct pdf_lines *lines);

#endif
