/* lua_inline.c - what stands inside a line: bold, links, symbols, other languages, line breaks.
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

static int make_together(lua_State *L) {
    int content = push_content(L, 1);
    check_content(L, content, "nobreak");
    lua_part_push(L, NODE_TOGETHER, content);
    return 1;
}

/* A copy of a list with one option, so that the option doesn't end up in a table of the script's.
 */
static int copy_with(lua_State *L, int content, const char *option, int value) {
    lua_Integer count = (lua_Integer)lua_rawlen(L, content);
    lua_createtable(L, (int)count, 1);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, content, i);
        lua_rawseti(L, -2, i);
    }
    lua_pushvalue(L, value);
    lua_setfield(L, -2, option);
    return lua_gettop(L);
}

static void check_url(lua_State *L, int index) {
    if (lua_type(L, index) != LUA_TSTRING)
        lua_error_raise(L, "link needs an address first, a text, got %s", luaL_typename(L, index));
    const char *fault = doc_url_fault(lua_tostring(L, index));
    if (fault || strlen(lua_tostring(L, index)) != lua_rawlen(L, index))
        lua_error_raise(L, "the address of a link %s", fault ? fault : "must be one text");
}

/* link(url, inline...) or link { url = "...", inline }; without words the address is printed. */
static int make_link(lua_State *L) {
    static const char *const options[] = {"url", NULL};
    if (lua_istable(L, 1)) {
        lua_settop(L, 1);
        lua_view_unwrap(L, 1);
        lua_check_list(L, 1, options, "link");
        lua_pushliteral(L, "url");
        lua_rawget(L, 1);
        lua_insert(L, 1); /* url, content */
    } else {
        luaL_checkany(L, 1);
        push_content(L, 2);
        lua_replace(L, 2);
        lua_settop(L, 2);
        check_content(L, 2, "link");
    }
    check_url(L, 1);
    int content = copy_with(L, 2, "url", 1);
    if (lua_rawlen(L, content) == 0) {
        lua_pushvalue(L, 1);
        lua_rawseti(L, content, 1);
    }
    lua_part_push(L, NODE_LINK, content);
    return 1;
}

static int make_note(lua_State *L) {
    int content = push_content(L, 1);
    check_content(L, content, "note");
    lua_part_push(L, NODE_NOTE, content);
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
    lua_part_push(L, NODE_LANGUAGE, copy_with(L, content, "lang", 1));
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
    API_ROW(1, "nobreak", make_together, "nobreak \"text\" | nobreak { inline }",
            "Words that no line end may part: names, for instance. Where they are wider than the "
            "line they part at their spaces all the same, with a warning.",
            "para { \"Please ask for \", nobreak \"Dr Anna Sample\", \".\" }"),
    API_ROW(1, "link", make_link, "link(url, inline...) | link { url = \"...\", inline }",
            "Words that lead to an address: https://, http://, mailto: or tel:. They are "
            "underlined; on paper nobody can press them, so let the words say the address.",
            "para { \"See \", link(\"https://example.org/heel\", \"example.org/heel\"), \".\" }"),
    API_ROW(1, "note", make_note, "note \"text\" | note { inline }",
            "Words at the foot of the page; a letter stands here and in front of them.",
            "para { \"Wear it in slowly\", note \"Ten minutes more every day.\", \".\" }"),
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
