/* stop_words.c - English words so common that they tell nothing about a passage.
 *
 * Layer: search. Kept short: articles, pronouns, prepositions, auxiliaries, question words, and
 * what is left of "what's" and "don't". Words that may carry clinical meaning (no, not, without,
 * after, before, again, more) stay in the query.
 */
#include "search/query.h"

#include <stdlib.h>

/* In byte order, for bsearch. */
static const char *const stop_words[] = {
    "a",     "about", "am",    "an",    "and",   "any",   "are",    "as",    "at",    "be",
    "been",  "being", "but",   "by",    "can",   "could", "d",      "did",   "do",    "does",
    "doing", "for",   "from",  "had",   "has",   "have",  "having", "he",    "her",   "hers",
    "him",   "his",   "how",   "i",     "if",    "in",    "into",   "is",    "it",    "its",
    "ll",    "m",     "may",   "me",    "might", "must",  "my",     "of",    "on",    "or",
    "our",   "ours",  "re",    "s",     "shall", "she",   "should", "so",    "some",  "such",
    "t",     "than",  "that",  "the",   "their", "them",  "then",   "there", "these", "they",
    "this",  "those", "to",    "too",   "us",    "ve",    "very",   "was",   "we",    "were",
    "what",  "when",  "where", "which", "while", "who",   "whom",   "whose", "why",   "will",
    "with",  "would", "you",   "your",  "yours",
};

static int compare_word(const void *key, const void *item) {
    const struct slice *word = key;
    const char *stop_word = *(const char *const *)item;
    int order = strncmp(word->data, stop_word, word->length);
    return order ? order : (stop_word[word->length] == '\0' ? 0 : -1);
}

bool query_is_stop_word(struct slice word) {
    return bsearch(&word, stop_words, sizeof stop_words / sizeof *stop_words, sizeof *stop_words,
                   compare_word) != NULL;
}
