/* thesaurus_private.h - between thesaurus_read.c, which knows the file, and thesaurus_build.c,
 * which knows the blob.
 *
 * Layer: search, private.
 */
#ifndef FOOTNOTE_SEARCH_THESAURUS_THESAURUS_PRIVATE_H
#define FOOTNOTE_SEARCH_THESAURUS_THESAURUS_PRIVATE_H

#include "base/value.h"
#include "search/thesaurus/thesaurus.h"
#include "search/thesaurus/thesaurus_build.h"

enum thesaurus_role { ROLE_TERM, ROLE_ABBREVIATION, ROLE_FOR, ROLE_RELATED, ROLE_COUNT };

struct thesaurus_term {
    enum thesaurus_role role;
    const char *text; /* folded, words joined by single spaces; an abbreviation as written */
    int line;
};

struct thesaurus_group {
    const char *file;
    int line;
    const char *language;
    struct thesaurus_term *terms;
    size_t count;
};

/* Words, endings or a misspelling: each finds the others. */
struct thesaurus_words {
    enum thesaurus_key_kind kind;
    const char **words;
    size_t count;
};

struct thesaurus_build {
    struct arena *arena;
    struct tokenizer *tokenizer;
    struct thesaurus_group *groups;
    size_t group_count, group_capacity;
    struct thesaurus_words *words;
    size_t words_count, words_capacity;
    struct thesaurus_fault *faults;
    size_t fault_count, fault_capacity;
};

void thesaurus_fault_add(struct thesaurus_build *build, const char *file, int line, bool is_warning,
                         const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Folded, what separates words replaced by single spaces. Returns the number of words. */
int thesaurus_normalise(struct thesaurus_build *build, const char *text, const char **normalised);

#endif
