/* lua_search.c - what a script may ask the corpus: footnote.search and footnote.passage.
 *
 * Layer: lua. Hits are plain tables that a script may change as it likes; quote() checks against
 * the answer of the service, which is kept beside the table.
 */
#include "lua/lua_api.h"

enum { USUAL_HITS = 10 };

static char hits_by_table; /* registry key: table from a hit's table to the hit */

static void push_known_hits(lua_State *L) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &hits_by_table) == LUA_TTABLE)
        return;
    lua_pop(L, 1);
    lua_createtable(L, 0, 8);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &hits_by_table);
}

const struct lua_hit *lua_search_hit_at(lua_State *L, int index) {
    if (!lua_istable(L, index))
        return NULL;
    push_known_hits(L);
    lua_pushvalue(L, index);
    lua_rawget(L, -2);
    const struct lua_hit *hit = lua_touserdata(L, -1);
    lua_pop(L, 2);
    return hit;
}

static void push_hit(lua_State *L, const struct lua_hit *hit) {
    const struct {
        const char *name, *text;
    } fields[] = {
        {"article", hit->article},   {"section", hit->section},
        {"title", hit->title},       {"heading", hit->heading},
        {"text", hit->text},         {"version", hit->version},
        {"reviewed", hit->reviewed}, {"review_due", hit->review_due},
    };
    lua_createtable(L, 0, 10);
    lua_pushinteger(L, hit->rank);
    lua_setfield(L, -2, "rank");
    lua_pushnumber(L, hit->score);
    lua_setfield(L, -2, "score");
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        lua_pushstring(L, fields[i].text);
        lua_setfield(L, -2, fields[i].name);
    }
    push_known_hits(L);
    lua_pushvalue(L, -2);
    lua_pushlightuserdata(L, (void *)hit);
    lua_rawset(L, -3);
    lua_pop(L, 1);
}

static int search(lua_State *L) {
    static const char *const options[] = {"limit", NULL};
    lua_require_build(L, "footnote.search");
    struct lua_host *host = lua_host_of(L);
    const char *text = lua_check_words(L, 1, host->arena, "the text searched for");
    lua_Integer limit = USUAL_HITS;
    if (!lua_isnoneornil(L, 2)) {
        luaL_checktype(L, 2, LUA_TTABLE);
        if (lua_check_list(L, 2, options, "footnote.search"))
            lua_error_raise(L, "footnote.search takes options by name: { limit = 5 }");
        if (lua_getfield(L, 2, "limit") != LUA_TNIL)
            limit = luaL_checkinteger(L, -1);
    }
    if (limit < 1 || limit > LUA_MOST_HITS)
        lua_error_raise(L, "footnote.search: limit must be 1 to %d", LUA_MOST_HITS);
    struct lua_hit *hits = NULL;
    size_t count = 0;
    struct error err = {.code = ERROR_NONE};
    lua_service_begin(host);
    bool success = host->services.search(host->services.context, host->arena, text, (int)limit,
                                         &hits, &count, &err);
    lua_service_end(host);
    lua_service_check(L, success, &err);
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        if (!hits[i].query)
            hits[i].query = text;
        push_hit(L, &hits[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

static int passage(lua_State *L) {
    lua_require_build(L, "footnote.passage");
    struct lua_host *host = lua_host_of(L);
    const char *article = lua_check_words(L, 1, host->arena, "the article's name");
    const char *section = NULL;
    if (!lua_isnoneornil(L, 2))
        section = lua_check_words(L, 2, host->arena, "the section's name");
    struct lua_hit *hit = arena_new(host->arena, struct lua_hit);
    bool found = false;
    struct error err = {.code = ERROR_NONE};
    lua_service_begin(host);
    bool success = host->services.passage(host->services.context, host->arena, article, section,
                                          hit, &found, &err);
    lua_service_end(host);
    lua_service_check(L, success, &err);
    if (!found) {
        lua_pushnil(L);
        lua_pushfstring(L, "no passage '%s%s%s' in the corpus", article, section ? "#" : "",
                        section ? section : "");
        return 2;
    }
    push_hit(L, hit);
    return 1;
}

const struct lua_api_row lua_search_api[] = {
    API_ROW(
        1, "footnote.search", search, "footnote.search(text [, { limit = 10 }]) -> hits",
        "The best passages for a text, at most limit (1 to 100): a list of tables with rank, "
        "score, article, section, title, heading, text, version, reviewed, review_due (dates as "
        "YYYY-MM-DD, nil when not given). Words count as they are written: no other names for "
        "them, no corrections. Empty when nothing is found.",
        "for _, hit in ipairs(footnote.search(\"heel lift\", { limit = 3 })) do\n"
        "  print(hit.rank, hit.article, hit.heading)\n"
        "end"),
    API_ROW(1, "footnote.passage", passage,
            "footnote.passage(article [, section]) -> hit | nil, message",
            "One passage by its name, the article's first one without a section.",
            "local passage = assert(footnote.passage(\"insert-types\", \"heel-lifts\"))\n"
            "print(passage.text)"),
    {0},
};
