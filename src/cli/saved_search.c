/* saved_search.c - see saved_search.h.
 *
 * Layer: cli. Part of the light program. Order: the file; options; reading; finding; writing.
 */
#include "cli/saved_search.h"

#include "base/file.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/locate.h"

enum { MOST_FILE_BYTES = 1 << 20, MOST_NAME_BYTES = 60 };

static const char heading[] = "# Searches of yours, kept by \"footnote search --save NAME\". Run "
                              "one: footnote search --saved "
                              "NAME\n"
                              "# A name, a colon, what was typed; below it options, indented. No "
                              "patient's name or data here.\n";

/* ---- options --------------------------------------------------------------------------------- */

static const char *const kept_options[] = {"limit",     "fix",   "near",    "explain", "feedback",
                                           "documents", "facet", "article", "lang",    "match"};

bool saved_search_keeps(const char *option_name) {
    for (size_t i = 0; i < sizeof kept_options / sizeof *kept_options; i++)
        if (strcmp(option_name, kept_options[i]) == 0)
            return true;
    return false;
}

static const struct option *find_option(struct slice name) {
    for (const struct option *option = search_options; option->name; option++)
        if (slice_is(name, option->name) && saved_search_keeps(option->name))
            return option;
    return NULL;
}

/* ---- reading --------------------------------------------------------------------------------- */

static bool is_name(struct slice name) {
    if (name.length == 0 || name.length > MOST_NAME_BYTES)
        return false;
    for (size_t i = 0; i < name.length; i++) {
        unsigned char c = (unsigned char)name.data[i];
        bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    c == '-' || c == '_' || c == '.' || c >= 0x80;
        if (!fits)
            return false;
    }
    return name.data[0] != '-';
}

/* "name: value" */
static bool split(struct slice line, struct slice *name, struct slice *value) {
    const char *colon = memchr(line.data, ':', line.length);
    size_t length = colon ? (size_t)(colon - line.data) : line.length;
    *name = slice_trim(slice_make(line.data, length));
    *value = colon ? slice_trim(slice_make(colon + 1, line.length - length - 1))
                   : slice_make(line.data + line.length, 0);
    return colon != NULL;
}

static bool read_option(struct arena *arena, struct saved_search *search, struct slice line,
                        struct error *err) {
    struct slice name, value;
    split(line, &name, &value);
    const struct option *option = find_option(name);
    if (!option)
        return error_set(err, ERROR_USAGE, "'%.*s' is no option that a saved search keeps",
                         SLICE_ARGS(name));
    if ((value.length > 0) != (option->value != NULL))
        return error_set(err, ERROR_USAGE,
                         option->value ? "'%s' needs a value" : "'%s' takes no value",
                         option->name);
    search->options = arena_grow_array(arena, search->options, search->option_count,
                                       search->option_count + 1, sizeof *search->options);
    search->options[search->option_count++] =
        (struct given_option){option, arena_slice(arena, value).data};
    return true;
}

static bool read_search(struct arena *arena, struct saved_searches *saved, struct slice line,
                        size_t start, struct error *err) {
    struct slice name, query;
    if (!split(line, &name, &query) || !is_name(name) || query.length == 0)
        return error_set(err, ERROR_USAGE, "expected a name, a colon and words to search for");
    const char *text = arena_slice(arena, name).data;
    if (saved_search_find(saved, text))
        return error_set(err, ERROR_USAGE, "the name '%s' stands there twice", text);
    saved->items =
        arena_grow_array(arena, saved->items, saved->count, saved->count + 1, sizeof *saved->items);
    saved->items[saved->count++] = (struct saved_search){
        .name = text, .query = arena_slice(arena, query).data, .start = start};
    return true;
}

static bool read_line(struct arena *arena, struct saved_searches *saved, struct slice line,
                      size_t start, struct error *err) {
    struct slice trimmed = slice_trim(line);
    if (trimmed.length == 0 || trimmed.data[0] == '#')
        return true;
    bool is_indented = line.data[0] == ' ' || line.data[0] == '\t';
    if (is_indented && saved->count == 0)
        return error_set(err, ERROR_USAGE, "an option stands below the name of its search");
    bool done = is_indented ? read_option(arena, &saved->items[saved->count - 1], trimmed, err)
                            : read_search(arena, saved, trimmed, start, err);
    if (done)
        saved->items[saved->count - 1].end =
            (size_t)(line.data + line.length - saved->text.data) + 1;
    return done;
}

static bool read_lines(struct arena *arena, struct saved_searches *saved, struct error *err) {
    struct slice rest = saved->text, line;
    int number = 0;
    while (slice_next_line(&rest, &line)) {
        struct error problem = {0};
        number++;
        if (!read_line(arena, saved, line, (size_t)(line.data - saved->text.data), &problem))
            return error_set(err, ERROR_USAGE, "%s:%d: %s", saved->file, number, problem.message);
    }
    return true;
}

bool saved_searches_read(struct arena *arena, struct saved_searches *saved, struct error *err) {
    const char *folder = locate_state_folder(arena);
    *saved = (struct saved_searches){0};
    if (!folder)
        return error_set(err, ERROR_ENVIRONMENT,
                         "no folder for saved searches: set HOME or XDG_STATE_HOME");
    saved->file = file_join(arena, folder, "searches.txt");
    if (!file_exists(saved->file))
        return true;
    if (!file_read(arena, saved->file, MOST_FILE_BYTES, &saved->text, err))
        return false;
    if (memchr(saved->text.data, '\0', saved->text.length) ||
        utf8_find_invalid(saved->text) != UTF8_VALID)
        return error_set(err, ERROR_USAGE, "%s: expected UTF-8 text", saved->file);
    return read_lines(arena, saved, err);
}

/* ---- finding --------------------------------------------------------------------------------- */

const struct saved_search *saved_search_find(const struct saved_searches *saved, const char *name) {
    for (size_t i = 0; i < saved->count; i++)
        if (strcmp(saved->items[i].name, name) == 0)
            return &saved->items[i];
    return NULL;
}

const char *saved_search_hint(struct arena *arena, const struct saved_searches *saved,
                              const char *name) {
    const char **names = arena_new_array(arena, saved->count, const char *);
    for (size_t i = 0; i < saved->count; i++)
        names[i] = saved->items[i].name;
    const char *near = utf8_nearest(name, names, saved->count);
    if (near)
        return arena_format(arena, "did you mean '%s'?", near);
    return saved->count ? "footnote search --saved lists them" : "none is saved yet";
}

/* ---- writing --------------------------------------------------------------------------------- */

static bool write_file(struct arena *arena, const struct saved_searches *saved,
                       const struct strbuf *text, struct error *err) {
    const char *slash = strrchr(saved->file, '/');
    const char *folder = arena_bytes(arena, saved->file, (size_t)(slash - saved->file));
    return file_make_folders(folder, err) &&
           file_write_atomic(saved->file, strbuf_slice(text), 0600, err);
}

/* The file with one part of it replaced. */
static bool replace(struct arena *arena, const struct saved_searches *saved, size_t start,
                    size_t end, const char *replacement, struct error *err) {
    struct strbuf text = {0};
    size_t length = saved->text.length;
    end = end < length ? end : length;
    if (length == 0)
        strbuf_add(&text, heading);
    strbuf_add_bytes(&text, saved->text.data, start);
    if (text.length > 0 && text.data[text.length - 1] != '\n')
        strbuf_add_char(&text, '\n');
    strbuf_add(&text, replacement);
    strbuf_add_bytes(&text, saved->text.data + end, length - end);
    bool done = write_file(arena, saved, &text, err);
    strbuf_release(&text);
    return done;
}

bool saved_search_write(struct arena *arena, const struct saved_searches *saved,
                        const struct saved_search *search, struct error *err) {
    if (!is_name(slice_of(search->name)) || utf8_find_invalid(slice_of(search->name)) != UTF8_VALID)
        return error_set(err, ERROR_USAGE,
                         "--save takes a name of letters, digits, dots and hyphens, at most %d "
                         "bytes long",
                         MOST_NAME_BYTES);
    if (utf8_find_invalid(slice_of(search->query)) != UTF8_VALID)
        return error_set(err, ERROR_USAGE, "a query that is no UTF-8 can't be saved");
    const struct saved_search *old = saved_search_find(saved, search->name);
    struct strbuf lines = {0};
    strbuf_add_format(&lines, "%s: ", search->name);
    utf8_add_printable(&lines, slice_of(search->query));
    strbuf_add_char(&lines, '\n');
    for (size_t i = 0; i < search->option_count; i++) {
        const struct given_option *given = &search->options[i];
        strbuf_add_format(&lines, "  %s%s", given->option->name, given->option->value ? ": " : "");
        utf8_add_printable(&lines, slice_of(given->value));
        strbuf_add_char(&lines, '\n');
    }
    size_t length = saved->text.length;
    bool done = replace(arena, saved, old ? old->start : length, old ? old->end : length,
                        strbuf_text(&lines), err);
    strbuf_release(&lines);
    return done;
}

bool saved_search_forget(struct arena *arena, const struct saved_searches *saved,
                         const struct saved_search *search, struct error *err) {
    return replace(arena, saved, search->start, search->end, "", err);
}
