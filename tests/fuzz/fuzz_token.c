/* fuzz_token.c - any bytes as text: never a crash, and tokens in order, inside the text, of at most
 * 64 bytes. The first byte chooses a language. */
#include "token/token.h"

#include <stdlib.h>

static void check(bool holds) {
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const languages[] = {"en", "es", "de", "fr", "pl", "ru", "ar", "tr",
                                            "fi", "hu", "it", "nl", "pt", "ro", "sv", "und"};
    static struct tokenizer *tokenizer;
    static struct token_array tokens;
    if (size == 0)
        return 0;
    if (tokenizer && tokenizer_memory_bytes(tokenizer) > (size_t)64 << 20) {
        tokenizer_free(tokenizer);
        tokenizer = NULL;
    }
    if (!tokenizer)
        tokenizer = tokenizer_new();
    struct slice text = slice_make((const char *)data + 1, size - 1);
    tokenize_all(tokenizer, token_language_of(languages[data[0] % 16]), text, &tokens);
    size_t start = 0, end = 0;
    for (size_t i = 0; i < tokens.count; i++) {
        const struct token *token = &tokens.items[i];
        check(token->start >= start && token->end > end && token->end <= text.length);
        check(token->term.length > 0 && token->term.length <= TOKEN_MOST_BYTES);
        start = token->start;
        end = token->end;
    }
    token_language_guess(text);
    struct strbuf folded = {0};
    token_fold(&folded, text);
    strbuf_release(&folded);
    return 0;
}
