/* lua_picture.c - figure { picture = "logo.png" }: what can be checked before the file is read; and
 * footnote.picture, which asks whether it can be.
 *
 * Layer: lua. The file itself is found and decoded by layout; scripts never see its bytes.
 */
#include "lua/lua_api.h"
#include "lua/lua_internal.h"

enum { LARGEST_PICTURE_PT = 2000 };

static void check_size(lua_State *L, const char *name) {
    int type = lua_getfield(L, 1, name);
    double size_pt = type == LUA_TNUMBER ? lua_tonumber(L, -1) : 0;
    if (type != LUA_TNIL && !(size_pt >= 1 && size_pt <= LARGEST_PICTURE_PT))
        lua_error_raise(L, "%s must be 1 to %d points", name, LARGEST_PICTURE_PT);
    lua_pop(L, 1);
}

bool lua_picture_is_decorative(lua_State *L) {
    int type = lua_getfield(L, 1, "decorative");
    bool decorative = lua_toboolean(L, -1);
    if (type != LUA_TNIL && type != LUA_TBOOLEAN)
        lua_error_raise(L, "decorative must be true or false, got %s", lua_typename(L, type));
    lua_pop(L, 1);
    return decorative;
}

void lua_picture_check_words(lua_State *L) {
    bool decorative = lua_picture_is_decorative(L);
    int type = lua_getfield(L, 1, "alt");
    if (!decorative && (type != LUA_TSTRING || !lua_rawlen(L, -1)))
        lua_error_raise(L, "figure needs alt: words that say what it shows (or decorative = true "
                           "when it says nothing)");
    bool has_caption = lua_getfield(L, 1, "caption") != LUA_TNIL;
    if (decorative && (type != LUA_TNIL || has_caption))
        lua_error_raise(L, "a decorative figure says nothing: leave out alt and caption");
    lua_pop(L, 2);
}

int lua_picture_push(lua_State *L) {
    if (lua_getfield(L, 1, "picture") != LUA_TSTRING || !lua_rawlen(L, -1))
        lua_error_raise(L, "picture must be the name of a PNG or JPEG file, got %s",
                        luaL_typename(L, -1));
    lua_pop(L, 1);
    check_size(L, "width");
    check_size(L, "height");
    lua_part_push(L, NODE_FIGURE, 1);
    return 1;
}

/* ---- asking -------------------------------------------------------------------------------------
 */

static int can_be_shown(lua_State *L) {
    lua_require_build(L, "footnote.picture");
    struct lua_host *host = lua_host_of(L);
    const char *name = lua_check_words(L, 1, host->arena, "the picture's name");
    struct error err = {.code = ERROR_NONE};
    bool readable = true; /* where nothing is ever laid out */
    if (host->services.picture) {
        lua_service_begin(host);
        readable = host->services.picture(host->services.context, name, &err);
        lua_service_end(host);
    }
    if (readable) {
        lua_pushboolean(L, true);
        return 1;
    }
    lua_pushnil(L);
    lua_pushstring(L, err.message);
    return 2;
}

const struct lua_api_row lua_picture_api[] = {
    API_ROW(1, "footnote.picture", can_be_shown, "footnote.picture(name) -> true | nil, message",
            "Whether figure { picture = name } can show it: the file is there, and a whole PNG or "
            "JPEG picture. For what a page can go without, such as a logo.",
            "local fine, why = footnote.picture(\"logo.png\")\n"
            "if not fine then footnote.warn(\"no logo: \" .. why) end"),
    {0},
};
