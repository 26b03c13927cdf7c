/* lua_attributes.c - options of parts -> attributes of nodes.
 *
 * Layer: lua. Order: reading one option, words for enumerations, one reader a kind, the table of
 * readers. Names were checked by the constructors; here values are.
 */
#include "lua/lua_convert.h"

#include <math.h>

#include "layout/theme.h"

/* ---- one option ------------------------------------------------------------------------------ */

/* Pushes the option; its type. Raw: the tables come from scripts. */
static int push_option(struct converter *converter, int content, const char *name) {
    lua_pushstring(converter->L, name);
    return lua_rawget(converter->L, content);
}

/* The option's text in the document's arena, or NULL when it is not given. */
static const char *read_text(struct converter *converter, int content, const char *name) {
    lua_State *L = converter->L;
    const char *text = NULL;
    if (push_option(converter, content, name) != LUA_TNIL) {
        text = lua_check_words(L, lua_gettop(L), converter->doc->arena, name);
        if (strchr(text, '\n'))
            lua_error_raise(L, "%s must be one line", name);
    }
    lua_pop(L, 1);
    return text;
}

static double read_number(struct converter *converter, int content, const char *name,
                          double fallback, double lowest, double highest) {
    lua_State *L = converter->L;
    double number = fallback;
    if (push_option(converter, content, name) != LUA_TNIL) {
        if (lua_type(L, -1) != LUA_TNUMBER)
            lua_error_raise(L, "%s must be a number, got %s", name, luaL_typename(L, -1));
        number = lua_tonumber(L, -1);
        if (!isfinite(number) || number < lowest || number > highest)
            lua_error_raise(L, "%s must be %f to %f", name, lowest, highest);
    }
    lua_pop(L, 1);
    return number;
}

static int read_whole(struct converter *converter, int content, const char *name, int fallback,
                      int lowest, int highest) {
    double number = read_number(converter, content, name, fallback, lowest, highest);
    if (trunc(number) != number)
        lua_error_raise(converter->L, "%s must be a whole number", name);
    return (int)number;
}

static bool read_flag(struct converter *converter, int content, const char *name) {
    lua_State *L = converter->L;
    int type = push_option(converter, content, name);
    if (type != LUA_TNIL && type != LUA_TBOOLEAN)
        lua_error_raise(L, "%s must be true or false, got %s", name, lua_typename(L, type));
    bool flag = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return flag;
}

/* The place of an option's word in words, which stand in the order of their enumeration. */
static int read_word(struct converter *converter, int content, const char *name,
                     const char *const *words, int fallback) {
    lua_State *L = converter->L;
    int found = fallback;
    if (push_option(converter, content, name) != LUA_TNIL) {
        const char *word = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
        for (found = 0; words[found] && strcmp(words[found], word) != 0;)
            found++;
        if (!words[found])
            lua_error_raise(
                L, "unknown %s '%s'%s", name, word,
                lua_error_hint(converter->host, word, words, lua_error_count_names(words)));
    }
    lua_pop(L, 1);
    return found;
}

/* ---- words of enumerations ------------------------------------------------------------------- */

static const char *const paper_words[] = {"a4", "letter", NULL};
static const char *const role_words[] = {"body", "main", "note", "caption", "strip", NULL};
static const char *const setting_words[] = {"as document", "ragged", "justified", NULL};
static const char *const list_words[] = {"bullet", "number", "check",      "plus",
                                         "minus",  "plain",  "definition", NULL};
static const char *const box_words[] = {"main", "safety", "plain", "callout", NULL};
static const char *const style_words[] = {"plain", "plan", "diary", "choice", "identity", NULL};
static const char *const align_words[] = {"left", "right", "center", NULL};
static const char *const symbol_words[] = {"box",  "ticked", "open", "half", "full",
                                           "stop", "clock",  "line", NULL};
static const char *const icon_words[] = {"stop", "clock", NULL};
static const char *const pin_words[] = {"none", "bottom", NULL};

/* ---- inline options -------------------------------------------------------------------------- */

/* An option of inline content as children of holder; false when it is not given. */
static bool read_inline(struct converter *converter, int content, const char *name,
                        struct node *holder) {
    bool given = push_option(converter, content, name) != LUA_TNIL;
    if (given) {
        bool lost = converter->lost;
        lua_convert_value(converter, holder, lua_gettop(converter->L));
        converter->lost = lost;
    }
    lua_pop(converter->L, 1);
    return given;
}

static struct node *read_paragraph(struct converter *converter, int content, const char *name,
                                   int line) {
    struct node *paragraph = node_new(converter->doc, NODE_PARAGRAPH, line);
    bool given = read_inline(converter, content, name, paragraph);
    if (given && paragraph->dropped_any && lua_drop_vanishes(paragraph, true))
        return NULL;
    return given && paragraph->first_child ? paragraph : NULL;
}

static void read_aside(struct converter *converter, struct node *heading, int content) {
    struct node *aside = read_paragraph(converter, content, "aside", heading->script_line);
    if (!aside)
        return;
    if (!node_set_aside(converter->doc, heading, aside, &converter->err))
        lua_convert_check(converter, NULL);
    if (aside->dropped_any)
        lua_drop_note(heading);
}

/* A section's or box's title as a heading in front. */
static void add_title(struct converter *converter, struct node *node, int content) {
    struct document *doc = converter->doc;
    bool has_title = push_option(converter, content, "title") != LUA_TNIL;
    lua_pop(converter->L, 1);
    bool has_icon = push_option(converter, content, "icon") != LUA_TNIL;
    lua_pop(converter->L, 1);
    if (!has_title && has_icon)
        lua_error_raise(converter->L, "icon stands in front of the title: give a title too");
    if (!has_title)
        return;
    struct node *heading = lua_convert_check(
        converter, node_add(doc, node, NODE_HEADING, node->script_line, &converter->err));
    heading->level = read_whole(converter, content, "level", 2, 1, 6);
    if (has_icon) {
        struct node *icon = lua_convert_check(
            converter, node_add(doc, heading, NODE_SYMBOL, node->script_line, &converter->err));
        bool is_stop = read_word(converter, content, "icon", icon_words, 0) == 0;
        icon->symbol = is_stop ? SYMBOL_STOP : SYMBOL_CLOCK;
        icon->alt = is_stop ? "Stop" : "Same day";
        lua_convert_check(converter, node_add_text(doc, heading, slice_of(" "), node->script_line,
                                                   &converter->err));
    }
    read_inline(converter, content, "title", heading);
    if (node->kind == NODE_SECTION)
        read_aside(converter, heading, content);
}

/* ---- one reader a kind ----------------------------------------------------------------------- */

typedef void attribute_reader(struct converter *converter, struct node *node,
                              const struct lua_part *part, int content);

static void read_section(struct converter *converter, struct node *node,
                         const struct lua_part *part, int content) {
    (void)part;
    node->required = read_flag(converter, content, "required");
    add_title(converter, node, content);
}

static void read_heading(struct converter *converter, struct node *node,
                         const struct lua_part *part, int content) {
    (void)part;
    node->level = read_whole(converter, content, "level", 2, 1, 6);
    read_aside(converter, node, content);
}

static void read_para(struct converter *converter, struct node *node, const struct lua_part *part,
                      int content) {
    (void)part;
    node->role = (enum text_role)read_word(converter, content, "role", role_words, ROLE_BODY);
    node->setting =
        (enum setting)read_word(converter, content, "setting", setting_words, SETTING_AS_DOCUMENT);
}

static void read_list(struct converter *converter, struct node *node, const struct lua_part *part,
                      int content) {
    (void)part;
    node->list_kind =
        (enum list_kind)read_word(converter, content, "kind", list_words, LIST_BULLET);
    node->first_number = read_whole(converter, content, "start", 1, 0, 9999);
    if (node->first_number != 1 && node->list_kind != LIST_NUMBER)
        lua_error_raise(converter->L, "start is for lists of the kind \"number\"");
    node->columns = read_whole(converter, content, "columns", 1, 1, 6);
}

static void read_columns(struct converter *converter, struct node *table, int content) {
    static const char *const options[] = {"width", "weight", "align", NULL};
    lua_State *L = converter->L;
    if (push_option(converter, content, "columns") != LUA_TTABLE)
        lua_error_raise(L, "columns must be a list with one { } a column");
    int columns = lua_gettop(L);
    lua_Integer count = lua_check_list(L, columns, NULL, "columns");
    if (count < 1 || count > 64)
        lua_error_raise(L, "a table has 1 to 64 columns");
    table->table_column_count = (size_t)count;
    table->table_columns =
        arena_new_array(converter->doc->arena, (size_t)count, struct table_column);
    for (lua_Integer i = 1; i <= count; i++) {
        if (lua_rawgeti(L, columns, i) != LUA_TTABLE)
            lua_error_raise(L, "column %d of columns must be { width = ..., weight = ... }",
                            (int)i);
        int column = lua_gettop(L);
        if (lua_check_list(L, column, options, "a column"))
            lua_error_raise(L, "a column takes options by name");
        struct table_column *out = &table->table_columns[i - 1];
        out->width_pt = read_number(converter, column, "width", 0, 0, 2000);
        out->weight = read_number(converter, column, "weight", 0, 0, 1000);
        out->align = (enum alignment)read_word(converter, column, "align", align_words, ALIGN_LEFT);
        lua_settop(L, columns);
    }
    lua_pop(L, 1);
}

static void read_table(struct converter *converter, struct node *node, const struct lua_part *part,
                       int content) {
    (void)part;
    node->table_style =
        (enum table_style)read_word(converter, content, "style", style_words, TABLE_PLAIN);
    node->alt = read_text(converter, content, "summary");
    read_columns(converter, node, content);
}

static void read_cell(struct converter *converter, struct node *node, const struct lua_part *part,
                      int content) {
    (void)part;
    node->span = read_whole(converter, content, "span", 1, 1, 64);
    node->row_span = read_whole(converter, content, "rows", 1, 1, 1000);
    node->header_cell = read_flag(converter, content, "header");
}

static void read_pin(struct converter *converter, struct node *node, const struct lua_part *part,
                     int content) {
    (void)part;
    node->pin = (enum pin)read_word(converter, content, "pin", pin_words, PIN_NONE);
}

static void read_group(struct converter *converter, struct node *node, const struct lua_part *part,
                       int content) {
    read_pin(converter, node, part, content);
    node->tear_off = read_flag(converter, content, "tear_off");
}

static void read_label(struct converter *converter, struct node *node, int content) {
    struct node *label = read_paragraph(converter, content, "label", node->script_line);
    if (!label)
        return;
    if (!node_set_label(converter->doc, node, label, &converter->err))
        lua_convert_check(converter, NULL);
    if (label->dropped_any)
        lua_drop_note(node);
}

static void read_box(struct converter *converter, struct node *node, const struct lua_part *part,
                     int content) {
    read_pin(converter, node, part, content);
    node->box_kind = (enum box_kind)read_word(converter, content, "kind", box_words, BOX_PLAIN);
    read_label(converter, node, content);
    add_title(converter, node, content);
}

static void read_writing_lines(struct converter *converter, struct node *node,
                               const struct lua_part *part, int content) {
    (void)part;
    node->count = read_whole(converter, content, "count", 3, 1, 60);
    node->height_pt = read_number(converter, content, "height", 0, 6, 200); /* 0: the theme's */
}

static void read_sources(struct converter *converter, struct node *node,
                         const struct lua_part *part, int content) {
    (void)part;
    node->columns = read_whole(converter, content, "columns", 1, 1, 6);
    read_label(converter, node, content);
}

static void read_figure(struct converter *converter, struct node *node, const struct lua_part *part,
                        int content) {
    node->drawing = part->drawing;
    if (!node->drawing) {
        node->picture = read_text(converter, content, "picture");
        node->picture_width_pt = read_number(converter, content, "width", 0, 1, 2000);
        node->picture_height_pt = read_number(converter, content, "height", 0, 1, 2000);
    }
    node->decorative = read_flag(converter, content, "decorative");
    node->align = (enum alignment)read_word(converter, content, "align", align_words, ALIGN_LEFT);
    node->alt = read_text(converter, content, "alt");
    read_inline(converter, content, "caption", node);
}

static void read_symbol(struct converter *converter, struct node *node, const struct lua_part *part,
                        int content) {
    (void)part;
    lua_State *L = converter->L;
    lua_rawgeti(L, content, 1);
    lua_pushliteral(L, "symbol");
    lua_pushvalue(L, -2);
    lua_createtable(L, 0, 1);
    lua_insert(L, -3);
    lua_rawset(L, -3); /* { symbol = name }: so that it reads like an option */
    node->symbol = (enum symbol_kind)read_word(converter, lua_gettop(L), "symbol", symbol_words, 0);
    lua_pop(L, 2);
    node->alt = read_text(converter, content, "alt");
    if (node->symbol == SYMBOL_WRITING_LINE)
        node->width_pt = read_number(converter, content, "width", 80, 1, 600);
}

static void read_language(struct converter *converter, struct node *node,
                          const struct lua_part *part, int content) {
    (void)part;
    node->language = read_text(converter, content, "lang");
}

static void read_link(struct converter *converter, struct node *node, const struct lua_part *part,
                      int content) {
    (void)part;
    node->url = read_text(converter, content, "url");
}

static void read_column_count(struct converter *converter, struct node *node,
                              const struct lua_part *part, int content) {
    (void)part;
    node->columns = read_whole(converter, content, "count", 2, 2, 4);
}

static attribute_reader *const readers[NODE_KIND_COUNT] = {
    [NODE_SECTION] = read_section, [NODE_HEADING] = read_heading,
    [NODE_PARAGRAPH] = read_para,  [NODE_LIST] = read_list,
    [NODE_TABLE] = read_table,     [NODE_CELL] = read_cell,
    [NODE_BOX] = read_box,         [NODE_BAND] = read_pin,
    [NODE_GROUP] = read_group,     [NODE_WRITING_LINES] = read_writing_lines,
    [NODE_SOURCES] = read_sources, [NODE_FIGURE] = read_figure,
    [NODE_SYMBOL] = read_symbol,   [NODE_LANGUAGE] = read_language,
    [NODE_LINK] = read_link,       [NODE_COLUMNS] = read_column_count,
};

void lua_attributes_read(struct converter *converter, struct node *node,
                         const struct lua_part *part, int content) {
    if (readers[node->kind])
        readers[node->kind](converter, node, part, content);
    if (!node_is_inline(node->kind)) {
        node->drop_order = read_whole(converter, content, "drop", 0, 1, 99);
        node->when_dropped = read_whole(converter, content, "when_dropped", 0, 1, 99);
    }
}

/* ---- document, bands ------------------------------------------------------------------------- */

/* fit = { pages = 2, rule = "S18" } */
static int read_fit(struct converter *converter, int content) {
    static const char *const options[] = {"pages", "rule", NULL};
    lua_State *L = converter->L;
    int pages = 0, type = push_option(converter, content, "fit");
    if (type != LUA_TNIL) {
        int fit = lua_gettop(L);
        if (type != LUA_TTABLE || lua_check_list(L, fit, options, "fit") != 0)
            lua_error_raise(L, "fit must be { pages = 2 }, got %s", lua_typename(L, type));
        pages = read_whole(converter, fit, "pages", 0, 1, 99);
        if (!pages)
            lua_error_raise(L, "fit needs a number of pages: fit = { pages = 2 }");
        const char *rule = read_text(converter, fit, "rule");
        converter->doc->fit_rule = rule ? rule : "";
    }
    lua_pop(L, 1);
    return pages;
}

void lua_attributes_read_document(struct converter *converter, int content) {
    struct document *doc = converter->doc;
    const struct {
        const char *name;
        const char **place;
    } texts[] = {
        {"title", &doc->title},
        {"short_title", &doc->short_title},
        {"lang", &doc->language},
        {"header_left_first", &doc->header_left_first},
        {"header_left", &doc->header_left},
        {"header_right", &doc->header_right},
        {"footer_left", &doc->footer_left},
        {"footer_right", &doc->footer_right},
        {"author", &doc->author},
        {"subject", &doc->subject},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *text = read_text(converter, content, texts[i].name);
        if (text)
            *texts[i].place = text;
    }
    enum paper paper = PAPER_A4;
    if (push_option(converter, content, "theme") != LUA_TNIL) {
        lua_theme_read(converter, lua_gettop(converter->L));
        paper = doc->theme->paper == THEME_PAPER_LETTER ? PAPER_LETTER : PAPER_A4;
    }
    lua_pop(converter->L, 1);
    doc->paper = (enum paper)read_word(converter, content, "paper", paper_words, (int)paper);
    doc->justified = read_flag(converter, content, "justified");
    doc->hyphenated = read_flag(converter, content, "hyphenate");
    doc->fit_pages = read_fit(converter, content);
}

int lua_attributes_column_span(struct converter *converter, int content, lua_Integer column,
                               lua_Integer column_count) {
    enum { GRID = 12 };
    lua_State *L = converter->L;
    int span = 0;
    if (push_option(converter, content, "split") == LUA_TNIL) {
        if (GRID % column_count != 0)
            lua_error_raise(L, "a band of %d columns needs split: widths that sum up to 12",
                            (int)column_count);
        span = (int)(GRID / column_count);
    } else {
        lua_Integer count =
            lua_istable(L, -1) ? lua_check_list(L, lua_gettop(L), NULL, "split") : 0;
        if (count != column_count)
            lua_error_raise(L, "split must have %d widths, one a column", (int)column_count);
        lua_Integer sum = 0;
        for (lua_Integer i = 1; i <= count; i++) {
            lua_rawgeti(L, -1, i);
            lua_Integer width = lua_isinteger(L, -1) ? lua_tointeger(L, -1) : 0;
            if (width < 1 || width > GRID)
                lua_error_raise(L, "split has whole widths of 1 to 12");
            span = i == column ? (int)width : span;
            sum += width;
            lua_pop(L, 1);
        }
        if (sum != GRID)
            lua_error_raise(L, "the widths in split sum up to %d: they must make 12", (int)sum);
    }
    lua_pop(L, 1);
    return span;
}
