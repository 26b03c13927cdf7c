/* question.h - what a question asks for, and words that its answers have.
 *
 * Layer: search. "How common is X" is answered by a passage that speaks of prevalence and
 * incidence, "what is X" by one that says what kind of disorder X is; neither word was typed. Where
 * several records are about X alike, these words tell which one is asked for (inspection.h); the
 * sections of an article have headings that tell. They find nothing on their own.
 *
 *     struct question question;
 *     question_read(tokenizer, text, &question);
 *     for (int i = 0; i < question.word_count; i++) ... question.words[i].text, .weight ...
 */
#ifndef FOOTNOTE_SEARCH_QUERY_QUESTION_H
#define FOOTNOTE_SEARCH_QUERY_QUESTION_H

#include "token/token.h"

enum { QUESTION_MOST_WORDS = 48 };

struct question {
    struct {
        struct slice text; /* in lower case, one word, static */
        double weight;
    } words[QUESTION_MOST_WORDS]; /* each once */
    int word_count;
};

/* Reads the text as typed. English questions only; any other text has no words. */
void question_read(struct tokenizer *tokenizer, struct slice text, struct question *question);

#endif
