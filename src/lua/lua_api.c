/* lua_api.c - registering the API from its tables, and listing it.
 *
 * Layer: lua.
 */
#include "lua/lua_api.h"

static const struct lua_api_row *const tables[] = {
    lua_report_api,  lua_inline_api,  lua_sentence_api, lua_blocks_api,
    lua_drawing_api, lua_picture_api, lua_outline_api,  lua_qr_api,
    lua_search_api,  lua_rules_api,   lua_module_api,
};

enum { TABLE_COUNT = sizeof tables / sizeof tables[0], MOST_ENTRIES = 96 };

static char canvas_metatable; /* registry key */

const struct lua_api_row *lua_api_row_of(lua_State *L) {
    return lua_touserdata(L, lua_upvalueindex(1));
}

void lua_api_push_canvas(lua_State *L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &canvas_metatable);
}

static void register_row(lua_State *L, const struct lua_api_row *row, int globals, int footnote,
                         int canvas) {
    static const struct {
        const char *prefix;
        size_t length;
    } prefixes[] = {{"footnote.", 9}, {"canvas:", 7}};
    int targets[] = {footnote, canvas}, target = globals;
    const char *name = row->entry.name;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (strncmp(name, prefixes[i].prefix, prefixes[i].length) == 0) {
            target = targets[i];
            name += prefixes[i].length;
        }
    if (!row->function)
        return; /* a value that is documented but set elsewhere */
    lua_pushstring(L, name);
    lua_pushlightuserdata(L, (void *)row);
    lua_pushcclosure(L, row->function, 1);
    lua_rawset(L, target);
}

void lua_api_open(lua_State *L) {
    lua_pushglobaltable(L);
    lua_createtable(L, 0, 12);
    lua_createtable(L, 0, 12);
    int canvas = lua_gettop(L), footnote = canvas - 1, globals = canvas - 2;
    for (size_t i = 0; i < TABLE_COUNT; i++)
        for (const struct lua_api_row *row = tables[i]; row->entry.name; row++)
            register_row(L, row, globals, footnote, canvas);
    /* A canvas is looked up in its methods alone; scripts can't reach this table. */
    lua_createtable(L, 0, 2);
    lua_pushvalue(L, canvas);
    lua_setfield(L, -2, "__index");
    lua_pushliteral(L, "canvas");
    lua_setfield(L, -2, "__metatable");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &canvas_metatable);
    lua_pop(L, 1);
    lua_pushliteral(L, "footnote");
    lua_insert(L, -2);
    lua_rawset(L, globals);
    lua_pop(L, 1);
}

const struct lua_api_entry *lua_api_entries(size_t *count) {
    static struct lua_api_entry entries[MOST_ENTRIES];
    size_t filled = 0;
    for (size_t i = 0; i < TABLE_COUNT; i++)
        for (const struct lua_api_row *row = tables[i]; row->entry.name; row++)
            if (filled < MOST_ENTRIES)
                entries[filled++] = row->entry;
    *count = filled;
    return entries;
}
