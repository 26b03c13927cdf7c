/* index_build.h - what the files of the building half share: one update in its course.
 *
 * Layer: index, private.
 *   index_update.c  the transaction, what has changed, what is gone, the report
 *   index_file.c    one file: read, compare its hash, put its articles in place of the old ones
 *   index_sample.c  the dictionary of a large index
 *   index_store.c   one article in or out of the tables, and who keeps an id that two files give
 */
#ifndef FOOTNOTE_INDEX_INDEX_BUILD_H
#define FOOTNOTE_INDEX_INDEX_BUILD_H

#include "index/content_hash.h"
#include "index/index_private.h"
#include "index/manifest.h"

/* A file of this update. */
struct build_file {
    int64_t id; /* 0 until it has a row */
    const struct manifest_root *root;
    const char *path;
    struct file_stamp stamp;
    const char *problem;         /* why it can't be looked at, or NULL */
    struct manifest_file *known; /* NULL for a new file */
};

struct build {
    struct index *index;
    struct arena *arena;  /* lives as long as the update */
    struct arena scratch; /* one file's bytes */
    struct arena hashes;  /* one article's section hashes */
    struct content_hash state;
    int64_t next_article, next_passage; /* rowids never given before */
    int64_t article_count, passage_count;
    struct passage_packer *packer;
    struct strbuf packed; /* a passage's blob */
    int64_t started_ns;   /* since 1970 */
    bool has_changes;     /* an article came, changed or went */
    struct error *err;    /* filled when a function below returns false */
};

/* ---- index_store.c ---- */

enum store_result {
    STORE_DONE,
    STORE_FAILED,    /* build->err is filled */
    STORE_OVERLAID,  /* a file of an earlier root gives this id: that is as meant */
    STORE_DUPLICATE, /* a file of the same root, or this one, gives it already: *other is its name
                      */
};

/* Puts an article in. Of two files with one id the one earlier in order of roots and paths keeps
 * it: when that is `file`, the other's article is taken out and the other file marked. */
enum store_result store_article(struct build *build, const struct build_file *file,
                                const struct article *article, const char **other);

/* Why the second of two files with one id is left out. */
const char *store_duplicate_text(struct arena *arena, const char *id, const char *other);

/* Takes out all articles of a file. */
bool store_remove_articles(struct build *build, int64_t file);

/* ---- index_sample.c ---- */

/* For an index without passages: looks into the files that are to be read, makes the dictionary for
 * their texts and keeps it, unless they are few. */
bool build_make_dictionary(struct build *build, const struct build_file *files, size_t count,
                           int64_t total_bytes);

/* ---- index_file.c ---- */

/* Looks at one file that may have changed and brings its rows up to date. `must_read`: even when
 * its bytes are the same. *has_changed says whether its articles or its failure were written anew.
 */
bool build_read_file(struct build *build, struct build_file *file, bool must_read,
                     bool *has_changed);

/* The file's name as shown in messages. */
const char *build_file_name(struct arena *arena, const char *root, const char *path);

#endif
