/* corpus_refresh.c - bringing the index up to date; footnote-full only.
 *
 * Layer: cli.
 */
#include "base/file.h"
#include "cli/corpus_index.h"
#include "cli/output.h"
#include "cli/thesaurus_files.h"
#include "index/postings/postings.h"
#include "search/score.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

/* Nothing is shown of what is over in half a second. */
#define PROGRESS_AFTER_S 0.5
#define PROGRESS_EVERY_S 0.1

struct progress {
    double started_s, shown_s; /* shown_s 0: not yet */
};

static double now_s(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void show_progress(void *context, size_t done, const char *file) {
    struct progress *progress = context;
    double now = now_s();
    (void)file; /* names of any length would wrap and leave a trail */
    if (now - progress->started_s < PROGRESS_AFTER_S || now - progress->shown_s < PROGRESS_EVERY_S)
        return;
    progress->shown_s = now;
    fprintf(stderr, "\rreading the corpus: %zu files \033[K", done);
}

/* A corpus folder that is not there and was never read is a slip of the hand; one that the index
 * remembers is a drive that is not mounted, and its articles stay. */
static bool check_new_roots(const struct invocation *invocation, struct index *index,
                            const struct places *places, struct error *err) {
    const char **remembered = NULL;
    size_t count = index_roots(index, invocation->arena, &remembered);
    for (size_t i = 0; i < places->root_count; i++) {
        bool known = file_exists(places->roots[i]);
        for (size_t k = 0; k < count && !known; k++)
            known = strcmp(places->roots[i], remembered[k]) == 0;
        if (!known)
            return error_set(err, ERROR_USAGE, "no corpus folder '%s'", places->roots[i]);
    }
    return true;
}

/* Either of index_update and index_rebuild, with a progress line. */
struct work {
    struct progress progress;
    index_progress *show; /* NULL: quiet */
};

static struct work begin_work(const struct invocation *invocation) {
    index_set_posting_weight(score_weight);
    bool shows = !invocation_flag(invocation, "quiet") && isatty(STDERR_FILENO) == 1;
    return (struct work){{.started_s = now_s()}, shows ? show_progress : NULL};
}

static bool end_work(const struct work *work, bool done) {
    if (work->progress.shown_s > 0)
        fputs("\r\033[K", stderr);
    return done;
}

static bool update(struct invocation *invocation, struct index *index, const char *const *roots,
                   size_t count, struct index_report *report, struct error *err) {
    struct work work = begin_work(invocation);
    return end_work(&work, index_update(index, roots, count, work.show, &work.progress,
                                        invocation->arena, report, err));
}

static bool make_cache_folder(struct arena *arena, const struct places *places, struct error *err) {
    const char *slash = strrchr(places->index_path, '/');
    size_t length = slash ? (size_t)(slash - places->index_path) : 0;
    return places->index_given ||
           file_make_folders(arena_bytes(arena, places->index_path, length), err);
}

/* The located folders, as far as they belong to this index, and the further ones. */
static size_t join_roots(struct arena *arena, const struct places *places, bool uses_located,
                         const char *const *more_roots, size_t more_count, const char ***roots) {
    size_t count = uses_located ? places->root_count : 0;
    *roots = arena_new_array(arena, count + more_count + 1, const char *);
    for (size_t i = 0; i < count; i++)
        (*roots)[i] = places->roots[i];
    for (size_t i = 0; i < more_count; i++)
        (*roots)[count + i] = more_roots[i];
    return count + more_count;
}

static bool refresh(struct invocation *invocation, const struct places *places, bool may_begin,
                    const char *const *more_roots, size_t more_count, struct index_report *report,
                    struct error *err) {
    struct arena *arena = invocation->arena;
    if (!make_cache_folder(arena, places, err))
        return false;
    struct index *index = index_open(places->index_path, INDEX_WRITE, err);
    if (!index)
        return false;
    const char **remembered = NULL, **roots = NULL;
    bool belongs = !places->index_given || places->roots_given;
    bool is_bare = !belongs && more_count == 0 && index_roots(index, arena, &remembered) == 0;
    if (is_bare && !may_begin) {
        bool is_sound = index_is_sound(index, err); /* or its roots could not be read */
        report->met_damage = !is_sound;
        index_close(index);
        return is_sound &&
               error_set(
                   err, ERROR_USAGE,
                   "--index: '%s' holds nothing yet: footnote index PATH --index FILE fills it",
                   places->index_path);
    }
    bool uses_located = belongs || is_bare;
    size_t count = join_roots(arena, places, uses_located, more_roots, more_count, &roots);
    bool uses_places = uses_located && places->root_count > 0;
    bool updated = (!uses_places || check_new_roots(invocation, index, places, err)) &&
                   update(invocation, index, roots, count, report, err) &&
                   thesaurus_files_refresh(index, arena, places, err);
    report->met_damage = !updated && !index_is_sound(index, NULL);
    index_close(index);
    return updated;
}

bool corpus_refresh_with(struct invocation *invocation, const struct places *places,
                         const char *const *more_roots, size_t more_count,
                         struct index_report *report, struct error *err) {
    return refresh(invocation, places, true, more_roots, more_count, report, err);
}

bool corpus_rebuild(struct invocation *invocation, const struct places *places,
                    const char *const *more_roots, size_t more_count, struct index_report *report,
                    struct error *err) {
    const char **roots = NULL;
    bool uses_located = !places->index_given || places->roots_given;
    size_t count =
        join_roots(invocation->arena, places, uses_located, more_roots, more_count, &roots);
    struct work work = begin_work(invocation);
    return make_cache_folder(invocation->arena, places, err) &&
           end_work(&work, index_rebuild(places->index_path, roots, count, work.show,
                                         &work.progress, invocation->arena, report, err));
}

bool corpus_refresh(struct invocation *invocation, const struct places *places,
                    struct index_report *report, struct error *err) {
    return refresh(invocation, places, false, NULL, 0, report, err);
}
