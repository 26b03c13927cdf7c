/* lua_order.c - pairs, next and table.sort whose order is the same in every run.
 *
 * Layer: lua. Lua seeds its string hash from addresses and the clock, so the order of its own next
 * differs from run to run, and with it the bytes of a handout. Here keys come in a fixed order:
 * 1, 2, 3 ... without a gap, other numbers ascending, texts by their bytes, false, true. Tables or
 * functions as keys have no such order: at most one is let through.
 *
 * Order of the code: comparing and sorting keys, pairs, next, table.sort.
 */
#include "lua/lua_internal.h"

#include <limits.h>

enum key_rank { RANK_NUMBER, RANK_TEXT, RANK_FALSE, RANK_TRUE, RANK_OTHER };

struct key {
    enum key_rank rank;
    bool is_integer;
    lua_Integer integer;
    lua_Number number;
    struct slice text; /* Lua's own, alive as long as the table holds it */
};

/* ---- keys ------------------------------------------------------------------------------------ */

static struct key read_key(lua_State *L, int index) {
    struct key key = {.rank = RANK_OTHER};
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
        key.rank = RANK_NUMBER;
        key.is_integer = lua_isinteger(L, index);
        key.integer = key.is_integer ? lua_tointeger(L, index) : 0;
        key.number = lua_tonumber(L, index);
        break;
    case LUA_TSTRING:
        key.rank = RANK_TEXT;
        key.text.data = lua_tolstring(L, index, &key.text.length);
        break;
    case LUA_TBOOLEAN:
        key.rank = lua_toboolean(L, index) ? RANK_TRUE : RANK_FALSE;
        break;
    default:
        break;
    }
    return key;
}

static void push_key(lua_State *L, const struct key *key) {
    if (key->rank == RANK_TEXT)
        lua_pushlstring(L, key->text.data, key->text.length);
    else if (key->rank != RANK_NUMBER)
        lua_pushboolean(L, key->rank == RANK_TRUE);
    else if (key->is_integer)
        lua_pushinteger(L, key->integer);
    else
        lua_pushnumber(L, key->number);
}

static int compare_text(struct slice a, struct slice b) {
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter ? memcmp(a.data, b.data, shorter) : 0;
    return order ? order : (a.length > b.length) - (a.length < b.length);
}

static int compare_keys(const struct key *a, const struct key *b) {
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    if (a->rank == RANK_TEXT)
        return compare_text(a->text, b->text);
    if (a->is_integer && b->is_integer)
        return (a->integer > b->integer) - (a->integer < b->integer);
    return (a->number > b->number) - (a->number < b->number);
}

/* Heap sort: keys differ, so no order needs keeping; and qsort may ask the system for memory facts
 * that a confined process must not ask for. */
static void sift_down(struct key *keys, size_t root, size_t count) {
    for (size_t child; (child = 2 * root + 1) < count; root = child) {
        if (child + 1 < count && compare_keys(&keys[child], &keys[child + 1]) < 0)
            child++;
        if (compare_keys(&keys[root], &keys[child]) >= 0)
            return;
        struct key kept = keys[root];
        keys[root] = keys[child];
        keys[child] = kept;
    }
}

static void sort_keys(struct key *keys, size_t count) {
    for (size_t i = count / 2; i-- > 0;)
        sift_down(keys, i, count);
    for (size_t end = count; end > 1; end--) {
        struct key kept = keys[0];
        keys[0] = keys[end - 1];
        keys[end - 1] = kept;
        sift_down(keys, 0, end - 1);
    }
}

static void refuse_two_objects(lua_State *L) {
    lua_error_raise(L, "a table with several tables or functions as keys has no fixed order: "
                       "use texts or numbers as keys");
}

/* Counts what lies outside 1 ... border. Raises when a fixed order can't be given. */
static size_t count_keys(lua_State *L, int table, lua_Integer border) {
    size_t count = 0, objects = 0;
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
        struct key key = read_key(L, -2);
        if (key.rank == RANK_NUMBER && key.is_integer && key.integer >= 1 && key.integer <= border)
            continue;
        if (key.rank != RANK_OTHER)
            count++;
        else if (++objects > 1)
            refuse_two_objects(L);
    }
    return count;
}

/* Pushes a table: the sorted keys outside 1 ... border. Returns their number. */
static lua_Integer push_sorted_keys(lua_State *L, int table, lua_Integer border) {
    size_t count = count_keys(L, table, border), filled = 0;
    lua_createtable(L, count < INT_MAX ? (int)count : 0, 0);
    int result = lua_gettop(L);
    lua_pushnil(L); /* place of the one key without rank */
    struct key *keys = lua_newuserdatauv(L, (count ? count : 1) * sizeof *keys, 0);
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
        struct key key = read_key(L, -2);
        if (key.rank == RANK_NUMBER && key.is_integer && key.integer >= 1 && key.integer <= border)
            continue;
        if (key.rank != RANK_OTHER) {
            keys[filled++] = key;
        } else {
            lua_pushvalue(L, -2);
            lua_replace(L, result + 1);
        }
    }
    sort_keys(keys, filled);
    for (size_t i = 0; i < filled; i++) {
        push_key(L, &keys[i]);
        lua_rawseti(L, result, (lua_Integer)i + 1);
    }
    lua_Integer total = (lua_Integer)filled;
    if (!lua_isnil(L, result + 1)) {
        lua_pushvalue(L, result + 1);
        lua_rawseti(L, result, ++total);
    }
    lua_settop(L, result);
    return total;
}

/* The last of 1, 2, 3 ... that is there: unlike the length, the same however the table was built.
 */
static lua_Integer find_border(lua_State *L, int table) {
    lua_Integer border = 0;
    while (lua_rawgeti(L, table, border + 1) != LUA_TNIL) {
        lua_pop(L, 1);
        border++;
    }
    lua_pop(L, 1);
    return border;
}

/* ---- pairs ----------------------------------------------------------------------------------- */

/* Upvalues: table, sorted keys or nil before they are needed, position, border. */
static int step(lua_State *L) {
    int table = lua_upvalueindex(1), keys = lua_upvalueindex(2);
    lua_Integer position = lua_tointeger(L, lua_upvalueindex(3));
    lua_Integer border = lua_tointeger(L, lua_upvalueindex(4));
    for (;;) {
        position++;
        if (position <= border)
            lua_pushinteger(L, position);
        else if (lua_rawgeti(L, keys, position - border) == LUA_TNIL)
            return 1;
        lua_pushinteger(L, position);
        lua_replace(L, lua_upvalueindex(3));
        lua_pushvalue(L, -1);
        if (lua_rawget(L, table) != LUA_TNIL)
            return 2;
        lua_pop(L, 2); /* taken away since pairs was called */
    }
}

static int ordered_pairs(lua_State *L) {
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
        lua_pushvalue(L, 1);
        lua_call(L, 1, 3);
        return 3;
    }
    if (lua_view_data(L, 1))
        lua_replace(L, 1);
    if (!lua_istable(L, 1))
        lua_error_raise(L, "pairs needs a table, got %s", luaL_typename(L, 1));
    lua_Integer border = find_border(L, 1);
    lua_pushvalue(L, 1);
    push_sorted_keys(L, 1, border);
    lua_pushinteger(L, 0);
    lua_pushinteger(L, border);
    lua_pushcclosure(L, step, 4);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

/* ---- next ------------------------------------------------------------------------------------ */

/* Sorting anew at each step would be quadratic: the registry keeps the table last stepped through,
 * its keys and, as the keys' field "at", a map from key to position. */
static char walked_table, walked_keys;

static void forget_walk(lua_State *L) {
    lua_pushnil(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &walked_table);
    lua_pushnil(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &walked_keys);
}

/* Pushes the keys of table 1 with their map. */
static void push_walk(lua_State *L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &walked_table);
    bool known = lua_rawequal(L, -1, 1);
    lua_pop(L, 1);
    if (known) {
        lua_rawgetp(L, LUA_REGISTRYINDEX, &walked_keys);
        return;
    }
    lua_Integer count = push_sorted_keys(L, 1, 0);
    lua_createtable(L, 0, count < INT_MAX ? (int)count : 0);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, -2, i);
        lua_pushinteger(L, i);
        lua_rawset(L, -3);
    }
    lua_setfield(L, -2, "at");
    lua_pushvalue(L, 1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &walked_table);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &walked_keys);
}

static int ordered_next(lua_State *L) {
    lua_settop(L, 2);
    if (lua_view_data(L, 1))
        lua_replace(L, 1);
    if (!lua_istable(L, 1))
        lua_error_raise(L, "next needs a table, got %s", luaL_typename(L, 1));
    bool is_start = lua_isnil(L, 2);
    if (is_start) {
        forget_walk(L);
        lua_pushnil(L);
        if (!lua_next(L, 1)) { /* the common question: is it empty? */
            lua_pushnil(L);
            return 1;
        }
        lua_settop(L, 2);
    }
    push_walk(L);
    lua_Integer position = 0;
    if (!is_start) {
        lua_getfield(L, 3, "at");
        lua_pushvalue(L, 2);
        if (lua_rawget(L, -2) == LUA_TNIL)
            lua_error_raise(L, "next: the table has no such key");
        position = lua_tointeger(L, -1);
    }
    for (;;) {
        lua_settop(L, 3);
        if (lua_rawgeti(L, 3, ++position) == LUA_TNIL)
            return 1;
        lua_pushvalue(L, -1);
        if (lua_rawget(L, 1) != LUA_TNIL)
            return 2;
    }
}

/* ---- table.sort ------------------------------------------------------------------------------ */

/* Stack: 1 the table, 2 the comparison or nil, 3 and 4 the tables merged from and to. */
static bool is_less(lua_State *L, int a, int b) {
    if (lua_isnil(L, 2))
        return lua_compare(L, a, b, LUA_OPLT);
    lua_pushvalue(L, 2);
    lua_pushvalue(L, a);
    lua_pushvalue(L, b);
    lua_call(L, 2, 1);
    bool less = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return less;
}

/* Merges left ... middle and middle + 1 ... right of table `from` into table `to`. */
static void merge(lua_State *L, int from, int to, lua_Integer left, lua_Integer middle,
                  lua_Integer right) {
    lua_Integer a = left, b = middle + 1;
    for (lua_Integer out = left; out <= right; out++) {
        bool take_second = a > middle;
        if (!take_second && b <= right) {
            lua_rawgeti(L, from, b);
            lua_rawgeti(L, from, a);
            take_second = is_less(L, lua_gettop(L) - 1, lua_gettop(L));
            lua_pop(L, 2);
        }
        lua_rawgeti(L, from, take_second ? b++ : a++);
        lua_rawseti(L, to, out);
    }
}

int lua_order_sort(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    if (!lua_isnoneornil(L, 2))
        luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_settop(L, 2);
    lua_Integer count = luaL_len(L, 1);
    if (count < 2)
        return 0;
    if (count >= INT_MAX)
        lua_error_raise(L, "table.sort: the table is too long");
    lua_createtable(L, (int)count, 0);
    lua_createtable(L, (int)count, 0);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_geti(L, 1, i);
        lua_rawseti(L, 3, i);
    }
    int from = 3, to = 4;
    for (lua_Integer width = 1; width < count; width *= 2) {
        for (lua_Integer left = 1; left <= count; left += 2 * width) {
            lua_Integer middle = left + width - 1 < count ? left + width - 1 : count;
            lua_Integer right = middle + width < count ? middle + width : count;
            merge(L, from, to, left, middle, right);
        }
        int kept = from;
        from = to;
        to = kept;
    }
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, from, i);
        lua_seti(L, 1, i);
    }
    return 0;
}

void lua_order_open(lua_State *L) {
    static const luaL_Reg functions[] = {{"pairs", ordered_pairs}, {"next", ordered_next}, {0}};
    luaL_setfuncs(L, functions, 0);
}
