/* text_table.h - a table as aligned columns that wrap inside their cells.
 *
 * Layer: render.
 */
#ifndef FOOTNOTE_RENDER_TEXT_TABLE_H
#define FOOTNOTE_RENDER_TEXT_TABLE_H

#include "base/strbuf.h"
#include "doc/doc.h"

/* Adds the words of a cell to out. */
typedef void text_of_inlines(void *context, const struct node *parent, struct strbuf *out);

void render_table(const struct node *table, int width, text_of_inlines *words, void *context,
                  struct strbuf *out);

#endif
