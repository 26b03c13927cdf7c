/* judgments.h - queries with the passages that answer them, as people judged them.
 *
 * Layer: search. Two forms of file, tabs between columns:
 *   one table, as corpus/judgments.tsv: a header line, then qid, query, article#section, grade,
 *   kind; one line a judged section. "-" for the section says that nothing in the corpus answers;
 *   three files, as test collections have them: queries (qid, text), judgments (qid, article,
 *   grade, or TREC's four columns qid, 0, article, grade), and optionally the qids to be used, one
 *   a line. Judged are articles, not sections.
 *
 *     struct judgment_set set;
 *     if (!judgments_read_table(&arena, "corpus/judgments.tsv", &set, &err)) ...
 */
#ifndef FOOTNOTE_SEARCH_JUDGMENTS_H
#define FOOTNOTE_SEARCH_JUDGMENTS_H

#include "base/arena.h"
#include "base/error.h"

struct judgment {
    const char *name; /* article#section, or article */
    int grade;        /* 0: not relevant */
};

struct judged_query {
    const char *id, *text;
    const char *kind; /* "fact", "synonym", ...; "" in the form of three files */
    struct judgment *judgments;
    size_t judgment_count;
    bool is_unanswerable; /* somebody looked, and nothing answers */
};

struct judgment_set {
    struct judged_query *queries; /* in the order of the file; three files: those with judgments */
    size_t count;
    bool by_section; /* names are article#section */
};

/* Everything in the arena. ERROR_INPUT with file:line for a line that is no judgment; as file_read
 * for a file that can't be read. */
bool judgments_read_table(struct arena *arena, const char *path, struct judgment_set *set,
                          struct error *err);
bool judgments_read_files(struct arena *arena, const char *queries, const char *judgments,
                          const char *ids, struct judgment_set *set, struct error *err);

#endif
