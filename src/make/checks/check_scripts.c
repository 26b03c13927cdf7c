/* check_scripts.c - report scripts read as text: which sentences they name, and which words they
 * place that no wording holds.
 *
 * Layer: make. A scanner of Lua's tokens, no parser: it knows strings, comments, names and
 * brackets, and for each string which call or key it belongs to. Order: the scanner, keys that are
 * used, judging a string, scripts, keys that nobody uses.
 */
#include "make/checks/check.h"

#include "base/file.h"
#include "base/strbuf.h"

#include <ctype.h>

enum { SCRIPT_LIMIT_BYTES = 1024 * 1024, DEEPEST = 200 };

/* ---- the scanner ----------------------------------------------------------------------------- */

struct scanner {
    const char *text, *at, *end;
    int line;
    struct slice name;             /* the last name read, when nothing but a bracket follows it */
    struct slice callers[DEEPEST]; /* the names before the open brackets */
    size_t depth;
    struct slice key; /* `key = "..."` in a table: the key, else empty */
    struct slice last_name;
    bool joined_before; /* the string stands behind ".." */
};

struct lua_string {
    struct slice text; /* between the quotes; escapes as written */
    int line;
    bool joined; /* ".." stands before or behind it */
    bool joined_behind;
};

static void skip_long(struct scanner *scanner, size_t level) {
    while (scanner->at < scanner->end) {
        if (*scanner->at == '\n')
            scanner->line++;
        if (*scanner->at == ']') {
            const char *close = scanner->at + 1;
            while (close < scanner->end && *close == '=')
                close++;
            if (close < scanner->end && *close == ']' &&
                (size_t)(close - scanner->at) == level + 1) {
                scanner->at = close + 1;
                return;
            }
        }
        scanner->at++;
    }
}

/* The level of "[==[" at the place, or -1. */
static int long_level(const struct scanner *scanner, const char *at) {
    const char *p = at + 1;
    while (p < scanner->end && *p == '=')
        p++;
    return p < scanner->end && *p == '[' ? (int)(p - at - 1) : -1;
}

static void skip_comment(struct scanner *scanner) {
    scanner->at += 2;
    int level =
        scanner->at < scanner->end && *scanner->at == '[' ? long_level(scanner, scanner->at) : -1;
    if (level >= 0) {
        skip_long(scanner, (size_t)level);
        return;
    }
    while (scanner->at < scanner->end && *scanner->at != '\n')
        scanner->at++;
}

static struct lua_string read_string(struct scanner *scanner) {
    char quote = *scanner->at++;
    struct lua_string string = {.line = scanner->line, .joined = scanner->joined_before};
    const char *begin = scanner->at;
    while (scanner->at < scanner->end && *scanner->at != quote && *scanner->at != '\n')
        scanner->at += *scanner->at == '\\' && scanner->at + 1 < scanner->end ? 2 : 1;
    string.text = slice_make(begin, (size_t)(scanner->at - begin));
    if (scanner->at < scanner->end)
        scanner->at++;
    const char *next = scanner->at;
    while (next < scanner->end && isspace((unsigned char)*next))
        next++;
    string.joined_behind = next + 1 < scanner->end && next[0] == '.' && next[1] == '.';
    string.joined |= string.joined_behind;
    return string;
}

static void open_bracket(struct scanner *scanner) {
    if (scanner->depth < DEEPEST)
        scanner->callers[scanner->depth] = scanner->name;
    scanner->depth++;
    scanner->name = scanner->key = slice_make(NULL, 0);
}

static void read_name(struct scanner *scanner) {
    const char *begin = scanner->at;
    while (scanner->at < scanner->end &&
           (isalnum((unsigned char)*scanner->at) || strchr("_.:", *scanner->at)) &&
           !(*scanner->at == '.' && scanner->at[1] == '.'))
        scanner->at++;
    scanner->name = slice_make(begin, (size_t)(scanner->at - begin));
    scanner->last_name = scanner->name;
}

/* Anything else: "=" makes the last name a key; "," ends it. */
static void read_sign(struct scanner *scanner) {
    char c = *scanner->at++;
    if (c == '\n')
        scanner->line++;
    if (isspace((unsigned char)c))
        return;
    scanner->joined_before = c == '.' && scanner->at < scanner->end && *scanner->at == '.';
    scanner->at += scanner->joined_before;
    if (strchr("({", c)) {
        open_bracket(scanner);
        return;
    }
    if (strchr(")}", c) && scanner->depth > 0)
        scanner->depth--;
    if (c == '=')
        scanner->key = *scanner->at == '=' ? slice_make(NULL, 0) : scanner->last_name;
    else if (!scanner->joined_before)
        scanner->key = slice_make(NULL, 0);
    scanner->name = slice_make(NULL, 0);
}

/* The next string; false at the end. */
static bool next_string(struct scanner *scanner, struct lua_string *string) {
    while (scanner->at < scanner->end) {
        char c = *scanner->at;
        if (c == '-' && scanner->at + 1 < scanner->end && scanner->at[1] == '-') {
            skip_comment(scanner);
        } else if (c == '"' || c == '\'') {
            *string = read_string(scanner);
            scanner->joined_before = false;
            return true;
        } else if (c == '[' && long_level(scanner, scanner->at) >= 0) {
            scanner->at++;
            skip_long(scanner, (size_t)long_level(scanner, scanner->at - 1));
        } else if (isalpha((unsigned char)c) || c == '_') {
            read_name(scanner);
        } else {
            read_sign(scanner);
        }
    }
    return false;
}

/* The call that the string is an argument of: `restate "x"`, `restate("x")`, `para { "x" }`. */
static struct slice caller_of(const struct scanner *scanner) {
    if (scanner->name.length > 0)
        return scanner->name;
    if (scanner->depth > 0 && scanner->depth <= DEEPEST)
        return scanner->callers[scanner->depth - 1];
    return slice_make(NULL, 0);
}

/* ---- keys that are used ---------------------------------------------------------------------- */

struct key_use {
    struct arena *arena;
    const char **texts; /* whole strings, and beginnings of keys ("why.") */
    size_t count, room;
};

struct key_use *check_keys_begin(struct arena *arena) {
    struct key_use *use = arena_new(arena, struct key_use);
    use->arena = arena;
    return use;
}

static void note_use(struct key_use *use, struct slice text) {
    use->texts =
        arena_make_room(use->arena, use->texts, use->count, &use->room, 512, sizeof *use->texts);
    use->texts[use->count++] = arena_bytes(use->arena, text.data, text.length);
}

void check_use_of_clinic(struct key_use *use, const struct value *clinic) {
    if (!clinic)
        return;
    if (clinic->kind == VALUE_TEXT)
        note_use(use, clinic->text);
    for (size_t i = 0;
         (clinic->kind == VALUE_LIST || clinic->kind == VALUE_MAP) && i < clinic->count; i++)
        check_use_of_clinic(use, clinic->items[i]);
}

/* Named whole, or begun by a text that ends at one of its dots. */
static bool is_used(const struct key_use *use, const char *key) {
    for (size_t i = 0; i < use->count; i++) {
        const char *text = use->texts[i];
        size_t length = strlen(text);
        if (length > 1 && strncmp(key, text, length) == 0 &&
            (key[length] == '\0' || text[length - 1] == '.' || key[length] == '.'))
            return true;
    }
    return false;
}

/* ---- judging a string ------------------------------------------------------------------------ */

static bool is_one_of(struct slice name, const char *const *names) {
    for (size_t i = 0; names[i]; i++)
        if (slice_is(name, names[i]))
            return true;
    return false;
}

static const char *const placing_calls[] = {"para",        "heading", "bold",      "list",
                                            "note",        "cell",    "checklist", "nobreak",
                                            "definitions", "section", "lang",      NULL};
static const char *const placing_keys[] = {"caption", "aside", NULL};
static const char *const key_calls[] = {"restate", "words", NULL};

/* Two words with letters: more than a sign, a unit or a separator. */
static bool is_prose(struct slice text) {
    int words = 0;
    for (size_t i = 0; i < text.length;) {
        size_t letters = 0;
        while (i + letters < text.length && isalpha((unsigned char)text.data[i + letters]))
            letters++;
        words += letters > 1;
        i += letters ? letters : 1;
    }
    return words > 1 && memchr(text.data, ' ', text.length); /* a key has no space */
}

static void judge_string(struct check_list *list, const struct scanner *scanner, const char *file,
                         const struct lua_string *string, const struct wording *wording) {
    struct slice caller = caller_of(scanner);
    bool direct = scanner->key.length == 0;
    if (direct && is_one_of(caller, key_calls) && !string->joined) {
        const char *key = arena_bytes(list->arena, string->text.data, string->text.length);
        const char *nearest = wording_nearest(wording, key);
        if (!wording_find(wording, key))
            check_add(list, false, file, string->line, "no sentence '%s' in %s%s%s%s", key,
                      wording->file, nearest ? " (did you mean '" : "", nearest ? nearest : "",
                      nearest ? "'?)" : "");
        return;
    }
    bool placed = direct ? is_one_of(caller, placing_calls) : is_one_of(scanner->key, placing_keys);
    if (placed && is_prose(string->text))
        check_add(list, false, file, string->line,
                  "places '%.60s', which no wording holds: give it a key in %s, and restate it",
                  arena_bytes(list->arena, string->text.data, string->text.length), wording->file);
}

/* ---- scripts --------------------------------------------------------------------------------- */

bool check_script(struct check_list *list, struct key_use *use, const char *file,
                  const struct wording *wording, struct error *err) {
    struct slice text;
    if (!file_read(list->arena, file, SCRIPT_LIMIT_BYTES, &text, err))
        return false;
    struct scanner scanner = {
        .text = text.data, .at = text.data, .end = text.data + text.length, .line = 1};
    struct lua_string string;
    while (next_string(&scanner, &string)) {
        if (string.text.length > 0)
            note_use(use, string.text);
        judge_string(list, &scanner, file, &string, wording);
        scanner.name = slice_make(NULL, 0);
    }
    return true;
}

void check_unused(struct check_list *list, const struct key_use *use,
                  const struct wording *wording) {
    for (size_t i = 0; i < wording->count; i++)
        if (!is_used(use, wording->entries[i].key))
            check_add(list, true, wording->file, wording->entries[i].line,
                      "'%s' is used by no script and no profile", wording->entries[i].key);
}
