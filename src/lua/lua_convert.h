/* lua_convert.h - shared by the files that turn parts into nodes: lua_document.c walks,
 * lua_table.c makes rows and cells, lua_attributes.c reads options, lua_drop.c says what vanishes.
 *
 * Layer: lua. All of it runs after the script has returned, under one protected call: failures
 * raise.
 */
#ifndef FOOTNOTE_LUA_LUA_CONVERT_H
#define FOOTNOTE_LUA_LUA_CONVERT_H

#include "lua/lua_internal.h"

struct converter {
    lua_State *L;
    struct lua_host *host;
    struct document *doc;
    struct error err; /* of the doc layer */
    int depth;
    size_t entries, text_bytes; /* so far, against documents that explode */
    bool lost;                  /* something in the container at hand was dropped or is false */
};

/* Converts the value at index (a text, a number, a part, a table of them, false) into children of
 * parent. */
void lua_convert_value(struct converter *converter, struct node *parent, int index);

/* Raises the doc layer's error when node is NULL; else returns it. */
struct node *lua_convert_check(struct converter *converter, struct node *node);

/* A new child of parent, of the line of the part at hand; raises where it can't stand. */
struct node *lua_convert_add(struct converter *converter, struct node *parent, enum node_kind kind);

/* Rows and cells of a table_of (lua_table.c); content is the index of its table. */
void lua_table_convert(struct converter *converter, struct node *table, int content);

/* ---- lua_attributes.c: content is the index of a part's table -------------------------------- */

void lua_attributes_read(struct converter *converter, struct node *node,
                         const struct lua_part *part, int content);
void lua_attributes_read_document(struct converter *converter, int content);
/* Widths of a band's columns, which sum up to 12. */
int lua_attributes_column_span(struct converter *converter, int content, lua_Integer column,
                               lua_Integer column_count);

/* ---- lua_theme.c ----------------------------------------------------------------------------- */

/* Reads the theme in the table at index into doc->theme. Raises, naming the key. */
void lua_theme_read(struct converter *converter, int table);

/* ---- lua_drop.c ------------------------------------------------------------------------------ */

/* Notes that a sentence under node was dropped, in node and all around it. */
void lua_drop_note(struct node *node);
/* True when nothing worth printing is left in a node whose children are complete. lost: a child of
 * it was dropped or false. */
bool lua_drop_vanishes(const struct node *node, bool lost);
/* Takes parent's last child away; before is the one before it, or NULL. */
void lua_drop_unlink(struct node *parent, struct node *before);
/* True when a section holds nothing but headings and lines. */
bool lua_drop_is_bare(const struct node *node);

#endif
