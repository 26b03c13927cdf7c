/* lua_document.c - the parts that a script returned -> the document's tree.
 *
 * Layer: lua. Nodes are added from the top down; when one is complete and nothing worth printing is
 * left in it, it is taken away again (lua_drop.c). Order: guards, texts and sentences, the kinds
 * whose content is not just children, one value, the whole.
 */
#include "lua/lua_convert.h"

#include <stdlib.h>

#include "text/writing.h"

enum {
    DEEPEST = 64,
    MOST_ENTRIES = 100000, /* a handout has hundreds */
    MOST_TEXT_BYTES = 4 * 1024 * 1024,
};

/* ---- guards ---------------------------------------------------------------------------------- */

/* The doc layer's message has its own place in front. */
static void raise_error(struct converter *converter) {
    lua_pushstring(converter->L, converter->err.message);
    lua_error(converter->L);
    abort();
}

struct node *lua_convert_check(struct converter *converter, struct node *node) {
    if (!node)
        raise_error(converter);
    return node;
}

static void enter(struct converter *converter) {
    lua_State *L = converter->L;
    if (++converter->depth > DEEPEST)
        lua_error_raise(L, "parts are nested more than %d deep: does a table contain itself?",
                        DEEPEST);
    if (++converter->entries > MOST_ENTRIES)
        lua_error_raise(L, "a document of more than %d parts", MOST_ENTRIES);
    luaL_checkstack(L, 16, "parts are nested too deep");
}

static void leave(struct converter *converter) {
    converter->depth--;
}

/* Where a node without a part of its own (an item, a row) was made: where its list was. */
static int line_of(const struct converter *converter) {
    const struct lua_part *part = converter->host->converting;
    return part ? part->script_line : 0;
}

struct node *lua_convert_add(struct converter *converter, struct node *parent,
                             enum node_kind kind) {
    return lua_convert_check(
        converter, node_add(converter->doc, parent, kind, line_of(converter), &converter->err));
}

/* ---- texts and sentences --------------------------------------------------------------------- */

static void add_text(struct converter *converter, struct node *parent, struct slice text) {
    converter->text_bytes += text.length;
    if (converter->text_bytes > MOST_TEXT_BYTES)
        lua_error_raise(converter->L, "a document of more than 4 MB of text");
    const char *fault = lua_text_fault(text);
    if (fault)
        lua_error_raise(converter->L, "a text %s", fault);
    text = writing_compose(converter->doc->arena, text);
    if (text.length)
        lua_convert_check(converter, node_add_text(converter->doc, parent, text, line_of(converter),
                                                   &converter->err));
}

static void add_scalar(struct converter *converter, struct node *parent, int index) {
    lua_State *L = converter->L;
    if (!doc_can_contain(parent->kind, NODE_TEXT))
        lua_error_raise(L, "a text can't stand by itself in a %s: write para \"...\"",
                        node_kind_name(parent->kind));
    struct slice words;
    if (!lua_value_words(L, index, converter->doc->arena, &words))
        lua_error_raise(L, "a number that is not finite, or 1e12 and more, can't be printed");
    add_text(converter, parent, words);
}

static void add_sentence(struct converter *converter, struct node *parent,
                         const struct lua_part *part) {
    if (part->dropped) {
        lua_drop_note(parent);
        converter->lost = true;
        return;
    }
    struct node *sentence = lua_convert_add(converter, parent, NODE_SENTENCE);
    sentence->provenance = arena_new(converter->doc->arena, struct provenance);
    *sentence->provenance = *part->provenance;
    for (size_t i = 0; i < part->run_count; i++) {
        struct node *holder = sentence;
        if (part->runs[i].bold)
            holder = lua_convert_add(converter, sentence, NODE_STRONG);
        const struct node *last = holder->last_child;
        add_text(converter, holder, part->runs[i].text);
        if (holder->last_child != last)
            holder->last_child->filled = part->runs[i].filled;
    }
}

/* ---- content --------------------------------------------------------------------------------- */

static void convert_entries(struct converter *converter, struct node *parent, int table,
                            lua_Integer count) {
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(converter->L, table, i);
        lua_convert_value(converter, parent, lua_gettop(converter->L));
        lua_pop(converter->L, 1);
    }
}

/* Ends a node: true when it stays. outer_lost is what `lost` was before the node began. */
static bool finish(struct converter *converter, struct node *node, struct node *before,
                   bool outer_lost) {
    bool vanishes = lua_drop_vanishes(node, converter->lost);
    if (vanishes)
        lua_drop_unlink(node->parent, before);
    converter->lost = outer_lost || vanishes;
    return !vanishes;
}

/* True when the entries of the table at index hold a block. */
static bool holds_block(struct converter *converter, int table, lua_Integer count) {
    bool found = false;
    for (lua_Integer i = 1; i <= count && !found; i++) {
        lua_rawgeti(converter->L, table, i);
        const struct lua_part *part = lua_part_at(converter->L, lua_gettop(converter->L));
        found = part && !node_is_inline(part->kind);
        lua_pop(converter->L, 1);
    }
    return found;
}

/* An item of words beside blocks: the words become paragraphs. */
static void convert_item_blocks(struct converter *converter, struct node *item, int table,
                                lua_Integer count) {
    lua_State *L = converter->L;
    struct node *paragraph = NULL;
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, table, i);
        const struct lua_part *part = lua_part_at(L, lua_gettop(L));
        bool is_block = part && !node_is_inline(part->kind);
        struct node *before = item->last_child;
        if (is_block)
            paragraph = NULL;
        else if (!paragraph)
            paragraph = lua_convert_add(converter, item, NODE_PARAGRAPH);
        lua_convert_value(converter, is_block ? item : paragraph, lua_gettop(L));
        if (paragraph && !paragraph->first_child) {
            lua_drop_unlink(item, before);
            paragraph = NULL;
        }
        lua_pop(L, 1);
    }
}

static void convert_item(struct converter *converter, struct node *list, int index) {
    lua_State *L = converter->L;
    if (lua_isboolean(L, index) && !lua_toboolean(L, index)) {
        converter->lost = true;
        return;
    }
    bool outer_lost = converter->lost;
    struct node *before = list->last_child, *item = lua_convert_add(converter, list, NODE_ITEM);
    converter->lost = false;
    if (lua_istable(L, index)) {
        lua_view_unwrap(L, index);
        lua_Integer count = lua_check_list(L, index, NULL, "a list item");
        if (holds_block(converter, index, count))
            convert_item_blocks(converter, item, index, count);
        else
            convert_entries(converter, item, index, count);
    } else {
        lua_convert_value(converter, item, index);
    }
    finish(converter, item, before, outer_lost);
}

/* A term and what explains it: { "term", inline... }. */
static void convert_definition(struct converter *converter, struct node *list, int index) {
    lua_State *L = converter->L;
    if (lua_isboolean(L, index) && !lua_toboolean(L, index)) {
        converter->lost = true;
        return;
    }
    if (!lua_istable(L, index))
        lua_error_raise(L, "a definition must be { \"term\", \"words\" }, got %s",
                        luaL_typename(L, index));
    lua_view_unwrap(L, index);
    lua_Integer count = lua_check_list(L, index, NULL, "a definition");
    if (count < 2)
        lua_error_raise(L, "a definition needs a term and its words: { \"term\", \"words\" }");
    bool outer_lost = converter->lost;
    struct node *before = list->last_child, *item = lua_convert_add(converter, list, NODE_ITEM);
    struct node *term = node_new(converter->doc, NODE_PARAGRAPH, item->script_line);
    lua_rawgeti(L, index, 1);
    lua_convert_value(converter, term, lua_gettop(L));
    lua_pop(L, 1);
    if (!node_set_label(converter->doc, item, term, &converter->err))
        lua_convert_check(converter, NULL);
    converter->lost = false;
    for (lua_Integer i = 2; i <= count; i++) {
        lua_rawgeti(L, index, i);
        lua_convert_value(converter, item, lua_gettop(L));
        lua_pop(L, 1);
    }
    item->label = NULL; /* a term whose explanation was dropped does not keep the item */
    if (finish(converter, item, before, outer_lost))
        item->label = term;
}

static void convert_items(struct converter *converter, struct node *list, int content,
                          lua_Integer count) {
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(converter->L, content, i);
        if (list->list_kind == LIST_DEFINITION)
            convert_definition(converter, list, lua_gettop(converter->L));
        else
            convert_item(converter, list, lua_gettop(converter->L));
        lua_pop(converter->L, 1);
    }
}

static void convert_band(struct converter *converter, struct node *band, int content,
                         lua_Integer count) {
    lua_State *L = converter->L;
    for (lua_Integer i = 1; i <= count; i++) {
        struct node *column = lua_convert_add(converter, band, NODE_COLUMN);
        column->span = lua_attributes_column_span(converter, content, i, count);
        lua_rawgeti(L, content, i);
        lua_convert_value(converter, column, lua_gettop(L));
        lua_pop(L, 1);
    }
}

/* A required section of which nothing is left stops the handout. */
static void check_required(struct converter *converter, const struct node *section) {
    if (!section->required || !lua_drop_is_bare(section))
        return;
    struct strbuf title = {0};
    const struct node *heading = section->first_child;
    for (const struct node *child = heading ? heading->first_child : NULL; child;
         child = child->next)
        if (child->kind == NODE_TEXT) /* values may be a patient's */
            strbuf_add_slice(&title, child->text);
    const char *message = arena_format(
        converter->doc->arena,
        "the section '%s' must be there, but none of its sentences can be printed: search finds "
        "their passages no longer",
        strbuf_text(&title));
    strbuf_release(&title);
    lua_rules_add(converter->host, RULING_REFUSE, "S15", "", message, false);
}

static void convert_content(struct converter *converter, struct node *node, int content) {
    if (node->kind == NODE_TABLE) {
        lua_table_convert(converter, node, content);
        return;
    }
    if (node->kind == NODE_FIGURE || node->kind == NODE_SYMBOL)
        return;
    lua_State *L = converter->L;
    /* Again: the script may have changed the table after it called the constructor. */
    lua_Integer count = lua_check_list(L, content, lua_any_option, lua_part_name(node->kind));
    if (node->kind == NODE_LIST)
        convert_items(converter, node, content, count);
    else if (node->kind == NODE_BAND)
        convert_band(converter, node, content, count);
    else
        convert_entries(converter, node, content, count);
}

static void convert_part(struct converter *converter, struct node *parent,
                         const struct lua_part *part, int index) {
    lua_State *L = converter->L;
    const struct lua_part *outer = converter->host->converting;
    converter->host->converting = part;
    if (part->kind == NODE_DOCUMENT)
        lua_error_raise(L, "a document can't stand inside a %s", node_kind_name(parent->kind));
    if (part->kind == NODE_SENTENCE) {
        if (!doc_can_contain(parent->kind, NODE_SENTENCE))
            lua_error_raise(L, "a sentence can't stand by itself in a %s: write para { ... }",
                            node_kind_name(parent->kind));
        add_sentence(converter, parent, part);
    } else {
        bool outer_lost = converter->lost;
        struct node *before = parent->last_child;
        struct node *node = lua_convert_add(converter, parent, part->kind);
        converter->lost = false;
        if (lua_getiuservalue(L, index, 1) == LUA_TTABLE) {
            int content = lua_gettop(L);
            lua_attributes_read(converter, node, part, content);
            convert_content(converter, node, content);
        }
        lua_pop(L, 1);
        if (node->kind == NODE_SECTION)
            check_required(converter, node);
        finish(converter, node, before, outer_lost);
    }
    converter->host->converting = outer;
}

/* ---- one value ------------------------------------------------------------------------------- */

void lua_convert_value(struct converter *converter, struct node *parent, int index) {
    lua_State *L = converter->L;
    enter(converter);
    const struct lua_part *part = NULL;
    switch (lua_type(L, index)) {
    case LUA_TSTRING:
    case LUA_TNUMBER:
        add_scalar(converter, parent, index);
        break;
    case LUA_TBOOLEAN:
        if (lua_toboolean(L, index))
            lua_error_raise(L, "true can't be printed in a %s", node_kind_name(parent->kind));
        converter->lost = true;
        break;
    case LUA_TTABLE:
        lua_view_unwrap(L, index);
        convert_entries(converter, parent, index, lua_check_list(L, index, NULL, "a nested table"));
        break;
    case LUA_TUSERDATA:
        part = lua_part_at(L, index);
        if (part) {
            convert_part(converter, parent, part, index);
            break;
        }
        /* fall through */
    default:
        lua_error_raise(L, "a %s can't be printed in a %s", luaL_typename(L, index),
                        node_kind_name(parent->kind));
    }
    leave(converter);
}

/* ---- the whole ------------------------------------------------------------------------------- */

void lua_document_convert(lua_State *L, struct lua_host *host) {
    int index = lua_gettop(L);
    const struct lua_part *part = lua_part_at(L, index);
    if (!part || part->kind != NODE_DOCUMENT)
        lua_error_raise(L, "report.build must return document { ... }, it returned %s",
                        part ? lua_part_name(part->kind) : luaL_typename(L, index));
    struct document *doc = document_new(host->arena);
    doc->script = arena_text(host->arena, host->script);
    if (host->setup->language)
        doc->language = arena_text(host->arena, host->setup->language);
    doc->root->script_line = part->script_line;
    struct converter converter = {.L = L, .host = host, .doc = doc};
    host->converting = part;
    lua_getiuservalue(L, index, 1);
    int content = lua_gettop(L);
    lua_attributes_read_document(&converter, content);
    lua_Integer count = lua_check_list(L, content, lua_any_option, "document");
    convert_entries(&converter, doc->root, content, count);
    host->converting = NULL;
    host->document = doc;
}
