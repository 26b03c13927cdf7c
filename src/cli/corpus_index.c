/* corpus_index.c - opening the index for a command; part of the light program.
 *
 * Layer: cli. See corpus_refresh.c for the other half.
 */
#include "cli/corpus_index.h"

#include "cli/thesaurus_files.h"

#include "base/file.h"

const char *corpus_failure_text(struct arena *arena, const struct index_failure *failure) {
    static const char lead[] = "line ";
    const char *digits = failure->reason + strlen(lead);
    if (strncmp(failure->reason, lead, strlen(lead)) != 0)
        return arena_format(arena, "%s: %s", failure->file, failure->reason);
    size_t length = strspn(digits, "0123456789");
    if (length == 0 || digits[length] != ':')
        return arena_format(arena, "%s: %s", failure->file, failure->reason);
    return arena_format(arena, "%s:%s", failure->file, digits);
}

void corpus_failures_json(struct output *out, const struct index_failure *failures, size_t count) {
    output_list(out, "failures");
    for (size_t i = 0; i < count; i++) {
        output_map(out, NULL);
        output_text(out, "file", failures[i].file);
        output_text(out, "reason", failures[i].reason);
        output_end_map(out);
    }
    output_end_list(out);
}

void corpus_warn_unreachable(const char *const *roots, size_t count) {
    for (size_t i = 0; i < count; i++)
        message("warning: '%s' can't be reached: its articles are used as last read", roots[i]);
}

static void warn_failures(struct index *index, struct arena *arena) {
    struct index_failure *failures = NULL;
    size_t count = index_failures(index, arena, &failures);
    if (count > 0)
        message("warning: %zu file%s could not be read: footnote status --failed", count,
                count == 1 ? "" : "s");
}

/* The located folders count when they were given, or belong to the index by its name; an index
 * given by name otherwise stands for the folders that it remembers. */
static bool holds_roots(struct index *index, struct arena *arena, const struct places *places) {
    const char **remembered = NULL;
    size_t count = index_roots(index, arena, &remembered);
    if (count == 0)
        return false;
    if (places->index_given && !places->roots_given)
        return true;
    for (size_t i = 0; i < places->root_count; i++) {
        bool found = false;
        for (size_t k = 0; k < count && !found; k++)
            found = strcmp(places->roots[i], remembered[k]) == 0;
        if (!found)
            return false;
    }
    return true;
}

/* The answer of a search belongs to one state of the index, and the file is locked once. A handout
 * takes too long for that: writers would wait. */
static struct index *open_for(const struct places *places, enum corpus_need need,
                              struct error *err) {
    return index_open(places->index_path, need == CORPUS_READABLE ? INDEX_SNAPSHOT : INDEX_READ,
                      err);
}

static bool is_current(struct index *index, struct arena *arena, const struct places *places) {
    const char **unreachable = NULL;
    size_t count = 0;
    if (!holds_roots(index, arena, places) ||
        index_check(index, arena, &unreachable, &count) != INDEX_CURRENT ||
        !thesaurus_files_current(index, arena, places))
        return false;
    corpus_warn_unreachable(unreachable, count);
    return true;
}

/* footnote-full only: bring it up to date, then open it again. `readable` says whether there was an
 * index to fall back on. */
static struct index *refresh_and_open(struct invocation *invocation, const struct places *places,
                                      enum corpus_need need, bool readable, struct error *err) {
    struct index_report report = {0};
    if (!command_refresh(invocation, places, &report, err)) {
        if (need == CORPUS_CURRENT || !readable || report.met_damage ||
            err->code != ERROR_ENVIRONMENT)
            return NULL;
        message("warning: the index could not be brought up to date (%s): using it as it was",
                err->message);
        *err = (struct error){0};
    }
    corpus_warn_unreachable(report.unreachable_roots, report.unreachable_count);
    return open_for(places, need, err);
}

struct index *corpus_index_open(struct invocation *invocation, const struct places *places,
                                enum corpus_need need, struct error *err) {
    struct index *index = open_for(places, need, err);
    bool readable = index != NULL;
    if (!index && err->code != ERROR_NOT_FOUND)
        return NULL;
    if (!index && places->index_given && !places->roots_given && !file_exists(places->index_path)) {
        error_set(err, ERROR_USAGE,
                  "--index: no file '%s': footnote index PATH --index FILE makes it",
                  places->index_path);
        return NULL;
    }
    *err = (struct error){0};
    if (!index || !is_current(index, invocation->arena, places)) {
        index_close(index);
        index = NULL;
        if (command_refresh)
            index = refresh_and_open(invocation, places, need, readable, err);
        else
            command_hand_over(invocation, err);
    }
    if (index)
        warn_failures(index, invocation->arena);
    return index;
}
