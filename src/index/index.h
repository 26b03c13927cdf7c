/* index.h - the corpus as one SQLite file: articles, passages, an FTS5 table over them, the
 * manifest of files, and what could not be read.
 *
 * Layer: index, the only folder that includes sqlite3.h. Derived data: deleting the file loses
 * nothing. Two halves, so that searching loads no reader library: reading (is it current, match,
 * passages, lists) and building (bring it up to date, make it anew, check it). Each file's head
 * says to which it belongs, "index" alone: to both.
 *
 *     struct index *index = index_open(path, INDEX_WRITE, &err);
 *     if (index && index_check(index, &arena, NULL, NULL) == INDEX_STALE)
 *         index_update(index, NULL, 0, NULL, NULL, &arena, &report, &err);
 *     index_close(index);
 */
#ifndef FOOTNOTE_INDEX_INDEX_H
#define FOOTNOTE_INDEX_INDEX_H

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

#include <stdint.h>

struct index;

enum index_mode {
    INDEX_READ,     /* must exist */
    INDEX_SNAPSHOT, /* the same, inside index_begin_read from the first look until it is closed */
    INDEX_WRITE,    /* created when absent */
};

/* Opens an index file. A file that is no index of this program (other schema text, damaged,
 * triggers or views in it) is refused: ERROR_ENVIRONMENT, with what to do. An index of an older
 * schema version is rebuilt in INDEX_WRITE mode and refused as stale (ERROR_NOT_FOUND) in the
 * others. A missing file is ERROR_NOT_FOUND in these. Any number of processes may open, make and
 * rebuild one file at once. */
struct index *index_open(const char *path, enum index_mode mode, struct error *err);
void index_close(struct index *index); /* NULL is fine */

const char *index_path(const struct index *index);

/* What is read between these two belongs to one state of the index, however another process changes
 * it meanwhile; a few reads cost less inside than alone. Calls nest; keep it short, because a
 * writer waits at its commit. */
bool index_begin_read(struct index *index, struct error *err);
void index_end_read(struct index *index);

/* A look-up that takes a while asks every few hundred passages whether it is still wanted: for who
 * types on while it runs. True ends it, and it fails with a message that nobody needs to see. NULL:
 * nobody asks. */
typedef bool index_stopper(void *context);
void index_set_stopper(struct index *index, index_stopper *stopper, void *context);

/* What such a look-up asks; false, with err filled, when it is to end. */
bool index_goes_on(struct index *index, struct error *err);

/* ---- roots and freshness ------------------------------------------------------------------- */

enum index_state { INDEX_CURRENT, INDEX_STALE };

/* Walks the remembered roots (folders or single files) and compares size and time of each article
 * file with the manifest. A file that had been written less than two seconds before it was indexed
 * counts as changed once, because a second edit may bear the same time. A root that can't be
 * reached counts as unchanged (its name is added to unreachable, which may be NULL). Reads no file.
 */
enum index_state index_check(struct index *index, struct arena *arena, const char ***unreachable,
                             size_t *unreachable_count);

/* The roots, absolute paths in the order they were given. */
size_t index_roots(struct index *index, struct arena *arena, const char ***roots);

/* Files in the folders that are no articles, of one kind. */
struct index_passed_over {
    const char *kind; /* ".doc"; "" without an ending, or with none to show */
    const char *hint; /* what to do, "save as .docx"; "" where nothing is to be read */
    size_t files;
};

struct index_report {
    size_t added, changed, removed, unchanged; /* files */
    size_t failed;                             /* files that can't be read, now and from before */
    size_t article_count, passage_count;       /* in the index afterwards */
    const char **unreachable_roots;
    size_t unreachable_count;
    struct index_passed_over *passed_over;
    size_t passed_over_count;
    /* of index_rebuild: remembered roots that can't be reached are not in the new file; whether
     * those that the old file remembered can't be read */
    const char **left_out_roots;
    size_t left_out_count;
    bool lost_roots;
    bool met_damage; /* it failed, because what is there can't be trusted any more */
};

/* Called while building: files done so far, and the name of the one being read. */
typedef void index_progress(void *context, size_t done, const char *file);

/* Brings the index up to date: the given roots are added to the remembered ones (none: just those),
 * new and changed files are read (same size and time: passed over; same content hash: only the
 * stamp is noted), vanished ones removed, all in one transaction. A file that can't be read keeps
 * no passages, is recorded with its reason, and the rest goes on. When two files give the same
 * article id, the one in the earlier root stays (an overlay); within one root the second is a
 * failure that names both. Needs INDEX_WRITE. */
bool index_update(struct index *index, const char *const *roots, size_t root_count,
                  index_progress *progress, void *progress_context, struct arena *arena,
                  struct index_report *report, struct error *err);

/* Makes the index anew from the roots it remembers, as far as they can be read, and the given ones:
 * beside the old file, which others read until the new one takes its name. A file that this program
 * has not made is left alone (ERROR_ENVIRONMENT); without any root it is ERROR_USAGE. */
bool index_rebuild(const char *path, const char *const *roots, size_t root_count,
                   index_progress *progress, void *progress_context, struct arena *arena,
                   struct index_report *report, struct error *err);

/* Reads and checks everything in the file. *fault is NULL, or what is wrong, in SQLite's words or
 * ours. False when it can't be checked. Needs INDEX_WRITE; changes nothing. */
bool index_verify(struct index *index, struct arena *arena, const char **fault, struct error *err);

/* Forgets a root and everything read from it at the next update. False when it is none. */
bool index_forget_root(struct index *index, const char *root, struct error *err);

/* ---- what could not be read ----------------------------------------------------------------- */

struct index_failure {
    const char *file;   /* path as shown */
    const char *reason; /* without the file's name; begins "line 12: " where the line is known */
};
size_t index_failures(struct index *index, struct arena *arena, struct index_failure **failures);

/* Looks through the folders for what is passed over: what may hold an article first, then the most
 * frequent. In the arena. */
size_t index_passed_over(struct index *index, struct arena *arena,
                         struct index_passed_over **kinds);

/* A file whose articles are in the index. */
struct index_article_file {
    size_t root;       /* its place in the order of the roots, from 0 */
    const char *path;  /* below the root; "" for a root that is a file */
    const char *file;  /* both joined */
    struct slice hash; /* content_hash_of_bytes of what was read */
};
bool index_files(struct index *index, struct arena *arena, struct index_article_file **files,
                 size_t *count, struct error *err);

/* False when a page of what was read so far has changed on the disk or could not be read. To be
 * asked before an answer is given: some looks have no way to fail (does this word occur?) and say
 * "no". */
bool index_is_sound(const struct index *index, struct error *err);

struct index_counts {
    size_t files, articles, passages, failures;
    int64_t size_bytes;
    int schema_version;
    const char *sqlite_version;
};
bool index_count(struct index *index, struct index_counts *counts, struct error *err);

/* "3.40.1": of the SQLite that this process runs with. */
const char *index_sqlite_version(void);

/* ---- what is kept by name -------------------------------------------------------------------- */

/* A blob as it was set, in the arena; empty when there is none. Setting needs INDEX_WRITE; an empty
 * one is removed. Like all of the index it is derived data: gone when the index is made anew. */
bool index_blob(struct index *index, struct arena *arena, const char *name, struct slice *blob,
                struct error *err);
bool index_set_blob(struct index *index, const char *name, struct slice blob, struct error *err);

/* ---- passages -------------------------------------------------------------------------------- */

/* One passage with what a footnote or a search hit needs. Everything lives in the arena given. */
struct token_language;
struct passage {
    int64_t rowid;
    const char *article, *section; /* ids */
    const char *title, *heading, *path;
    const char
        *naming; /* the title, or "" where title is only the words that the text begins with */
    const char *text;
    const char *language, *version, *reviewed, *review_due;
    const char *author, *source;
    const char *file; /* root joined with the relative path, as shown */
    int line;
    int number; /* 1-based place among the sections of its article */
    const struct token_language *only_language; /* of the whole index, or NULL: of several */
    const char *hash; /* 32 hex digits over id, heading and text: changes when the passage does */
};

/* ERROR_NOT_FOUND when there is none. section: an id, or the number of a section where no id is
 * written so ("7", as the list of sources prints it); NULL: the first one. */
bool index_passage(struct index *index, struct arena *arena, const char *article,
                   const char *section, struct passage *passage, struct error *err);

/* All passages of an article in order. */
bool index_article(struct index *index, struct arena *arena, const char *article,
                   struct passage **passages, size_t *count, struct error *err);

/* What filters ask of an article. Texts are valid during the call. */
struct index_article_facts {
    const char *id, *language, *topics, *reviewed, *review_due;
    const char *file; /* its name below the root; "" where the root is the file */
    const char *source;
    int64_t first_passage, passage_count; /* rowids that follow each other */
};
typedef bool index_article_visitor(void *context, const struct index_article_facts *article);

/* All articles in order of their passages, or only the one with this id (none: no call) when `only`
 * isn't NULL. The visitor ends it by false. */
bool index_each_article(struct index *index, const char *only, index_article_visitor *visitor,
                        void *context, struct error *err);

/* Passages by rowid, in rising order, not touching each other. */
struct index_ranges {
    struct index_range {
        int64_t first, last;
    } * items;
    size_t count;
};

/* Whether a rowid lies in one of them. */
bool index_ranges_hold(const struct index_ranges *ranges, int64_t rowid);

/* Article ids near to a wrong one, for messages: the nearest, or NULL. */
const char *index_nearest_article(struct index *index, struct arena *arena, const char *article);

/* A value that changes whenever the indexed content changes (for caching bindings). */
const char *index_state_id(struct index *index, struct arena *arena);

/* ---- matching -------------------------------------------------------------------------------- */

/* What the scoring function (in search/, given as a pointer so that this layer stays below it) sees
 * of one matching passage. Columns: 0 title, 1 heading path, 2 body. */
enum { INDEX_COLUMN_COUNT = 3 };
struct match_view; /* opaque: use the match_ functions */
int64_t match_rowid(const struct match_view *view);
int match_phrase_count(const struct match_view *view);
int match_instance_count(const struct match_view *view);
/* phrase, column and token offset of one instance; in order of column and offset. */
bool match_instance(const struct match_view *view, int i, int *phrase, int *column, int *offset);
int match_column_tokens(const struct match_view *view, int column);     /* in this row */
double match_average_tokens(const struct match_view *view, int column); /* over the index */
int64_t match_row_count(const struct match_view *view);                 /* in the index */
int64_t match_phrase_rows(const struct match_view *view, int phrase);   /* rows holding it */

typedef double match_scorer(void *context, const struct match_view *view);

struct match_query {
    const char *expression; /* FTS5 syntax, already safe */
    match_scorer *scorer;   /* NULL: all score 0 */
    void *scorer_context;
    int limit;
    const struct index_ranges *ranges; /* restrict to these passages, or NULL */
};

struct match_row {
    int64_t rowid;
    double score; /* greater is better */
};

/* Best first; equal scores by article id, then position in the article. A bad expression (only from
 * raw --match) is ERROR_USAGE with SQLite's words. */
bool index_match(struct index *index, struct arena *arena, const struct match_query *query,
                 struct match_row **rows, size_t *count, struct error *err);

/* Puts rows in the order of index_match and leaves at most `limit` of them. */
void index_best_rows(struct index *index, struct arena *arena, int limit, struct match_row **rows,
                     size_t *count);

/* The passages that match, by rising rowid; the visitor ends it by false. Errors as index_match. */
typedef bool index_match_visitor(void *context, int64_t rowid);
bool index_each_match(struct index *index, const char *expression, index_match_visitor *visitor,
                      void *context, struct error *err);

/* Whether FTS5 can read it; else ERROR_USAGE with its words. */
bool index_expression_is_fine(struct index *index, const char *expression, struct error *err);

bool index_passage_by_row(struct index *index, struct arena *arena, int64_t rowid,
                          struct passage *passage, struct error *err);

/* Whether a word (one token, unstemmed) occurs in the index after stemming. */
bool index_has_word(struct index *index, struct slice word);

#endif
