/* lua_api.h - one table row defines a function of the Lua API: its code and its documentation.
 *
 * Layer: lua. Registration, `footnote api` and a test that runs every example read the same rows.
 *
 * To add a function: 1 write what it does in its own module, testable without Lua; 2 write the
 * lua_CFunction here in lua_<module>.c, arguments checked first; 3 add a row to that module's table
 * with usage, docstring and one example; 4 add a test of a good call, a bad argument and a failing
 * circumstance; 5 add it to scripts/README.md.
 */
#ifndef FOOTNOTE_LUA_LUA_API_H
#define FOOTNOTE_LUA_LUA_API_H

#include "lua/lua_internal.h"

/* The API version that scripts state in footnote.report { api = ... }. Adding a function raises it.
 */
enum { LUA_API_VERSION = 1 };

struct lua_api_row {
    lua_CFunction function; /* its first upvalue is the row, as light userdata */
    struct lua_api_entry entry;
};

/* The example is a Lua expression or a few statements; in it, `report`, `patient` and `clinic` are
 * those of a report. */
#define API_ROW(since, name, function, usage, docstring, example)                                  \
    {                                                                                              \
        (function), {                                                                              \
            (name), (usage), docstring "\nExample:\n" example, (since)                             \
        }                                                                                          \
    }

/* Each table ends with an empty row. Names "footnote.x" go into the table footnote, "canvas:x" into
 * the canvas's metatable, all others are globals. */
extern const struct lua_api_row lua_blocks_api[];   /* lua_part.c */
extern const struct lua_api_row lua_inline_api[];   /* lua_inline.c */
extern const struct lua_api_row lua_sentence_api[]; /* lua_sentence.c */
extern const struct lua_api_row lua_drawing_api[];  /* lua_drawing.c */
extern const struct lua_api_row lua_picture_api[];  /* lua_picture.c */
extern const struct lua_api_row lua_outline_api[];  /* lua_outline.c */
extern const struct lua_api_row lua_qr_api[];       /* lua_qr.c */
extern const struct lua_api_row lua_search_api[];   /* lua_search.c */
extern const struct lua_api_row lua_rules_api[];    /* lua_rules.c */
extern const struct lua_api_row lua_report_api[];   /* lua_report.c */
extern const struct lua_api_row lua_module_api[];   /* lua_module.c */

/* The row a function was registered by. */
const struct lua_api_row *lua_api_row_of(lua_State *L);

/* Sets every function where its name says. */
void lua_api_open(lua_State *L);

/* Pushes the metatable of canvases. */
void lua_api_push_canvas(lua_State *L);

#endif
