/* thesaurus.h - other names for what was typed, out of the compiled thesaurus.
 *
 * Layer: search. The clinician writes thesaurus.yaml; thesaurus_build.h compiles it into the blob
 * that is read here, in place: opening costs nothing, finding a name some comparisons. The bytes
 * come from a file that may be damaged: nothing is read beyond them.
 *
 *     struct thesaurus thesaurus;
 *     if (thesaurus_open(&thesaurus, blob)) ...
 *     struct thesaurus_names names;
 *     int taken = thesaurus_find(&thesaurus, words, count, true, &names);
 */
#ifndef FOOTNOTE_SEARCH_THESAURUS_THESAURUS_H
#define FOOTNOTE_SEARCH_THESAURUS_THESAURUS_H

#include "base/arena.h"
#include "base/strbuf.h"
#include "search/query/query.h"

/* Its name in the index (index_blob). */
#define THESAURUS_BLOB "thesaurus"

#define THESAURUS_MAGIC "FNTH"
enum {
    THESAURUS_HEADER_BYTES = 16, /* of the blob: see thesaurus.c */
    THESAURUS_VERSION = 2,
    THESAURUS_MOST_WORDS = 8,  /* of one entry */
    THESAURUS_MOST_NAMES = 64, /* of one entry */
};

/* What a key is, its first letter. */
enum thesaurus_key_kind {
    THESAURUS_WORDS = 'w',
    THESAURUS_ABBREVIATION = 'a', /* as written, in capitals */
    THESAURUS_MISSPELLING = 'm',
    THESAURUS_ENDING = 'e',  /* of a word: its other spelling */
    THESAURUS_WRITTEN = 't', /* what only finds others, as it is written: no names */
};

struct thesaurus {
    struct slice blob;
    int most_words; /* of its longest entry */
    size_t entry_count;
};

/* A blob of another version, or none, is an empty thesaurus: false, and nothing is found in it. */
bool thesaurus_open(struct thesaurus *thesaurus, struct slice blob);

struct thesaurus_names {
    struct thesaurus_name {
        const char *text;
        const char *language; /* "" for any */
        enum query_origin origin;
    } items[THESAURUS_MOST_NAMES];
    int count;
};

/* A word as typed. */
struct thesaurus_word {
    struct slice source; /* as typed, for abbreviations */
    const char *text;    /* folded */
    const char *stem;    /* as keys hold it: see query_words.h */
};

/* The longest entry that the first of the words make up. Returns how many of them (0: none), and
 * its names. Abbreviations count where the source is in capitals, and with_common_abbreviations
 * says whether those do that are common words as well (AT, AS, US). */
int thesaurus_find(const struct thesaurus *thesaurus, const struct thesaurus_word *words, int count,
                   bool with_common_abbreviations, struct thesaurus_names *names);

/* British for American and the other way round, by the table of endings; false when none fits. */
bool thesaurus_other_ending(const struct thesaurus *thesaurus, struct arena *arena,
                            const char *word, const char **other);

/* Every word of every name, and of what only finds others, that begins with these bytes; one that
 * stands in several comes as often. */
typedef void thesaurus_visitor(void *context, struct slice word);
void thesaurus_each_word(const struct thesaurus *thesaurus, struct slice first_bytes,
                         thesaurus_visitor *visitor, void *context);

/* How many keys find something. */
size_t thesaurus_count(const struct thesaurus *thesaurus);

/* What a known misspelling should be, or NULL. */
const char *thesaurus_correction(const struct thesaurus *thesaurus, struct slice word);

#endif
