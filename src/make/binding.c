/* binding.c - sentences and the passages they rest on.
 *
 * Layer: make. Order: folding text for comparison, queries, binding one entry, wording files by
 * language, the process's binder.
 */
#include "make/binding.h"

#include "base/file.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "search/search.h"

#include <stdlib.h>

enum { HITS_ASKED = 3, LANGUAGE_MAX = 12, LANGUAGES_MAX = 16 };

struct language_file {
    const char *language, *path;
    struct file_stamp stamp;
    struct wording *wording;
    struct binding **bindings; /* by entry; NULL: not asked yet */
};

/* Many sentences share a query. */
struct asked_query {
    const char *query, *article; /* of the entry */
    struct search_result result;
};

struct binder {
    struct arena arena;
    struct asked_query *queries;
    size_t query_count, query_capacity;
    const char *folder, *index_file, *state;
    struct language_file languages[LANGUAGES_MAX];
    size_t language_count;
};

/* ---- folding --------------------------------------------------------------------------------- */

/* One character as it counts for must-hit strings: curly quotes are straight, dashes are hyphens,
 * capitals (ASCII and Latin-1) are small, white space is a space. */
static unsigned fold(unsigned c) {
    if (c == 0x2018 || c == 0x2019 || c == 0x02BC)
        return '\'';
    if (c == 0x201C || c == 0x201D)
        return '"';
    if (c >= 0x2010 && c <= 0x2014)
        return '-';
    if (c == '\n' || c == '\t' || c == 0xA0 || c == 0x2009 || c == 0x202F)
        return ' ';
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7))
        return c + 32;
    return c;
}

static void add_folded(struct strbuf *out, const char *text) {
    struct slice rest = slice_of(text);
    bool after_space = out->length == 0;
    for (size_t at = 0; at < rest.length;) {
        unsigned c = fold(utf8_next(rest, &at));
        if (c != ' ' || !after_space)
            strbuf_add_code_point(out, c);
        after_space = c == ' ';
    }
}

static bool holds_all(const struct passage *passage, const struct wording_entry *entry) {
    struct strbuf text = {0}, heading = {0}, wanted = {0};
    add_folded(&text, passage->text);
    add_folded(&heading, passage->heading);
    bool all = true;
    for (size_t i = 0; all && i < entry->must_hit_count; i++) {
        strbuf_truncate(&wanted, 0);
        add_folded(&wanted, entry->must_hit[i]);
        all = strstr(strbuf_text(&text), strbuf_text(&wanted)) ||
              strstr(strbuf_text(&heading), strbuf_text(&wanted));
    }
    strbuf_release(&text);
    strbuf_release(&heading);
    strbuf_release(&wanted);
    return all;
}

/* ---- binding --------------------------------------------------------------------------------- */

static const char *dropped_reason(struct arena *arena, const struct wording_entry *entry) {
    struct strbuf words = {0};
    for (size_t i = 0; i < entry->must_hit_count; i++)
        strbuf_add_format(&words, "%s'%s'", i == 0 ? "" : " and ", entry->must_hit[i]);
    const char *reason = arena_format(arena, "sentence '%s' dropped: no passage for '%s' holds %s",
                                      entry->key, entry->query, strbuf_text(&words));
    strbuf_release(&words);
    return reason;
}

/* The first hit that holds what it must; a quote must also stand in it letter for letter. */
static const struct search_hit *supporting_hit(const struct wording_entry *entry,
                                               const struct search_result *result) {
    for (size_t i = 0; i < result->count; i++) {
        const struct search_hit *hit = &result->hits[i];
        if (holds_all(&hit->passage, entry) &&
            (entry->class_letter != 'Q' || strstr(hit->passage.text, entry->text)))
            return hit;
    }
    return NULL;
}

/* The first hits for an entry's query, asked once. NULL: err is filled. */
static const struct search_result *ask_query(struct binder *binder, struct index *index,
                                             const struct wording_entry *entry, struct error *err) {
    for (size_t i = 0; i < binder->query_count; i++)
        if (strcmp(binder->queries[i].query, entry->query) == 0 &&
            strcmp(binder->queries[i].article, entry->article) == 0)
            return &binder->queries[i].result;
    const struct search_options options = {.limit = HITS_ASKED,
                                           .article = entry->article[0] ? entry->article : NULL};
    struct search_result result = {0};
    if (!search_run(index, &binder->arena, slice_of(entry->query), &options, &result, err))
        return NULL;
    if (binder->query_count == binder->query_capacity) {
        size_t more = binder->query_capacity ? binder->query_capacity * 2 : 64;
        binder->queries = arena_grow_array(&binder->arena, binder->queries, binder->query_count,
                                           more, sizeof *binder->queries);
        binder->query_capacity = more;
    }
    struct asked_query *asked = &binder->queries[binder->query_count++];
    *asked = (struct asked_query){entry->query, entry->article, result};
    return &asked->result;
}

static bool bind_to_passage(struct binder *binder, struct index *index, struct binding *binding,
                            struct error *err) {
    const struct wording_entry *entry = binding->entry;
    const struct search_result *result = ask_query(binder, index, entry, err);
    if (!result) {
        if (err && err->code == ERROR_USAGE) /* a query of the wording file, not of a person */
            err->code = ERROR_SCRIPT;
        return error_prefix(err, "%s:%d: '%s': ", binding->wording->file, entry->line, entry->key);
    }
    const struct search_hit *hit = supporting_hit(entry, result);
    if (!hit) {
        binding->reason = dropped_reason(&binder->arena, entry);
        return true;
    }
    binding->bound = binding->has_passage = true;
    binding->passage = hit->passage;
    binding->rank = hit->rank;
    return true;
}

static bool bind_entry(struct binder *binder, struct index *index, struct binding *binding,
                       struct error *err) {
    const struct wording_entry *entry = binding->entry;
    switch (entry->class_letter) {
    case 'Q':
    case 'R':
        return bind_to_passage(binder, index, binding, err);
    case 'C':
        if (!entry->reviewer[0] || !entry->reviewed_on[0])
            return error_set(err, ERROR_SCRIPT,
                             "%s:%d: '%s': clinic advice needs approver and approved_on",
                             binding->wording->file, entry->line, entry->key);
        break;
    default:
        break;
    }
    binding->bound = true;
    return true;
}

/* ---- languages ------------------------------------------------------------------------------- */

/* A language becomes part of a path: letters, digits and hyphens, nothing else. */
static bool is_language(const char *language) {
    size_t length = strlen(language);
    for (size_t i = 0; i < length; i++) {
        char c = language[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '-'))
            return false;
    }
    return length >= 2 && length <= LANGUAGE_MAX;
}

static const char *wording_path(struct arena *arena, const char *folder, const char *language) {
    return file_join(arena, folder, arena_format(arena, "%s.yaml", language));
}

static struct language_file *load_language(struct binder *binder, const char *language,
                                           struct error *err) {
    const char *path = NULL;
    struct file_stamp stamp = {0};
    if (is_language(language) && binder->language_count < LANGUAGES_MAX) {
        path = wording_path(&binder->arena, binder->folder, language);
        const char *hyphen = strchr(language, '-');
        if (!file_exists(path) && hyphen) {
            const char *primary =
                arena_bytes(&binder->arena, language, (size_t)(hyphen - language));
            path = wording_path(&binder->arena, binder->folder, primary);
        }
    }
    if (!path || !file_stamp_of(path, &stamp)) {
        error_set(err, ERROR_SCRIPT, "no wording for the language '%.12s': expected %s", language,
                  path ? path : "a language such as en");
        return NULL;
    }
    struct wording *wording = wording_read(&binder->arena, path, err);
    if (!wording)
        return NULL;
    struct language_file *file = &binder->languages[binder->language_count++];
    *file = (struct language_file){
        .language = arena_text(&binder->arena, language),
        .path = path,
        .stamp = stamp,
        .wording = wording,
        .bindings = arena_new_array(&binder->arena, wording->count + 1, struct binding *)};
    return file;
}

static struct language_file *find_language(struct binder *binder, const char *language,
                                           struct error *err) {
    for (size_t i = 0; i < binder->language_count; i++)
        if (strcmp(binder->languages[i].language, language) == 0)
            return &binder->languages[i];
    return load_language(binder, language, err);
}

/* ---- the binder ------------------------------------------------------------------------------ */

static struct binder *current;

static bool is_current(const struct binder *binder, const char *folder, const char *index_file,
                       const char *state) {
    if (strcmp(binder->folder, folder) != 0 || strcmp(binder->index_file, index_file) != 0 ||
        strcmp(binder->state, state) != 0)
        return false;
    for (size_t i = 0; i < binder->language_count; i++) {
        const struct file_stamp *known = &binder->languages[i].stamp;
        struct file_stamp now;
        if (!file_stamp_of(binder->languages[i].path, &now) ||
            now.size_bytes != known->size_bytes || now.modified_ns != known->modified_ns)
            return false;
    }
    return true;
}

void binder_forget(void) {
    if (!current)
        return;
    struct arena arena = current->arena; /* the binder itself lives in it */
    current = NULL;
    arena_release(&arena);
}

struct binder *binder_open(const char *wording_folder, struct index *index, struct error *err) {
    struct arena own = {0};
    const char *state = index_state_id(index, &own);
    if (!wording_folder || !state) {
        arena_release(&own);
        error_set(err, ERROR_ENVIRONMENT,
                  wording_folder ? "the index has no state: bring it up to date (footnote index)"
                                 : "no wording folder: expected corpus/wording");
        return NULL;
    }
    if (current && is_current(current, wording_folder, index_path(index), state)) {
        arena_release(&own);
        return current;
    }
    binder_forget();
    struct binder *binder = arena_new(&own, struct binder);
    binder->folder = arena_text(&own, wording_folder);
    binder->index_file = arena_text(&own, index_path(index));
    binder->state = state;
    binder->arena = own;
    current = binder;
    return binder;
}

void binder_load(struct binder *binder, const char *language) {
    struct error ignored;
    find_language(binder, language, &ignored);
}

/* The binding of an entry, made at the first call. */
static const struct binding *binding_at(struct binder *binder, struct index *index,
                                        struct language_file *file,
                                        const struct wording_entry *entry, struct error *err) {
    struct binding **slot = &file->bindings[entry - file->wording->entries];
    if (!*slot) {
        struct binding *binding = arena_new(&binder->arena, struct binding);
        binding->entry = entry;
        binding->wording = file->wording;
        if (!bind_entry(binder, index, binding, err))
            return NULL;
        *slot = binding;
    }
    return *slot;
}

const struct binding *binder_next_free(struct binder *binder, const char *language,
                                       size_t *position) {
    struct error ignored;
    struct language_file *file = find_language(binder, language, &ignored);
    while (file && *position < file->wording->count) {
        const struct wording_entry *entry = &file->wording->entries[(*position)++];
        const struct binding *binding = NULL;
        if (entry->class_letter == 'C' || entry->class_letter == 'G')
            binding = binding_at(binder, NULL, file, entry, &ignored);
        if (binding)
            return binding;
    }
    return NULL;
}

const struct binding *binder_find(struct binder *binder, struct index *index, const char *language,
                                  const char *key, struct error *err) {
    struct language_file *file = find_language(binder, language, err);
    if (!file)
        return NULL;
    const struct wording_entry *entry = wording_find(file->wording, key);
    if (!entry) {
        const char *nearest = wording_nearest(file->wording, key);
        error_set(err, ERROR_SCRIPT, "no sentence '%.100s' in %s%s%s%s", key, file->path,
                  nearest ? " (did you mean '" : "", nearest ? nearest : "", nearest ? "'?)" : "");
        return NULL;
    }
    return binding_at(binder, index, file, entry, err);
}
