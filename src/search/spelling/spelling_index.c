/* spelling_index.c - see spelling_index.h.
 *
 * Layer: search. A damaged index has no words here: the search itself says that it is damaged.
 */
#include "search/spelling/spelling_index.h"

#include "index/postings/postings.h"

static void each_word(void *context, struct slice first_bytes, spelling_visitor *visitor,
                      void *visitor_context) {
    struct error err = {0};
    index_each_word(context, first_bytes, visitor, visitor_context, &err);
}

static int64_t word_uses(void *context, struct slice word) {
    struct error err = {0};
    int64_t uses = index_word_uses(context, word, &err);
    return uses > 0 ? uses : 0;
}

static bool occurs(void *context, struct slice word) {
    return index_has_word(context, word);
}

struct spelling spelling_of_index(struct index *index, const struct thesaurus *thesaurus) {
    return (struct spelling){.context = index,
                             .each_word = each_word,
                             .word_uses = word_uses,
                             .occurs = occurs,
                             .thesaurus = thesaurus};
}
