/* index_build.h - what the files of the building half share: one update in its course.
 *
 * Layer: index, private.
 *   index_update.c    the transaction, what has changed, what is gone, the report
 *   index_state.c     what the index remembers from update to update
 *   index_sample.c    the dictionary of a large index
 *   index_parse.c     files -> batches of articles, ready to be stored; knows no database
 *   index_ahead.c     many small files read in a thread of its own, ahead of the parser
 *   index_pipeline.c  parsing in a thread of its own, beside the one that writes
 *   index_file.c      one file's batch items -> its rows
 *   index_remove.c    a passage's words out of the lists they are in
 *   index_store.c     one article in or out of the tables, and who keeps an id that two files give
 */
#ifndef FOOTNOTE_INDEX_INDEX_BUILD_H
#define FOOTNOTE_INDEX_INDEX_BUILD_H

#include "index/content_hash.h"
#include "index/full_text/text_segment.h"
#include "index/index_private.h"
#include "index/manifest/manifest.h"
#include "index/postings/postings.h"

/* ---- a file of this update ---- */

struct build_file {
    const struct manifest_root *root;
    const char *path;
    struct file_stamp stamp;
    const char *problem;         /* why it can't be looked at, or NULL */
    struct manifest_file *entry; /* what is kept of it; id 0 until it has a row */
    bool is_new;
    bool must_read;          /* even when its bytes are the same */
    struct slice known_hash; /* of its bytes when they were read last */
};

/* The path that formats and ids are told by: below its root, or the root's own name. */
static inline const char *build_relative_name(const struct build_file *file) {
    return *file->path ? file->path : file_name_of(file->root->path);
}

/* ---- the update ---- */

struct build {
    struct index *index;
    struct arena *arena;  /* lives as long as the update */
    struct arena scratch; /* for a moment */
    struct content_hash state;
    int64_t next_file, next_article, next_passage; /* ids never given before */
    int64_t article_count, passage_count;
    struct index_languages languages;
    struct slice dictionary;
    struct passage_packer *packer; /* from the first passage that came on */
    struct strbuf packed;          /* room */
    struct manifest manifest;
    struct build_file *files; /* that may have changed, in order of root and path */
    size_t file_count, file_capacity;
    int64_t read_bytes;               /* what they have together */
    int64_t started_ns;               /* since 1970 */
    struct text_store text;           /* of a first large build; else FTS5 writes its table */
    bool writes_text;                 /* likewise: parsers make logs for it */
    struct posting_builder *removals; /* what goes out of the posting lists; NULL: nothing yet */
    struct token_array columns[INDEX_COLUMN_COUNT], heading; /* room, for what goes out */
    bool has_changes;                                        /* an article came, changed or went */
    struct error *err; /* filled when a function below returns false */
};

/* ---- index_state.c ---- */

/* See index_set_posting_weight. */
posting_weight *build_posting_weight(void);

/* The index was opened for writing, and hashes can be made. */
bool build_can_begin(const struct index *index, struct error *err);

/* Posting lists and logs have 32 bits for the number of a passage, and none is given twice: after
 * thousands of millions there is an error, never the wrong passage. */
bool build_can_number(const struct build *build);

bool build_load_state(struct build *build);
bool build_save_state(const struct build *build);

/* ---- index_sample.c ---- */

/* For an index without passages: looks into the files that are to be read, makes the dictionary for
 * their texts and keeps it, unless they are few. */
bool build_make_dictionary(struct build *build);

/* ---- index_parse.c ---- */

/* An article as it will stand in the tables. All in the batch's arena. */
struct parsed_passage {
    int64_t rowid;
    struct content_hash hash;
    struct slice plain;                             /* see passage_pack.h */
    struct token_array columns[INDEX_COLUMN_COUNT]; /* of the full-text table; none: see text */
};
enum { ARTICLE_TEXT_COUNT = 9 };
struct parsed_article {
    const char *id;
    const char *texts[ARTICLE_TEXT_COUNT]; /* in the order of the table's columns from title on */
    struct content_hash hash;
    int64_t first_passage; /* rowid; they follow each other */
    struct parsed_passage *passages;
    size_t passage_count;
    const struct token_language *language; /* its words are stemmed in */
};

enum parsed_kind {
    PARSED_FILE,      /* a file begins: what was in the index from it is to go */
    PARSED_UNCHANGED, /* a file whose bytes are those of last time: nothing else of it follows */
    PARSED_ARTICLE,
    PARSED_PROBLEM, /* a record of it can't be read: text says why */
    PARSED_MISSING, /* the article before lacks some of the file's text: likewise */
    PARSED_END,     /* of the file; with a text it can't be read at all, and keeps no articles */
    PARSED_SEGMENT, /* the posting lists of what came before, as far as they were not given yet */
};
struct parsed_item {
    enum parsed_kind kind;
    struct build_file *file;
    const char *text; /* message, with the file's name */
    const struct parsed_article *article;
    struct posting_builder *postings; /* PARSED_SEGMENT: owned by the item; or NULL */
    struct text_log *words;           /* PARSED_SEGMENT: likewise, closed */
    struct tokenizer *tokenizer;      /* that nothing needs behind this item; likewise */
    struct content_hash hash;         /* PARSED_FILE: of its bytes */
    bool is_unread;                   /* PARSED_FILE: there are no bytes */
};
struct parsed_batch {
    struct arena arena;
    struct parsed_item *items;
    size_t count, capacity;
};

/* Frees what it holds; it is empty then. */
void parsed_batch_release(struct parsed_batch *batch);

/* Takes a batch and gives an empty one; NULL stops the parsing. */
typedef struct parsed_batch *batch_exchange(void *context, struct parsed_batch *full);

/* Reads and parses files in order. Runs in any thread: of the build it reads what is settled
 * before, where passages begin and who writes their words. ahead: who has read these files already,
 * or NULL. */
struct ahead;
void parse_files(const struct build *build, struct build_file *files, size_t count,
                 struct ahead *ahead, struct parsed_batch *first, batch_exchange *exchange,
                 void *context);

/* ---- index_pipeline.c ---- */

/* False stops. */
typedef bool batch_handler(void *context, const struct parsed_batch *batch);

/* Parses the files, and hands their batches to `handle` in order, in the thread of the caller. The
 * outcome does not depend on whether there is a second thread. False when `handle` stopped it. */
bool pipeline_run(const struct build *build, struct build_file *files, size_t count,
                  int64_t read_bytes, batch_handler *handle, void *context);

/* ---- index_file.c ---- */

/* One file's way into the tables; goes from item to item and from batch to batch. */
struct file_progress {
    struct build *build;
    struct index_report *report;
    struct build_file *file; /* at hand */
    struct content_hash hash;
    size_t articles, problems;
    const char *first_problem; /* in the update's arena */
    const char *missing;       /* likewise; NULL: nothing */
    bool has_conflict;
};
bool file_take_item(struct file_progress *progress, const struct parsed_item *item);

/* ---- index_remove.c ---- */

/* An article whose words are to go. */
struct removal {
    const char *title, *declared_language;
    const struct token_language *language; /* NULL until its first passage was given */
    bool is_in_text;                       /* also in the full-text table */
};

/* Takes one passage's words out, with the very tokens that they went in with; an article's first
 * passage comes first. packed: its blob. */
bool remove_passage_words(struct build *build, struct removal *removal, int64_t rowid,
                          struct slice packed);

/* Writes what went out of the posting lists, after all that came in; joins small segments. */
bool finish_postings(struct build *build);

void release_removals(struct build *build);

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
                                const struct parsed_article *article, const char **other);

/* Why the second of two files with one id is left out. */
const char *store_duplicate_text(struct arena *arena, const char *id, const char *other);

/* Takes out all articles of a file. */
bool store_remove_articles(struct build *build, int64_t file);

#endif
