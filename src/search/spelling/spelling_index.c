/* spelling_index.c - see spelling_index.h.
 *
 * Layer: search. A damaged index has no words here: the search itself says that it is damaged.
 * Order: words, company, the whole.
 *
 * How well word w goes with the others o of the query (P: the passages that hold it):
 *
 *     fit(w) = ln(2 + |P(w)|) * (1 + naming_weight * |N(w)| / (|P(w)| + 1))
 *              * sum over o of rarity(o) * |P(w) and P(o)| / (|P(w)| + 1)
 *
 * N: those of them that have it in their title or heading. What articles are named after is what is
 * asked for: Danon disease, not "don".
 */
#include "search/spelling/spelling_index.h"

#include "base/memory.h"
#include "index/index_tokenizer.h"
#include "index/postings/postings.h"
#include "search/score.h"
#include "token/token.h"

#include <math.h>
#include <stdlib.h>

/* ---- words ---- */

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

/* ---- company ---- */

enum { MOST_PASSAGES = 4096 }; /* of one word that are looked at */

/* Three slips of eight that had been taken for another word are taken for the right one (questions
 * of MedQuAD's tuning half, four times with other slips); from 3 to 8 it makes no difference. */
static const double naming_weight = 4;

struct company {
    struct index *index;
    struct arena arena;
    struct tokenizer *tokenizer;
    struct index_languages languages;
    double passages;
};

/* The longest of a word's lists, one for each language; NULL where it has none. */
static struct posting_cursor *open_list(struct company *company, struct slice word) {
    struct posting_cursor *longest = NULL;
    struct token_array tokens = {0};
    int count = company->languages.count;
    for (int i = 0; i < (count ? count : 1); i++) {
        struct posting_cursor *cursor = NULL;
        struct error err = {0};
        tokenize_all(company->tokenizer, count ? company->languages.items[i] : NULL, word, &tokens);
        if (tokens.count == 1 &&
            posting_open(company->index, &company->arena, tokens.items[0].term, &cursor, &err) &&
            cursor && (!longest || cursor->passages > longest->passages))
            longest = cursor;
    }
    token_array_release(&tokens);
    return longest;
}

/* The passages that hold a word, the first MOST_PASSAGES of them. */
struct holding {
    uint32_t passages[MOST_PASSAGES];
    size_t count;
    size_t named; /* have it in their title or heading */
};

static void read_passages(struct posting_cursor *cursor, struct holding *holding) {
    struct error err = {0};
    holding->count = holding->named = 0;
    for (uint32_t next = 0; holding->count < MOST_PASSAGES && posting_seek(cursor, next, &err);) {
        const struct posting_block *block = posting_decode(cursor, &err);
        if (!block)
            break;
        for (uint32_t i = 0; i < block->count && holding->count < MOST_PASSAGES; i++) {
            holding->passages[holding->count++] = block->passages[i];
            holding->named += block->title[i] > 0 || block->heading[i] > 0;
        }
        if (cursor->last == POSTING_NO_PASSAGE)
            break;
        next = cursor->last + 1;
    }
}

/* How many of the passages a list holds. */
static size_t count_shared(struct posting_cursor *cursor, const uint32_t *passages, size_t count) {
    struct error err = {0};
    size_t shared = 0;
    for (size_t i = 0; i < count && posting_seek(cursor, passages[i], &err);) {
        const struct posting_block *block = posting_decode_passages(cursor, &err);
        if (!block)
            break;
        uint32_t at = 0;
        for (; i < count && passages[i] <= cursor->last; i++) {
            while (at < block->count && block->passages[at] < passages[i])
                at++;
            shared += at < block->count && block->passages[at] == passages[i];
        }
    }
    return shared;
}

static double rate_word(struct company *company, struct slice word,
                        struct posting_cursor *const *others, int other_count,
                        struct holding *holding) {
    struct posting_cursor *list = open_list(company, word);
    double fit = 0;
    if (!list)
        return 0;
    read_passages(list, holding);
    double count = (double)holding->count;
    for (int i = 0; holding->count && i < other_count; i++) {
        if (!others[i])
            continue;
        struct posting_cursor *other = posting_clone(&company->arena, others[i]);
        fit += score_rarity(company->passages, (double)others[i]->passages) *
               (double)count_shared(other, holding->passages, holding->count) / (count + 1);
    }
    return fit * log(2 + count) * (1 + naming_weight * (double)holding->named / (count + 1));
}

static void rate(void *context, const struct slice *words, int count, const struct slice *others,
                 int other_count, double *fits) {
    struct company company = {.index = context, .tokenizer = tokenizer_new()};
    struct posting_cursor *lists[SPELLING_MOST_OTHERS];
    struct posting_totals totals;
    struct error err = {0};
    struct holding *holding = memory_allocate(sizeof *holding);
    bool can = index_languages_load(company.index, &company.languages, &err) &&
               posting_totals(company.index, NULL, &totals, &err);
    company.passages = can ? (double)totals.passages : 0;
    for (int i = 0; i < other_count; i++)
        lists[i] = can ? open_list(&company, others[i]) : NULL;
    for (int i = 0; i < count; i++)
        fits[i] = can ? rate_word(&company, words[i], lists, other_count, holding) : 0;
    free(holding);
    tokenizer_free(company.tokenizer);
    arena_release(&company.arena);
}

/* ---- the whole ---- */

struct spelling spelling_of_index(struct index *index, const struct thesaurus *thesaurus) {
    return (struct spelling){.context = index,
                             .each_word = each_word,
                             .word_uses = word_uses,
                             .occurs = occurs,
                             .rate = rate,
                             .thesaurus = thesaurus};
}
