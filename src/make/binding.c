/* binding.c - sentences and the passages they rest on.
 *
 * Layer: make. Order: searching for a passage, recalling one that an earlier process found, binding
 * one entry, languages, the process's binder, asking it.
 */
#include "make/binding.h"

#include "base/strbuf.h"
#include "make/binding_language.h"
#include "make/must_hit.h"
#include "search/search.h"

enum { HITS_ASKED = 3, LANGUAGES_MAX = 16 };

/* Many sentences share a query. */
struct asked_query {
    const char *query, *article; /* of the entry */
    struct search_result result;
};

struct binder {
    struct arena arena;
    struct asked_query *queries;
    size_t query_count, query_capacity;
    struct passage **recalled; /* many sentences share a passage too */
    size_t recalled_count, recalled_capacity;
    const char *folder, *index_file, *state;
    struct language_file languages[LANGUAGES_MAX];
    size_t language_count;
    int serial;
    bool allow_draft;
};

/* ---- searching ------------------------------------------------------------------------------- */

static const char *dropped_reason(struct arena *arena, const struct wording_entry *entry) {
    struct strbuf words = {0};
    for (size_t i = 0; i < entry->must_hit_count; i++)
        strbuf_add_format(&words, "%s'%s'", i == 0 ? "" : " and ", entry->must_hit[i]);
    if (entry->class_letter == 'Q')
        strbuf_add(&words, " and the quoted words");
    const char *reason =
        arena_format(arena, "S15: sentence '%s' dropped: no passage for '%s' holds %s", entry->key,
                     entry->query, strbuf_text(&words));
    strbuf_release(&words);
    return reason;
}

/* The first hit that holds what it must; a quote must also stand in it letter for letter. */
static const struct search_hit *supporting_hit(const struct wording_entry *entry,
                                               const struct search_result *result) {
    for (size_t i = 0; i < result->count; i++) {
        const struct search_hit *hit = &result->hits[i];
        if (must_hit_all(&hit->passage, entry) &&
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
    const struct search_options options = {
        .limit = HITS_ASKED, .literal = true, .article = entry->article[0] ? entry->article : NULL};
    struct search_result result = {0};
    if (!search_run(index, &binder->arena, slice_of(entry->query), &options, &result, err))
        return NULL;
    binder->queries = arena_make_room(&binder->arena, binder->queries, binder->query_count,
                                      &binder->query_capacity, 64, sizeof *binder->queries);
    struct asked_query *asked = &binder->queries[binder->query_count++];
    *asked = (struct asked_query){entry->query, entry->article, result};
    return &asked->result;
}

/* Binds and notes what was found. */
static bool search_passage(struct binder *binder, struct index *index, struct language_file *file,
                           struct binding *binding, struct error *err) {
    const struct wording_entry *entry = binding->entry;
    struct finding *finding = &file->findings[entry - file->wording->entries];
    const struct search_result *result = ask_query(binder, index, entry, err);
    if (!result) {
        if (err && err->code == ERROR_USAGE) /* a query of the wording file, not of a person */
            err->code = ERROR_SCRIPT;
        return error_prefix(err, "%s:%d: '%s': ", file->wording->file, entry->line, entry->key);
    }
    const struct search_hit *hit = supporting_hit(entry, result);
    file->learned = true;
    if (!hit) {
        *finding = (struct finding){.kind = FINDING_DROPPED};
        binding->reason = dropped_reason(&binder->arena, entry);
        return true;
    }
    *finding = (struct finding){FINDING_PASSAGE, hit->passage.rowid, hit->rank, hit->passage.hash};
    binding->bound = binding->has_passage = true;
    binding->passage = hit->passage;
    binding->rank = hit->rank;
    return true;
}

/* ---- recalling ------------------------------------------------------------------------------- */

static const struct passage *recall_row(struct binder *binder, struct index *index, int64_t rowid) {
    for (size_t i = 0; i < binder->recalled_count; i++)
        if (binder->recalled[i]->rowid == rowid)
            return binder->recalled[i];
    struct passage *passage = arena_new(&binder->arena, struct passage);
    if (!index_passage_by_row(index, &binder->arena, rowid, passage, NULL))
        return NULL;
    binder->recalled = arena_make_room(&binder->arena, binder->recalled, binder->recalled_count,
                                       &binder->recalled_capacity, 64, sizeof(struct passage *));
    return binder->recalled[binder->recalled_count++] = passage;
}

/* Binds without a search. The index has the last word: the row must still hold that passage. */
static bool recall_passage(struct binder *binder, struct index *index,
                           const struct finding *finding, struct binding *binding) {
    if (finding->kind == FINDING_DROPPED) {
        binding->reason = dropped_reason(&binder->arena, binding->entry);
        return true;
    }
    const struct passage *passage =
        finding->kind == FINDING_PASSAGE ? recall_row(binder, index, finding->rowid) : NULL;
    if (!passage || strcmp(passage->hash, finding->passage_hash) != 0)
        return false;
    binding->bound = binding->has_passage = true;
    binding->passage = *passage;
    binding->rank = finding->rank;
    return true;
}

/* ---- binding --------------------------------------------------------------------------------- */

static bool has_condition(const struct wording_entry *entry, const char *condition) {
    for (size_t i = 0; i < entry->when_count; i++)
        if (strcmp(entry->when[i], condition) == 0)
            return true;
    return false;
}

/* Sentences about the wording itself: nothing to say of a reviewed one, or of an original. */
static bool is_out_of_place(const struct wording *wording, const struct wording_entry *entry) {
    return (wording->status == WORDING_REVIEWED && has_condition(entry, WORDING_WHEN_DRAFT)) ||
           (!wording->is_translation && has_condition(entry, WORDING_WHEN_TRANSLATED));
}

static bool bind_entry(struct binder *binder, struct index *index, struct language_file *file,
                       struct binding *binding, struct error *err) {
    const struct wording_entry *entry = binding->entry;
    if (is_out_of_place(file->wording, entry))
        return true; /* unbound, without a reason to tell */
    switch (entry->class_letter) {
    case 'Q':
    case 'R':
        return recall_passage(binder, index, &file->findings[entry - file->wording->entries],
                              binding) ||
               search_passage(binder, index, file, binding, err);
    case 'C':
        if (!entry->reviewer[0] || !entry->reviewed_on[0])
            return error_set(err, ERROR_SCRIPT,
                             "%s:%d: '%s': clinic advice needs approver and approved_on",
                             file->wording->file, entry->line, entry->key);
        break;
    default:
        break;
    }
    binding->bound = true;
    return true;
}

/* ---- languages ------------------------------------------------------------------------------- */

static struct language_file *find_language(struct binder *binder, const char *language,
                                           struct error *err) {
    for (size_t i = 0; i < binder->language_count; i++)
        if (strcmp(binder->languages[i].key.language, language) == 0)
            return &binder->languages[i];
    if (binder->language_count == LANGUAGES_MAX) {
        error_set(err, ERROR_SCRIPT, "'%.12s': one report asks for more than %d languages",
                  language, LANGUAGES_MAX);
        return NULL;
    }
    struct language_file *file = &binder->languages[binder->language_count];
    *file = (struct language_file){
        .key = {.index_file = binder->index_file, .index_state = binder->state}};
    if (!language_file_open(file, &binder->arena, binder->folder, language, err))
        return NULL;
    binder->language_count++;
    return file;
}

/* ---- the binder ------------------------------------------------------------------------------ */

static struct binder *current;

static bool is_current(const struct binder *binder, const char *folder, const char *index_file,
                       const char *state) {
    if (strcmp(binder->folder, folder) != 0 || strcmp(binder->index_file, index_file) != 0 ||
        strcmp(binder->state, state) != 0)
        return false;
    for (size_t i = 0; i < binder->language_count; i++)
        if (!language_file_is_unchanged(&binder->languages[i]))
            return false;
    return true;
}

void binder_forget(void) {
    if (!current)
        return;
    struct arena arena = current->arena; /* the binder itself lives in it */
    current = NULL;
    arena_release(&arena);
}

/* A language that may not be printed is refused at its first sentence. */
static bool check_status(const struct binder *binder, const struct language_file *file,
                         struct error *err) {
    const struct wording *wording = file->wording;
    if (wording->status == WORDING_PREPARED)
        return error_set(err, ERROR_REFUSED,
                         "%s is prepared, not finished: %zu sentence%s missing; no handout in this "
                         "language",
                         wording->file, wording->missing_count,
                         wording->missing_count == 1 ? " is" : "s are");
    if (wording->status == WORDING_DRAFT && !binder->allow_draft)
        return error_set(err, ERROR_REFUSED,
                         "%s is a draft that nobody has reviewed: to see its pages, not for "
                         "patients, --allow-draft",
                         wording->file);
    return true;
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
    static int serial;
    binder->serial = ++serial;
    binder->arena = own;
    current = binder;
    return binder;
}

void binder_allow_draft(struct binder *binder, bool allow) {
    binder->allow_draft = allow;
}

/* ---- asking ---------------------------------------------------------------------------------- */

/* The binding of an entry, made at the first call. */
static const struct binding *binding_at(struct binder *binder, struct index *index,
                                        struct language_file *file,
                                        const struct wording_entry *entry, struct error *err) {
    struct binding **slot = &file->bindings[entry - file->wording->entries];
    if (!*slot) {
        struct binding *binding = arena_new(&binder->arena, struct binding);
        binding->entry = entry;
        if (!bind_entry(binder, index, file, binding, err))
            return NULL;
        *slot = binding;
    }
    return *slot;
}

int binder_serial(const struct binder *binder) {
    return binder->serial;
}

static void bind_entries(struct binder *binder, struct index *index, const char *language,
                         bool unknown_too) {
    struct error ignored;
    struct language_file *file = find_language(binder, language, &ignored);
    if (!file || !index_begin_read(index, &ignored))
        return;
    for (size_t i = 0; i < file->wording->count; i++)
        if (unknown_too || file->findings[i].kind != FINDING_UNKNOWN)
            binding_at(binder, index, file, &file->wording->entries[i], &ignored);
    index_end_read(index);
}

void binder_load(struct binder *binder, struct index *index, const char *language) {
    bind_entries(binder, index, language, false);
}

void binder_bind_all(struct binder *binder, struct index *index, const char *language) {
    bind_entries(binder, index, language, true);
}

const struct binding *binder_next_ready(struct binder *binder, const char *language,
                                        size_t *position) {
    struct error ignored;
    struct language_file *file = find_language(binder, language, &ignored);
    if (file && !check_status(binder, file, &ignored))
        return NULL;
    while (file && *position < file->wording->count) {
        const struct wording_entry *entry = &file->wording->entries[*position];
        const struct binding *binding = file->bindings[(*position)++];
        if (!binding && (entry->class_letter == 'C' || entry->class_letter == 'G'))
            binding = binding_at(binder, NULL, file, entry, &ignored);
        if (binding && binding->bound)
            return binding;
    }
    return NULL;
}

void binder_keep(struct binder *binder) {
    for (size_t i = 0; i < binder->language_count; i++)
        language_file_keep(&binder->languages[i]);
}

const struct binding *binder_find(struct binder *binder, struct index *index, const char *language,
                                  const char *key, struct error *err) {
    struct language_file *file = find_language(binder, language, err);
    if (!file || !check_status(binder, file, err))
        return NULL;
    const struct wording_entry *entry = language_file_entry(file, key);
    if (!entry) {
        const char *nearest = wording_nearest(file->wording, key);
        error_set(err, ERROR_SCRIPT, "no sentence '%.100s' in %s%s%s%s", key,
                  file->key.wording_file, nearest ? " (did you mean '" : "", nearest ? nearest : "",
                  nearest ? "'?)" : "");
        return NULL;
    }
    return binding_at(binder, index, file, entry, err);
}
