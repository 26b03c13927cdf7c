/* inspection.h - what the text of a passage tells about a query: words that stand together, words
 * that answers to such a question have, and which words of the query are missing.
 *
 * Layer: search. Posting lists hold counts, no places; so the best passages by their base score
 * (score.h) are looked at here and ranked anew by what is added. The same look gives the shares of
 * --explain, and what tells a weak passage (weak.h).
 *
 *     struct inspector *inspector = inspector_new(tokenizer, &weighed);
 *     struct inspection found;
 *     inspect_passage(inspector, &passage, &found);
 *     score = base + found.adjacency + found.question;
 *     inspector_free(inspector);
 */
#ifndef FOOTNOTE_SEARCH_INSPECTION_H
#define FOOTNOTE_SEARCH_INSPECTION_H

#include "index/index.h"
#include "search/weighed_query.h"
#include "token/token.h"

struct inspection {
    double adjacency, question; /* to be added to the base score */
    double coverage;            /* part of the base score */
    double naming_share; /* rarities of the groups in its heading, or title where none, of all */
    struct group_share {
        double score; /* part of the base score; 0: the passage lacks it */
        bool is_present;
        const struct query_member *member; /* the one that counts most; NULL when lacking */
    } * groups; /* of each weighed group; the inspector's, until the next passage */
};

struct inspector;

/* Both are borrowed. Free with inspector_free (NULL is fine). */
struct inspector *inspector_new(struct tokenizer *tokenizer, const struct weighed_query *weighed);
void inspector_free(struct inspector *inspector);

void inspect_passage(struct inspector *inspector, const struct passage *passage,
                     struct inspection *found);

/* The language whose stemmer a passage was indexed with. */
const struct token_language *passage_token_language(const struct passage *passage);

#endif
