/* lua_inline.c - what stands inside a line: bold, symbols, other languages, line breaks.
 *
 * Layer: lua.
 */
#include "lua/lua_api.h"

/* Pushes a table of the arguments from first on; a single table is taken as it is. */
static int push_content(lua_State *L, int first) {
    int count = lua_gettop(L);
    if (count == first && lua_istable(L, first)) {
        lua_pushvalue(L, first);
        lua_view_unwrap(L, -1);
        return lua_gettop(L);
    }
    lua_createtable(L, count - first + 1, 0);
    for (int i = first; i <= count; i++) {
        lua_pushvalue(L, i);
        lua_rawseti(L, -2, i - first + 1);
    }
    return lua_gettop(L);
}

static void check_content(lua_State *L, int content, const char *what) {
    if (lua_check_list(L, content, NULL, what) == 0)
        lua_error_raise(L, "%s needs words", what);
}

static int make_bold(lua_State *L) {
    int content = push_content(L, 1);
    check_content(L, content, "bold");
    lua_part_push(L, NODE_STRONG, content);
    return 1;
}

static int make_language(lua_State *L) {
    size_t length = 0;
    const char *code = luaL_checklstring(L, 1, &length);
    bool plausible = length >= 2 && length <= 35;
    for (size_t i = 0; plausible && i < length; i++)
        plausible = (code[i] >= 'a' && code[i] <= 'z') || (code[i] >= 'A' && code[i] <= 'Z') ||
                    (code[i] >= '0' && code[i] <= '9') || code[i] == '-';
    if (!plausible)
        lua_error_raise(L, "lang needs a language code such as \"es\" first");
    int content = push_content(L, 2);
    check_content(L, content, "lang");
    /* A copy, so that the code doesn't end up in a table of the script's. */
    lua_Integer count = (lua_Integer)lua_rawlen(L, content);
    lua_createtable(L, (int)count, 1);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, content, i);
        lua_rawseti(L, -2, i);
    }
    lua_pushvalue(L, 1);
    lua_setfield(L, -2, "lang");
    lua_part_push(L, NODE_LANGUAGE, lua_gettop(L));
    return 1;
}

/* The content becomes { name, width = n, alt = "words" }; lua_attributes.c reads it. */
static int make_symbol(lua_State *L) {
    static const char *const options[] = {"width", "alt", NULL};
    if (lua_istable(L, 1)) {
        lua_settop(L, 1);
        lua_check_list(L, 1, options, "symbol");
    } else {
        luaL_checkstring(L, 1);
        lua_settop(L, 2);
        lua_createtable(L, 1, 1);
        lua_insert(L, 1);
        lua_setfield(L, 1, "alt");
        lua_rawseti(L, 1, 1);
    }
    lua_getfield(L, 1, "alt");
    if (lua_type(L, -1) != LUA_TSTRING)
        lua_error_raise(L, "symbol needs words for those who can't see it: "
                           "symbol(\"box\", \"not done\")");
    lua_part_push(L, NODE_SYMBOL, 1);
    return 1;
}

static int make_line_break(lua_State *L) {
    lua_part_push(L, NODE_LINE_BREAK, 0);
    return 1;
}

const struct lua_api_row lua_inline_api[] = {
    API_ROW(1, "bold", make_bold, "bold \"text\" | bold { inline }", "Words in bold.",
            "para { \"Stop \", bold \"now\" }"),
    API_ROW(1, "lang", make_language, "lang(code, inline...)",
            "Words in another language, so that they are hyphenated and read aloud rightly.",
            "para { lang(\"es\", \"Buenos d\u00EDas\") }"),
    API_ROW(
        1, "symbol", make_symbol,
        "symbol(name, words) | symbol { \"line\", width = 80, alt = \"...\" }",
        "A drawn shape: box, ticked, open, half, full, stop, clock, line (width in points). The "
        "words are read aloud in its place.",
        "para { symbol(\"box\", \"not done\"), \" Stretch\" }"),
    API_ROW(1, "line_break", make_line_break, "line_break()", "A new line in a paragraph.",
            "para { \"Heel Clinic\", line_break(), \"12 High Street\" }"),
    {0},
};
