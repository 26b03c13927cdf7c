/* lua_sentence.c - sentences that rest on something: restate, has, quote, value.
 *
 * Layer: lua. A sentence becomes runs of text, bold or not, and its provenance; both live in the
 * document's arena. Order: asking for wording, filling slots, choices, the functions, their rows.
 */
#include "lua/lua_api.h"

#include "corpus/wording/wording_choice.h"

#include <stdio.h>

enum { LONGEST_SLOT_NAME = 40, MOST_SLOTS = 32 };

/* ---- wording --------------------------------------------------------------------------------- */

struct wording_answer {
    const char *text; /* NULL: the passage is gone */
    struct provenance provenance;
};

static char wording_answers; /* registry key: table from key to answer, for has + restate */

/* NULL for a key that the wording does not have, where `may_be_unknown`; otherwise that raises. */
static const struct wording_answer *ask_for_wording(lua_State *L, const char *key,
                                                    bool may_be_unknown) {
    struct lua_host *host = lua_host_of(L);
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &wording_answers) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_createtable(L, 0, 32);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &wording_answers);
    }
    lua_getfield(L, -1, key);
    struct wording_answer *answer = lua_touserdata(L, -1);
    if (!answer) {
        answer = arena_new(host->arena, struct wording_answer);
        struct error err = {.code = ERROR_NONE};
        lua_service_begin(host);
        host->has_used_wording = true;
        bool success =
            host->services.wording(host->services.context, host->arena, host->setup->language, key,
                                   &answer->text, &answer->provenance, &err);
        lua_service_end(host);
        if (!success && may_be_unknown && err.code == ERROR_SCRIPT) {
            lua_pop(L, 2);
            return NULL;
        }
        lua_service_check(L, success, &err);
        lua_pushlightuserdata(L, answer);
        lua_setfield(L, -3, key);
    }
    lua_pop(L, 2);
    return answer;
}

/* ---- slots and bold marks -------------------------------------------------------------------- */

struct sentence_builder {
    lua_State *L;
    struct arena *arena;
    const char *function, *key; /* for messages */
    const char *text;           /* of the wording, with all choices */
    int slots;                  /* index of the table, 0 for none */
    struct lua_part *part;
    size_t run_capacity;
    bool bold, filling;
    const char *used[MOST_SLOTS + 1]; /* names of slots in the text, NULL behind the last */
    size_t used_count;
};

static void add_run(struct sentence_builder *builder, struct slice text) {
    struct lua_part *part = builder->part;
    if (!text.length)
        return;
    part->runs = arena_make_room(builder->arena, part->runs, part->run_count,
                                 &builder->run_capacity, 4, sizeof *part->runs);
    part->runs[part->run_count++] = (struct lua_run){.text = arena_slice(builder->arena, text),
                                                     .bold = builder->bold,
                                                     .filled = builder->filling};
}

/* The name in "{name}" at the start of text, or an empty slice: other braces are plain text. */
static struct slice slot_name(struct slice text) {
    size_t end = 1;
    while (end < text.length && end <= LONGEST_SLOT_NAME &&
           ((text.data[end] >= 'a' && text.data[end] <= 'z') || text.data[end] == '_' ||
            (text.data[end] >= '0' && text.data[end] <= '9')))
        end++;
    bool is_slot = end > 1 && end < text.length && text.data[end] == '}';
    return slice_make(text.data + 1, is_slot ? end - 1 : 0);
}

static void fill_slot(struct sentence_builder *builder, struct slice name) {
    lua_State *L = builder->L;
    const char *slot = arena_bytes(builder->arena, name.data, name.length);
    if (!builder->slots || lua_getfield(L, builder->slots, slot) == LUA_TNIL)
        lua_error_raise(L, "%s '%s': the slot '%s' is not filled: %s(\"%s\", { %s = ... })",
                        builder->function, builder->key, slot, builder->function, builder->key,
                        slot);
    const char *what = arena_format(builder->arena, "the slot '%s' of '%s'", slot, builder->key);
    builder->filling = true;
    add_run(builder, slice_of(lua_check_words(L, -1, builder->arena, what)));
    builder->filling = false;
    lua_pop(L, 1);
    if (builder->used_count < MOST_SLOTS)
        builder->used[builder->used_count++] = slot;
}

static void fill_text(struct sentence_builder *builder, struct slice text) {
    size_t start = 0, i = 0;
    while (i < text.length) {
        struct slice rest = slice_make(text.data + i, text.length - i), name = {0};
        bool is_mark = slice_starts_with(rest, "**");
        if (*rest.data == '{')
            name = slot_name(rest);
        if (!is_mark && !name.length) {
            i++;
            continue;
        }
        add_run(builder, slice_make(text.data + start, i - start));
        if (is_mark)
            builder->bold = !builder->bold;
        else
            fill_slot(builder, name);
        i += is_mark ? 2 : name.length + 2;
        start = i;
    }
    add_run(builder, slice_make(text.data + start, text.length - start));
    if (builder->bold)
        lua_error_raise(builder->L, "the wording '%s' opens bold with ** and doesn't close it",
                        builder->key);
}

/* A slot that the sentence doesn't have is a value that would be lost. */
static void check_slots_used(struct sentence_builder *builder) {
    lua_State *L = builder->L;
    if (!builder->slots)
        return;
    char what[256]; /* not in the arena: this is asked for every sentence, and told for none */
    snprintf(what, sizeof what, "the slots of %s '%s'", builder->function, builder->key);
    if (lua_check_list(L, builder->slots, builder->used, what))
        lua_error_raise(L, "%s '%s': slots are given by name: { slot = \"text\" }",
                        builder->function, builder->key);
}

/* ---- choices --------------------------------------------------------------------------------- */

/* The whole sentence for the value of the slot that decides. */
static const char *choose_text(struct sentence_builder *builder, const char *text) {
    lua_State *L = builder->L;
    struct wording_choices choices = wording_choices_of(text);
    if (!choices.by.length)
        return text;
    const char *by = arena_slice(builder->arena, choices.by).data;
    if (!builder->slots || lua_getfield(L, builder->slots, by) == LUA_TNIL)
        lua_error_raise(L,
                        "%s '%s': the slot '%s' decides which sentence it is: %s(\"%s\", { %s = "
                        "... })",
                        builder->function, builder->key, by, builder->function, builder->key, by);
    const char *what = arena_format(builder->arena, "the slot '%s' of '%s'", by, builder->key);
    struct slice value = slice_of(lua_check_words(L, -1, builder->arena, what));
    lua_pop(L, 1);
    text = wording_choose(builder->arena, text, lua_host_of(L)->setup->language, value);
    if (!text)
        lua_error_raise(L,
                        "%s '%s': %s has no sentence for this value of the slot '%s', "
                        "expected %s",
                        builder->function, builder->key,
                        arena_slice(builder->arena, choices.where).data, by,
                        wording_choice_values(builder->arena, builder->text));
    builder->used[builder->used_count++] = by;
    return text;
}

/* ---- the functions --------------------------------------------------------------------------- */

static struct provenance *keep_provenance(struct arena *arena, struct provenance provenance) {
    struct provenance *kept = arena_new(arena, struct provenance);
    *kept = provenance;
    if (!kept->key)
        kept->key = "";
    if (!kept->facts)
        kept->facts = "";
    if (!kept->query)
        kept->query = "";
    return kept;
}

/* What is quoted word for word stands in the language's quotation marks. */
static struct slice quotation_mark(const char *language, bool closing) {
    static const struct {
        const char *language, *marks[2];
    } marks[] = {{"es", {"\u00AB", "\u00BB"}}, {"pl", {"\u201E", "\u201D"}}};
    for (size_t i = 0; language && i < sizeof marks / sizeof *marks; i++)
        if (strncmp(language, marks[i].language, 2) == 0)
            return slice_of(marks[i].marks[closing]);
    return slice_of(closing ? "\u201D" : "\u201C");
}

/* Asks for the sentence whose key is the first argument. */
static const struct wording_answer *check_key(lua_State *L, bool may_be_unknown) {
    const char *function = lua_api_row_of(L)->entry.name;
    lua_require_build(L, function);
    if (lua_type(L, 1) != LUA_TSTRING)
        lua_error_raise(L, "%s needs the key of a sentence, got %s", function, luaL_typename(L, 1));
    return ask_for_wording(L, lua_tostring(L, 1), may_be_unknown);
}

/* Fills part with the sentence's words; the slots are the second argument. */
static void fill_part(lua_State *L, const struct wording_answer *answer, struct lua_part *part) {
    bool has_slots = !lua_isnoneornil(L, 2);
    if (has_slots)
        luaL_checktype(L, 2, LUA_TTABLE);
    struct sentence_builder builder = {.L = L,
                                       .arena = lua_host_of(L)->arena,
                                       .function = lua_api_row_of(L)->entry.name,
                                       .key = lua_tostring(L, 1),
                                       .text = answer->text,
                                       .slots = has_slots ? 2 : 0,
                                       .part = part};
    const char *language = lua_host_of(L)->setup->language;
    bool quoted = answer->provenance.class_letter == 'Q';
    if (quoted)
        add_run(&builder, quotation_mark(language, false));
    fill_text(&builder, slice_of(choose_text(&builder, answer->text)));
    if (quoted)
        add_run(&builder, quotation_mark(language, true));
    check_slots_used(&builder);
}

static int restate(lua_State *L) {
    const struct wording_answer *answer = check_key(L, false);
    lua_settop(L, 2); /* the part must not stand where the slots are looked for */
    struct lua_part *part = lua_part_push(L, NODE_SENTENCE, 0);
    part->dropped = !answer->text;
    if (answer->text) {
        part->provenance = keep_provenance(lua_host_of(L)->arena, answer->provenance);
        fill_part(L, answer, part);
    }
    return 1;
}

/* Only glue may become a plain string: a sentence that rests on something must keep its node. */
static int words(lua_State *L) {
    const struct wording_answer *answer = check_key(L, false);
    lua_settop(L, 2);
    if (!answer->text || answer->provenance.class_letter != 'G')
        lua_error_raise(L, "words '%s': the entry is of class %c, not glue: use restate",
                        lua_tostring(L, 1), answer->provenance.class_letter);
    struct lua_part part = {.kind = NODE_SENTENCE};
    fill_part(L, answer, &part);
    luaL_Buffer out;
    luaL_buffinit(L, &out);
    for (size_t i = 0; i < part.run_count; i++)
        luaL_addlstring(&out, part.runs[i].text.data, part.runs[i].text.length);
    luaL_pushresult(&out);
    return 1;
}

static int has(lua_State *L) {
    const struct wording_answer *answer = check_key(L, true);
    lua_pushboolean(L, answer && answer->text);
    return 1;
}

static void set_one_run(struct lua_part *part, struct arena *arena, struct slice text) {
    part->runs = arena_new(arena, struct lua_run);
    part->runs[0].text = text;
    part->run_count = 1;
}

static int value(lua_State *L) {
    lua_require_build(L, "value");
    struct lua_host *host = lua_host_of(L);
    const char *words = lua_check_words(L, 1, host->arena, "value");
    if (!*words)
        lua_error_raise(L, "value is empty");
    struct lua_part *part = lua_part_push(L, NODE_SENTENCE, 0);
    set_one_run(part, host->arena, slice_of(words));
    part->provenance = keep_provenance(host->arena, (struct provenance){.class_letter = 'V'});
    return 1;
}

static bool contains(const char *text, const char *words) {
    return text && *words && strstr(text, words);
}

static int quote(lua_State *L) {
    lua_require_build(L, "quote");
    struct lua_host *host = lua_host_of(L);
    const struct lua_hit *hit = lua_search_hit_at(L, 1);
    if (!hit)
        lua_error_raise(L, "quote needs a passage from footnote.passage or footnote.search, got %s",
                        luaL_typename(L, 1));
    const char *words = lua_check_words(L, 2, host->arena, "the quotation");
    if (!contains(hit->text, words))
        lua_error_raise(L, "the quoted words don't stand letter for letter in %s#%s",
                        hit->article ? hit->article : "?", hit->section ? hit->section : "");
    struct lua_part *part = lua_part_push(L, NODE_SENTENCE, 0);
    const char *marked = arena_format(host->arena, "\u201C%s\u201D", words);
    set_one_run(part, host->arena, slice_of(marked));
    part->provenance = keep_provenance(host->arena, (struct provenance){
                                                        .class_letter = 'Q',
                                                        .query = hit->query,
                                                        .rank = hit->rank,
                                                        .article = hit->article,
                                                        .section = hit->section,
                                                        .title = hit->title,
                                                        .heading = hit->heading,
                                                        .version = hit->version,
                                                        .reviewed = hit->reviewed,
                                                        .review_due = hit->review_due,
                                                        .author = hit->author,
                                                        .file = hit->file,
                                                        .line = hit->line,
                                                        .section_number = hit->section_number,
                                                        .passage_hash = hit->passage_hash,
                                                    });
    return 1;
}

const struct lua_api_row lua_sentence_api[] = {
    API_ROW(
        1, "restate", restate, "restate \"key\" | restate(key, { slot = \"text\" })",
        "The reviewed sentence under that key of the wording, bound to the passage that search "
        "finds for it now. {slot} in it is filled, **words** are bold. When the passage is "
        "gone the sentence is dropped, with a warning. A sentence that the wording has in "
        "several forms (by: side, by: count) takes the form for that slot's value. An unknown "
        "key, an unfilled slot, an unknown slot and a value without a form raise.",
        "para { restate \"lift.purpose\", \" \", restate(\"plan.day\", { day = \"Monday\" }) }"),
    API_ROW(
        1, "has", has, "has(key) -> boolean",
        "True when the sentence under key can be printed now; false when its passage is gone or "
        "the wording has no such key.",
        "if not has(\"lift.purpose\") then footnote.warn(\"nothing on lifts\") end"),
    API_ROW(1, "words", words, "words(key [, { slot = \"text\" }]) -> text",
            "The plain text of a glue entry of the wording, for headings, table heads and dates. "
            "An entry that claims something raises: restate it instead.",
            "para(words(\"heading.today\"))"),
    API_ROW(1, "value", value, "value \"text\"",
            "A value from the patient or the plan. Numbers are written plainly.",
            "para { \"Your side: \", value(patient.side), \".\" }"),
    API_ROW(1, "quote", quote, "quote(passage, words)",
            "Words that stand letter for letter in the passage, printed in quotation marks with "
            "their source. Raises when they don't.",
            "local passage = footnote.passage(\"insert-types\", \"heel-lifts\")\n"
            "return para { quote(passage, \"raises the heel\") }"),
    {0},
};
