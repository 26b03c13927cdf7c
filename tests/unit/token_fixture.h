/* token_fixture.h - words of a text as one line, for the tests of the token folder. */
#ifndef FOOTNOTE_TESTS_TOKEN_FIXTURE_H
#define FOOTNOTE_TESTS_TOKEN_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "token/token.h"

/* The terms of text, a space between two. */
static inline void token_line(struct strbuf *out, const char *language, struct slice text) {
    struct tokenizer *tokenizer = tokenizer_new();
    struct token_array tokens = {0};
    strbuf_truncate(out, 0);
    tokenize_all(tokenizer, token_language_of(language), text, &tokens);
    for (size_t i = 0; i < tokens.count; i++) {
        if (i > 0)
            strbuf_add_char(out, ' ');
        strbuf_add_slice(out, tokens.items[i].term);
    }
    token_array_release(&tokens);
    tokenizer_free(tokenizer);
}

static inline void assert_tokens(const char *language, const char *text, const char *expected) {
    struct strbuf line = {0};
    token_line(&line, language, slice_of(text));
    if (strcmp(strbuf_text(&line), expected) != 0)
        fail_msg("%s: \"%s\" gives \"%s\", not \"%s\"", language, text, strbuf_text(&line),
                 expected);
    strbuf_release(&line);
}

#endif
