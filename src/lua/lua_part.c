/* lua_part.c - constructors of blocks: document, section, para, list ...
 *
 * Layer: lua. A constructor checks what it can check at once, so that the message has the script's
 * line, and returns a part: a userdata that remembers the kind, the line and the table it was made
 * from. lua_document.c turns the parts into nodes when the script has returned them all.
 *
 * Order: parts, the table of kinds, the one constructor, the API's rows.
 */
#include "lua/lua_api.h"

#include <assert.h>

/* ---- parts ----------------------------------------------------------------------------------- */

static char part_metatable; /* registry key */

static void push_metatable(lua_State *L) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &part_metatable) == LUA_TTABLE)
        return;
    lua_pop(L, 1);
    lua_createtable(L, 0, 2);
    lua_pushliteral(L, "part of a document");
    lua_setfield(L, -2, "__metatable");
    lua_pushliteral(L, "part of a document");
    lua_setfield(L, -2, "__name");
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &part_metatable);
}

/* The line in the report script itself, even when a module's function makes the part. */
static int find_script_line(lua_State *L, const struct lua_host *host) {
    lua_Debug at;
    for (int level = 1; level < 32 && lua_getstack(L, level, &at); level++) {
        if (!lua_getinfo(L, "Sl", &at))
            break;
        if (at.currentline > 0 && host->main_name && strcmp(at.source, host->main_name) == 0)
            return at.currentline;
    }
    return 0;
}

struct lua_part *lua_part_push(lua_State *L, enum node_kind kind, int content) {
    struct lua_host *host = lua_host_of(L);
    struct lua_part *part = lua_newuserdatauv(L, sizeof *part, 1);
    *part = (struct lua_part){.kind = kind};
    lua_error_place(L, 1, &part->file, &part->line);
    part->script_line = find_script_line(L, host);
    /* Lua may let go of a module's chunk name: keep our own copy of it. */
    const char *file = part->file;
    part->file = host->script;
    for (size_t i = 0; file && i < host->source_count; i++)
        if (strcmp(host->sources[i].file, file) == 0)
            part->file = host->sources[i].file;
    if (content) {
        lua_pushvalue(L, content);
        lua_setiuservalue(L, -2, 1);
    }
    push_metatable(L);
    lua_setmetatable(L, -2);
    return part;
}

struct lua_part *lua_part_at(lua_State *L, int index) {
    if (lua_type(L, index) != LUA_TUSERDATA || !lua_getmetatable(L, index))
        return NULL;
    push_metatable(L);
    bool is_part = lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
    return is_part ? lua_touserdata(L, index) : NULL;
}

/* ---- the kinds ------------------------------------------------------------------------------- */

#define OPTIONS(...)                                                                               \
    (const char *const[]) {                                                                        \
        __VA_ARGS__, NULL                                                                          \
    }

struct constructor {
    const char *name;
    enum node_kind kind;
    bool takes_text;            /* para "text" beside para { ... } */
    bool takes_nothing;         /* rule() */
    bool takes_entries;         /* a list part */
    const char *const *options; /* NULL-ended, or NULL */
    const char *const *required;
    const char *list_kind; /* of the list that it makes, or NULL: as its option says */
};

static const struct constructor constructors[] = {
    {"document", NODE_DOCUMENT, false, false, true,
     OPTIONS("title", "short_title", "lang", "paper", "header_left_first", "header_left",
             "header_right", "footer_left", "footer_right", "author", "subject", "theme",
             "justified", "hyphenate", "fit"),
     OPTIONS("title")},
    {"section", NODE_SECTION, false, false, true, OPTIONS("title", "level", "aside", "required"),
     OPTIONS("title")},
    {"heading", NODE_HEADING, true, false, true, OPTIONS("level", "aside"), NULL},
    {"para", NODE_PARAGRAPH, true, false, true, OPTIONS("role", "setting"), NULL},
    {"list", NODE_LIST, false, false, true, OPTIONS("kind", "columns", "start"), NULL},
    {"checklist", NODE_LIST, false, false, true, OPTIONS("columns"), NULL, "check"},
    {"definitions", NODE_LIST, false, false, true, OPTIONS("columns"), NULL, "definition"},
    {"table_of", NODE_TABLE, false, false, false,
     OPTIONS("columns", "head", "rows", "style", "summary"), OPTIONS("columns", "rows", "summary")},
    {"cell", NODE_CELL, true, false, true, OPTIONS("span", "rows", "header"), NULL},
    {"box", NODE_BOX, false, false, true, OPTIONS("kind", "label", "title", "level", "icon", "pin"),
     NULL},
    {"band", NODE_BAND, false, false, true, OPTIONS("split", "pin"), NULL},
    {"group", NODE_GROUP, false, false, true, OPTIONS("pin", "tear_off"), NULL},
    {"columns", NODE_COLUMNS, false, false, true, OPTIONS("count"), NULL},
    {"rule", NODE_RULE, false, true, false, NULL, NULL},
    {"page_break", NODE_PAGE_BREAK, false, true, false, NULL, NULL},
    {"writing_lines", NODE_WRITING_LINES, false, true, false, OPTIONS("count", "height"), NULL},
    {"sources", NODE_SOURCES, false, true, false, OPTIONS("columns", "label"), NULL},
};

enum { CONSTRUCTOR_COUNT = sizeof constructors / sizeof *constructors };

const char *lua_part_name(enum node_kind kind) {
    for (size_t i = 0; i < CONSTRUCTOR_COUNT; i++)
        if (constructors[i].kind == kind)
            return constructors[i].name;
    return node_kind_name(kind);
}

/* ---- the constructor ------------------------------------------------------------------------- */

static const struct constructor *constructor_of(lua_State *L) {
    const char *name = lua_api_row_of(L)->entry.name;
    for (size_t i = 0; i < CONSTRUCTOR_COUNT; i++)
        if (strcmp(constructors[i].name, name) == 0)
            return &constructors[i];
    lua_error_raise(L, "%s has no constructor", name);
}

/* Brings argument 1 to a table. */
static void normalise_argument(lua_State *L, const struct constructor *constructor) {
    int type = lua_type(L, 1);
    bool is_inline = type == LUA_TSTRING || type == LUA_TNUMBER || lua_part_at(L, 1);
    if (constructor->takes_nothing && lua_isnoneornil(L, 1)) {
        lua_settop(L, 0);
        lua_createtable(L, 0, 0);
    } else if (constructor->takes_text && is_inline) {
        lua_settop(L, 1);
        lua_createtable(L, 1, 0);
        lua_insert(L, 1);
        lua_rawseti(L, 1, 1);
    } else if (type != LUA_TTABLE) {
        lua_error_raise(L, "%s needs a table%s, got %s: write %s { ... }", constructor->name,
                        constructor->takes_text ? " or a text" : "", luaL_typename(L, 1),
                        constructor->name);
    } else {
        lua_settop(L, 1);
        lua_view_unwrap(L, 1);
    }
}

static void require_options(lua_State *L, const struct constructor *constructor) {
    for (size_t i = 0; constructor->required && constructor->required[i]; i++) {
        lua_pushstring(L, constructor->required[i]);
        if (lua_rawget(L, 1) == LUA_TNIL)
            lua_error_raise(L, "%s needs the option '%s'", constructor->name,
                            constructor->required[i]);
        lua_pop(L, 1);
    }
}

/* checklist and definitions are lists of a kind: argument 1 becomes what list would be given. */
static void preset_kind(lua_State *L, const struct constructor *constructor, lua_Integer count) {
    lua_createtable(L, (int)count, 3);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, 1, i);
        lua_rawseti(L, -2, i);
    }
    for (size_t i = 0; constructor->options[i]; i++) {
        lua_pushstring(L, constructor->options[i]);
        lua_pushvalue(L, -1);
        lua_rawget(L, 1);
        lua_rawset(L, -3);
    }
    static const char *const common[] = {"drop", "when_dropped"};
    for (size_t i = 0; i < sizeof common / sizeof *common; i++) {
        lua_getfield(L, 1, common[i]);
        lua_setfield(L, -2, common[i]);
    }
    lua_pushstring(L, constructor->list_kind);
    lua_setfield(L, -2, "kind");
    lua_replace(L, 1);
    lua_settop(L, 1);
}

/* Checks the names of the options; returns the number of entries. Every block takes drop and
 * when_dropped. */
static lua_Integer check_options(lua_State *L, const struct constructor *constructor) {
    enum { MOST_OPTIONS = 32 };
    const char *names[MOST_OPTIONS] = {0};
    size_t count = 0;
    for (; constructor->options && constructor->options[count]; count++)
        names[count] = constructor->options[count];
    bool is_block = constructor->kind != NODE_DOCUMENT && constructor->kind != NODE_CELL;
    if (is_block) {
        names[count++] = "drop";
        names[count++] = "when_dropped";
    }
    assert(count < MOST_OPTIONS);
    return lua_check_list(L, 1, names, constructor->name);
}

static int construct(lua_State *L) {
    const struct constructor *constructor = constructor_of(L);
    normalise_argument(L, constructor);
    lua_Integer count = check_options(L, constructor);
    if (count && !constructor->takes_entries)
        lua_error_raise(L, "%s takes no content, only options", constructor->name);
    require_options(L, constructor);
    if (constructor->list_kind)
        preset_kind(L, constructor, count);
    lua_part_push(L, constructor->kind, 1);
    return 1;
}

/* ---- the API --------------------------------------------------------------------------------- */

const struct lua_api_row lua_blocks_api[] = {
    API_ROW(
        1, "document", construct, "document { title = \"...\", options, blocks } -> document",
        "The whole handout: what report.build returns. Options: title (required), short_title, "
        "lang, paper (\"a4\" or \"letter\"), theme (a table of require \"lib.theme\"; without one "
        "the "
        "clinic's), header_left_first, header_left, header_right, "
        "footer_left, footer_right (one line each; {page} and {pages} are filled in), author, "
        "subject; justified = true (paragraphs end on a straight right edge), hyphenate = true "
        "(long words may be divided, in the language they are in), fit = { pages = n }: on so many "
        "pages at most, with less space first, then without the blocks that have drop = 1 to 99, "
        "1 first (every block takes drop but safety boxes, sources, headings and required "
        "sections). A block with when_dropped = 1 to 99 stands only where a block of that drop "
        "was left out: what is left out in one place can stand in another. fit = { pages = 2, rule "
        "= "
        "\"S18\" } names a rule in front of what is told. In every block, false stands "
        "for nothing: `patient.note ~= nil and para "
        "(\"...\")`.",
        "document { title = \"Your insert\", paper = \"a4\", footer_right = \"{page}/{pages}\",\n"
        "  heading { level = 1, \"Your insert\" },\n"
        "  para \"Walk for a short time.\",\n"
        "}"),
    API_ROW(1, "section", construct,
            "section { title = \"...\", level = 2, aside = \"...\", required = true, blocks }",
            "A heading with what belongs to it. When sentences in it were dropped and nothing but "
            "the heading is left, it vanishes; a required one then stops the handout (S15).",
            "section { title = \"What to do\", required = true, para \"Start slowly.\" }"),
    API_ROW(1, "heading", construct,
            "heading \"text\" | heading { level = 2, aside = \"...\", inline }",
            "A heading of level 1 (the title) to 6. The aside stands on the same line, right.",
            "heading { level = 2, \"Your plan\", aside = \"week 1\" }"),
    API_ROW(1, "para", construct, "para \"text\" | para { role = \"body\", inline }",
            "A paragraph. Roles: body, main, note, caption, strip. Setting: ragged or justified, "
            "where it differs from the document's.",
            "para { role = \"note\", \"Walk \", bold \"slowly\", \".\" }"),
    API_ROW(1, "list", construct, "list { kind = \"bullet\", columns = 1, start = 1, items }",
            "Kinds: bullet, number, check, plus, minus, plain, definition. An item is a text, an "
            "inline part or a table of them, which may hold lists too. A list of the kind number "
            "begins with start. An empty list vanishes.",
            "list { kind = \"number\", start = 3, \"Sit down.\",\n"
            "  { \"Put the lift in \", bold \"both\", \" shoes.\" } }"),
    API_ROW(1, "checklist", construct, "checklist { columns = 1, items }",
            "The same as list { kind = \"check\", ... }: boxes to tick.",
            "checklist { \"Put the lift in your shoe.\", \"Walk for a short time.\" }"),
    API_ROW(1, "definitions", construct,
            "definitions { columns = 1, { \"term\", inline }, { \"term\", inline } }",
            "Words explained: each term stands in bold in front of what explains it. A term whose "
            "explanation was dropped goes with it.",
            "definitions { { \"orthotic\", \"an insert made for your foot\" },\n"
            "  { \"tendon\", \"a cord from muscle to bone\" } }"),
    API_ROW(1, "table_of", construct,
            "table_of { columns = {...}, head = {cells}, rows = {{cells}}, summary = \"...\" }",
            "A table. columns: one { width = points, weight = share of the rest, align = \"left\", "
            "\"right\" or \"center\" } each; head: the cells of the head row; style: plain, plan, "
            "diary, choice, identity; summary: words for those who can't see it (required). A cell "
            "is a text, an inline part, a table of them, or cell { ... }.",
            "table_of { summary = \"Minutes of walking by week\",\n"
            "  columns = { { width = 60 }, { weight = 1, align = \"right\" } },\n"
            "  head = { \"Week\", \"Minutes\" },\n"
            "  rows = { { 1, 10 }, { 2, 15 } } }"),
    API_ROW(1, "cell", construct, "cell { span = 1, rows = 1, header = false, inline }",
            "A table cell over several columns or rows, or one that names its row (header). The "
            "rows below a cell over several rows leave its columns out.",
            "table_of { summary = \"Rest days\", columns = { {}, {} },\n"
            "  rows = { { cell { rows = 2, header = true, \"Rest\" }, \"Monday\" }, { \"Friday\" } "
            "} }"),
    API_ROW(
        1, "box", construct,
        "box { kind = \"plain\", label = \"...\", title = \"...\", icon = \"stop\", blocks }",
        "Blocks inside a frame, never split over pages. Kinds: main, safety, plain, callout (a "
        "rule on the left only); icon: stop or clock, in front of the title; level of the title's "
        "heading (2); pin = \"bottom\".",
        "box { kind = \"safety\", title = \"Stop\", icon = \"stop\", para \"Call us today.\" }"),
    API_ROW(
        1, "band", construct, "band { {blocks}, {blocks}, split = {7, 5}, pin = \"bottom\" }",
        "Columns side by side on a grid of 12; without split they are equally wide. A band in a "
        "column divides that column; two deep at most.",
        "band { { para \"left\" }, { para \"right\" }, split = { 7, 5 } }"),
    API_ROW(1, "group", construct, "group { pin = \"bottom\", blocks }",
            "Blocks kept together on one page.",
            "group { para \"These stay\", para \"together.\" }"),
    API_ROW(1, "columns", construct, "columns { count = 2, blocks }",
            "Blocks that flow through 2 to 4 columns of one height, on every page anew.",
            "columns { count = 2, list { \"Towel\", \"Ball\", \"Shoes\", \"Diary\" } }"),
    API_ROW(1, "rule", construct, "rule()", "A thin line across.", "rule()"),
    API_ROW(1, "page_break", construct, "page_break()", "What follows begins a new page.",
            "group { para \"before\" }, page_break(), para \"after\""),
    API_ROW(1, "writing_lines", construct, "writing_lines { count = 3, height = 25.5 }",
            "Empty lines to write on; height in points from line to line, as in the diary where it "
            "is not given.",
            "writing_lines { count = 2, height = 24 }"),
    API_ROW(1, "sources", construct, "sources { columns = 1 }",
            "The numbered list of sources, made from the sentences used.",
            "para { restate \"lift.purpose\" }, sources { columns = 2 }"),
    {0},
};
