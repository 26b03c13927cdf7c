/* pdf_tokens.h - a content stream as tokens (ISO 32000-1, 7.2 and 7.8.2).
 *
 * Layer: pdf. Reads strangers' bytes: never past the end, whatever they hold.
 *
 *     struct pdf_tokens tokens = {.bytes = content};
 *     struct pdf_token token;
 *     while (pdf_token_next(&tokens, &arena, &token)) ...
 */
#ifndef FOOTNOTE_PDF_PDF_TOKENS_H
#define FOOTNOTE_PDF_PDF_TOKENS_H

#include "base/arena.h"
#include "base/slice.h"

enum pdf_token_kind {
    PDF_TOKEN_NUMBER,
    PDF_TOKEN_NAME,       /* text without its slash */
    PDF_TOKEN_STRING,     /* text decoded, in the arena */
    PDF_TOKEN_OPEN,       /* [ or << */
    PDF_TOKEN_CLOSE,      /* ] or >> */
    PDF_TOKEN_OPERATOR,   /* also true, false, null */
    PDF_TOKEN_INLINE_END, /* "EI" of a picture in the stream, its data passed over */
};

struct pdf_token {
    enum pdf_token_kind kind;
    double number;
    struct slice text;
};

struct pdf_tokens {
    struct slice bytes;
    size_t at;
};

/* False at the end. */
bool pdf_token_next(struct pdf_tokens *tokens, struct arena *arena, struct pdf_token *token);

#endif
