/* lua_rules.c - what clinical rules say: refuse, ask, warn, field_error.
 *
 * Layer: lua. The functions only record; the caller of the host decides what a ruling means, so
 * that all of them are listed and not just the first.
 */
#include "lua/lua_api.h"

enum { MOST_RULINGS = 200 };

void lua_rules_add(struct lua_host *host, enum ruling_kind kind, const char *rule,
                   const char *field, const char *message, bool accepted) {
    host->rulings = arena_grow_array(&host->own, host->rulings, host->ruling_count,
                                     host->ruling_count + 1, sizeof *host->rulings);
    host->rulings[host->ruling_count++] = (struct ruling){
        .kind = kind,
        .rule = arena_text(&host->own, rule),
        .field = arena_text(&host->own, field),
        .message = arena_text(&host->own, message),
        .accepted = accepted,
    };
}

size_t lua_host_rulings(const struct lua_host *host, const struct ruling **rulings) {
    *rulings = host->rulings;
    return host->ruling_count;
}

static struct lua_host *host_for_ruling(lua_State *L, const char *function) {
    lua_require_build(L, function);
    struct lua_host *host = lua_host_of(L);
    if (host->ruling_count >= MOST_RULINGS)
        lua_error_raise(L, "more than %d rulings: is there a loop?", MOST_RULINGS);
    return host;
}

/* A rule's name as --accept takes it: letters, digits, '-', '_', '.'. */
static const char *check_rule(lua_State *L, int argument) {
    size_t length = 0;
    const char *rule =
        lua_type(L, argument) == LUA_TSTRING ? lua_tolstring(L, argument, &length) : NULL;
    bool usable = rule && length >= 1 && length <= 32;
    for (size_t i = 0; usable && i < length; i++)
        usable = (rule[i] >= 'a' && rule[i] <= 'z') || (rule[i] >= 'A' && rule[i] <= 'Z') ||
                 (rule[i] >= '0' && rule[i] <= '9') || strchr("-_.", rule[i]);
    if (!usable)
        lua_error_raise(L, "a rule's name such as \"S04\" expected first");
    return rule;
}

static int refuse(lua_State *L) {
    struct lua_host *host = host_for_ruling(L, "footnote.refuse");
    const char *rule = check_rule(L, 1);
    const char *text = lua_check_words(L, 2, host->arena, "the reason");
    lua_rules_add(host, RULING_REFUSE, rule, "", text, false);
    return 0;
}

static int ask(lua_State *L) {
    struct lua_host *host = host_for_ruling(L, "footnote.ask");
    const char *rule = check_rule(L, 1);
    const char *text = lua_check_words(L, 2, host->arena, "the question");
    bool accepted = false;
    for (size_t i = 0; i < host->setup->accepted_count; i++)
        accepted = accepted || strcmp(host->setup->accepted[i], rule) == 0;
    lua_rules_add(host, RULING_ASK, rule, "", text, accepted);
    lua_pushboolean(L, accepted);
    return 1;
}

static int warn(lua_State *L) {
    struct lua_host *host = host_for_ruling(L, "footnote.warn");
    bool has_rule = !lua_isnoneornil(L, 2);
    const char *rule = has_rule ? check_rule(L, 1) : "";
    const char *text = lua_check_words(L, has_rule ? 2 : 1, host->arena, "the warning");
    lua_rules_add(host, RULING_WARN, rule, "", text, false);
    const char *line = has_rule ? arena_format(host->arena, "%s: %s", rule, text) : text;
    lua_service_begin(host);
    host->services.warn(host->services.context, line);
    lua_service_end(host);
    return 0;
}

static int field_error(lua_State *L) {
    struct lua_host *host = host_for_ruling(L, "footnote.field_error");
    const char *field = lua_check_words(L, 1, host->arena, "the field's name");
    const char *text = lua_check_words(L, 2, host->arena, "the reason");
    const struct value *fields = value_find(host->declaration, "fields");
    size_t count = fields ? fields->count : 0;
    const char **names = arena_new_array(host->arena, count + 1, const char *);
    bool known = false;
    for (size_t i = 0; i < count; i++) {
        names[i] = value_text(value_find(fields->items[i], "name"), "");
        known = known || strcmp(names[i], field) == 0;
    }
    if (!known)
        lua_error_raise(L, "footnote.field_error: no field '%s'%s", field,
                        lua_error_hint(host, field, names, count));
    lua_rules_add(host, RULING_FIELD, "", field, text, false);
    return 0;
}

const struct lua_api_row lua_rules_api[] = {
    API_ROW(1, "footnote.warn", warn, "footnote.warn([rule,] text)",
            "A line for the clinician's terminal. The handout is printed all the same.",
            "footnote.warn(\"S09\", \"a lift on one side only makes the legs unequal\")"),
    API_ROW(1, "footnote.refuse", refuse, "footnote.refuse(rule, text)",
            "A clinical rule says no: no PDF, exit 4. The script goes on, so that all refusals are "
            "listed.",
            "if patient.side == \"none\" then footnote.refuse(\"S04\", \"no side is given\") end"),
    API_ROW(1, "footnote.ask", ask, "footnote.ask(rule, text) -> boolean",
            "True when the clinician gave --accept RULE; otherwise there is no PDF, exit 4.",
            "if footnote.ask(\"S06\", \"leg length was not measured: go on?\") then print(\"ok\") "
            "end"),
    API_ROW(1, "footnote.field_error", field_error, "footnote.field_error(field, text)",
            "A value is wrong in a way that its declaration can't say: exit 2. The text says what "
            "is expected, never the value.",
            "footnote.field_error(\"side\", \"must be the shorter leg's\")"),
    {0},
};
